package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class BusySharesTest {
    private static final long SECOND = 1_000_000_000;

    private final BusyShares shares = new BusyShares();
    private final Table<Stat> table = new Table<>(Stat.SENSOR);

    @Test
    void theFirstSampleHasNone() {
        assertThat(at(0, "cpu0 10 0 0 90")).isEqualTo("");
    }

    @Test
    void sharesAreOverTheTimeSinceTheSampleBefore() {
        at(0, "cpu0 10 0 0 90 0", "cpu1 10 0 0 90 0", "cpu2 10 0 0 90 0");
        assertThat(at(2 * SECOND, "cpu0 10 0 0 290 0", "cpu1 60 0 100 140 0", "cpu2 30 0 13 197 70"))
                .isEqualTo("0 1571 7500 over 2000");
        assertThat(at(2 * SECOND + 500_000_000, "cpu0 60 0 0 290 0", "cpu1 60 0 100 190 0", "cpu2 30 0 13 197 120"))
                .as("waiting for a disk is no work")
                .isEqualTo("0 0 10000 over 500");
    }

    @Test
    void ofAnEvenNumberTheMedianIsBetweenTheTwoInTheMiddle() {
        at(0, "cpu0 0 0 0 0", "cpu1 0 0 0 0");
        assertThat(at(SECOND, "cpu0 30 0 0 70", "cpu1 10 0 10 80")).isEqualTo("2000 2500 3000 over 1000");
    }

    @Test
    void aProcessorThatHasComeOrGoneLeavesThemOutOnce() {
        at(0, "cpu0 0 0 0 0", "cpu1 0 0 0 0");
        assertThat(at(SECOND, "cpu0 0 0 0 100")).isEmpty();
        assertThat(at(2 * SECOND, "cpu0 0 0 0 200")).isEqualTo("0 0 0 over 1000");
        assertThat(at(3 * SECOND, "cpu0 0 0 0 300", "cpu1 0 0 0 0")).isEmpty();
        assertThat(at(4 * SECOND, "cpu0 0 0 0 400", "cpu2 0 0 0 0")).as("another one").isEmpty();
        assertThat(at(5 * SECOND, "cpu0 0 0 0 500", "cpu2 50 0 0 50")).isEqualTo("0 2500 5000 over 1000");
    }

    @Test
    void aCounterThatHasGoneBackLeavesThemOutOnce() {
        at(0, "cpu0 0 0 0 100 50", "cpu1 0 0 0 100 50");
        assertThat(at(SECOND, "cpu0 0 0 0 200 50", "cpu1 10 0 0 100 49")).isEmpty();
        assertThat(at(2 * SECOND, "cpu0 0 0 0 300 50", "cpu1 10 0 0 200 49")).isEqualTo("0 0 0 over 1000");
        assertThat(at(3 * SECOND, "cpu0 0 0 0 300 150", "cpu1 5 0 0 310 49")).as("user time").isEmpty();
    }

    @Test
    void aProcessorThatHasNotAdvancedSaysNothing() {
        at(0, "cpu0 0 0 0 100", "cpu1 0 0 0 100");
        assertThat(at(SECOND, "cpu0 25 0 0 175", "cpu1 0 0 0 100")).isEqualTo("2500 2500 2500 over 1000");
        assertThat(at(SECOND + 1, "cpu0 25 0 0 175", "cpu1 0 0 0 100")).isEmpty();
    }

    @Test
    void aLineThatIsCutLeavesThemOutUntilThereAreTwoWholeSamplesAgain() {
        at(0, "cpu0 0 0 0 0");
        assertThat(at(SECOND, "cpu0 0 0 0")).isEmpty();
        assertThat(at(2 * SECOND, "cpu0 0 0 0 100")).isEmpty();
        assertThat(at(3 * SECOND, "cpu0 0 0 0 200")).isEqualTo("0 0 0 over 1000");
    }

    @Test
    void countersBeyondThirtyTwoBitsAreCompared() {
        at(0, "cpu0 4294967290 0 0 8589934590");
        assertThat(at(SECOND, "cpu0 4294967300 0 0 8589934680")).isEqualTo("1000 1000 1000 over 1000");
    }

    @Test
    void whatAnotherClientWasTellingIsNotLeftBehind() {
        at(0, "cpu0 0 0 0 0");
        at(SECOND, "cpu0 0 0 0 100");
        new BusyShares().set(table, 2 * SECOND);
        assertThat(shown()).isEmpty();
    }

    @Test
    void twoHundredAndFiftySixProcessorsAllocateNothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var lines = new String[256];
        for (var i = 0; i < lines.length; i++) {
            lines[i] = "cpu" + i + " " + i * 37 % 101 + " 0 0 100";
        }
        at(0, lines);
        var before = 0L;
        for (var round = -100; round < 20_000; round++) {
            if (round == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            for (var row = 0; row < lines.length; row++) {
                table.set(row, Stat.CPU_TOT, (round + 1000L) * 100)
                        .set(row, Stat.CPU_IDLE, (round + 1000L) * (row % 100));
            }
            shares.set(table, (round + 1000L) * SECOND);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        assertThat(shown()).isEqualTo("100 5800 10000 over 1000");
    }

    private String at(long nanos, String... processors) {
        var text = ("cpu  1 1 1 1\n" + String.join("\n", processors) + "\nintr 0\n").getBytes(US_ASCII);
        shares.set(Parsed.inFull(table.clear(), "proc/stat", text), nanos);
        return shown();
    }

    private String shown() {
        for (var row = 0; row < table.rows(); row++) {
            if (table.has(row, Stat.BUSY_OVER)) {
                return table.get(row, Stat.BUSY_LEAST) + " " + table.get(row, Stat.BUSY_MEDIAN) + " "
                        + table.get(row, Stat.BUSY_GREATEST) + " over " + table.get(row, Stat.BUSY_OVER);
            }
        }
        return "";
    }
}
