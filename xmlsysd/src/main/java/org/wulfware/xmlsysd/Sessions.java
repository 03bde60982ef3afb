package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.NaturalOrder;
import org.wulfware.catalog.Utf8;

/// The sessions that logind keeps below `run/systemd/sessions`, a file of `KEY=VALUE` each, as a text (see the sensor of this
/// name). They lie in memory, so nothing hangs; they are read again when the directory says that anything has changed there, as
/// it does for each file that logind writes.
final class Sessions implements Tree.Text {
    private static final int MOST = 1024;
    private static final int MOST_BYTES = 4096;

    /// Two changes this close may leave the same time.
    private static final long CLOSE_MILLIS = 2_000;

    private static final String[] KEYS = {"USER", "UID", "CLASS", "TYPE", "STATE", "ACTIVE", "TTY", "REMOTE_HOST"};

    private static final String DIRECTORY = "run/systemd/sessions";

    private final NodeRoot root;
    private final File directory;
    private final byte[] bytes = new byte[MOST_BYTES];
    private byte[] text = new byte[0];
    private long modified;
    private long readAt;

    private Sessions(NodeRoot root, File directory) {
        this.root = root;
        this.directory = directory;
    }

    /// Null where systemd does not run: its directory may be there all the same.
    static @Nullable Sessions open(NodeRoot root) {
        var directory = root.directory(DIRECTORY);
        return root.directory("run/systemd/system").isDirectory() && directory.isDirectory()
                ? new Sessions(root, directory)
                : null;
    }

    @Override
    public int read(TextBuffer buffer) {
        var changed = directory.lastModified();
        if (changed == 0) {
            return -1;
        }
        if (changed != modified || readAt - modified < CLOSE_MILLIS) {
            readAt = System.currentTimeMillis();
            modified = changed;
            text = Utf8.encode(lines());
        }
        return buffer.fill(text);
    }

    private String lines() {
        var names = directory.list();
        if (names == null) {
            return "end\n";
        }
        Arrays.sort(names, NaturalOrder.NAMES);
        var lines = new StringBuilder();
        for (var i = 0; i < names.length && i < MOST; i++) {
            var session = root.file(DIRECTORY + "/" + names[i]);
            // Beside each session is a pipe, 1842.ref, that whoever opened it would wait at.
            if (session.isFile()) {
                append(names[i], session, lines);
            }
        }
        return lines.append("end\n").toString();
    }

    private void append(String name, File session, StringBuilder lines) {
        String said;
        try (var file = new FileInputStream(session)) {
            said = "\n" + Utf8.decode(bytes, 0, file.readNBytes(bytes, 0, MOST_BYTES));
        } catch (IOException _) { // it has ended
            return;
        }
        lines.append(word(name));
        for (var key : KEYS) {
            lines.append(' ').append(word(value(said, "\n" + key + "=")));
        }
        lines.append('\n');
    }

    private static String value(String said, String key) {
        var at = said.indexOf(key);
        if (at < 0) {
            return "";
        }
        var end = said.indexOf('\n', at + 1);
        return said.substring(at + key.length(), end < 0 ? said.length() : end);
    }

    /// One word, whatever it holds.
    private static String word(String value) {
        var word = new StringBuilder();
        for (var i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            word.append(c > ' ' && c != 0x7f ? c : '?');
        }
        return word.isEmpty() ? "-" : word.toString();
    }
}
