package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Signals;

/// What SIGHUP is to a log in a file: the file is opened anew, as those expect who have moved it away (`logrotate`, by
/// `postrotate`). Where it came since the terminal has gone that the log was begun on, the log ends, as it does without a file.
final class Hangup {
    private static final Path TERMINAL = Path.of("/dev/tty");
    private static final Duration ENDING = Duration.ofSeconds(2);

    private Hangup() {}

    /// From now on SIGHUP has this log's file opened anew.
    static void reopens(LogFile log, Stop stop, Consumer<String> told) {
        var hadTerminal = hasTerminal();
        Signals.open().on("HUP", () -> {
            if (hadTerminal && !hasTerminal()) {
                end(stop);
                return;
            }
            try {
                log.reopen();
            } catch (IOException e) {
                told.accept("cannot open the log anew, it goes on where it was: " + Hosts.reason(e));
            }
        });
    }

    private static void end(Stop stop) {
        try {
            stop.ask(ENDING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // nobody waits for this thread
        }
    }

    private static boolean hasTerminal() {
        try (var _ = new FileInputStream(TERMINAL.toFile())) {
            return true;
        } catch (IOException _) {
            return false; // there is none, or it has hung up
        }
    }
}
