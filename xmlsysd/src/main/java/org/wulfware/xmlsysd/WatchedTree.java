package org.wulfware.xmlsysd;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/// Another tree, and what was asked of it, by whatever thread.
final class WatchedTree implements Tree {
    private final Tree tree;

    /// Texts, whether or not there were any.
    final Set<String> texts = new ConcurrentSkipListSet<>();

    final Set<String> directories = new ConcurrentSkipListSet<>();

    /// What was asked where it leads.
    final Set<String> places = new ConcurrentSkipListSet<>();

    private final Map<Long, String> users = new TreeMap<>();

    WatchedTree(Tree tree) {
        this.tree = tree;
    }

    /// The names of users that were asked for and are known, by number.
    Map<Long, String> users() {
        synchronized (users) {
            return new TreeMap<>(users);
        }
    }

    @Override
    public @Nullable Text open(String path) {
        texts.add(path);
        return tree.open(path);
    }

    @Override
    public String[] list(String directory) {
        directories.add(directory);
        return tree.list(directory);
    }

    @Override
    public int directories(String directory) {
        directories.add(directory);
        return tree.directories(directory);
    }

    @Override
    public @Nullable String link(String path) {
        places.add(path);
        return tree.link(path);
    }

    @Override
    public @Nullable String real(String path) {
        places.add(path);
        return tree.real(path);
    }

    @Override
    public int readOnce(String path, TextBuffer buffer) {
        texts.add(path);
        return tree.readOnce(path, buffer);
    }

    @Override
    public int readOnce(String path, TextBuffer buffer, int most) {
        texts.add(path);
        return tree.readOnce(path, buffer, most);
    }

    @Override
    public boolean mayHang() {
        return tree.mayHang();
    }

    @Override
    public long[] pids() {
        return tree.pids();
    }

    @Override
    public @Nullable String userName(long uid, long pid) {
        var name = tree.userName(uid, pid);
        if (name != null) {
            synchronized (users) {
                users.put(uid, name);
            }
        }
        return name;
    }
}
