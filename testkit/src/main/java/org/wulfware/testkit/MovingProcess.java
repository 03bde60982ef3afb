package org.wulfware.testkit;

import module java.base;

/// `proc/PID/stat`: the processor time that a process has used. What was running when the tree was recorded does the
/// node's work; the rest does next to nothing.
final class MovingProcess implements Moving {
    /// Columns behind the name.
    private static final int STATE = 0;

    private static final int UTIME = 11;
    private static final int STIME = 12;

    private final String name;
    private final String[] columns;
    private final Curve used;

    /// @param used processors at work for it
    MovingProcess(String recorded, Curve used, boolean runs) {
        var end = recorded.lastIndexOf(')') + 1;
        this.name = recorded.substring(0, end);
        this.columns = Moving.words(recorded.substring(end));
        this.used = used;
        if (isRunning(recorded) && !runs) {
            columns[STATE] = "S";
        }
    }

    static boolean isRunning(String recorded) {
        return recorded.startsWith(") R ", recorded.lastIndexOf(')'));
    }

    @Override
    public String at(double time) {
        var hundredths = used.sum(time) * 100;
        var now = columns.clone();
        now[UTIME] = Long.toString(Moving.grown(columns[UTIME], hundredths * 0.95));
        now[STIME] = Long.toString(Moving.grown(columns[STIME], hundredths * 0.05));
        return name + " " + String.join(" ", now) + "\n";
    }
}
