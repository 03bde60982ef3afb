package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Field.ABSENT;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Table;

class PidsTest {
    private static final String REST =
            "S 1391 1402 1402 0 -1 64 3240 0 1520 0 120 35 7 8 9 10 3 0 3250 22781952 2210 18446744073709551615 134512640 134520000 "
                    + "3221224016 3221222380 1075031588 0 0 4096 0 18446744071579755643 0 0 17 5 0 0 0";

    @Test
    void oneLineSaysMostOfIt() {
        assertThat(stat("1402 (kdeinit) " + REST + "\n"))
                .isEqualTo("true PID=1402 NAME='kdeinit' STATE='S' PPID=1391 THREADS=3 UTIME=120 STIME=35"
                        + " PRIORITY=9 NICE=10 START=3250 VSIZE=22781952 PROCESSOR=5\n");
    }

    @Test
    void aNameMayHoldAnyByteButNul() {
        assertThat(stat("66 (a) R 1 1 1 (b) " + REST + "\n")).startsWith("true PID=66 NAME='a) R 1 1 1 (b' STATE='S'");
        assertThat(stat("67 (new\nline) Z 0) " + REST + "\n"))
                .startsWith("true PID=67 NAME='new[0a]line) Z 0' STATE='S'");
        assertThat(stat("68 (\u001b[31m<&\u009b) " + REST + "\n"))
                .startsWith("true PID=68 NAME='[1b][31m<&[9b]' STATE='S'");
        assertThat(stat("69 () " + REST + "\n")).startsWith("true PID=69 NAME='' STATE='S'");
        assertThat(stat("6 (kworker/R-kvfree_rcu_reclaim) " + REST + "\n"))
                .startsWith("true PID=6 NAME='kworker/R-kvfree_rcu_reclaim'");
    }

    @Test
    void kernelsThatCountNoThreadsSayNone() {
        assertThat(stat("1 (init) S 0 0 0 0 -1 256 1 2 3 4 5 6 7 8 9 0 0 0 12 1000 25 1 2 3 4 5 6 0 0 0 0 0 0 0 0 1\n"))
                .isEqualTo(
                        "true PID=1 NAME='init' STATE='S' PPID=0 UTIME=5 STIME=6 PRIORITY=9 NICE=0 START=12 VSIZE=1000 PROCESSOR=1\n");
    }

    @Test
    void prioritiesMayBeNegative() {
        assertThat(stat("18 (migration/0) S 2 0 0 0 -1 69238848 0 0 0 0 0 3 0 0 -100 -20 1 0 5 0 0 1\n"))
                .isEqualTo(
                        "true PID=18 NAME='migration/0' STATE='S' PPID=2 THREADS=1 UTIME=0 STIME=3 PRIORITY=-100 NICE=-20 START=5 VSIZE=0\n");
    }

    @Test
    void aTextCutBeforeTheStartIsNoProcess() {
        assertThat(stat("")).startsWith("false");
        assertThat(stat("1402 (kdein")).startsWith("false");
        assertThat(stat("1402 kdeinit S 1\n")).startsWith("false");
        assertThat(stat("1402 (kdeinit) ")).startsWith("false");
        assertThat(stat("1402 (kdeinit) S 1391 1402 1402 0 -1 64 3240 0 1520 0 120 35 7 8 9 10 3 0 325"))
                .startsWith("false");
    }

    @Test
    void theEffectiveUserIsTheSecondOfFour() {
        assertThat(uid("Name:\tsu\nState:\tS (sleeping)\nUid:\t500\t0\t7\t8\nGid:\t9\t9\t9\t9\n")).isZero();
        assertThat(uid("Uid:\t4294967294\t4294967294\t1\t1\n")).isEqualTo(4_294_967_294L);
    }

    @Test
    void aStatusThatDoesNotSayTheUserLeavesItAbsent() {
        assertThat(uid("")).isEqualTo(ABSENT);
        assertThat(uid("Name:\tx\nState:\tS\n")).isEqualTo(ABSENT);
        assertThat(uid("Uid:\t5\n")).isEqualTo(ABSENT);
        assertThat(uid("Uid:\t500\t50")).as("cut off").isEqualTo(ABSENT);
        assertThat(uid("Uid:\t0\t-5\t0\t0\n")).isEqualTo(ABSENT);
    }

    @Test
    void residentMemoryIsInBytesAndAThreadOfTheKernelHasNone() {
        var table = new Table<>(Pids.SENSOR).row();
        Pids.parseStatus(cursor("Uid:\t0\t0\t0\t0\nVmHWM:\t 9999 kB\nVmRSS:\t    2210 kB\n"), table);
        assertThat(table.get(0, Pids.RSS)).isEqualTo(2210L * 1024);
        table.clear().row();
        Pids.parseStatus(cursor("Name:\tkthreadd\nUid:\t0\t0\t0\t0\nThreads:\t1\n"), table);
        assertThat(table.has(0, Pids.RSS)).isFalse();
    }

    @Test
    void argumentsAreSeparatedByBlanks() {
        assertThat(cmdline("/bin/sh\0-c\0read x\0")).isEqualTo("CMDLINE='/bin/sh -c read x'\n");
        assertThat(cmdline("init [3]\0\0\0\0")).isEqualTo("CMDLINE='init [3]'\n");
        assertThat(cmdline("a\0\0b\0")).as("an empty argument").isEqualTo("CMDLINE='a  b'\n");
        assertThat(cmdline("no end")).isEqualTo("CMDLINE='no end'\n");
        assertThat(cmdline("a\nb\u001b\0")).isEqualTo("CMDLINE='a[0a]b[1b]'\n");
    }

    @Test
    void aThreadOfTheKernelHasNoCommandLine() {
        assertThat(cmdline("")).isEmpty();
        assertThat(cmdline("\0\0")).isEmpty();
    }

    @Test
    void inFullFaultsAndSchedulingAreThereToo() {
        var table = new Table<>(Pids.SENSOR).row();
        assertThat(Pids.parseStat(cursor("1402 (kdeinit) " + REST.replace("17 5 0 0 0", "17 5 99 2 0") + "\n"), true,
                table))
                .isTrue();
        assertThat(Parsed.show(table)).contains("UTIME=120 STIME=35", "PROCESSOR=5")
                .endsWith("MINFLT=3240 MAJFLT=1520 RT_PRIORITY=99 POLICY=2\n");
    }

    @Test
    void whatReallyWentToDisksIsCounted() {
        var table = new Table<>(Pids.SENSOR).row();
        Pids.parseIo(cursor("rchar: 6976\nwchar: 1\nread_bytes: 4096\nwrite_bytes: -1\ncancelled_write_bytes: 7\n"),
                table);
        assertThat(Parsed.show(table)).isEqualTo("READ_BYTES=4096\n");
        Pids.parseIo(cursor("write_bytes: 12"), table.clear().row());
        assertThat(Parsed.show(table)).isEmpty();
    }

    @Test
    void theControlGroupIsTheUnifiedOneOrTheMemoryControllers() {
        assertThat(cgroup("0::/system.slice/slurmstepd.scope/job_42\n"))
                .isEqualTo("CONTROL_GROUP='/system.slice/slurmstepd.scope/job_42'\n");
        assertThat(cgroup("8:pids:/\n4:memory:/slurm/uid_1000/job_42\n1:cpu:/x\n0::/\n"))
                .isEqualTo("CONTROL_GROUP='/slurm/uid_1000/job_42'\n");
        assertThat(cgroup("4:memory:/m\n0::/u v:w\n")).isEqualTo("CONTROL_GROUP='/u v:w'\n");
        assertThat(cgroup("4:memory:/\n0::/\n")).isEqualTo("CONTROL_GROUP='/'\n");
        assertThat(cgroup("4:memoryx:/m\n0:\n:::\n0::/cut")).isEmpty();
    }

    private static String cgroup(String text) {
        var table = new Table<>(Pids.SENSOR).row();
        Pids.parseCgroup(cursor(text), table);
        return Parsed.show(table);
    }

    private static String stat(String text) {
        var table = new Table<>(Pids.SENSOR).row();
        var whole = Pids.parseStat(cursor(text), table);
        return whole + " " + Parsed.show(table);
    }

    private static long uid(String text) {
        var table = new Table<>(Pids.SENSOR).row();
        Pids.parseStatus(cursor(text), table);
        return table.get(0, Pids.UID);
    }

    private static String cmdline(String text) {
        var table = new Table<>(Pids.SENSOR).row();
        Pids.parseCmdline(cursor(text), table);
        return Parsed.show(table);
    }

    private static Cursor cursor(String text) {
        var bytes = text.getBytes(ISO_8859_1);
        return new Cursor().aim(bytes, 0, bytes.length);
    }
}
