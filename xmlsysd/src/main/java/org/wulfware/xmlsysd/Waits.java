package org.wulfware.xmlsysd;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The files that readers of one sensor wait for. A reader that has waited too long is left to itself with the file it waits for, and
/// its successor reads the others: nobody else opens that file until it has answered. Where two files of one directory hang, as all
/// those of one device do, the rest of the directory is left out too, so that a device costs two threads.
///
/// Each reader has one of its own, and what hangs is known to all of them.
final class Waits {
    private static final int MOST = 8;

    /// Paths of files, and of directories with a slash behind them.
    private final Set<String> hanging;

    private volatile @Nullable String busy;
    private boolean hasSkipped;

    Waits() {
        this(ConcurrentHashMap.newKeySet());
    }

    private Waits(Set<String> hanging) {
        this.hanging = hanging;
    }

    /// For the reader that comes after one that is left to itself, which calls this on none but its own.
    Waits successor() {
        return new Waits(hanging);
    }

    /// Begins to read `path`, unless that hangs already.
    boolean begins(String path) {
        if (!hanging.isEmpty() && hangs(path)) {
            hasSkipped = true;
            return false;
        }
        busy = path;
        return true;
    }

    /// `path` has answered.
    void ends(String path) {
        busy = null;
        if (!hanging.isEmpty() && hanging.remove(path)) { // it was given up, and has answered after all
            hanging.remove(directory(path));
        }
    }

    private boolean hangs(String path) {
        for (var each : hanging) {
            if (each.endsWith("/") ? path.startsWith(each) : path.equals(each)) {
                return true;
            }
        }
        return false;
    }

    /// Forgets that something was left out, before a survey.
    void clear() {
        hasSkipped = false;
    }

    /// Whether something was left out that hung then, and nothing hangs any more.
    boolean mayLookAgain() {
        return hasSkipped && hanging.isEmpty();
    }

    /// For another thread: gives up the file that is being read now.
    ///
    /// @return whether it is; not so if none is being read, or if too much hangs already
    boolean giveUp() {
        var path = busy;
        if (path == null || hanging.size() >= MOST) {
            return false;
        }
        var directory = directory(path);
        var isSecond = hasFileIn(directory);
        hanging.add(path);
        if (!path.equals(busy)) {
            hanging.remove(path);
            return false;
        }
        if (isSecond) {
            hanging.add(directory);
        }
        return true;
    }

    private boolean hasFileIn(String directory) {
        for (var each : hanging) {
            if (each.startsWith(directory)) {
                return true;
            }
        }
        return false;
    }

    private static String directory(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
