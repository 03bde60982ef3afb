package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Selection;

/// Samples the processes that a request wants. `stat` is read of every process; `status` and `cmdline`, which cost
/// twice as much, only of those that are listed, and other files only for their fields.
final class Processes {
    /// How long files are kept open for somebody who asks again.
    private static final long KEEPS_NANOS = 60_000_000_000L;

    /// What is read of a command line: more than is shown, so that a password is hidden of which only the beginning would be.
    static final int MOST_READ = 4 * Pids.LONGEST_TEXT;

    private final Tree tree;
    private final TextBuffer buffer;
    private final Cursor cursor;
    private final ProcessFiles files;
    private final Request.Seen.Room room = new Request.Seen.Room();
    private long self;
    private long lastSample;
    private boolean isKept;

    /// What the last list was of, if it came to its end.
    private @Nullable Set<String> users;

    private Set<String> tasks = Set.of();
    private boolean root;
    private boolean all;
    private boolean cmdline;
    private Masks masks = Masks.NONE;

    Processes(Sampler sampler) {
        this.tree = sampler.tree();
        this.buffer = sampler.shared();
        this.cursor = sampler.cursor();
        this.files = new ProcessFiles(tree, buffer);
    }

    /// Fills `out` with a row for each process wanted.
    ///
    /// @param selection the fields that are wanted
    /// @param index of the sensor in the catalog
    void sample(Request request, Selection selection, long now, int index, Table<Pids> out) {
        // Of `status` even if no mask asks for the user.
        var wantsStatus = wants(selection, index, Pids.UID)
                || wants(selection, index, Pids.USER)
                || wants(selection, index, Pids.RSS);
        var wantsCmdline = tellsCmdline(request) && wants(selection, index, Pids.CMDLINE);
        var wantsIo = wants(selection, index, Pids.READ_BYTES) || wants(selection, index, Pids.WRITE_BYTES);
        var wantsCgroup = wants(selection, index, Pids.CONTROL_GROUP);
        var inFull = wants(selection, index, Pids.MINFLT)
                || wants(selection, index, Pids.MAJFLT)
                || wants(selection, index, Pids.RT_PRIORITY)
                || wants(selection, index, Pids.POLICY);
        if (self == 0) {
            self = pid();
        }
        lastSample = now;
        isKept = true;
        users = null;
        files.begin();
        var pids = tree.pids();
        request.seen.begin(pids.length, room);
        for (var pid : pids) {
            out.row();
            if (!read(pid, ProcessFiles.STAT) || !Pids.parseStat(cursor, inFull, out)) {
                out.dropRow(); // it has ended since it was listed
                continue;
            }
            var row = out.rows() - 1;
            var time = out.get(row, Pids.UTIME) + out.get(row, Pids.STIME);
            var advanced = request.seen.advanced(pid, out.get(row, Pids.START), time);
            if (!isListed(request, wantsStatus, advanced || isRunning(out, row), pid, out)) {
                out.dropRow();
                continue;
            }
            if (wantsCmdline) {
                var length = tree.readOnce("proc/" + pid + "/cmdline", buffer, MOST_READ);
                if (length >= 0) {
                    cursor.aim(buffer.array(), 0, request.masks.hide(buffer.array(), Math.min(length, MOST_READ)));
                    Pids.parseCmdline(cursor, out);
                }
            }
            if (wantsIo && read("proc/" + pid + "/io")) {
                Pids.parseIo(cursor, out);
            }
            if (wantsCgroup && read("proc/" + pid + "/cgroup")) {
                Pids.parseCgroup(cursor, out);
            }
        }
        request.seen.end();
        files.end();
        users = request.users;
        tasks = request.tasks;
        root = request.root;
        all = request.all;
        cmdline = tellsCmdline(request);
        masks = request.masks;
    }

    /// Whether the last list is what another client may be told, and asks for.
    boolean isLike(Request request) {
        return request.users.equals(users)
                && request.tasks.equals(tasks)
                && request.root == root
                && request.all == all
                && tellsCmdline(request) == cmdline
                && request.masks.equals(masks);
    }

    private static boolean tellsCmdline(Request request) {
        return request.cmdline && request.mayHaveCmdline;
    }

    /// Called for each sample that asks for no processes: gives back what was kept for those that did.
    void rest(long now) {
        if (isKept && now - lastSample > KEEPS_NANOS) {
            close();
        }
    }

    /// Closes all files.
    void close() {
        files.close();
        room.giveBack();
        isKept = false;
    }

    /// This process's own number, or -1. [ProcessHandle] says it too, and loads more classes than a sample needs.
    private static long pid() {
        try {
            return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
        } catch (IOException | NumberFormatException _) { // no /proc here: it is not in the list
            return -1;
        }
    }

    private boolean isListed(
            Request request, boolean wantsStatus, boolean active, long pid, Table<Pids> out) {
        var row = out.rows() - 1;
        var masked = !request.users.isEmpty() || !request.tasks.isEmpty();
        var listed = masked ? isTask(request, out, row) : request.all || (active && pid != self);
        if (!listed && request.users.isEmpty()) {
            return false;
        }
        if (listed && !wantsStatus && (masked || request.root)) {
            return true;
        }
        if (read(pid, ProcessFiles.STATUS)) {
            Pids.parseStatus(cursor, out);
        }
        var uid = out.get(row, Pids.UID);
        var name = uid == Field.ABSENT ? null : tree.userName(uid, pid);
        if (name != null) {
            for (var i = 0; i < name.length(); i++) {
                out.append(Pids.USER, name.charAt(i));
            }
        }
        return masked ? listed || (name != null && request.users.contains(name)) : request.root || uid != 0;
    }

    private static boolean isRunning(Table<Pids> table, int row) {
        return table.textLength(row, Pids.STATE.ordinal()) > 0 && table.textByte(row, Pids.STATE.ordinal(), 0) == 'R';
    }

    private static boolean isTask(Request request, Table<Pids> table, int row) {
        if (request.tasks.isEmpty()) {
            return false;
        }
        for (var task : request.tasks) {
            if (isNamed(task, table, row)) {
                return true;
            }
        }
        return false;
    }

    /// Whether the process is called so, a byte a character.
    private static boolean isNamed(String name, Table<Pids> table, int row) {
        var slot = Pids.NAME.ordinal();
        if (table.textLength(row, slot) != name.length()) {
            return false;
        }
        for (var i = 0; i < name.length(); i++) {
            if ((byte) name.charAt(i) != table.textByte(row, slot, i)) {
                return false;
            }
        }
        return true;
    }

    private boolean read(String path) {
        return aim(tree.readOnce(path, buffer));
    }

    private boolean read(long pid, int file) {
        return aim(files.read(pid, file));
    }

    private boolean aim(int length) {
        if (length < 0) {
            return false;
        }
        var ended = buffer.endLine();
        cursor.aim(buffer.array(), 0, ended);
        return true;
    }

    private static boolean wants(Selection selection, int index, Pids field) {
        return selection.wants(index, field.ordinal());
    }
}
