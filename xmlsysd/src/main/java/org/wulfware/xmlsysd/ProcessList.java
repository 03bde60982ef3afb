package org.wulfware.xmlsysd;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.xmlsysd.ProcessReader.Parts;

/// All processes of a node that has more of them than the budget can have read at once. They are read by and by, a part at a time;
/// until a list is complete the one before it is told. What each client is told is made of that.
///
/// It is for the serving thread.
final class ProcessList implements Chores.Chore {
    /// How long a list is kept for somebody who asks again: to read it takes minutes of what may be used.
    private static final long KEEPS_NANOS = 900_000_000_000L;

    /// How many processes are read before it is looked what time it is.
    private static final int AT_ONCE = 8;

    private static final long[] NOBODY = {};

    private final Tree tree;
    private final Clock clock;
    private final ProcessReader reader;
    private final Request.Seen seen = new Request.Seen();
    private final Request.Seen.Room room = new Request.Seen.Room();

    /// What is told; null until it is first complete.
    private @Nullable One complete;

    /// What is being read; null while nothing is.
    private @Nullable One next;

    private long[] pids = NOBODY;
    private int at;
    private long wantedAt;

    /// A list, of certain parts of each process.
    private static final class One {
        final Table<Pids> table = new Table<>(Pids.SENSOR);

        /// Those that have used processor time since the list before.
        final BitSet active = new BitSet();

        final Parts parts;
        final Masks masks;
        final long began;

        One(Parts parts, Masks masks, long began) {
            this.parts = parts;
            this.masks = masks;
            this.began = began;
        }

        boolean has(Parts others, Masks hidden) {
            return parts.cover(others) && (!others.cmdline() || (parts.cmdline() && masks.equals(hidden)));
        }
    }

    ProcessList(Tree tree, Clock clock, ProcessReader reader) {
        this.tree = tree;
        this.clock = clock;
        this.reader = reader;
    }

    /// Somebody wants a list: one is begun, unless one is being read that will do.
    void want(Parts parts, Masks masks, long now) {
        wantedAt = now;
        if (next != null && next.has(parts, masks)) {
            return;
        }
        if (next != null && complete != null && complete.has(parts, masks)) {
            return;
        }
        begin(known(parts, masks), masks, now);
    }

    /// What others want too, so that two who want different things do not take the list from each other.
    private Parts known(Parts parts, Masks masks) {
        var all = parts.and(new Parts(true, false, false, false, false));
        var known = next == null ? complete : next;
        return known != null && known.masks.equals(masks) ? all.and(known.parts) : all;
    }

    private void begin(Parts parts, Masks masks, long now) {
        var list = new One(parts, masks, now);
        list.table.stamp(clock.micros());
        next = list;
        pids = tree.pids();
        at = 0;
        seen.begin(pids.length, room);
    }

    @Override
    public boolean isUnderWay() {
        return next != null;
    }

    @Override
    public boolean isAwaited() {
        return next != null && complete == null;
    }

    /// Whether there is what somebody wants.
    boolean has(Parts parts, Masks masks) {
        return complete != null && complete.has(parts, masks);
    }

    @Override
    public void go(long nanos) {
        read(nanos);
    }

    /// Reads on for so long, or to the end.
    void read(long nanos) {
        var list = next;
        if (list == null) {
            return;
        }
        var began = clock.nanos();
        while (at < pids.length) {
            for (var i = 0; i < AT_ONCE && at < pids.length; i++) {
                read(pids[at++], list);
            }
            if (clock.nanos() - began >= nanos) {
                return;
            }
        }
        seen.end();
        complete = list;
        next = null;
        pids = NOBODY;
    }

    private void read(long pid, One list) {
        var table = list.table;
        if (!reader.stat(pid, list.parts, table)) {
            return;
        }
        var row = table.rows() - 1;
        var time = table.get(row, Pids.UTIME) + table.get(row, Pids.STIME);
        list.active.set(row,
                seen.advanced(pid, table.get(row, Pids.START), time) || Processes.isRunning(table, row));
        reader.status(pid, table);
        reader.rest(pid, list.parts, list.masks, table);
    }

    /// Tells what is wanted, as far as [#has] says that it is there.
    ///
    /// @param self this process
    void fill(Request request, long self, Table<Pids> out) {
        var list = complete;
        out.clear();
        if (list == null) {
            return;
        }
        var isAll = request.users.isEmpty() && request.tasks.isEmpty() && request.all && request.root;
        if (isAll) {
            out.setTo(list.table);
        } else {
            for (var row = 0; row < list.table.rows(); row++) {
                if (isListed(request, list, row, self)) {
                    out.row(list.table, row);
                }
            }
        }
        out.stamp(list.table.stamp());
        if (!Processes.tellsCmdline(request)) {
            out.remove(Pids.CMDLINE);
        }
    }

    private static boolean isListed(Request request, One list, int row, long self) {
        var table = list.table;
        if (request.users.isEmpty() && request.tasks.isEmpty()) {
            return (request.all || (list.active.get(row) && table.get(row, Pids.PID) != self))
                    && (request.root || table.get(row, Pids.UID) != 0);
        }
        return Processes.isTask(request, table, row)
                || (!request.users.isEmpty() && table.has(row, Pids.USER)
                        && request.users.contains(name(table, row)));
    }

    /// A byte a character, as everywhere in a request.
    private static String name(Table<Pids> table, int row) {
        var slot = Pids.USER.ordinal();
        var name = new StringBuilder();
        for (var i = 0; i < table.textLength(row, slot); i++) {
            name.append((char) (table.textByte(row, slot, i) & 0xff));
        }
        return name.toString();
    }

    /// How old what is told is.
    long age(long now) {
        return complete == null ? 0 : now - complete.began;
    }

    /// How many processes there are in it; -1 if there is none.
    int size() {
        return complete == null ? -1 : complete.table.rows();
    }

    /// Gives it back if nobody has asked for long.
    void rest(long now) {
        if ((complete != null || next != null) && now - wantedAt > KEEPS_NANOS) {
            complete = null;
            next = null;
            pids = NOBODY;
            room.giveBack();
        }
    }
}
