package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Scope;
import org.wulfware.wire.Sample;

/// What is kept of a row when records are thinned out is that of the row, wherever it stood meanwhile.
@Timeout(60)
class MovingRowsTest {
    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Instant FROM = Instant.parse("2026-11-23T22:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-23T23:00:00Z");

    /// Disks come, go and change their places in every round; `sda` and `sdb` are always there.
    private static final List<String> DISKS = List.of("ab", "ba", "xab", "bxya", "ab", "zyxba");

    @TempDir
    private static Path directory = Path.of("");

    @BeforeAll
    static void record() throws IOException {
        var state = HostState.pending(Host.named("n1"), FROM);
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, line -> {
            throw new AssertionError(line);
        })) {
            var round = 0;
            for (var at = FROM; at.isBefore(TO.plus(Duration.ofHours(2))); at = at.plus(ROUND)) {
                state = state.answered(Sample.of(List.of(disks(round++, at))), Duration.ZERO, at, ROUND);
                recording.round(List.of(state), at, true);
            }
        }
        var archive = new Archive(directory);
        for (var piece : archive.pieces()) {
            if (piece.has(Archive.Type.EXACT) && piece.has(Archive.Type.THIN)) {
                Files.delete(archive.file(piece.stem(), Archive.Type.EXACT));
            }
        }
        assertThat(archive.pieces().getFirst().types()).containsExactly(Archive.Type.THIN);
    }

    private static Table<?> disks(int round, Instant at) {
        var table = new Table<>(Diskstats.SENSOR).stamp(at.getEpochSecond() * 1_000_000);
        for (var letter : DISKS.get(round % DISKS.size()).toCharArray()) {
            table.row()
                    .set(Diskstats.IN_FLIGHT, letter == 'a' ? round % 2 : letter == 'b' ? 100 : 1_000_000)
                    .set(Diskstats.READS, letter * 1_000_000_000L + 10L * round * (letter - 'a' + 1))
                    .text(table.rows() - 1, Diskstats.DISK, new byte[]{'s', 'd', (byte) letter}, 0, 3);
        }
        return table;
    }

    private static Map<String, double[]> ask(String text, Query.Taken taken) throws Exception {
        var question = Question.of(text, Scope.NOTHING);
        var answer = new Query(_ -> true, Steps.even(FROM, TO, STEP), question.expression(), question.rows(), taken)
                .in(directory);
        return answer.series().stream().collect(Collectors.toMap(Query.Series::row, Query.Series::values));
    }

    @Test
    void itsMeanLeastAndGreatest() throws Exception {
        var mean = ask("diskstats.disk.in_flight", Query.Taken.MEAN);
        assertThat(mean.get("sda")).containsExactly(
                new double[]{0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, within(0.02));
        assertThat(mean.get("sdb")).containsOnly(100);
        assertThat(ask("diskstats.disk.in_flight", Query.Taken.LEAST).get("sda")).containsOnly(0);
        assertThat(ask("diskstats.disk.in_flight", Query.Taken.GREATEST).get("sda")).containsOnly(1);
        assertThat(ask("diskstats.disk.in_flight", Query.Taken.GREATEST).get("sdb")).containsOnly(100);
    }

    @Test
    void itsRates() throws Exception {
        for (var taken : List.of(Query.Taken.LEAST, Query.Taken.GREATEST, Query.Taken.MEAN)) {
            var rates = ask("rate(diskstats.disk.read.requests)", taken);
            assertThat(rates.get("sda")).as("%s", taken).containsOnly(1);
            assertThat(rates.get("sdb")).as("%s", taken).containsOnly(2);
        }
    }
}
