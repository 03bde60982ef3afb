package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.MICROSECONDS;
import static org.wulfware.catalog.Unit.NONE;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.NaturalOrder;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

/// Control groups of version 2, `/sys/fs/cgroup`, a row each but for the root; which of them are jobs of Slurm's is told by
/// their paths ([Slurm]): `slurmstepd.scope/job_42/step_0`, `slurm/uid_1000/job_42/step_0`, and since Slurm 26.05
/// `slurmstepd.scope/s5K1KKYAYG5D00/step_0`.
/// ```text
/// system.slice/slurmstepd.scope/job_42/cpu.stat         usage_usec 81234567 …
/// system.slice/slurmstepd.scope/job_42/memory.current   1234567168
/// system.slice/slurmstepd.scope/job_42/memory.events    … oom_kill 1
/// system.slice/slurmstepd.scope/job_42/cpu.pressure     some avg10=0.12 avg60=0.08 avg300=0.01 total=123456
/// ```
/// The peak of memory is there since 5.19, `full` of the processor's pressure since 5.13. A controller that is not turned on
/// for a group says nothing of it. Groups near the root come first, and only the first 256 are looked at, down to eight levels.
/// A node with groups of version 1, or of both, says nothing here.
public enum Cgroup implements Field {
    PATH(text("group@path", "The group's path below the root of all.")),
    JOB(text("group/job", "The number of the job that the group is of, or what stands for it.")),
    STEP(text("group/step", "The step of the job: 0, batch, extern, interactive.")),
    USAGE(counter("group/usage_usec", MICROSECONDS, "Time of processors used.")),
    USER_TIME(counter("group/user_usec", MICROSECONDS, "Time of processors used in user mode.")),
    SYSTEM_TIME(counter("group/system_usec", MICROSECONDS, "Time of processors used in the kernel.")),
    PERIODS(counter("group/nr_periods", NONE, "Periods in which the group's share of processors was measured.")),
    THROTTLES(counter("group/nr_throttled", NONE, "Periods in which the group had used up its share.")),
    THROTTLED(counter("group/throttled_usec", MICROSECONDS, "Time that its processes were held back for that.")),
    QUOTA(gauge("group/cpu_quota", MICROSECONDS, "Time of processors that it may use in a period.")),
    PERIOD(gauge("group/cpu_period", MICROSECONDS, "The period in which it may.")),
    MEMORY_CURRENT(gauge("group/memory_current", BYTES, "Memory in use.")),
    MEMORY_PEAK(gauge("group/memory_peak", BYTES, "Most memory that was in use.")),
    MEMORY_MAX(gauge("group/memory_max", BYTES, "Memory that it may use.")),
    SWAP_CURRENT(gauge("group/swap_current", BYTES, "Swap space in use.")),
    OOM(counter("group/oom", NONE, "How often it was out of memory.")),
    OOM_KILL(counter("group/oom_kill", NONE, "Processes killed for want of memory.")),
    PIDS_CURRENT(gauge("group/pids_current", NONE, "Processes and threads.")),
    PIDS_MAX(gauge("group/pids_max", NONE, "Processes and threads that it may have.")),
    CPU_SOME(counter("group/cpu_some_usec", MICROSECONDS, "Time in which some waited for a processor.")),
    CPU_FULL(counter("group/cpu_full_usec", MICROSECONDS, "Time in which all waited for a processor.")),
    MEMORY_SOME(counter("group/memory_some_usec", MICROSECONDS, "Time in which some waited for memory.")),
    MEMORY_FULL(counter("group/memory_full_usec", MICROSECONDS, "Time in which all waited for memory.")),
    IO_SOME(counter("group/io_some_usec", MICROSECONDS, "Time in which some waited for a disk.")),
    IO_FULL(counter("group/io_full_usec", MICROSECONDS, "Time in which all waited for a disk."));

    public static final Sensor<Cgroup> SENSOR = Sensor.at("system/cgroup", Cgroup.class)
            .surveys(new CgroupSurvey(), 10)
            .onRequest();

    private final Spec spec;

    Cgroup(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Cgroup> sensor() {
        return SENSOR;
    }

    private static final class CgroupSurvey implements Survey<Cgroup> {
        private static final String DIRECTORY = "sys/fs/cgroup";
        private static final String ROOT = DIRECTORY + "/";
        private static final int MOST_GROUPS = 256;
        private static final int DEEPEST = 8;

        /// What the names of a group's own files begin with; what begins otherwise is a group in it.
        private static final String[] CONTROLLERS = {
            "cgroup.", "cpu.", "cpuset.", "memory.", "io.", "pids.", "hugetlb.", "rdma.", "misc.", "irq.", "dmem.",
        };

        private static final KeyedText<Cgroup> CPU_STAT = new KeyedText<>(
                "usage_usec user_usec system_usec nr_periods nr_throttled throttled_usec",
                USAGE, USER_TIME, SYSTEM_TIME, PERIODS, THROTTLES, THROTTLED);
        private static final KeyedText<Cgroup> MEMORY_EVENTS = new KeyedText<>("oom oom_kill", OOM, OOM_KILL);
        private static final PressureText CPU_PRESSURE = new PressureText(CPU_SOME, CPU_FULL);
        private static final PressureText MEMORY_PRESSURE = new PressureText(MEMORY_SOME, MEMORY_FULL);
        private static final PressureText IO_PRESSURE = new PressureText(IO_SOME, IO_FULL);

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Cgroup> plan) {
            if (node.text(ROOT + "cgroup.controllers") == null) {
                return; // version 1, or no groups at all
            }
            var waiting = new ArrayDeque<String>();
            groups(node, node.list(DIRECTORY), "", waiting);
            while (!waiting.isEmpty() && plan.rows() < MOST_GROUPS) {
                var path = waiting.remove();
                var names = node.list(ROOT + path);
                if (names.length > 0) { // not a file of a controller yet unknown
                    group(node, plan, path, names);
                    if (depth(path) < DEEPEST && waiting.size() < MOST_GROUPS) {
                        groups(node, names, path + "/", waiting);
                    }
                }
            }
        }

        /// A group may be called like a file, too, where the kernel has none of that name: what the directory counts below it
        /// tells whether one is.
        private static void groups(Node node, String[] names, String above, ArrayDeque<String> into) {
            var left = node.directories(ROOT + above);
            for (var name : names) {
                if (!isLikeAFile(name)) {
                    left--;
                }
            }
            for (var name : names) {
                if (!isLikeAFile(name) || (left != 0 && node.list(ROOT + above + name).length > 0)) {
                    into.add(above + name);
                }
            }
        }

        private static boolean isLikeAFile(String name) {
            for (var controller : CONTROLLERS) {
                if (name.startsWith(controller)) {
                    return true;
                }
            }
            return false;
        }

        private static int depth(String path) {
            var depth = 1;
            for (var i = 0; i < path.length(); i++) {
                depth += path.charAt(i) == '/' ? 1 : 0;
            }
            return depth;
        }

        private static void group(Node node, Plan<Cgroup> plan, String path, String[] names) {
            var directory = ROOT + path + "/";
            plan.row().text(PATH, path);
            var slurm = Slurm.of(path);
            if (slurm != null) {
                plan.text(JOB, slurm.job()).text(STEP, slurm.step());
            }
            plan.reads(directory + "cpu.stat", CPU_STAT, USAGE, USER_TIME, SYSTEM_TIME, PERIODS, THROTTLES, THROTTLED);
            if (has(names, "cpu.max")) {
                share(plan, node.text(directory + "cpu.max"));
            }
            if (has(names, "memory.current")) {
                plan.number(MEMORY_CURRENT, directory + "memory.current")
                        .set(MEMORY_MAX, node.number(directory + "memory.max"))
                        .reads(directory + "memory.events", MEMORY_EVENTS, OOM, OOM_KILL);
            }
            if (has(names, "memory.peak")) {
                plan.number(MEMORY_PEAK, directory + "memory.peak");
            }
            if (has(names, "memory.swap.current")) {
                plan.number(SWAP_CURRENT, directory + "memory.swap.current");
            }
            if (has(names, "pids.current")) {
                plan.number(PIDS_CURRENT, directory + "pids.current")
                        .set(PIDS_MAX, node.number(directory + "pids.max"));
            }
            if (has(names, "cpu.pressure")) {
                plan.reads(directory + "cpu.pressure", CPU_PRESSURE, CPU_SOME, CPU_FULL)
                        .reads(directory + "memory.pressure", MEMORY_PRESSURE, MEMORY_SOME, MEMORY_FULL)
                        .reads(directory + "io.pressure", IO_PRESSURE, IO_SOME, IO_FULL);
            }
        }

        private static boolean has(String[] names, String name) {
            return Arrays.binarySearch(names, name, NaturalOrder.NAMES) >= 0;
        }

        /// `200000 100000`, or `max 100000` for all there is.
        private static void share(Plan<Cgroup> plan, @Nullable String text) {
            if (text != null) {
                var line = Cursor.literal(text + "\n");
                var cursor = new Cursor().aim(line, 0, line.length);
                var quota = cursor.number();
                if (quota != ABSENT) {
                    plan.set(QUOTA, quota).set(PERIOD, cursor.number());
                }
            }
        }
    }

    /// `some avg10=0.12 avg60=0.08 avg300=0.01 total=123456`, and the same for `full`.
    private static final class PressureText implements Sensor.Parser<Cgroup> {
        private static final byte[] SOME_LINE = Cursor.literal("some ");
        private static final byte[] FULL_LINE = Cursor.literal("full ");

        private final Cgroup some;
        private final Cgroup full;

        PressureText(Cgroup some, Cgroup full) {
            this.some = some;
            this.full = full;
        }

        @Override
        public void parse(Cursor text, Table<Cgroup> out) {
            for (; !text.atEnd(); text.nextLine()) {
                var field = text.take(SOME_LINE) ? some : text.take(FULL_LINE) ? full : null;
                if (field != null && text.upToLast('=')) {
                    out.set(field, text.number());
                }
            }
        }
    }
}
