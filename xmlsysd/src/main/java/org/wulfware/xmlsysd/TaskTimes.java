package org.wulfware.xmlsysd;

import java.io.File;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.wulfware.catalog.Cursor;

/// The CPU time of this process to the nanosecond, as the kernel's scheduler counts it, thread by thread. (That of the process
/// as a whole comes in hundredths of a second, and a budget of a thousandth is one of those in ten.) Their files are kept open.
/// It is for one thread.
final class TaskTimes implements CpuTime {
    private static final long LOOK_NANOS = 1_000_000_000L;

    /// How long a wait must be to be one for the kernel.
    private static final long MOMENT_NANOS = 20_000;

    private static final File TASKS = new File("/proc/self/task");

    private final TextBuffer buffer = new TextBuffer();
    private final Cursor cursor = new Cursor();
    private String[] names = {};
    private Tree.Text[] tasks = {};
    private long[] times = {};

    /// What threads had used that have ended; less what those had when they were found of which nobody knows when that was.
    private long others;

    private long lookedAt = System.nanoTime() - 2 * LOOK_NANOS;

    @Override
    public long nanos(boolean isClose) {
        // The kernel counts up what a thread has used when it goes to sleep, or else at the next tick of its clock.
        LockSupport.parkNanos(this, MOMENT_NANOS);
        var now = System.nanoTime();
        if (names.length == 0 || (isClose && now - lookedAt >= LOOK_NANOS)) {
            look(now - lookedAt < 2 * LOOK_NANOS);
            lookedAt = now;
        }
        if (names.length == 0) {
            return 0;
        }
        var sum = others;
        for (var i = 0; i < tasks.length; i++) {
            times[i] = Math.max(times[i], time(tasks[i]));
            sum += times[i];
        }
        return sum;
    }

    /// @param isYoung whether a thread that is new here has begun since the last look
    private void look(boolean isYoung) {
        var found = TASKS.list();
        if (found == null) {
            return;
        }
        var oldNames = names;
        var oldTasks = tasks;
        var oldTimes = times;
        names = new String[found.length];
        tasks = new Tree.Text[found.length];
        times = new long[found.length];
        var count = 0;
        for (var name : found) {
            var at = indexOf(oldNames, name);
            var task = at < 0 ? ProcFile.open(new File(TASKS, name + "/schedstat")) : oldTasks[at];
            if (task == null) {
                continue; // it has ended since it was listed
            }
            names[count] = name;
            tasks[count] = task;
            if (at >= 0) {
                times[count] = oldTimes[at];
                oldNames[at] = "";
            } else if (!isYoung) {
                times[count] = time(task);
                others -= times[count];
            }
            count++;
        }
        names = Arrays.copyOf(names, count);
        tasks = Arrays.copyOf(tasks, count);
        times = Arrays.copyOf(times, count);
        for (var i = 0; i < oldNames.length; i++) {
            if (!oldNames[i].isEmpty()) {
                others += oldTimes[i];
                oldTasks[i].close();
            }
        }
    }

    private static int indexOf(String[] names, String name) {
        for (var i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private long time(Tree.Text task) {
        var length = task.read(buffer);
        return length <= 0 ? 0 : Math.max(0, cursor.aim(buffer.array(), 0, length).number());
    }
}
