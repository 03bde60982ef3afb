package org.wulfware.xmlsysd;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Selection;

/// Reads what is wanted of one process after another. `stat` is read of every process; `status` and `cmdline`, which cost twice as
/// much, only of those that are listed, and other files only for their fields.
final class ProcessReader {
    private final Tree tree;
    private final TextBuffer buffer;
    private final Cursor cursor;

    /// Which files are wanted beside `stat`, and whether what of that is on request.
    record Parts(boolean status, boolean cmdline, boolean io, boolean cgroup, boolean inFull) {
        /// @param index of the sensor in the catalog
        static Parts of(Request request, Selection selection, int index) {
            return new Parts(
                    // Of `status` even if no mask asks for the user.
                    wants(selection, index, Pids.UID, Pids.USER, Pids.RSS),
                    request.cmdline && request.mayHaveCmdline && wants(selection, index, Pids.CMDLINE),
                    wants(selection, index, Pids.READ_BYTES, Pids.WRITE_BYTES),
                    wants(selection, index, Pids.CONTROL_GROUP),
                    wants(selection, index, Pids.MINFLT, Pids.MAJFLT, Pids.RT_PRIORITY, Pids.POLICY));
        }

        private static boolean wants(Selection selection, int index, Pids... fields) {
            for (var field : fields) {
                if (selection.wants(index, field.ordinal())) {
                    return true;
                }
            }
            return false;
        }

        /// Whether what was read so has all that these have, the command line apart.
        boolean cover(Parts other) {
            return (status || !other.status) && (io || !other.io) && (cgroup || !other.cgroup)
                    && (inFull || !other.inFull);
        }

        /// Both together.
        Parts and(Parts other) {
            return new Parts(status || other.status, cmdline || other.cmdline, io || other.io, cgroup || other.cgroup,
                    inFull || other.inFull);
        }
    }

    ProcessReader(Tree tree, TextBuffer buffer, Cursor cursor) {
        this.tree = tree;
        this.buffer = buffer;
        this.cursor = cursor;
    }

    /// Begins a row with what `stat` says, which has `length` bytes in the buffer; takes it back if the process has ended since it was
    /// listed.
    boolean stat(int length, Parts parts, Table<Pids> out) {
        out.row();
        if (aim(length) && Pids.parseStat(cursor, parts.inFull, out)) {
            return true;
        }
        out.dropRow();
        return false;
    }

    /// The same, of a file that is read now.
    boolean stat(long pid, Parts parts, Table<Pids> out) {
        return stat(tree.readOnce("proc/" + pid + "/stat", buffer), parts, out);
    }

    /// Adds what `status` says, which has `length` bytes in the buffer, and the name of the user.
    void status(long pid, int length, Table<Pids> out) {
        if (aim(length)) {
            Pids.parseStatus(cursor, out);
        }
        var uid = out.get(out.rows() - 1, Pids.UID);
        var name = uid == Field.ABSENT ? null : tree.userName(uid, pid);
        if (name != null) {
            for (var i = 0; i < name.length(); i++) {
                out.append(Pids.USER, name.charAt(i));
            }
        }
    }

    /// The same, of a file that is read now.
    void status(long pid, Table<Pids> out) {
        status(pid, tree.readOnce("proc/" + pid + "/status", buffer), out);
    }

    /// Adds what other files say.
    void rest(long pid, Parts parts, Masks masks, Table<Pids> out) {
        if (parts.cmdline) {
            var length = tree.readOnce("proc/" + pid + "/cmdline", buffer, Processes.MOST_READ);
            if (length >= 0) {
                cursor.aim(buffer.array(), 0,
                        masks.hide(buffer.array(), Math.min(length, Processes.MOST_READ)));
                Pids.parseCmdline(cursor, out);
            }
        }
        if (parts.io && aim(tree.readOnce("proc/" + pid + "/io", buffer))) {
            Pids.parseIo(cursor, out);
        }
        if (parts.cgroup && aim(tree.readOnce("proc/" + pid + "/cgroup", buffer))) {
            Pids.parseCgroup(cursor, out);
        }
    }

    private boolean aim(int length) {
        if (length < 0) {
            return false;
        }
        var ended = buffer.endLine();
        cursor.aim(buffer.array(), 0, ended);
        return true;
    }
}
