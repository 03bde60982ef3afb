package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;

/// Files of processes, kept open from one sample to the next: to open and close them costs as much as to read them. Only
/// so many are kept; the files of further processes are read once and closed.
final class ProcessFiles {
    /// `/proc/PID/stat`.
    static final int STAT = 0;

    /// `/proc/PID/status`.
    static final int STATUS = 1;

    private static final String[] NAMES = {"/stat", "/status"};
    private static final int MOST = 256;

    private final Tree tree;
    private final TextBuffer buffer;
    private Kept[] kept = new Kept[0];
    private int count;
    private int at;
    private Kept[] next = new Kept[0];
    private int nextCount;

    /// The files of one process.
    private static final class Kept {
        final long pid;
        final Tree.@Nullable Text[] texts = new Tree.Text[NAMES.length];

        Kept(long pid) {
            this.pid = pid;
        }

        void close() {
            for (var text : texts) {
                if (text != null) {
                    text.close();
                }
            }
        }
    }

    ProcessFiles(Tree tree, TextBuffer buffer) {
        this.tree = tree;
        this.buffer = buffer;
    }

    /// Begins a sample: processes are asked for in ascending order from now on.
    void begin() {
        at = 0;
        nextCount = 0;
        if (next.length == 0) {
            kept = new Kept[MOST];
            next = new Kept[MOST];
        }
    }

    /// Reads one of a process's files into the buffer.
    ///
    /// @return its length, or -1 if the process has ended or the file may not be read
    int read(long pid, int file) {
        var files = of(pid);
        if (files == null) {
            return tree.readOnce("proc/" + pid + NAMES[file], buffer);
        }
        var text = files.texts[file];
        if (text != null) {
            var length = whole(text);
            if (length > 0) {
                return length;
            }
            text.close(); // that process has ended; there may be another of its number
            files.texts[file] = null;
        }
        text = tree.open("proc/" + pid + NAMES[file]);
        files.texts[file] = text;
        return text == null ? -1 : whole(text);
    }

    /// Reads a text that comes in one piece, unless it is larger.
    private int whole(Tree.Text text) {
        var length = text.readBeginning(buffer, TextBuffer.CHUNK);
        return length < TextBuffer.CHUNK ? length : text.readOn(buffer);
    }

    private @Nullable Kept of(long pid) {
        if (nextCount > 0 && next[nextCount - 1].pid == pid) {
            return next[nextCount - 1];
        }
        while (at < count && kept[at].pid < pid) {
            kept[at++].close();
        }
        if (at < count && kept[at].pid == pid) {
            next[nextCount++] = kept[at++];
        } else if (nextCount + count - at < MOST) {
            next[nextCount++] = new Kept(pid);
        } else {
            return null;
        }
        return next[nextCount - 1];
    }

    /// Ends the sample: files of processes that were not asked for are closed.
    void end() {
        while (at < count) {
            kept[at++].close();
        }
        var old = kept;
        kept = next;
        count = nextCount;
        next = old;
    }

    /// Closes all.
    void close() {
        for (var i = 0; i < count; i++) {
            kept[i].close();
        }
        count = 0;
        kept = new Kept[0];
        next = new Kept[0];
    }
}
