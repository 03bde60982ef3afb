package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The directory that a node's files are below: `/` for the running system, or a recorded tree. Of a recorded tree only what is
/// inside it is ever read, as with `chroot`: an absolute link begins at the tree's top, `..` does not lead out, and what is no
/// regular file, or a text larger than any of the kernel's, cannot be read. A tree may have been sent in by somebody else.
final class NodeRoot {
    /// In the place of a file: there is none.
    static final File GONE = new File("/dev/null/gone");

    /// In the place of a file: it is there, and cannot be read.
    static final File FAILED = new File("/dev/null/failed");

    /// As many links on the way to a file as the kernel follows.
    private static final int MOST_LINKS = 40;

    /// How many directories are known to have no link above them, so that they are not looked at each time.
    private static final int MOST_KNOWN = 1024;

    private final Path top;
    private final boolean live;
    private final Set<Path> plain = new HashSet<>();

    /// The directory that was last found to have no link above it, with the slash behind it, and where it is: the files of a process
    /// are asked for one after another.
    private String lastAbove = "";

    private Path lastFound;

    /// What is at the path that was last resolved, if that was looked at and is no link.
    private @Nullable BasicFileAttributes lastAttributes;

    NodeRoot(File root) {
        top = root.toPath();
        lastFound = top;
        live = root.getPath().equals("/");
    }

    /// Whether this is the running system, whose links and files are the kernel's own.
    boolean isLive() {
        return live;
    }

    /// The regular file at `path` (`proc/loadavg`), to be opened now.
    File file(String path) {
        return live ? new File("/" + path) : recorded(path);
    }

    private synchronized File recorded(String path) {
        var found = resolvedPath(path);
        if (found == null || found.equals(FAILED.toPath())) {
            return found == null ? GONE : FAILED;
        }
        try {
            var attributes = lastAttributes == null ? attributes(found) : lastAttributes;
            return attributes.isDirectory() ? GONE
                    : attributes.isRegularFile() && attributes.size() <= TextBuffer.LIMIT ? found.toFile() : FAILED;
        } catch (IOException _) { // there is none
            return GONE;
        }
    }

    /// The same of a path whose names hold more than ASCII; null if there is none, or it is no file to be read.
    @Nullable
    Path oddFile(String path) throws IOException {
        var found = odd(path);
        var isFile = live
                || (found != null && Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)
                        && Files.size(found) <= TextBuffer.LIMIT);
        return isFile ? found : null;
    }

    /// What is at a path whose names hold more than ASCII, links followed; null if there is nothing.
    @Nullable
    Path odd(String path) {
        if (live) {
            return OddNames.path("/" + path);
        }
        var found = resolvedPath(path);
        return found == null || found.equals(FAILED.toPath()) ? null : found;
    }

    /// Where `path` leads once no link and no `..` is left in it.
    Path real(String path) throws IOException {
        return live ? OddNames.path("/" + path).toRealPath() : walked(path);
    }

    /// The same path without what is above the root.
    Path below(Path found) {
        return top.equals(found) ? Path.of("") : top.relativize(found);
    }

    /// The directory at `path`.
    File directory(String path) {
        if (live) {
            return new File("/" + path);
        }
        var found = resolved(path);
        return found.isDirectory() ? found : GONE;
    }

    /// The link at `path`, which is not followed, though those above it are.
    File link(String path) {
        if (live) {
            return new File("/" + path);
        }
        var name = path.lastIndexOf('/') + 1;
        var above = name == 0 ? top.toFile() : directory(path.substring(0, name - 1));
        return above.equals(GONE) ? GONE : new File(above, path.substring(name));
    }

    private File resolved(String path) {
        var found = resolvedPath(path);
        return found == null ? GONE : found.toFile();
    }

    private synchronized @Nullable Path resolvedPath(String path) {
        lastAttributes = null;
        try {
            var at = top;
            var start = 0;
            if (path.startsWith(lastAbove)) {
                at = lastFound;
                start = lastAbove.length();
            }
            while (start <= path.length()) {
                var end = path.indexOf('/', start);
                end = end < 0 ? path.length() : end;
                var name = path.substring(start, end);
                if (name.equals("..")) {
                    return walked(path);
                }
                at = at.resolve(OddNames.name(name));
                start = end + 1;
                if (!plain.contains(at)) {
                    var attributes = attributes(at);
                    if (attributes.isSymbolicLink()) {
                        return walked(path);
                    }
                    lastAttributes = attributes;
                    if (attributes.isDirectory() && plain.size() < MOST_KNOWN) {
                        plain.add(at);
                    }
                }
                if (start <= path.length()) {
                    lastAttributes = null;
                    lastAbove = path.substring(0, start);
                    lastFound = at;
                }
            }
            return at;
        } catch (IOException | RuntimeException _) { // there is none, or not for the daemon, or it is no path
            return null;
        }
    }

    /// The same where links are on the way.
    private Path walked(String path) throws IOException {
        var ahead = new ArrayDeque<String>();
        push(ahead, path);
        var at = top;
        for (var links = 0; !ahead.isEmpty();) {
            var name = ahead.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                at = at.equals(top) || at.getParent() == null ? top : at.getParent();
                continue;
            }
            var next = at.resolve(OddNames.name(name));
            if (!attributes(next).isSymbolicLink()) {
                at = next;
                continue;
            }
            if (++links > MOST_LINKS) {
                return FAILED.toPath();
            }
            var target = OddNames.words(Files.readSymbolicLink(next));
            at = target.startsWith("/") ? top : at;
            push(ahead, target);
        }
        return at;
    }

    private static void push(ArrayDeque<String> ahead, String path) {
        var names = path.split("/");
        for (var i = names.length - 1; i >= 0; i--) {
            ahead.push(names[i]);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
