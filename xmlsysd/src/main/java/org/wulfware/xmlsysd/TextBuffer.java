package org.wulfware.xmlsysd;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.wulfware.catalog.Sensor;

/// Where one text is read into, again and again. It knows whether a fill has changed it, so that what says the same as
/// last time need not be read through again; it allocates nothing once it has grown to the largest text, and its array may
/// not be kept.
public final class TextBuffer {
    /// What no kernel file exceeds; more than that is not read.
    static final int LIMIT = 16 << 20;

    /// What no line exceeds of a text that is read in parts.
    private static final int LONGEST_LINE = 1 << 17;

    /// How much is read in one go.
    static final int CHUNK = 16 << 10;

    private static final int LEAST = 512;
    private static final int LEAST_OF_MANY = 32;

    /// How much of a file that is read once is read in one go: the JDK has room for that on its stack.
    private static final int ONCE = 8 << 10;

    private final ByteBuffer chunk;
    private final boolean shortLines;
    private final int least;
    private byte[] bytes = new byte[0];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int length;
    private int lengthBefore;
    private int lines;
    private long partEnd;
    private boolean whole;
    private boolean changed;

    /// An empty buffer.
    public TextBuffer() {
        chunk = ByteBuffer.allocateDirect(CHUNK);
        shortLines = false;
        least = LEAST;
    }

    /// An empty buffer for the same thread as `beside`, which shares what it reads through.
    ///
    /// @param shortLines whether a short read is known to have met the text's end: see [Sensor#SHORT]
    TextBuffer(TextBuffer beside, boolean shortLines) {
        chunk = beside.chunk;
        this.shortLines = shortLines;
        least = LEAST;
    }

    /// The same for one of many small files of sysfs or of a cgroup, which a kernel makes in one go.
    TextBuffer(TextBuffer beside) {
        chunk = beside.chunk;
        shortLines = true;
        least = LEAST_OF_MANY;
    }

    /// The bytes; as many are valid as the last fill said.
    public byte[] array() {
        return bytes;
    }

    /// How many bytes are valid.
    int length() {
        return length;
    }

    /// How many bytes are valid and whole lines, where it was filled in parts.
    int lines() {
        return lines;
    }

    /// Whether the last fill met the text's end.
    boolean isWhole() {
        return whole;
    }

    /// Whether the last fill left other bytes here than the fill before it.
    boolean hasChanged() {
        return changed || length != lengthBefore;
    }

    /// Fills with the whole of `file`, from its beginning. A read of /proc may hold less than the file has, so it
    /// reads on until there is no more.
    ///
    /// @return the length
    int fill(FileChannel file) throws IOException {
        begin();
        return fillOn(file);
    }

    /// Fills with what one read of `file`'s first `enough` bytes gives. Where the kernel makes a text line by line, it
    /// makes only those.
    ///
    /// @return the length
    int fillBeginning(FileChannel file, int enough) throws IOException {
        begin();
        readOnce(file, enough);
        return length;
    }

    /// Reads on to the end of `file` behind what it was filled with.
    ///
    /// @return the length of both
    int fillOn(FileChannel file) throws IOException {
        do {
            readOnce(file, CHUNK);
        } while (!whole && length < LIMIT);
        return length;
    }

    /// Fills with the next part of `file`, or its first, behind the piece of a line that the part before it ended with. A
    /// kernel that makes a text line by line goes on where it was; it would begin anew for any other place.
    ///
    /// @return how many bytes were read, 0 at the end
    int fillPart(FileChannel file, boolean isFirst) throws IOException {
        if (isFirst) {
            partEnd = 0;
            length = 0;
            lines = 0;
        }
        length -= lines;
        System.arraycopy(bytes, lines, bytes, 0, length);
        lines = 0;
        if (length > LONGEST_LINE) {
            throw new IOException("a line without an end");
        }
        chunk.clear();
        var got = file.read(chunk, partEnd);
        if (got <= 0) {
            return 0;
        }
        partEnd += got;
        chunk.flip();
        room(length + got);
        chunk.get(bytes, length, got);
        length += got;
        lines = length;
        while (lines > 0 && bytes[lines - 1] != '\n') {
            lines--;
        }
        return got;
    }

    /// Gives back the room that it has taken, if that is more than so many bytes; nothing is valid then.
    void giveBack(int most) {
        if (bytes.length > most) {
            bytes = new byte[0];
            view = ByteBuffer.wrap(bytes);
            length = 0;
            lines = 0;
        }
    }

    private void begin() {
        lengthBefore = length;
        length = 0;
        changed = false;
    }

    private void readOnce(FileChannel file, int most) throws IOException {
        chunk.clear().limit(Math.min(most, CHUNK));
        var got = file.read(chunk, length);
        whole = got <= 0 || (shortLines && got < Math.min(most, Sensor.SHORT));
        if (got <= 0) {
            return;
        }
        chunk.flip();
        var to = length + got;
        if (changed || to > lengthBefore || view.limit(to).position(length).mismatch(chunk) >= 0) {
            changed = true;
            room(to);
            chunk.get(bytes, length, got);
        }
        length = to;
    }

    /// Fills with the whole of a file that is read once: one whose reads are only short at its end, as those of a process's
    /// files are.
    ///
    /// @param most how many bytes are enough
    /// @return the length
    int fill(FileInputStream file, int most) throws IOException {
        begin();
        changed = true;
        while (true) {
            room(length + ONCE);
            var got = file.read(bytes, length, ONCE);
            if (got > 0) {
                length += got;
            }
            if (got < ONCE || length >= Math.min(most, LIMIT)) {
                whole = true;
                return length;
            }
        }
    }

    /// Fills with a copy of `text`.
    ///
    /// @return the length
    public int fill(byte[] text) {
        return fill(text, 0, text.length);
    }

    /// Fills with a copy of a part of `text`.
    ///
    /// @return the length
    int fill(byte[] text, int from, int count) {
        begin();
        if (count != lengthBefore || !Arrays.equals(text, from, from + count, bytes, 0, count)) {
            changed = true;
            room(count);
            System.arraycopy(text, from, bytes, 0, count);
        }
        length = count;
        lines = length;
        while (lines > 0 && bytes[lines - 1] != '\n') {
            lines--;
        }
        whole = true;
        return length;
    }

    /// Some drivers end their only line with the text, and so may a recorded file; here it ends as all lines do. Not for what was
    /// cut off by [#LIMIT] or not read to its end. The array may be another one afterwards.
    ///
    /// @return the length
    int endLine() {
        if (length > 0 && length < LIMIT && bytes[length - 1] != '\n') {
            room(length + 1);
            bytes[length] = '\n';
            return length + 1;
        }
        return length;
    }

    /// The same behind the last part: what is left then, a line without an end, is made the last part.
    ///
    /// @return whether anything is left
    boolean endLines() {
        length -= lines;
        System.arraycopy(bytes, lines, bytes, 0, length);
        lines = 0;
        if (length == 0) {
            return false;
        }
        lines = endLine();
        length = lines;
        return true;
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(least, bytes.length * 2)));
            view = ByteBuffer.wrap(bytes);
        }
    }
}
