package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Sample;

/// What runs: a line a task.
final class JobsDisplay {
    private static final Column PID = Column.number("pid", "", "The process's number.")
            .width(7)
            .shown(Human.fixed(0))
            .reads(Pids.PID);
    private static final Column USER = Column.text("user", "Whose it is; a number where the host knows no name.")
            .grows(8, 10)
            .says((_, sample, row) -> user(sample, row), List.of(Pids.USER, Pids.UID));
    private static final Column STATE =
            Column.text("state",
                    "R running, S sleeping, D in an uninterruptible wait, Z dead but not collected, T stopped.")
                    .heading("S")
                    .width(1)
                    .says(Pids.STATE);
    private static final Column NICE = Column.number("nice", "", "19 yields to everybody, -20 to nobody.")
            .width(4)
            .shown(Human.fixed(0))
            .reads(Pids.NICE);
    private static final Column CPU =
            Column.number("cpu_pct", "%", "Processor time since the last sample; 100 is one processor.")
                    .heading("cpu%")
                    .decimals(1)
                    .shown(Human.fixed(1))
                    .rates((state, _, row) -> sum(state.rate(row, Pids.UTIME), state.rate(row, Pids.STIME)),
                            List.of(Pids.UTIME, Pids.STIME));
    private static final Column TIME = Column.number("time", "s", "Processor time since the process began.")
            .width(8)
            .decimals(2)
            .shown(Human::cpuTime)
            .formed(
                    (_, sample, row) -> hundredths(sum(sample.number(row, Pids.UTIME), sample.number(row, Pids.STIME))),
                    List.of(Pids.UTIME, Pids.STIME));
    private static final Column THREADS = Column.number("threads", "", "Threads.")
            .heading("thr")
            .width(4)
            .shown(Human.fixed(0))
            .reads(Pids.THREADS);
    private static final Column VSIZE =
            Column.number("vsize", "bytes", "Address space.").shown(Human::bytes).reads(Pids.VSIZE);
    private static final Column RSS = Column.number("rss", "bytes", "Resident memory.")
            .shown(Human::bytes)
            .reads(Pids.RSS);
    private static final Column NAME = Column.text("name", "The command's name.").grows(10, 16).says(Pids.NAME);
    private static final Column COMMAND =
            Column.text("command", "The command line; in brackets the name of what has none.")
                    .grows(16, 60)
                    .says((_, sample, row) -> command(sample, row), List.of(Pids.CMDLINE, Pids.NAME));

    static final Display DISPLAY = new Display(
            7,
            "jobs",
            "Jobs",
            "The processes that run or have used processor time since the last sample, root's left out.",
            Display.Rows.ONE_A_TASK,
            List.of(PID, USER, STATE, NICE, CPU, TIME, THREADS, VSIZE, RSS, NAME),
            List.of("root off", "cmdline off", "pids running"));

    static final Display WITH_COMMAND_LINE = new Display(
            8,
            "jobcmd",
            "Jobs, with command line",
            "The same processes, with their command lines.",
            Display.Rows.ONE_A_TASK,
            List.of(PID, USER, STATE, CPU, TIME, RSS, COMMAND),
            List.of("root off", "cmdline on", "pids running"));

    private JobsDisplay() {}

    private static String user(Sample sample, int row) {
        var name = sample.text(row, Pids.USER);
        var uid = sample.number(row, Pids.UID);
        return name.isEmpty() && uid.isPresent() ? Human.decimals(uid.getAsDouble(), 0) : name;
    }

    private static String command(Sample sample, int row) {
        var line = sample.text(row, Pids.CMDLINE);
        var name = sample.text(row, Pids.NAME);
        return line.isEmpty() && !name.isEmpty() ? "[" + name + "]" : line;
    }

    private static OptionalDouble sum(OptionalDouble a, OptionalDouble b) {
        return a.isPresent() && b.isPresent()
                ? OptionalDouble.of(a.getAsDouble() + b.getAsDouble())
                : OptionalDouble.empty();
    }

    /// Jiffies to seconds.
    private static OptionalDouble hundredths(OptionalDouble jiffies) {
        return jiffies.isPresent() ? OptionalDouble.of(jiffies.getAsDouble() / 100) : jiffies;
    }
}
