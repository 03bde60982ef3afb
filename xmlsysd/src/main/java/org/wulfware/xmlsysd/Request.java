package org.wulfware.xmlsysd;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.sensors.BusyShares;
import org.wulfware.wire.Selection;

/// What one connection wants to be told: which elements, which processes. It changes with each command and remembers,
/// for "has used CPU time since the last sample", what the processes had used then.
final class Request {
    final Selection selection = new Selection();

    /// Processes of these users are listed whatever they are doing; so are those of these names.
    Set<String> users = new HashSet<>();

    Set<String> tasks = new HashSet<>();

    /// Whether root's processes are listed too.
    boolean root;

    /// Whether command lines are sent.
    boolean cmdline;

    /// Whether the site lets this client have them.
    boolean mayHaveCmdline = true;

    /// What is hidden in them.
    Masks masks = Masks.NONE;

    /// Whether all processes are listed, not only those that run.
    boolean all;

    /// What answers are written in, and whether on lines of their own.
    Documents.Format format = Documents.Format.XML;

    boolean isPretty = true;

    /// Whether answers are compressed.
    boolean isDeflated;

    /// How many documents the client was not sent, which the next one says.
    long lost;

    /// Whether the next document says that the selection was reset.
    boolean init;

    /// Whether the client has said anything that those do not which are as old as the language; if it only has turned on what is
    /// on request, the selection tells.
    boolean isNew;

    /// Whether the sample at hand was due by the clock, as others are at the same instant.
    boolean isByClock;

    private @Nullable BusyShares shares;

    /// The processes of the last sample, ascending, with the CPU time that each had used.
    final Seen seen = new Seen();

    /// Back to how every connection begins; the next document says so.
    void reset() {
        selection.reset();
        users = new HashSet<>();
        tasks = new HashSet<>();
        root = false;
        cmdline = false;
        all = false;
        init = true;
        shares = null;
    }

    /// How busy processors were since the last sample for which this was asked.
    BusyShares shares() {
        var known = shares;
        if (known == null) {
            known = new BusyShares();
            shares = known;
        }
        return known;
    }

    /// Processes by number, with what tells one from a later one of the same number.
    static final class Seen {
        private long[] pids = new long[0];
        private long[] starts = new long[0];
        private long[] times = new long[0];
        private int count;
        private long[] nextPids = new long[0];
        private long[] nextStarts = new long[0];
        private long[] nextTimes = new long[0];
        private int nextCount;
        private int at;

        /// Begins a sample of up to `most` processes.
        void begin(int most) {
            at = 0;
            nextCount = 0;
            if (nextPids.length < most) {
                nextPids = new long[most];
                nextStarts = new long[most];
                nextTimes = new long[most];
            }
        }

        /// Remembers a process, in ascending order of number; true if it has used CPU time since the sample before.
        boolean advanced(long pid, long start, long time) {
            while (at < count && pids[at] < pid) {
                at++;
            }
            nextPids[nextCount] = pid;
            nextStarts[nextCount] = start;
            nextTimes[nextCount++] = time;
            return at < count && pids[at] == pid && starts[at] == start && time > times[at];
        }

        void end() {
            var p = pids;
            var s = starts;
            var t = times;
            pids = nextPids;
            starts = nextStarts;
            times = nextTimes;
            count = nextCount;
            nextPids = p;
            nextStarts = s;
            nextTimes = t;
        }
    }
}
