package org.wulfware.xmlsysd;

import java.io.File;
import java.nio.charset.StandardCharsets;

/// What the daemon says of itself, as a text that is made when it is read: see the sensor `system/daemon`.
final class Account implements Tree.Text {
    private static final long TICK_MICROS = 10_000;

    private final Ledger ledger;
    private final Tree tree;
    private final long started;

    /// @param ledger of this daemon
    /// @param tree this node, for what the kernel says of the daemon
    /// @param started in microseconds since 1970
    Account(Ledger ledger, Tree tree, long started) {
        this.ledger = ledger;
        this.tree = tree;
        this.started = started;
    }

    @Override
    public int read(TextBuffer buffer) {
        var text = "version " + Xmlsysd.version()
                + "\nstarted " + started / 1_000_000
                + "\ncpu_usec " + cpuMicros()
                + resident()
                + "\nsamples " + ledger.samples
                + "\nsent " + ledger.bytes
                + "\nanswer_cpu_usec " + ledger.answerMicros
                + "\nanswer_size " + ledger.answerBytes
                + "\nclients_now " + ledger.clients
                + "\nclients_connections " + ledger.connections
                + "\nclients_refused_address " + ledger.refusedAddress
                + "\nclients_refused_count " + ledger.refusedCount
                + "\nclients_gave_way " + ledger.gaveWay
                + "\nclients_timed_out " + ledger.timedOut
                + "\nclients_out_of_room " + ledger.outOfRoom
                + "\nclients_tls_failed " + ledger.tlsFailed
                + "\nerrors " + ledger.errors
                + "\nlost " + ledger.lost + "\n";
        return buffer.fill(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// The account of the scheduler, to the microsecond, is one a thread; that of the process, which those that have ended are
    /// in too, is in hundredths of a second.
    private long cpuMicros() {
        var micros = 0L;
        var threads = new File("/proc/self/task").list();
        if (threads != null) {
            for (var thread : threads) {
                micros += firstNumber("proc/self/task/" + thread + "/schedstat") / 1000;
            }
        }
        var stat = text("proc/self/stat");
        var words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        var ticks = words.length > 12 ? number(words[11]) + number(words[12]) : 0;
        return Math.max(micros, ticks * TICK_MICROS);
    }

    private String resident() {
        var status = text("proc/self/status");
        var at = status.indexOf("\nVmRSS:");
        if (at < 0) {
            return "";
        }
        var words = status.substring(at + "\nVmRSS:".length(), status.indexOf('\n', at + 1)).strip().split(" ");
        return "\nresident " + number(words[0]) * 1024;
    }

    private long firstNumber(String path) {
        return number(text(path).strip().split(" ")[0]);
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException _) { // the kernel says nothing here
            return 0;
        }
    }

    private String text(String path) {
        var buffer = new TextBuffer();
        var length = tree.readOnce(path, buffer);
        return length < 0 ? "" : new String(buffer.array(), 0, length, StandardCharsets.ISO_8859_1);
    }
}
