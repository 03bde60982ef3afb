package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Scope;

/// Values over time are those that the states of then have.
@Timeout(60)
class QueryTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Instant FROM = Instant.parse("2026-11-23T22:10:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T23:40:00Z");

    @TempDir
    private static Path directory = Path.of("");

    private static final List<Round> ROUNDS = new ArrayList<>();

    @BeforeAll
    static void record() throws IOException {
        var village = new Village(3, 21, true).later(Duration.ofSeconds(5));
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, line -> {
            throw new AssertionError(line);
        })) {
            for (var round = 0; round < 800; round++) {
                var states = village.round(TEN);
                recording.round(states, village.now(), true);
                ROUNDS.add(new Round(village.now(), states, true));
            }
        }
    }

    private static Query.Answer ask(String text, Duration step, Query.Taken taken) throws Exception {
        var question = Question.of(text, Scope.NOTHING);
        return new Query(host -> !host.equals("node2"), Steps.even(FROM, TO, step), question.expression(),
                question.rows(), taken)
                .in(directory);
    }

    private static Stream<HostState> states(int host, Instant after, Instant until) {
        return ROUNDS.stream()
                .filter(round -> round.at().isAfter(after) && !round.at().isAfter(until))
                .map(round -> round.states().get(host));
    }

    @Test
    void everyRecordIsThere() throws Exception {
        var answer = ask("load1", TEN, Query.Taken.LAST);
        assertThat(answer.times()).hasSize(540).startsWith(FROM.plus(TEN)).endsWith(TO);
        assertThat(answer.series().stream().map(Query.Series::host)).containsExactly("node1", "node3");
        assertThat(answer.losses()).isEmpty();
        var load = Question.of("load1", Scope.NOTHING).expression();
        for (var i = 0; i < 540; i++) {
            var state = states(2, answer.times().get(i).minus(TEN), answer.times().get(i)).toList().getLast();
            assertThat(answer.series().get(1).values()[i]).isEqualTo(load.number(state, -1));
        }
    }

    @Test
    void aRateIsThatOfTheWholeStep() throws Exception {
        for (var step : List.of(Duration.ofMinutes(3), Duration.ofMinutes(5), Duration.ofMinutes(10))) {
            var answer = ask("rate(net.receive.bytes)", step, Query.Taken.LAST);
            assertThat(answer.series().stream().map(series -> series.host() + " " + series.row())).containsExactly(
                    "node1 lo", "node1 eth0", "node3 lo", "node3 eth0");
            for (var i = 0; i < answer.times().size(); i++) {
                var until = answer.times().get(i);
                // The last step is a short one where they do not end with the query.
                var begin = i == 0 ? until.minus(step) : answer.times().get(i - 1);
                var now = states(0, begin, until).toList().getLast().current().orElseThrow();
                var then = states(0, begin.minus(step), begin).toList()
                        .getLast()
                        .current()
                        .orElseThrow();
                var net = NetDev.RECEIVE_BYTES;
                var rate = (now.cell(1, net) - then.cell(1, net)) * 1e6
                        / (now.stamp(net.sensor()) - then.stamp(net.sensor()));
                assertThat(answer.series().get(1).values()[i]).as("%s at %s", step, until)
                        .isCloseTo(rate, within(1e-6));
            }
        }
    }

    @Test
    void meanLeastAndGreatestAreOfAllInAStep() throws Exception {
        var step = Duration.ofMinutes(10);
        var load = Question.of("load1", Scope.NOTHING).expression();
        var mean = ask("load1", step, Query.Taken.MEAN);
        var least = ask("load1", step, Query.Taken.LEAST);
        var greatest = ask("load1", step, Query.Taken.GREATEST);
        for (var i = 0; i < mean.times().size(); i++) {
            var until = mean.times().get(i);
            var all = states(0, until.minus(step), until).mapToDouble(state -> load.number(state, -1))
                    .summaryStatistics();
            assertThat(mean.series().getFirst().values()[i]).isCloseTo(all.getAverage(), within(1e-9));
            assertThat(least.series().getFirst().values()[i]).isEqualTo(all.getMin());
            assertThat(greatest.series().getFirst().values()[i]).isEqualTo(all.getMax());
        }
    }

    @Test
    void whatWasNotRecordedIsAbsent() throws Exception {
        var answer = ask("memory.free", TEN, Query.Taken.LAST);
        assertThat(answer.series()).hasSize(2)
                .allSatisfy(
                        series -> assertThat(series.values()).containsOnly(Double.NaN));
        var early = new Query(_ -> true,
                Steps.even(FROM.minus(Duration.ofDays(1)), FROM.minus(Duration.ofMinutes(1)), Duration.ofMinutes(30)),
                Question.of("load5", Scope.NOTHING).expression(), Optional.empty(),
                Query.Taken.LAST).in(directory);
        assertThat(early.series().getFirst().values()).hasSize(49).startsWith(Double.NaN).endsWith(1.0, 1.0);
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThatThrownBy(() -> Question.of("load1 +", Scope.NOTHING)).isInstanceOf(ExpressionException.class);
        assertThatThrownBy(() -> Question.of("nothing.like.it", Scope.NOTHING))
                .hasMessageContaining("nothing.like.it");
        assertThatThrownBy(
                () -> new Query(_ -> true, Steps.even(FROM, TO, TEN), Question.of("load1", Scope.NOTHING).expression(),
                        Optional.empty(), Query.Taken.LAST).in(directory.resolve("none")))
                .hasMessageContaining(
                        "no such directory");
    }
}
