package org.wulfware.xmlsysd;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A tree of texts that a test holds in its hand and may change at any time; it remembers what was opened and read.
class Texts implements Tree {
    final TreeMap<String, String> files = new TreeMap<>();
    final TreeMap<Long, String> users = new TreeMap<>();
    final List<String> reads = Collections.synchronizedList(new ArrayList<>());

    /// The paths of what is there and cannot be read.
    final Set<String> failing = new HashSet<>();

    Texts with(String path, String text) {
        files.put(path, text);
        return this;
    }

    /// A process as its files show it: what it has used and which user's it is may be said again later.
    Texts process(int pid, String name, char state, int uid, long utime) {
        with("proc/" + pid + "/stat", pid + " (" + name + ") " + state + " 1 1 1 0 -1 4194560 90 0 0 0 " + utime
                + " 0 0 0 20 0 1 0 " + (pid * 10)
                + " 1000 25 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n");
        with("proc/" + pid + "/status",
                "Name:\t" + name + "\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\nVmRSS:\t     100 kB\n");
        return with("proc/" + pid + "/cmdline", "/bin/" + name + "\0--pid\0" + pid + "\0");
    }

    @Override
    public @Nullable Text open(String path) {
        if (!files.containsKey(path) && !failing.contains(path)) {
            return null;
        }
        return buffer -> {
            reads.add(path);
            if (failing.contains(path)) {
                return Text.FAILED;
            }
            var text = files.get(path);
            return text == null ? -1 : buffer.fill(text.getBytes(StandardCharsets.ISO_8859_1));
        };
    }

    @Override
    public long[] pids() {
        return files.keySet()
                .stream()
                .filter(path -> path.matches("proc/[0-9]+/stat"))
                .mapToLong(path -> Long.parseLong(path.split("/")[1]))
                .sorted()
                .toArray();
    }

    @Override
    public @Nullable String userName(long uid, long pid) {
        return users.get(uid);
    }
}
