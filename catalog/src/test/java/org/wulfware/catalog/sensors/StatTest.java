package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class StatTest {
    @Test
    void theOldestLayoutHasPagesAndSwapsAndFourColumns() {
        assertThat(parsed("""
                cpu  316976 773 92659 49450608
                cpu0 316976 773 92659 49450608
                page 317279 1860644
                swap 1 0
                intr 54537416 49861016 9417 0 0
                disk_io: (3,0):(216104,36098,634538,180006,3721288)\s
                ctxt 8610762
                btime 1015549451
                processes 52819
                """)).isEqualTo("""
                CPU=0 CPU_USER=316976 CPU_NICE=773 CPU_SYS=92659 CPU_TOT=49861016
                PAGE_IN=317279 PAGE_OUT=1860644 SWAP_IN=1 SWAP_OUT=0 INTR=54537416 CTXT=8610762 PROCESSES=52819
                """);
    }

    @Test
    void stealIsInTheTotalAndGuestTimeIsNotCountedTwice() {
        assertThat(parsed("""
                cpu  7405 0 1692 72850 242 0 31 125 4000 100
                cpu0 3666 1 719 36698 14 2 9 60 2000 50
                cpu17 3739 2 973 36152 228 3 22 65 2000 50
                intr 5 0
                """)).isEqualTo("""
                CPU=0 CPU_USER=3666 CPU_NICE=1 CPU_SYS=719 CPU_TOT=41169
                CPU=17 CPU_USER=3739 CPU_NICE=2 CPU_SYS=973 CPU_TOT=41184
                INTR=5
                """);
    }

    @Test
    void aKernelWithoutNumberedLinesHasOneProcessor() {
        assertThat(parsed("cpu  1 2 3 4\ndisk 0 0 0 0\nctxt 9\n"))
                .isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_TOT=10\nCTXT=9\n");
    }

    @Test
    void theSumOfAllIsNoProcessorWhereTheTextEndsBehindIt() {
        assertThat(parsed("cpu  1 2 3 4\n")).isEmpty();
        assertThat(parsed("cpu  1 2 3 4\nc")).isEmpty();
        assertThat(parsed("cpu  1 2 3 4\ncpu")).isEmpty();
        assertThat(parsed("cpu  1 2 3 4\ncpu0 5")).isEqualTo("CPU=0\n");
    }

    @Test
    void truncatedLineLeavesLaterFieldsAbsent() {
        assertThat(parsed("cpu0 1 2 3")).isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2\n");
        assertThat(parsed("cpu0 1 2 3 4 ")).as("more may follow").isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3\n");
        assertThat(parsed("cpu0 1 2 3\n")).as("no idle time").isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3\n");
    }

    @Test
    void aTotalThatDoesNotFitOrLacksAPartIsAbsent() {
        assertThat(parsed("cpu0 9223372036854775807 1 2 3\n"))
                .isEqualTo("CPU=0 CPU_USER=9223372036854775807 CPU_NICE=1 CPU_SYS=2\n");
        assertThat(parsed("cpu0 1 2 3 -4 5\n")).isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3\n");
        assertThat(parsed("cpu0 1 2 3 4 x 6\n")).isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3\n");
        assertThat(parsed("cpu0 -1 2 3 4\n")).isEqualTo("CPU=0 CPU_NICE=2 CPU_SYS=3\n");
    }

    @Test
    void aProcessorWithoutANumberIsPassedOver() {
        assertThat(parsed("cpu  1 2 3 4\ncpuX 1 2 3 4\ncpu-1 1 2 3 4\ncpu2 1 2 3 4\n"))
                .isEqualTo("CPU=2 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_TOT=10\n");
    }

    @Test
    void vmstatFillsInWhatTheKernelNoLongerSaysInStat() {
        var table = new Table<>(Stat.SENSOR);
        Parsed.into(table, "proc/stat", "cpu  1 2 3 4\ncpu0 1 2 3 4\nctxt 9\n".getBytes(UTF_8));
        Parsed.into(table, "proc/vmstat", """
                nr_free_pages 892493
                pgpginodes 3
                pgpgin 919845
                pgpgout 87752
                pswpin 7
                pswpout 8
                pgalloc_dma 0
                """.getBytes(UTF_8));
        assertThat(Parsed.show(table)).isEqualTo("""
                CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_TOT=10
                PAGE_IN=919845 PAGE_OUT=87752 SWAP_IN=7 SWAP_OUT=8 CTXT=9
                """);
    }

    @Test
    void vmstatAloneIsEnough() {
        assertThat(Parsed.of(Stat.SENSOR, "proc/vmstat", "pgpgin 5\npswpout 6\npgpgout 7"))
                .isEqualTo("PAGE_IN=5 SWAP_OUT=6\n");
    }

    @Test
    void inFullItSaysWhatTheOtherParserSaysAndMore() {
        assertThat(inFull("""
                cpu  7405 1 1692 72850 242 5 31 125 4000 100
                cpu0 3666 1 719 36698 14 2 9 60 2000 50
                cpu17 3739 0 973 36152 228 3 22 65 2000 50
                intr 5 0
                ctxt 6
                btime 1795370013
                processes 16306
                procs_running 4
                procs_blocked 1
                softirq 285482 0 45106 4
                """))
                .isEqualTo(
                        """
                                CPU=0 CPU_USER=3666 CPU_NICE=1 CPU_SYS=719 CPU_TOT=41169 CPU_IDLE=36698 CPU_IOWAIT=14 CPU_IRQ=2 CPU_SOFTIRQ=9 CPU_STEAL=60 CPU_GUEST=2000 CPU_GUEST_NICE=50
                                CPU=17 CPU_USER=3739 CPU_NICE=0 CPU_SYS=973 CPU_TOT=41182 CPU_IDLE=36152 CPU_IOWAIT=228 CPU_IRQ=3 CPU_SOFTIRQ=22 CPU_STEAL=65 CPU_GUEST=2000 CPU_GUEST_NICE=50
                                TOTAL_USER=7405 TOTAL_NICE=1 TOTAL_SYS=1692 TOTAL_TOT=82351 TOTAL_IDLE=72850 TOTAL_IOWAIT=242 TOTAL_IRQ=5 TOTAL_SOFTIRQ=31 TOTAL_STEAL=125 TOTAL_GUEST=4000 TOTAL_GUEST_NICE=100 INTR=5 CTXT=6 PROCESSES=16306 BTIME=1795370013 PROCS_RUNNING=4 PROCS_BLOCKED=1 SOFTIRQ=285482
                                """);
    }

    @Test
    void asManyThreadsAsNoneCanBeAreNone() {
        assertThat(inFull("cpu0 1 2 3 4\nprocs_running 4294967295\nprocs_blocked 4294967294\n"))
                .isEqualTo("CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_TOT=10 CPU_IDLE=4\nPROCS_BLOCKED=4294967294\n");
    }

    @Test
    void inFullTheOldestLayoutLeavesAbsentWhatItDoesNotSay() {
        assertThat(inFull("cpu  1 2 3 4\npage 5 6\nbtime 7\nprocesses 8\n")).isEqualTo("""
                CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_TOT=10 CPU_IDLE=4
                TOTAL_USER=1 TOTAL_NICE=2 TOTAL_SYS=3 TOTAL_TOT=10 TOTAL_IDLE=4 PAGE_IN=5 PAGE_OUT=6 PROCESSES=8 BTIME=7
                """);
    }

    @Test
    void inFullWhatIsCutOrNoNumberIsAbsent() {
        assertThat(inFull("cpu  1 2 3 4\ncpu")).isEmpty();
        assertThat(inFull("cpu  1 2 3 4 5 6")).isEmpty();
        assertThat(inFull("cpu  1 2 3 -4\ncpu0 1 2 3 4 -5 18446744073709551615 7\nprocs_running <&\nsoftirq 9"))
                .isEqualTo("""
                        CPU=0 CPU_USER=1 CPU_NICE=2 CPU_SYS=3 CPU_IDLE=4 CPU_SOFTIRQ=7
                        TOTAL_USER=1 TOTAL_NICE=2 TOTAL_SYS=3
                        """);
    }

    private static String inFull(String text) {
        return Parsed.inFull(Stat.SENSOR, "proc/stat", text);
    }

    private static String parsed(String text) {
        return Parsed.of(Stat.SENSOR, "proc/stat", text);
    }
}
