package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Utf8;

/// The names of users by number: from `etc/passwd`, and for those that are not in it (a directory service has them)
/// from the system, which may take its time and is therefore asked on [Facts]' thread. A name is bytes, each of which is a
/// character here.
final class Users {
    private static final int MOST_BYTES = 16 << 20;

    private final NodeRoot root;
    private final Facts beside;
    private final Map<Long, String> names = new ConcurrentHashMap<>();
    private final Map<Long, Long> unknown = new ConcurrentHashMap<>();
    private volatile boolean wanted;
    private long read = -1;

    Users(NodeRoot root, Facts beside) {
        this.root = root;
        this.beside = beside;
    }

    /// The name of `uid`, or null while none is known.
    ///
    /// @param pid a running process of that user, by which the system can be asked; 0 for none
    @Nullable
    String name(long uid, long pid) {
        if (!wanted) {
            wanted = true;
            readPasswd();
        }
        var name = names.get(uid);
        if (name == null && pid > 0 && unknown.put(uid, pid) == null) {
            beside.wake();
        }
        return name;
    }

    /// Asks for those not known, and reads `etc/passwd` again if it has changed. Called on [Facts]' thread.
    void learn() {
        if (!wanted) {
            return;
        }
        readPasswd();
        for (var entry : Map.copyOf(unknown).entrySet()) {
            if (names.containsKey(entry.getKey())) {
                continue;
            }
            try {
                var path = new File("/proc/" + entry.getValue()).toPath();
                var owner = Files.getOwner(path).getName();
                if (Files.getAttribute(path, "unix:uid").equals(Math.toIntExact(entry.getKey()))) {
                    names.put(entry.getKey(), bytes(owner));
                }
            } catch (IOException | RuntimeException _) { // the process has ended: the next one of that user will do
                unknown.remove(entry.getKey());
            }
        }
    }

    /// What the locale cannot say is `?`.
    private static String bytes(String name) {
        return new String(Utf8.encode(name.replace('\ufffd', '?')), StandardCharsets.ISO_8859_1);
    }

    private synchronized void readPasswd() {
        var passwd = root.file("etc/passwd");
        var modified = passwd.lastModified();
        if (modified == read || modified == 0) {
            return;
        }
        read = modified;
        try (var in = new FileInputStream(passwd)) {
            names.putAll(parse(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1)));
        } catch (IOException _) { // may not be read: numbers will do
        }
    }

    /// `root:x:0:0:root:/root:/bin/bash`, a line each; what is no such line is passed over.
    static Map<Long, String> parse(String text) {
        var found = new HashMap<Long, String>();
        for (var line : text.split("\n")) {
            var name = line.indexOf(':');
            var password = line.indexOf(':', name + 1);
            var uid = line.indexOf(':', password + 1);
            if (name > 0 && password > 0 && uid > 0) {
                try {
                    found.putIfAbsent(Long.parseLong(line, password + 1, uid, 10), line.substring(0, name));
                } catch (NumberFormatException _) { // "+::::::" and its like name nobody
                }
            }
        }
        return found;
    }
}
