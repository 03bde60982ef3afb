package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.JIFFIES;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Processes, `/proc/PID/{stat,status,cmdline}`, a row each. Which of them are sent is set by `user`, `task`, `root` and `pids`
/// (see the [commands](protocol.md#a-conversation)); the daemon leaves itself out unless it is asked for by one of those. Command
/// lines are sent to whom the site lets have them.
/// ```text
/// 1402 (kdeinit: (x) ok) S 1391 1402 1391 0 -1 64 3240 0 1520 0 120 35 0 0 9 0 0 0 3250 22781952 2210
/// ```
/// That is `stat`: the name stands in parentheses and may hold any byte but NUL, parentheses and line ends among them, so it
/// ends at the last `)`. `status` has the user (`Uid: real effective saved file-system`), `cmdline` the arguments, each ended
/// by a NUL. `io` and `cgroup` are read for their own fields only.
public enum Pids implements Field {
    PID(gauge("task@pid", NONE, "The process's number.")),
    NAME(text("task/name", "The command's name, up to 15 bytes; threads of the kernel may have a longer one.")),
    STATE(text("task/state",
            "R running, S sleeping, D in an uninterruptible wait, Z dead but not collected, T stopped.")),
    PPID(gauge("task/ppid", NONE, "The parent's number.")),
    UID(gauge("task/uid", NONE, "The effective user's number.")),
    USER(text("task/user", "The effective user's name, where one is known.")),
    THREADS(gauge("task/threads", NONE, "Threads.")),
    UTIME(counter("task/utime", JIFFIES, "Time in user mode.")),
    STIME(counter("task/stime", JIFFIES, "Time in the kernel.")),
    PRIORITY(gauge("task/priority", NONE, "The scheduler's priority.").signed()),
    NICE(gauge("task/nice", NONE, "19 yields to everybody, -20 to nobody.").signed()),
    START(gauge("task/start", JIFFIES, "When it began, after the kernel's start.").identity()),
    VSIZE(gauge("task/vsize", BYTES, "Address space.")),
    RSS(gauge("task/rss", BYTES, "Resident memory.")),
    PROCESSOR(gauge("task/processor", NONE, "The processor that it ran on last.")),
    CMDLINE(text("task/cmdline",
            "The command line, its arguments separated by blanks; of a longer one the first 4,096 bytes, and `...`.")),
    MINFLT(counter("task/minflt", NONE, "Page faults for which nothing had to be read.").onRequest()),
    MAJFLT(counter("task/majflt", NONE, "Page faults for which a disk had to be read.").onRequest()),
    RT_PRIORITY(gauge("task/rt_priority", NONE, "The priority in real time, 1 to 99; 0 for none.").onRequest()),
    POLICY(gauge("task/policy", NONE,
            "How it is scheduled: 0 normal, 1 FIFO, 2 round robin, 3 batch, 5 idle, 6 deadline.")
            .onRequest()),
    READ_BYTES(counter("task/read_bytes", BYTES, "Bytes that it had read from disks.").onRequest()),
    WRITE_BYTES(counter("task/write_bytes", BYTES, "Bytes that it had written to disks.").onRequest()),
    CONTROL_GROUP(text("task/control_group", "The control group that it is in.").onRequest());

    public static final Sensor<Pids> SENSOR = Sensor.at("proc/pids", Pids.class)
            .from("/proc/PID/status", UID, RSS)
            .from("/proc/PID/status, the user database", USER)
            .from("/proc/PID/cmdline", CMDLINE)
            .from("/proc/PID/io", READ_BYTES, WRITE_BYTES)
            .from("/proc/PID/cgroup", CONTROL_GROUP)
            .from("/proc/PID/stat")
            .onRequest();

    /// A text of a process that is longer is cut to so many bytes when it is read, and [#CUT_SIGN] put behind it.
    public static final int LONGEST_TEXT = 4096;

    /// What stands behind a text that was cut.
    public static final String CUT_SIGN = "...";

    private static final byte[] UID_LINE = Cursor.literal("Uid:");
    private static final byte[] RSS_LINE = Cursor.literal("VmRSS:");
    private static final byte[] THREADS_LINE = Cursor.literal("Threads:");
    private static final byte[] READ_BYTES_LINE = Cursor.literal("read_bytes: ");
    private static final byte[] WRITE_BYTES_LINE = Cursor.literal("write_bytes: ");
    private static final byte[] UNIFIED = Cursor.literal("0::");
    private static final byte[] MEMORY = Cursor.literal("memory");

    private final Spec spec;

    Pids(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Pids> sensor() {
        return SENSOR;
    }

    /// Fills the row begun last from `/proc/PID/stat`; false if the text is cut short before it says when the process
    /// began.
    public static boolean parseStat(Cursor text, Table<Pids> out) {
        return parseStat(text, false, out);
    }

    /// The same, with the fields that are on request if `inFull`.
    public static boolean parseStat(Cursor text, boolean inFull, Table<Pids> out) {
        out.set(PID, text.number());
        if (!text.blanks().take('(') || !text.upToLastInAll(')')) {
            return false;
        }
        out.copy(out.rows() - 1, NAME, text, 0, LONGEST_TEXT);
        sayCut(NAME, text.wordLength(), out);
        if (!text.word()) {
            return false;
        }
        out.copy(STATE, text);
        out.set(PPID, text.number());
        if (inFull) {
            out.set(MINFLT, text.skip(5).number());
            out.set(MAJFLT, text.skip(1).number());
            text.skip(1);
        } else {
            text.skip(9);
        }
        out.set(UTIME, text.number()).set(STIME, text.number());
        text.skip(2);
        out.set(PRIORITY, text.signed()).set(NICE, text.signed());
        // Kernels up to 2.4 print a constant 0 here.
        var threads = text.number();
        out.set(THREADS, threads == 0 ? ABSENT : threads);
        text.skip(1);
        out.set(START, text.number()).set(VSIZE, text.number());
        text.skip(1);
        text.skip(14);
        out.set(PROCESSOR, text.number());
        if (inFull) {
            out.set(RT_PRIORITY, text.number()).set(POLICY, text.number());
        }
        return out.has(out.rows() - 1, START);
    }

    /// Sets what `/proc/PID/status` says: the effective user, and resident memory, which `stat` has in pages of a size
    /// that only the node knows. A kernel thread has none.
    public static void parseStatus(Cursor text, Table<Pids> out) {
        var row = out.rows() - 1;
        // The first line of a name counts: nothing that a process calls itself may stand in for what comes later.
        for (; !text.atEnd(); text.nextLine()) {
            if (!out.has(row, UID) && text.take(UID_LINE)) {
                text.skip(1);
                out.set(UID, text.number());
            } else if (!out.has(row, RSS) && text.take(RSS_LINE)) {
                var kilobytes = text.number();
                out.set(RSS, kilobytes < 0 || kilobytes > Long.MAX_VALUE / 1024 ? ABSENT : kilobytes * 1024);
                return; // every kernel prints it behind the user
            } else if (text.at(THREADS_LINE)) {
                return; // and before this: a thread of the kernel has no memory
            }
        }
    }

    /// Sets what `/proc/PID/io` says of disks: what really was read from them and is to be written to them. Kernels since
    /// 2.6.20 have it, for who may trace the process: root, and mostly its user.
    public static void parseIo(Cursor text, Table<Pids> out) {
        for (; !text.atEnd(); text.nextLine()) {
            if (text.take(READ_BYTES_LINE)) {
                out.set(READ_BYTES, text.number());
            } else if (text.take(WRITE_BYTES_LINE)) {
                out.set(WRITE_BYTES, text.number());
            }
        }
    }

    /// Sets the control group from `/proc/PID/cgroup`, a line a hierarchy:
    /// ```text
    /// 4:memory:/slurm/uid_1000/job_42
    /// 0::/system.slice/slurmstepd.scope/job_42
    /// ```
    /// The unified hierarchy's, which version 2 has alone; where the process is at its root, the memory controller's of
    /// version 1.
    public static void parseCgroup(Cursor text, Table<Pids> out) {
        for (; !text.atEnd(); text.nextLine()) {
            var isUnified = text.take(UNIFIED);
            var isMemory = !isUnified && text.upTo(':') && text.upTo(':') && isMemory(text);
            if ((isUnified || isMemory) && text.restOfLine()
                    && (text.wordLength() > 1 || !out.has(out.rows() - 1, CONTROL_GROUP))) {
                out.copy(out.rows() - 1, CONTROL_GROUP, text, 0, LONGEST_TEXT);
                sayCut(CONTROL_GROUP, text.wordLength(), out);
            }
        }
    }

    /// Whether `memory` is what is marked.
    private static boolean isMemory(Cursor text) {
        for (var i = 0; i < MEMORY.length; i++) {
            if (text.wordByte(i) != MEMORY[i]) {
                return false;
            }
        }
        return text.wordLength() == MEMORY.length;
    }

    /// Sets the command line: the NULs between arguments become blanks, those at the end are left out. A kernel thread
    /// has none.
    public static void parseCmdline(Cursor text, Table<Pids> out) {
        text.bytes(text.left());
        var length = text.wordLength();
        while (length > 0 && text.wordByte(length - 1) == 0) {
            length--;
        }
        for (var i = 0; i < Math.min(length, LONGEST_TEXT); i++) {
            var octet = text.wordByte(i);
            out.append(CMDLINE, octet == 0 ? ' ' : octet);
        }
        sayCut(CMDLINE, length, out);
    }

    /// Puts the sign behind a text that is not shown as long as it is.
    private static void sayCut(Pids field, int length, Table<Pids> out) {
        for (var i = 0; length > LONGEST_TEXT && i < CUT_SIGN.length(); i++) {
            out.append(field, CUT_SIGN.charAt(i));
        }
    }
}
