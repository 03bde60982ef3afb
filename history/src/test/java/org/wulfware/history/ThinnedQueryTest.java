package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Scope;

/// Of what has been thinned out the mean, the least and the greatest are still those of all that there was.
@Timeout(60)
class ThinnedQueryTest {
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Instant FROM = Instant.parse("2026-11-23T22:00:00Z");
    private static final Instant EXACT = Instant.parse("2026-11-23T23:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    private static Path directory = Path.of("");

    private static final List<Round> ROUNDS = new ArrayList<>();

    /// The hour from 22:00 on is thinned out, the one behind it is not.
    @BeforeAll
    static void record() throws IOException {
        var village = new Village(2, 33, true).later(Duration.ofSeconds(5));
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, line -> {
            throw new AssertionError(line);
        })) {
            while (village.now().isBefore(TO.plus(STEP))) {
                var states = village.round(Duration.ofSeconds(10));
                recording.round(states, village.now(), true);
                ROUNDS.add(new Round(village.now(), states, true));
            }
        }
        var archive = new Archive(directory);
        for (var piece : archive.pieces()) {
            if (piece.from().isBefore(EXACT.minusSeconds(60)) && piece.has(Archive.Type.EXACT)) {
                Files.delete(archive.file(piece.stem(), Archive.Type.EXACT));
            }
        }
        assertThat(archive.pieces().stream().map(Archive.Piece::types)).containsExactly(
                Set.of(Archive.Type.THIN), Set.of(Archive.Type.THIN), Set.of(Archive.Type.EXACT, Archive.Type.THIN),
                Set.of(Archive.Type.EXACT, Archive.Type.THIN));
    }

    private static Query.Series ask(String text, Instant to, Duration step, Query.Taken taken) throws Exception {
        var question = Question.of(text, Scope.NOTHING);
        var answer = new Query(host -> host.equals("node2"), Steps.even(FROM, to, step), question.expression(),
                question.rows(),
                taken).in(directory);
        assertThat(answer.losses()).isEmpty();
        return answer.series().getLast();
    }

    private static double[] each(
            Instant to, Duration step, ToDoubleFunction<HostState> value,
            ToDoubleFunction<DoubleSummaryStatistics> taken) {
        return Stream.iterate(FROM, from -> from.isBefore(to), from -> from.plus(step))
                .mapToDouble(from -> taken.applyAsDouble(ROUNDS.stream()
                        .filter(round -> round.at().isAfter(from) && !round.at().isAfter(from.plus(step)))
                        .mapToDouble(round -> value.applyAsDouble(round.states().getLast()))
                        .summaryStatistics()))
                .toArray();
    }

    private static double load(HostState state) {
        return state.current().orElseThrow().number(Loadavg.LOAD1).orElseThrow();
    }

    @Test
    void aValue() throws Exception {
        assertThat(ask("load1", EXACT, STEP, Query.Taken.GREATEST).values())
                .containsExactly(each(EXACT, STEP, ThinnedQueryTest::load, DoubleSummaryStatistics::getMax))
                .isNotEqualTo(ask("load1", EXACT, STEP, Query.Taken.LAST).values());
        assertThat(ask("load1", EXACT, STEP, Query.Taken.LEAST).values())
                .containsExactly(each(EXACT, STEP, ThinnedQueryTest::load, DoubleSummaryStatistics::getMin));
        assertThat(ask("load1", EXACT, STEP, Query.Taken.MEAN).values())
                .containsExactly(each(EXACT, STEP, ThinnedQueryTest::load, DoubleSummaryStatistics::getAverage),
                        within(0.02));
    }

    @Test
    void whatStaysTheSameIsKeptOnce() throws Exception {
        for (var taken : Query.Taken.values()) {
            assertThat(ask("load5", EXACT, STEP, taken).values()).hasSize(6).containsOnly(1.01);
        }
    }

    @Test
    void theGreatestAndLeastRateAreThoseFromOneRoundToTheNext() throws Exception {
        var eth0 = (ToDoubleFunction<HostState>) state -> state.rate(1, NetDev.RECEIVE_BYTES).orElseThrow();
        var greatest = ask("rate(net.receive.bytes)", EXACT, STEP, Query.Taken.GREATEST);
        assertThat(greatest.row()).isEqualTo("eth0");
        assertThat(greatest.values())
                .containsExactly(each(EXACT, STEP, eth0, DoubleSummaryStatistics::getMax), within(0.01));
        assertThat(ask("rate(net.receive.bytes)", EXACT, STEP, Query.Taken.LEAST).values())
                .containsExactly(each(EXACT, STEP, eth0, DoubleSummaryStatistics::getMin), within(0.01));
        var mean = each(EXACT, STEP, eth0, DoubleSummaryStatistics::getAverage);
        var means = ask("rate(net.receive.bytes)", EXACT, STEP, Query.Taken.MEAN).values();
        for (var i = 1; i < mean.length; i++) {
            assertThat(means[i]).isCloseTo(mean[i], within(mean[i] / 50));
        }
    }

    /// Neither the least of a quotient nor that of a counter's total can be had of what is kept.
    @Test
    void aFormulaIsOfEachFiveMinutesLastValues() throws Exception {
        var five = Duration.ofMinutes(5);
        var last = ask("load1", EXACT, five, Query.Taken.LAST).values();
        assertThat(ask("load1 / 2", EXACT, five, Query.Taken.GREATEST).values())
                .containsExactly(Arrays.stream(last).map(value -> value / 2).toArray());
        assertThat(ask("net.receive.bytes", EXACT, five, Query.Taken.GREATEST).values())
                .containsExactly(ask("net.receive.bytes", EXACT, five, Query.Taken.LAST).values());
    }

    /// An hour of twelve records counts as much as an hour of 360.
    @Test
    void aMeanIsOfTheTimeAndNotOfTheRecords() throws Exception {
        var whole = Duration.between(FROM, TO);
        assertThat(ask("load1", TO, whole, Query.Taken.MEAN).values())
                .containsExactly(each(TO, whole, ThinnedQueryTest::load, DoubleSummaryStatistics::getAverage),
                        within(0.002));
    }
}
