package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The files below a directory: the running system below `/`, or a recorded tree, of which nothing outside is read (see
/// [NodeRoot]). The running system's facts that no
/// file says (paths below `wulfware/`) come from [Facts]; a recorded tree holds them as files, but for the time zone,
/// which goes with the clock and so is this system's where the tree has none.
public final class FileTree implements Tree {
    private static final String FACTS = "wulfware/";

    private final NodeRoot root;
    private final Facts facts;

    /// @param root `/` for the running system
    public FileTree(File root, Facts facts) {
        this.root = new NodeRoot(root);
        this.facts = facts;
    }

    @Override
    public @Nullable Text open(String path) {
        if (root.isLive() && path.startsWith(FACTS)) {
            return path.equals(Facts.SESSIONS) ? Sessions.open(root) : facts.text(path);
        }
        var file = ProcFile.open(root.file(path));
        if (file == null && path.equals(Facts.SESSIONS)) {
            return Sessions.open(root);
        }
        return file == null && path.equals(Facts.UTC_OFFSET) ? facts.text(path) : file;
    }

    @Override
    public String[] list(String directory) {
        var names = root.directory(directory).list();
        return names == null ? new String[0] : names;
    }

    @Override
    public @Nullable String link(String path) {
        try {
            var name = Files.readSymbolicLink(root.link(path).toPath()).getFileName();
            return name == null ? null : name.toString();
        } catch (IOException | InvalidPathException _) { // no link, or none that may be read
            return null;
        }
    }

    @Override
    public int readOnce(String path, TextBuffer buffer) {
        return path.startsWith(FACTS) ? Tree.super.readOnce(path, buffer) : readOnce(path, buffer, Integer.MAX_VALUE);
    }

    @Override
    public int readOnce(String path, TextBuffer buffer, int most) {
        var place = root.file(path);
        if (place.equals(NodeRoot.FAILED)) {
            return Text.FAILED;
        }
        try (var file = new FileInputStream(place)) {
            return buffer.fill(file, most);
        } catch (IOException why) { // absent is an answer
            return Unreadable.length(why);
        }
    }

    @Override
    public boolean mayHang() {
        return root.isLive();
    }

    @Override
    public long[] pids() {
        var names = root.directory("proc").list();
        if (names == null) {
            return new long[0];
        }
        var pids = new long[names.length];
        var count = 0;
        for (var name : names) {
            var pid = number(name);
            if (pid > 0) {
                pids[count++] = pid;
            }
        }
        pids = Arrays.copyOf(pids, count);
        Arrays.sort(pids);
        return pids;
    }

    @Override
    public @Nullable String userName(long uid, long pid) {
        return facts.users().name(uid, root.isLive() ? pid : 0);
    }

    /// The value of a name that is all digits, or -1.
    private static long number(String name) {
        var value = 0L;
        for (var i = 0; i < name.length(); i++) {
            var digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
