package org.wulfware.libwulf;

import java.util.List;

/// What a daemon is told before it is first asked: lines such as `off all` and `on loadavg time`. Two that are equal ask
/// for the same, so nothing is sent again.
public record Asking(List<String> commands) {
    /// A line that is longer is refused by daemons.
    private static final int LONGEST = 4096;

    /// Whatever the daemon sends unless told otherwise.
    public static final Asking DEFAULT = new Asking(List.of());

    public Asking {
        commands = List.copyOf(commands);
        for (var command : commands) {
            if (command.length() > LONGEST || !command.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("no line of printable ASCII, or too long a one: " + command);
            }
        }
    }
}
