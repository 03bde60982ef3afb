package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Rows;

/// What runs: a line a task.
final class JobsDisplay {
    private static final Column PID = Column.of("pid", "task.pid", "The process's number.").width(7).shown(Look.FIXED0);
    private static final Column USER =
            Column.of("user", "either(task.user, text(task.uid))",
                    "Whose it is; a number where the host knows no name.")
                    .grows(8, 10);
    private static final Column STATE =
            Column.of("state", "task.state",
                    "R running, S sleeping, D in an uninterruptible wait, Z dead but not collected, T stopped.")
                    .heading("S")
                    .width(1);
    private static final Column NICE = Column.of("nice", "task.nice", "19 yields to everybody, -20 to nobody.")
            .width(4)
            .shown(Look.FIXED0);
    private static final Column CPU =
            Column.of("cpu_pct", "task.cpu", "Processor time since the last sample; 100 is one processor.")
                    .heading("cpu%")
                    .shown(Look.FIXED1);
    private static final Column TIME = Column.of("time", "task.time", "Processor time since the process began.")
            .width(8)
            .decimals(2)
            .shown(Look.CPU_TIME);
    private static final Column THREADS =
            Column.of("threads", "task.threads", "Threads.").heading("thr").width(4).shown(Look.FIXED0);
    private static final Column VSIZE = Column.of("vsize", "task.vsize", "Address space.");
    private static final Column RSS = Column.of("rss", "task.rss", "Resident memory.");
    private static final Column NAME = Column.of("name", "task.name", "The command's name.").grows(10, 16);
    private static final Column COMMAND = Column.of("command", "either(task.cmdline, \"[\" + task.name + \"]\")",
            "The command line; in brackets the name of what has none.")
            .grows(16, 60);

    static final Display DISPLAY = Display.of(
            7,
            "jobs",
            "Jobs",
            "The processes that run or have used processor time since the last sample, root's left out.",
            PID, USER, STATE, NICE, CPU, TIME, THREADS, VSIZE, RSS, NAME)
            .of(Rows.TASKS)
            .asking(List.of("root off", "cmdline off", "pids running"));

    static final Display WITH_COMMAND_LINE = Display.of(
            8,
            "jobcmd",
            "Jobs, with command line",
            "The same processes, with their command lines.",
            PID, USER, STATE, CPU, TIME, RSS, COMMAND)
            .of(Rows.TASKS)
            .asking(List.of("root off", "cmdline on", "pids running"));

    private JobsDisplay() {}
}
