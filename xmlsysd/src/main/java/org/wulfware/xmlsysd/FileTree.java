package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The files below a directory: the running system below `/`, or a recorded tree, of which nothing outside is read (see
/// [NodeRoot]). The running system's facts that no
/// file says (paths below `wulfware/`) come from [Facts]; a recorded tree holds them as files, but for the time zone,
/// which goes with the clock and so is this system's where the tree has none.
public final class FileTree implements Tree {
    private static final String FACTS = "wulfware/";

    private static final byte[] NOBODY = {'e', 'n', 'd', '\n'};

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
            return path.equals(Facts.SESSIONS) ? sessions() : facts.text(path);
        }
        var file = OddNames.isOdd(path) ? openOdd(path) : ProcFile.open(root.file(path));
        if (file == null && path.equals(Facts.SESSIONS)) {
            return sessions();
        }
        return file == null && path.equals(Facts.UTC_OFFSET) ? facts.text(path) : file;
    }

    /// Where logind keeps none and there is an utmp, even an empty one, nobody is logged in.
    private @Nullable Text sessions() {
        var sessions = Sessions.open(root);
        var hasUtmp = root.file("run/utmp").isFile() || root.file("var/run/utmp").isFile();
        return sessions != null || !hasUtmp ? sessions : buffer -> buffer.fill(NOBODY);
    }

    private @Nullable Text openOdd(String path) {
        try {
            var place = root.oddFile(path);
            return place == null ? null : ProcFile.open(place);
        } catch (IOException _) { // it has gone meanwhile
            return null;
        }
    }

    @Override
    public String[] list(String directory) {
        if (OddNames.isOdd(directory)) {
            var odd = root.odd(directory);
            return odd == null ? new String[0] : OddNames.list(odd);
        }
        var place = root.directory(directory);
        var names = place.list();
        if (names == null) {
            return new String[0];
        }
        for (var name : names) {
            if (name.indexOf('\ufffd') >= 0) {
                return OddNames.list(place.toPath());
            }
        }
        return names;
    }

    @Override
    public int directories(String directory) {
        try {
            var place = OddNames.isOdd(directory) ? root.odd(directory) : root.directory(directory).toPath();
            // Its own name, the `.` in it, and the `..` in each of those below. Some file systems count none.
            var links = place == null ? 0 : (Integer) Files.getAttribute(place, "unix:nlink");
            return links >= 2 ? links - 2 : -1;
        } catch (IOException | InvalidPathException _) { // it has gone
            return -1;
        }
    }

    @Override
    public @Nullable String link(String path) {
        try {
            var name = Files.readSymbolicLink(linkAt(path)).getFileName();
            if (name != null && (name.toString().equals("..") || name.toString().equals("."))) {
                name = root.real(path).getFileName(); // what is meant has a name of its own
            }
            return name == null ? null : OddNames.words(name);
        } catch (IOException | InvalidPathException _) { // no link, or none that may be read
            return null;
        }
    }

    @Override
    public @Nullable String real(String path) {
        try {
            return OddNames.words(root.below(root.real(path)));
        } catch (IOException | InvalidPathException _) { // there is nothing
            return null;
        }
    }

    private Path linkAt(String path) throws IOException {
        if (!OddNames.isOdd(path)) {
            return root.link(path).toPath();
        }
        var name = path.lastIndexOf('/') + 1;
        var above = root.odd(path.substring(0, Math.max(0, name - 1)));
        if (above == null) {
            throw new NoSuchFileException(path);
        }
        return above.resolve(OddNames.name(path.substring(name)));
    }

    @Override
    public int readOnce(String path, TextBuffer buffer) {
        return path.startsWith(FACTS) || OddNames.isOdd(path) ? Tree.super.readOnce(path, buffer)
                : readOnce(path, buffer, Integer.MAX_VALUE);
    }

    @Override
    public int readOnce(String path, TextBuffer buffer, int most) {
        if (OddNames.isOdd(path)) {
            return readOnce(path, buffer);
        }
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
