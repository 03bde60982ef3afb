package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The kernel's table of mounts, `/proc/self/mountinfo`:
/// ```text
/// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
/// ```
/// A service may see more of them than the node has: systemd lays the daemon's sandbox over them, in which all are mounted
/// read-only, directories stand over themselves, and empty ones over what is to be hidden. So what counts is whether the file
/// system is read-only, and what a sandbox adds is left out. So is a file system that no path leads to, since another was mounted later
/// on its place or above it: who asks there is answered by the other one.
///
/// The text's characters are bytes, whatever those stand for: a name may hold any.
final class MountInfo {
    /// One of them; names as the kernel writes them, a blank as `\040`.
    ///
    /// @param device empty if it has no name
    /// @param isReadOnly whether the file system is, wherever it is mounted
    record Entry(String point, String type, String device, boolean isReadOnly) {}

    private static final int ID = 0;
    private static final int PARENT = 1;
    private static final int DEVICE_NUMBER = 2;
    private static final int ROOT = 3;
    private static final int POINT = 4;
    private static final int LEAST = 10;

    private MountInfo() {}

    /// The mounts in a text of this kind, but for what a sandbox adds.
    static List<Entry> entries(String text) {
        var found = new ArrayList<String[]>();
        var byId = new HashMap<String, String[]>();
        var paths = new MountPaths();
        for (var line : text.split("\n")) {
            var words = line.split(" ");
            var dash = dash(words);
            if (words.length < LEAST || dash < 0 || dash + 3 >= words.length) {
                continue;
            }
            byId.put(words[ID], words);
            var type = words[dash + 1];
            if (isOfASandbox(words, type) || isOverItself(words, byId)) {
                paths.addSeeThrough(words[ID], words[PARENT]);
            } else {
                paths.add(words[ID], words[PARENT], words[POINT]);
                found.add(words);
            }
        }
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < found.size(); i++) {
            if (paths.leadTo(i)) {
                var words = found.get(i);
                var dash = dash(words);
                var options = words[dash + 3];
                var isReadOnly = options.equals("ro") || options.startsWith("ro,");
                entries.add(new Entry(words[POINT], words[dash + 1], words[dash + 2], isReadOnly));
            }
        }
        return entries;
    }

    /// Where the optional words end; -1 if they do not.
    private static int dash(String[] words) {
        for (var i = POINT + 2; i < words.length; i++) {
            if (words[i].equals("-")) {
                return i;
            }
        }
        return -1;
    }

    /// A private `/tmp`, or what hides something: an empty directory below `/run/systemd` (in a container, `/run/host`).
    private static boolean isOfASandbox(String[] words, String type) {
        var root = words[ROOT];
        return root.contains("/systemd-private-")
                || (type.equals("tmpfs")
                        && (root.startsWith("/systemd/inaccessible/") || root.startsWith("/systemd/propagate/")
                                || root.startsWith("/host/inaccessible/")));
    }

    /// Whether it shows, where it is mounted, what would be there without it: a directory bound to itself.
    private static boolean isOverItself(String[] words, Map<String, String[]> byId) {
        var parent = byId.get(words[PARENT]);
        return parent != null
                && !words[PARENT].equals(words[ID])
                && parent[DEVICE_NUMBER].equals(words[DEVICE_NUMBER])
                && words[POINT].startsWith(parent[POINT])
                && words[ROOT].equals(joined(parent[ROOT], words[POINT].substring(parent[POINT].length())));
    }

    private static String joined(String directory, String rest) {
        var begin = directory.equals("/") ? "" : directory;
        return rest.isEmpty() ? directory : begin + (rest.startsWith("/") ? rest : "/" + rest);
    }
}
