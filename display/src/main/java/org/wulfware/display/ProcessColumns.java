package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.Rows;
import org.wulfware.wire.Sample;

/// What can be shown of processes.
final class ProcessColumns {
    /// What stands in place of a value that the node keeps to itself.
    static final String HIDDEN = "(hidden)";

    private static final Column HOST = Column.of("host", "host", "The node that it runs on.").grows(4, 8);
    private static final Column PID = Column.of("pid", "task.pid", "Its number.").width(5).shown(Look.FIXED0);
    private static final Column PPID =
            Column.of("ppid", "task.ppid", "The number of the process that began it.").width(5).shown(Look.FIXED0);
    private static final Column USER =
            Column.of("user", "either(task.user, text(task.uid))",
                    "Whose it is; a number where the node knows no name.")
                    .grows(4, 8);
    private static final Column UID =
            Column.of("uid", "task.uid", "The number of whose it is.").shown(Look.FIXED0);
    private static final Column STATE =
            Column.of("state", "task.state",
                    "R running, S sleeping, D in an uninterruptible wait, Z dead but not collected, T stopped, I idle.")
                    .heading("S")
                    .width(1);
    private static final Column CPU =
            Column.of("cpu", "task.cpu", "Processor time between the two samples; 100 is one processor.")
                    .heading("cpu%")
                    .shown(Look.FIXED1);
    private static final Column MEM =
            Column.of("mem", "task.rss%", "Resident memory, of all that the node has.")
                    .heading("mem%")
                    .shown(Look.FIXED1);
    private static final Column RSS = Column.of("rss", "task.rss", "Resident memory; shared pages count everywhere.");
    private static final Column VSIZE = Column.of("vsize", "task.vsize", "Address space.");
    private static final Column THREADS =
            Column.of("threads", "task.threads", "Threads.").heading("thr").width(3).shown(Look.FIXED0);
    private static final Column NICE = Column.of("nice", "task.nice", "19 yields to everybody, -20 to nobody.")
            .heading("ni")
            .width(2)
            .shown(Look.FIXED0);
    private static final Column PRIORITY = Column.of("priority", "task.priority", "The scheduler's priority.")
            .heading("pri")
            .width(3)
            .shown(Look.FIXED0);
    private static final Column PROCESSOR =
            Column.of("processor", "task.processor", "The processor that it ran on last.")
                    .heading("on")
                    .width(2)
                    .shown(Look.FIXED0);
    private static final Column STARTED = Column.of("started", "task.began", "When it began, by the node's clock.")
            .width(19)
            .decimals(2)
            .shown(Look.DATE);
    private static final Column ELAPSED = Column.of("elapsed", "task.elapsed", "Since it began.")
            .decimals(2)
            .shown(Look.CPU_TIME);
    private static final Column TIME = Column.of("time", "task.time", "Processor time since it began.")
            .decimals(2)
            .shown(Look.CPU_TIME);
    private static final Column READ = Column.of("read", "rate(task.read_bytes)", "Read from disks.")
            .hidden((sample, row) -> hiddenDisk(sample, row, Pids.READ_BYTES));
    private static final Column WRITTEN = Column.of("written", "rate(task.write_bytes)", "Written to disks.")
            .hidden((sample, row) -> hiddenDisk(sample, row, Pids.WRITE_BYTES));
    private static final Column FAULTS =
            Column.of("faults", "rate(task.majflt)", "Page faults for which a disk had to be read.");
    private static final Column JOB = Column.of("job", "task.job", "The batch system's job that it is of.").grows(3, 8);
    private static final Column STEP =
            Column.of("step", "task.step", "The step of that job: 0, batch, extern, interactive.").grows(4, 6);
    private static final Column GROUP =
            Column.of("group", "task.control_group", "The control group that it is in.").grows(5, 40);
    private static final Column NAME = Column.of("name", "task.name", "The command's name.").grows(4, 16);
    static final Column COMMAND = Column.of("command", "either(task.cmdline, \"[\" + task.name + \"]\")",
            "The command line; in brackets the name of what has none, and (hidden) where the node does not tell it.")
            .grows(16, 60)
            .hidden(ProcessColumns::hiddenCommand, Pids.RSS);

    /// All of them, in the order in which they are listed.
    static final Display ALL = Display.of(
            Display.NO_NUMBER,
            "ps",
            "Processes",
            "Processes; those marked * are shown unless --columns says otherwise.",
            HOST, PID, PPID, USER, UID, STATE, CPU, MEM, RSS, VSIZE, THREADS, NICE, PRIORITY, PROCESSOR, STARTED,
            ELAPSED, TIME, READ, WRITTEN, FAULTS, JOB, STEP, GROUP, NAME, COMMAND)
            .of(Rows.TASKS);

    private ProcessColumns() {}

    /// A node that tells no command line at all, although there are processes that have memory, and so have one.
    private static String hiddenCommand(Sample sample, int row) {
        return sample.rowWith(Pids.CMDLINE) < 0 && sample.number(row, Pids.RSS).isPresent()
                ? sample.text(row, Pids.NAME) + " " + HIDDEN
                : "";
    }

    /// What a process does to disks is for those to know who may trace it: where some processes say it, the others do not
    /// because the daemon may not read it.
    private static String hiddenDisk(Sample sample, int row, Pids field) {
        return sample.number(row, field).isEmpty() && sample.rowWith(field) >= 0 ? HIDDEN : "";
    }
}
