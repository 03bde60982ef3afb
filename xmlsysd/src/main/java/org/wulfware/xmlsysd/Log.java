package org.wulfware.xmlsysd;

import java.io.PrintStream;

/// What the daemon says about itself, a line each on standard error; under systemd with the `<N>` that its journal
/// takes for the level. Small on purpose: the platform's logging loads more classes than the rest of the daemon.
public final class Log {
    /// As `-v LEVEL` counts them.
    public enum Level {
        ERROR(3),
        WARNING(4),
        INFO(6),
        DEBUG(7);

        private final int syslog;

        Level(int syslog) {
            this.syslog = syslog;
        }
    }

    private final PrintStream out;
    private final String name;
    private final boolean journal;
    private final LogRate rate = new LogRate();
    private volatile int verbosity;

    /// @param name the program's, before each line
    /// @param verbosity 0 for errors and warnings, 1 for what happens, 2 and more for every command
    /// @param journal whether standard error goes to systemd's journal
    public Log(PrintStream out, String name, int verbosity, boolean journal) {
        this.out = out;
        this.name = name;
        this.verbosity = verbosity;
        this.journal = journal;
    }

    /// From now on writes as much as this.
    void verbosity(int level) {
        verbosity = level;
    }

    /// Whether a line of this level is written, in a conversation that has turned the daemon's verbosity up to `own`.
    boolean logs(Level level, int own) {
        return switch (level) {
            case ERROR, WARNING -> true;
            case INFO -> Math.max(verbosity, own) >= 1;
            case DEBUG -> Math.max(verbosity, own) >= 2;
        };
    }

    /// Writes a line; control characters in it become `?`, since it may quote what a client sent.
    void say(Level level, String line) {
        say(level, 0, line);
    }

    void say(Level level, int own, String line) {
        if (logs(level, own)) {
            say(level, line, System.nanoTime());
        }
    }

    /// The same at this time: where there are too many lines they are counted.
    synchronized void say(Level level, String line, long now) {
        var leftOut = rate.lines(now);
        if (leftOut > 0) {
            print(level, leftOut + " lines were left out");
        }
        if (leftOut >= 0) {
            print(level, line);
        }
    }

    private void print(Level level, String line) {
        var text = new StringBuilder(line.length() + 16);
        if (journal) {
            text.append('<').append(level.syslog).append('>');
        } else {
            text.append(name).append(": ");
        }
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            text.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        out.println(text);
    }
}
