package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Selection;
import org.wulfware.xmlsysd.ProcessReader.Parts;

/// Samples the processes that a request wants: at once, or, where there are more than the budget can have read at once, from a
/// [ProcessList].
final class Processes {
    /// How long files are kept open for somebody who asks again.
    private static final long KEEPS_NANOS = 60_000_000_000L;

    /// What is read of a command line: more than is shown, so that a password is hidden of which only the beginning would be.
    static final int MOST_READ = 4 * Pids.LONGEST_TEXT;

    /// About what it takes to read one, in nanoseconds.
    private static final long PROCESS_COST = 35_000;

    /// What a list is thought to take that is not there yet: more than there will ever be.
    static final long NOT_YET = Long.MAX_VALUE / 8;

    private final Tree tree;
    private final Clock clock;
    private final Budget budget;
    private final ProcessFiles files;
    private final ProcessReader reader;
    private final ProcessList list;
    private final Request.Seen.Room room = new Request.Seen.Room();
    private long self;
    private long lastSample;
    private boolean isKept;

    /// How many there were when they were last counted; -1 before.
    private int count = -1;

    /// What the last list was of, if it came to its end.
    private @Nullable Set<String> users;

    private Set<String> tasks = Set.of();
    private boolean root;
    private boolean all;
    private Masks masks = Masks.NONE;
    private @Nullable Parts parts;

    Processes(Sampler sampler, Clock clock) {
        this.tree = sampler.tree();
        this.clock = clock;
        this.budget = sampler.budget();
        this.files = new ProcessFiles(tree, sampler.shared());
        this.reader = new ProcessReader(tree, sampler.shared(), sampler.cursor());
        this.list = new ProcessList(tree, clock, reader);
        budget.chores().take(list);
    }

    /// Fills `out` with a row for each process wanted.
    ///
    /// @param selection the fields that are wanted
    /// @param index of the sensor in the catalog
    void sample(Request request, Selection selection, long now, int index, Table<Pids> out) {
        var wanted = Parts.of(request, selection, index);
        if (self == 0) {
            self = pid();
        }
        lastSample = now;
        isKept = true;
        users = null;
        files.begin();
        var pids = tree.pids();
        count = pids.length;
        request.seen.begin(pids.length, room);
        for (var pid : pids) {
            if (!reader.stat(files.read(pid, ProcessFiles.STAT), wanted, out)) {
                continue;
            }
            var row = out.rows() - 1;
            var time = out.get(row, Pids.UTIME) + out.get(row, Pids.STIME);
            var advanced = request.seen.advanced(pid, out.get(row, Pids.START), time);
            if (!isListed(request, wanted.status(), advanced || isRunning(out, row), pid, out)) {
                out.dropRow();
                continue;
            }
            reader.rest(pid, wanted, request.masks, out);
        }
        request.seen.end();
        files.end();
        told(request, wanted);
    }

    private void told(Request request, Parts wanted) {
        users = request.users;
        tasks = request.tasks;
        root = request.root;
        all = request.all;
        masks = request.masks;
        parts = wanted;
    }

    /// Whether the last list is what another client may be told, and asks for.
    boolean isLike(Request request, Selection selection, int index) {
        var wanted = Parts.of(request, selection, index);
        return request.users.equals(users)
                && request.tasks.equals(tasks)
                && request.root == root
                && request.all == all
                && request.masks.equals(masks)
                && parts != null
                && parts.cover(wanted)
                && parts.cmdline() == wanted.cmdline();
    }

    static boolean tellsCmdline(Request request) {
        return request.cmdline && request.mayHaveCmdline;
    }

    /// Whether there are more than the budget can have read at once.
    boolean areMany() {
        return budget.limit() > 0 && count() * PROCESS_COST > budget.limit() / 100 * Budget.MOST;
    }

    private long count() {
        if (list.size() >= 0) {
            return list.size();
        }
        var counted = tree.directories("proc");
        if (counted >= 0) {
            return counted;
        }
        if (count < 0) {
            count = tree.pids().length;
        }
        return count;
    }

    /// Where there are many: sees to it that what a request wants is read, and reads some of it if there is something to be given
    /// away.
    ///
    /// @return whether it can be told
    boolean prepare(Request request, Selection selection, int index, long nanos) {
        var wanted = Parts.of(request, selection, index);
        list.want(wanted, request.masks, clock.nanos());
        if (!list.has(wanted, request.masks) && budget.isGiving()) {
            list.read(nanos);
        }
        return list.has(wanted, request.masks);
    }

    /// Where there are many: what a request is thought to take. If that is not there yet, it is read from now on.
    long cost(Request request, Selection selection, int index, long cellCost) {
        var wanted = Parts.of(request, selection, index);
        if (!list.has(wanted, request.masks)) {
            list.want(wanted, request.masks, clock.nanos());
            return NOT_YET;
        }
        var isAll = request.all && request.users.isEmpty() && request.tasks.isEmpty();
        return isAll ? (long) list.size() * Pids.values().length * cellCost : list.size() * cellCost;
    }

    /// Where there are many: tells what a request wants of the last list.
    ///
    /// @return how old that is, in nanoseconds
    long tell(Request request, Selection selection, long now, int index, Table<Pids> out) {
        var wanted = Parts.of(request, selection, index);
        if (self == 0) {
            self = pid();
        }
        list.want(wanted, request.masks, now);
        while (!list.has(wanted, request.masks)) {
            list.read(Long.MAX_VALUE); // who has not prepared it has it read at once
        }
        list.fill(request, self, out);
        users = null;
        return Math.max(1, list.age(now));
    }

    /// Called for each sample: gives back what was kept for those that asked for processes.
    void rest(long now) {
        if (isKept && now - lastSample > KEEPS_NANOS) {
            files.close();
            room.giveBack();
            isKept = false;
        }
        list.rest(now);
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
        reader.status(pid, files.read(pid, ProcessFiles.STATUS), out);
        var uid = out.get(row, Pids.UID);
        var name = uid == Field.ABSENT ? null : tree.userName(uid, pid);
        return masked ? listed || (name != null && request.users.contains(name)) : request.root || uid != 0;
    }

    static boolean isRunning(Table<Pids> table, int row) {
        return table.textLength(row, Pids.STATE.ordinal()) > 0 && table.textByte(row, Pids.STATE.ordinal(), 0) == 'R';
    }

    static boolean isTask(Request request, Table<Pids> table, int row) {
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
}
