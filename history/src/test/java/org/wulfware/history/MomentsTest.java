package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

class MomentsTest {
    /// A Tuesday, the second after the clocks were put back two days before.
    private static final Moments HERE =
            new Moments(Instant.parse("2026-10-27T08:30:15Z"), ZoneId.of("Europe/Berlin"));

    @Test
    void timesAsPeopleSayThem() {
        assertThat(List.of("now", "-2h", "-90s", "-30min", "-1m", "-7d", "-1w", "2h ago", "yesterday 22:00",
                "yesterday", "Today 8:00", "today", "22:00", "9:30", "9:30:16", "monday 8:30", "tuesday 08:00",
                "sunday 12:00", "2026-10-23 22:00", "2026-10-23T22:00:05", "2026-10-23", "2026-10-23T22:00:00Z",
                "@1793000000", "  now ").stream().map(typed -> HERE.moment(typed).orElseThrow().toString()))
                .containsExactly("2026-10-27T08:30:15Z", "2026-10-27T06:30:15Z", "2026-10-27T08:28:45Z",
                        "2026-10-27T08:00:15Z", "2026-10-27T08:29:15Z", "2026-10-20T08:30:15Z",
                        "2026-10-20T08:30:15Z",
                        "2026-10-27T06:30:15Z", "2026-10-26T21:00:00Z", "2026-10-25T23:00:00Z",
                        "2026-10-27T07:00:00Z", "2026-10-26T23:00:00Z", "2026-10-26T21:00:00Z",
                        "2026-10-27T08:30:00Z", "2026-10-26T08:30:16Z", "2026-10-26T07:30:00Z",
                        "2026-10-27T07:00:00Z", "2026-10-25T11:00:00Z", "2026-10-23T20:00:00Z",
                        "2026-10-23T20:00:05Z", "2026-10-22T22:00:00Z", "2026-10-23T22:00:00Z",
                        "2026-10-26T07:33:20Z", "2026-10-27T08:30:15Z");
    }

    @Test
    void whatIsNoTimeIsNone() {
        assertThat(List.of("", "soon", "25:00", "9:60", "-2", "-h", "-0h", "2026-13-01", "2026-02-30", "tomorrow",
                "yesterday at 9", "22", "@x", "-99999999999h", "monday tuesday", "\u001b[31m", "now now"))
                .allSatisfy(typed -> assertThat(HERE.moment(typed)).as(typed).isEmpty());
    }

    @Test
    void spansAndAmounts() {
        assertThat(Moments.span("48h")).contains(Duration.ofDays(2));
        assertThat(Moments.span("30min")).contains(Duration.ofMinutes(30));
        assertThat(List.of("", "0s", "h", "-1h", "1y", "1.5h")).allSatisfy(
                typed -> assertThat(Moments.span(typed)).isEmpty());
        assertThat(Moments.bytes("500M")).contains(500L << 20);
        assertThat(Moments.bytes("2G")).contains(2L << 30);
        assertThat(Moments.bytes("1048576")).contains(1L << 20);
        assertThat(List.of("", "1k", "0", "10", "-5G", "1.5G", "G", "10P", "99999999999")).allSatisfy(
                typed -> assertThat(Moments.bytes(typed)).isEmpty());
    }
}
