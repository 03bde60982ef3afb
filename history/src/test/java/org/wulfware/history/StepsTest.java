package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> ends(String from, String to, String step, ZoneId zone) {
        return Steps.of(Instant.parse(from), Instant.parse(to), Step.of(step).orElseThrow(), zone)
                .times()
                .stream()
                .map(Instant::toString)
                .toList();
    }

    @Test
    void theLastOneEndsWithTheQuery() {
        assertThat(ends("2026-10-26T11:00:00Z", "2026-10-26T11:07:00Z", "5min", ZoneOffset.UTC))
                .containsExactly("2026-10-26T11:05:00Z", "2026-10-26T11:07:00Z");
        assertThat(ends("2026-10-26T11:00:00Z", "2026-10-26T11:10:00Z", "5min", ZoneOffset.UTC))
                .containsExactly("2026-10-26T11:05:00Z", "2026-10-26T11:10:00Z");
    }

    @Test
    void daysAre23And25HoursLongWhereTheClocksAreChanged() {
        assertThat(ends("2026-03-27T23:00:00Z", "2026-03-30T22:00:00Z", "1d", BERLIN)).containsExactly(
                "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z");
        assertThat(ends("2026-10-24T12:00:00Z", "2026-10-26T12:00:00Z", "1d", BERLIN)).containsExactly(
                "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", "2026-10-26T12:00:00Z");
        // Twenty-four hours are that many.
        assertThat(ends("2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z", "24h", BERLIN)).containsExactly(
                "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z");
    }

    @Test
    void weeksBeginOnMondaysAndMonthsWithTheirFirst() {
        assertThat(ends("2026-11-18T00:00:00Z", "2026-12-01T00:00:00Z", "1w", ZoneOffset.UTC)).containsExactly(
                "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z", "2026-12-01T00:00:00Z");
        assertThat(ends("2026-01-15T00:00:00Z", "2026-04-10T00:00:00Z", "1month", BERLIN)).containsExactly(
                "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-04-10T00:00:00Z");
        assertThat(ends("2026-02-15T00:00:00Z", "2026-08-01T00:00:00Z", "3months", ZoneOffset.UTC)).containsExactly(
                "2026-04-01T00:00:00Z", "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z");
    }

    @Test
    void eachTimeIsInOneStep() {
        for (var step : List.of("1d", "6h", "7min", "1month")) {
            var steps = Steps.of(Instant.parse("2026-10-20T12:34:00Z"), Instant.parse("2026-11-02T01:02:03Z"),
                    Step.of(step).orElseThrow(), BERLIN);
            for (var number = -1; number < steps.count(); number++) {
                assertThat(steps.number(steps.start(number) + 1)).isEqualTo(number);
                assertThat(steps.number(steps.end(number))).isEqualTo(number);
            }
            assertThat(steps.number(steps.start(-1))).isEqualTo(Steps.EARLIER);
            assertThat(steps.number(steps.end(steps.count() - 1) + 1)).isEqualTo(steps.count());
        }
    }
}
