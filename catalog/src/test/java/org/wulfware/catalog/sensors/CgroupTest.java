package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CgroupTest {
    private static final String ROOT = "sys/fs/cgroup";
    private static final String JOB = ROOT + "/system.slice/slurmstepd.scope/job_42";

    @Test
    void aGroupSaysWhatItUsesAndWhatItMay() {
        var node = version2().with(JOB, """
                cpu.max: 200000 100000
                memory.current: 1234567168
                memory.max: 8589934592
                memory.peak: 2234567168
                memory.swap.current: 0
                pids.current: 12
                pids.max: max
                """)
                .text(JOB + "/cpu.stat", """
                usage_usec 81234567
                user_usec 80000000
                system_usec 1234567
                core_sched.force_idle_usec 0
                nr_periods 812
                nr_throttled 81
                throttled_usec 12345
                nr_bursts 0
                """)
                .text(JOB + "/memory.events", "low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 0\n")
                .text(JOB + "/cpu.pressure", """
                        some avg10=0.12 avg60=0.08 avg300=0.01 total=123456
                        full avg10=0.00 avg60=0.00 avg300=0.00 total=23456
                        """)
                .text(JOB + "/io.pressure", "some avg10=0.00 avg60=0.00 avg300=0.00 total=7\n");
        assertThat(node.sampled(Cgroup.SENSOR)).isEqualTo("""
                PATH='system.slice'
                PATH='system.slice/slurmstepd.scope'
                PATH='system.slice/slurmstepd.scope/job_42' JOB='42' USAGE=81234567 USER_TIME=80000000\
                 SYSTEM_TIME=1234567 PERIODS=812 THROTTLES=81 THROTTLED=12345 QUOTA=200000 PERIOD=100000\
                 MEMORY_CURRENT=1234567168 MEMORY_PEAK=2234567168 MEMORY_MAX=8589934592 SWAP_CURRENT=0 OOM=3\
                 OOM_KILL=2 PIDS_CURRENT=12 CPU_SOME=123456 CPU_FULL=23456 IO_SOME=7
                """);
    }

    @Test
    void aNodeWithGroupsOfVersionOneSaysNothing() {
        var node = Surveying.of(ROOT + "/cpu", "cpu.stat: 1").with(ROOT + "/unified/a", "cpu.stat: usage_usec 1");
        assertThat(node.sampled(Cgroup.SENSOR)).isEmpty();
    }

    @Test
    void groupsNearTheRootComeFirstAndThereIsAnEnd() {
        var node = version2().with(ROOT + "/a/b/c/d/e/f/g/h/i/j", "cpu.stat: usage_usec 1").with(ROOT + "/z", "x: 1");
        assertThat(node.sampled(Cgroup.SENSOR).lines()).startsWith("PATH='a'", "PATH='z'", "PATH='a/b'")
                .hasSize(9)
                .endsWith("PATH='a/b/c/d/e/f/g/h'");
    }

    @Test
    void thereAreOnlySoManyGroups() {
        var node = version2();
        for (var i = 0; i < 400; i++) {
            node.text(ROOT + "/pod" + i + "/cpu.stat", "usage_usec 1\n");
        }
        assertThat(node.sampled(Cgroup.SENSOR).lines()).hasSize(256);
    }

    @Test
    void whatIsNoNumberIsAbsent() {
        var node = version2()
                .with(ROOT + "/a", "cpu.max: max 100000\nmemory.current: -1\nmemory.max: 1 2\npids.current: x")
                .text(ROOT + "/a/cpu.stat", "usage_usec 18446744073709551615\nuser_usec\nsystem_usec 12")
                .text(ROOT + "/a/memory.events", "oom_kill\noom 1x\n")
                .text(ROOT + "/a/cpu.pressure", "some total=x\nfull\nsome")
                .text(ROOT + "/a/memory.pressure", "full avg10=0.00 total=12");
        assertThat(node.sampled(Cgroup.SENSOR)).isEqualTo("PATH='a'\n");
    }

    @Test
    void jobsOfSlurmAreKnownByTheirPath() {
        assertThat(job("system.slice/slurmstepd.scope/job_1392969/step_0/user/task_0")).isEqualTo("1392969 0");
        assertThat(job("system.slice/slurmstepd.scope/job_42")).isEqualTo("42 null");
        assertThat(job("system.slice/node7_slurmstepd.scope/job_4/step_batch")).isEqualTo("4 batch");
        assertThat(job("slurm/uid_2101171/job_280678/step_interactive/task_0")).isEqualTo("280678 interactive");
        assertThat(job("slurm_node7/uid_1/job_5")).isEqualTo("5 null");
        assertThat(job("system.slice/slurmstepd.scope/uid_1000/job_7/step_extern")).isEqualTo("7 extern");
        assertThat(job("system.slice/slurmstepd.scope/s5K1KKYAYG5D00")).isEqualTo("s5K1KKYAYG5D00 null");
        assertThat(job("system.slice/slurmstepd.scope/s5K1KKYAYG5D00/step_0/user")).isEqualTo("s5K1KKYAYG5D00 0");
    }

    @Test
    void whatOnlyLooksLikeAJobIsNone() {
        for (var path : new String[]{
            "",
            "system.slice/slurmstepd.scope",
            "system.slice/slurmstepd.scope/system",
            "system.slice/slurmstepd.scope/job_",
            "system.slice/slurmstepd.scope/job_4x",
            "system.slice/slurmstepd.scope/uid_1000",
            "system.slice/slurmstepd.scope/s5k1kkyayg5d00",
            "system.slice/slurmstepd.scope/s5K1KKYAYG5D0",
            "system.slice/slurmd.service/job_4",
            "user.slice/job_4",
        }) {
            assertThat(Slurm.of(path)).as(path).isNull();
        }
    }

    private static Surveying version2() {
        return Surveying.of(ROOT, "cgroup.controllers: cpu io memory pids\ncgroup.procs: 1\ncpu.stat: usage_usec 5");
    }

    private static String job(String path) {
        var slurm = Slurm.of(path);
        return slurm == null ? "none" : slurm.job() + " " + slurm.step();
    }
}
