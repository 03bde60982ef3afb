package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Utf8;

/// The file systems and the room in them, as a text (see the sensor of this name). A file system whose server is dead may
/// hold for ever whoever asks it. So one thread keeps the text and asks none of them; another asks one after the other,
/// and is left to itself when one does not answer: a new one goes on behind that. Of those left to themselves there are
/// never more than a few. Nobody is asked while no sample wants to know, and for inodes only while one wants those: that takes
/// more memory, once, than all the rest of the daemon's doing.
final class Mounts implements Tree.Text, AutoCloseable {
    /// Asks a file system for its room.
    interface Space {
        /// Asks, however long the answer takes.
        ///
        /// @param withInodes whether inodes are wanted too
        /// @param sizes takes what [Mounts#SIZE] and its like say; a size of 0 for a file system that has none, and so with inodes
        void measure(String path, boolean withInodes, long[] sizes);
    }

    static final int SIZE = 0;
    static final int FREE = 1;
    static final int AVAILABLE = 2;
    static final int INODES = 3;
    static final int INODES_FREE = 4;
    private static final int SIZES = 5;

    /// A node with more of them shows the first ones.
    private static final int MOST = 5_000;
    private static final int MOST_HANGING = 4;

    /// So many more may hang of those that have answered before.
    private static final int MOST_HANGING_MORE = 4;

    private static final long REFRESH_NANOS = 10_000_000_000L;
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /// How long after the last sample that wanted it the text is kept fresh, in refreshes.
    private static final int INTEREST = 6;

    /// These hold no data, or must not be asked, since that would mount what they stand for.
    private static final Set<String> WITHOUT_SIZE = Set.of(
            "proc", "sysfs", "cgroup", "cgroup2", "devpts", "securityfs", "debugfs", "tracefs", "pstore", "bpf",
            "mqueue",
            "hugetlbfs", "configfs", "fusectl", "binfmt_misc", "rpc_pipefs", "nsfs", "autofs", "selinuxfs", "efivarfs");

    private final File list;
    private final Space space;
    private final long refreshNanos;
    private final long patienceNanos;
    private final Facts.Published text = new Facts.Published();
    private final Facts.Published inodes = new Facts.Published();
    private final Map<String, Mount> known = new HashMap<>();
    private final List<Asking> hanging = new ArrayList<>();
    private final Thread thread;
    private volatile long wantedAt;
    private volatile long inodesWantedAt;
    private volatile boolean hasWantedInodes;

    /// Whether those who ask now ask for inodes.
    private volatile boolean withInodes;

    private volatile boolean hasSaid;
    private volatile boolean hasSaidInodes;
    private volatile boolean isIdle;
    private volatile boolean closed;

    /// This system's.
    static Mounts ofThisSystem() {
        return new Mounts(
                new File("/proc/self/mountinfo"),
                new StatVfs(),
                REFRESH_NANOS,
                PATIENCE_NANOS);
    }

    /// @param list what the kernel calls `mountinfo`
    /// @param patienceNanos how long a file system is waited for
    Mounts(File list, Space space, long refreshNanos, long patienceNanos) {
        this.list = list;
        this.space = space;
        this.refreshNanos = refreshNanos;
        this.patienceNanos = patienceNanos;
        this.wantedAt = System.nanoTime();
        thread = new Thread("mounts") {
            @Override
            public void run() {
                keepFresh();
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int read(TextBuffer buffer) {
        want();
        return text.read(buffer);
    }

    @Override
    public boolean isAwaited() {
        return !hasSaid;
    }

    private void want() {
        wantedAt = System.nanoTime();
        if (isIdle) {
            LockSupport.unpark(thread);
        }
    }

    /// The text of the inodes, which are learnt once this is read.
    Tree.Text inodes() {
        return new Tree.Text() {
            @Override
            public int read(TextBuffer buffer) {
                want();
                inodesWantedAt = System.nanoTime();
                if (!hasWantedInodes) {
                    hasWantedInodes = true;
                    LockSupport.unpark(thread);
                }
                return inodes.read(buffer);
            }

            @Override
            public boolean isAwaited() {
                return !hasSaidInodes;
            }
        };
    }

    @Override
    public void close() {
        // It stays for the next who asks, and rests until then.
    }

    /// Ends the thread that keeps the text; those that hang end when their file system answers.
    void end() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void keepFresh() {
        while (!closed) {
            if (System.nanoTime() - wantedAt > INTEREST * refreshNanos) {
                isIdle = true;
                if (System.nanoTime() - wantedAt > INTEREST * refreshNanos) {
                    LockSupport.park(this);
                }
                isIdle = false;
                continue;
            }
            if (System.nanoTime() - inodesWantedAt > INTEREST * refreshNanos) {
                hasWantedInodes = false;
            }
            // The function that knows inodes takes long to be loaded: the sizes are known before.
            withInodes = hasSaid && hasWantedInodes;
            var mounts = mounts();
            ask(mounts);
            say(mounts);
            hasSaidInodes |= withInodes;
            var isFirst = !hasSaid;
            hasSaid = true;
            if (!isFirst || !hasWantedInodes) {
                LockSupport.parkNanos(this, refreshNanos);
            }
        }
    }

    /// Whether nobody wants to know, and the thread that keeps the text sleeps until somebody does.
    boolean isResting() {
        return isIdle && thread.getState() == Thread.State.WAITING;
    }

    /// Asks each that no thread is waiting for already. Those come first that answered when they were asked last: however
    /// many of a dead server's there are, they keep nobody from asking the others.
    private void ask(List<Mount> mounts) {
        for (var each = hanging.iterator(); each.hasNext();) {
            if (each.next().hasEnded()) {
                each.remove();
            }
        }
        var good = new ArrayList<Mount>();
        var unknown = new ArrayList<Mount>();
        for (var mount : mounts) {
            if (!mount.isAsked) {
                (mount.room == null ? unknown : good).add(mount);
            }
        }
        ask(good, MOST_HANGING + MOST_HANGING_MORE, mounts);
        ask(unknown, MOST_HANGING, mounts);
    }

    private void ask(List<Mount> some, int mostHanging, List<Mount> all) {
        var left = some;
        while (!left.isEmpty() && hanging.size() < mostHanging && !closed) {
            var asking = new Asking(left);
            asking.start();
            var stuck = asking.await();
            if (stuck < 0) {
                return;
            }
            hanging.add(asking);
            left = new ArrayList<>(left.subList(stuck + 1, left.size()));
            say(all);
        }
    }

    /// The mounts there are, those known before with what they said.
    private List<Mount> mounts() {
        var found = new ArrayList<Mount>();
        try {
            var seen = new HashMap<String, Mount>();
            for (var entry : MountInfo.entries(Files.readString(list.toPath(), StandardCharsets.ISO_8859_1))) {
                if (WITHOUT_SIZE.contains(entry.type()) || found.size() >= MOST) {
                    continue;
                }
                var point = entry.point();
                var key = point + " " + entry.type() + " " + device(entry) + (entry.isReadOnly() ? " ro" : " rw");
                // The last of those on one point hides the others.
                var mount = known.getOrDefault(key, new Mount(point, key));
                var hidden = seen.put(point, mount);
                if (hidden != null) {
                    found.remove(hidden);
                }
                found.add(mount);
            }
        } catch (IOException _) { // no list is to be had: there are none
            return found;
        }
        known.clear();
        for (var mount : found) {
            known.put(mount.words, mount);
        }
        return found;
    }

    /// As one word: `-` if there is none, which one that is called so is not.
    private static String device(MountInfo.Entry entry) {
        var device = entry.device();
        return device.isEmpty() ? "-" : device.equals("-") ? "\\055" : device;
    }

    private void say(List<Mount> mounts) {
        var now = System.nanoTime();
        var lines = new StringBuilder();
        var inodeLines = new StringBuilder();
        for (var mount : mounts) {
            var room = mount.room;
            if (room != null && room.sizes[SIZE] <= 0) {
                continue;
            }
            lines.append(mount.words).append(mount.isAsked || room == null ? " stale " : " ok ");
            if (room == null) {
                lines.append("- - - -\n");
                continue;
            }
            lines.append(Math.max(0, now - room.at) / 1_000_000_000L);
            for (var i = 0; i < INODES; i++) {
                lines.append(' ').append(room.sizes[i]);
            }
            lines.append('\n');
            if (room.sizes[INODES] > 0) {
                inodeLines.append(mount.words, 0, mount.words.indexOf(' '))
                        .append(' ')
                        .append(room.sizes[INODES])
                        .append(' ')
                        .append(room.sizes[INODES_FREE])
                        .append('\n');
            }
        }
        inodes.say(inodeLines.toString().getBytes(StandardCharsets.ISO_8859_1));
        text.say(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /// What a file system said, and when.
    private static final class Room {
        final long[] sizes;
        final long at;

        Room(long[] sizes, long at) {
            this.sizes = sizes;
            this.at = at;
        }
    }

    private static final class Mount {
        final String path;
        /// Its line of the text up to the state.
        final String words;
        @Nullable
        volatile Room room;
        /// Whether a thread waits for its answer.
        volatile boolean isAsked;

        Mount(String point, String words) {
            this.path = decoded(point);
            this.words = words;
        }

        /// `\040` is a blank, as the kernel writes it.
        private static String decoded(String point) {
            var path = new StringBuilder();
            for (var i = 0; i < point.length(); i++) {
                var c = point.charAt(i);
                if (c == '\\' && i + 3 < point.length()) {
                    try {
                        path.append((char) Integer.parseInt(point, i + 1, i + 4, 8));
                        i += 3;
                        continue;
                    } catch (NumberFormatException _) { // no escape: it stands for itself
                    }
                }
                path.append(c);
            }
            return Utf8.decode(path.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// Asks one file system after the other.
    private final class Asking extends Thread {
        private final List<Mount> mounts;
        private volatile int at;
        private volatile long began;
        private volatile boolean isLeft;
        private volatile boolean hasEnded;

        Asking(List<Mount> mounts) {
            super("room");
            this.mounts = mounts;
            this.began = System.nanoTime();
            setDaemon(true);
        }

        boolean hasEnded() {
            return hasEnded;
        }

        @Override
        public void run() {
            try {
                for (var i = 0; i < mounts.size() && !isLeft; i++) {
                    began = System.nanoTime();
                    at = i;
                    ask(mounts.get(i));
                }
            } finally {
                hasEnded = true;
                LockSupport.unpark(thread);
            }
        }

        private void ask(Mount mount) {
            mount.isAsked = true;
            try {
                var sizes = new long[SIZES];
                space.measure(mount.path, withInodes, sizes);
                mount.room = new Room(sizes, System.nanoTime());
            } finally {
                mount.isAsked = false;
            }
        }

        /// Waits until all have answered.
        ///
        /// @return the index of one that does not, or -1
        int await() {
            while (!hasEnded) {
                var waited = System.nanoTime() - began;
                if (waited > patienceNanos) {
                    isLeft = true;
                    return at;
                }
                LockSupport.parkNanos(this, patienceNanos - waited + 1_000_000);
                if (closed) {
                    isLeft = true;
                    return at;
                }
            }
            return -1;
        }
    }
}
