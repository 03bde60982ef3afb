package org.wulfware.commands;

import module java.base;
import org.wulfware.display.OutputTerminal;

/// Tells a person who waits how far it is, in a line that is gone when it is done.
final class Progress {
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean isSeen;
    private final long from;
    private String shown = "";

    /// @param isSeen whether there is a person: nothing is told to a file
    /// @param now by a steady clock, in nanoseconds
    Progress(PrintStream err, boolean isSeen, long now) {
        this.err = err;
        this.isSeen = isSeen;
        this.from = now;
    }

    /// Whether standard error is a terminal.
    static boolean isTerminal() {
        return OutputTerminal.isTerminal(2);
    }

    /// What is done in a second is not worth a line.
    void tell(String line, long now) {
        if (isSeen && now - from > 1_000_000_000L && !line.equals(shown)) {
            err.print(CLEAR + line);
            err.flush();
            shown = line;
        }
    }

    void end() {
        if (!shown.isEmpty()) {
            err.print(CLEAR);
            err.flush();
            shown = "";
        }
    }
}
