package org.wulfware.xmlsysd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/// Where one text is read into. It is filled again for every text and allocates nothing once it has grown to the
/// largest; its array may not be kept.
public final class TextBuffer {
    /// What no kernel file exceeds; more than that is not read.
    private static final int LIMIT = 16 << 20;

    /// How much is read in one go.
    static final int CHUNK = 32 << 10;

    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    private byte[] bytes = new byte[8 << 10];
    private int length;
    private boolean whole;

    /// An empty buffer.
    public TextBuffer() {}

    /// The bytes; as many are valid as the last fill said.
    public byte[] array() {
        return bytes;
    }

    /// Whether the last fill met the text's end.
    boolean isWhole() {
        return whole;
    }

    /// Fills with the whole of `file`, from its beginning. A read of /proc may hold less than the file has, so it
    /// reads on until there is no more.
    ///
    /// @return the length
    int fill(FileChannel file) throws IOException {
        length = 0;
        return fillOn(file);
    }

    /// Fills with what one read of `file`'s first `enough` bytes gives. Where the kernel makes a text line by line, it
    /// makes only those.
    ///
    /// @return the length
    int fillBeginning(FileChannel file, int enough) throws IOException {
        length = 0;
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

    private void readOnce(FileChannel file, int most) throws IOException {
        chunk.clear().limit(Math.min(most, CHUNK));
        var got = file.read(chunk, length);
        whole = got <= 0;
        if (got > 0) {
            room(length + got);
            chunk.flip().get(bytes, length, got);
            length += got;
        }
    }

    /// Fills with a copy of `text`.
    ///
    /// @return the length
    public int fill(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, 0, text.length);
        length = text.length;
        whole = true;
        return length;
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
