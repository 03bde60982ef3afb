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

    /// Processes of these users are listed whatever they are doing; so are those of these names. A name is bytes, each of which is a
    /// character here: neither the client nor the node says what they mean.
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

    /// Processes by number, with what tells one from a later one of the same number. What is kept takes no more room than it
    /// needs: there may be many processes, and many clients that ask for them.
    static final class Seen {
        private static final int WIDTH = 3;
        private static final int[] NONE = {};

        /// Number, start and CPU time of each.
        private int[] known = NONE;

        private int[] next = NONE;
        private int nextCount;
        private int at;

        /// Begins a sample of up to `most` processes.
        ///
        /// @param room for what is remembered of them
        void begin(int most, Room room) {
            at = 0;
            nextCount = 0;
            next = room.of(most * WIDTH);
        }

        /// Remembers a process, in ascending order of number; true if it has used CPU time since the sample before.
        boolean advanced(long pid, long start, long time) {
            while (at < known.length && known[at] < pid) {
                at += WIDTH;
            }
            next[nextCount++] = (int) pid;
            next[nextCount++] = (int) start;
            next[nextCount++] = (int) time;
            // What is left of a count that is too large tells two of them apart as well.
            return at < known.length && known[at] == pid && known[at + 1] == (int) start
                    && (int) time - known[at + 2] > 0;
        }

        void end() {
            if (known.length != nextCount) {
                known = new int[nextCount];
            }
            System.arraycopy(next, 0, known, 0, nextCount);
            next = NONE;
        }

        /// Room for one sample at a time, whoever's.
        static final class Room {
            private int[] ints = NONE;

            int[] of(int count) {
                if (count > ints.length) {
                    ints = new int[count + count / 8];
                }
                return ints;
            }

            void giveBack() {
                ints = NONE;
            }
        }
    }
}
