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

    private static final int CHUNK = 32 << 10;

    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    private byte[] bytes = new byte[8 << 10];

    /// An empty buffer.
    public TextBuffer() {}

    /// The bytes; as many are valid as the last fill said.
    public byte[] array() {
        return bytes;
    }

    /// Fills with the whole of `file`, from its beginning. A read of /proc may hold less than the file has, so it
    /// reads on until there is no more.
    ///
    /// @return the length
    int fill(FileChannel file) throws IOException {
        var length = 0;
        while (length < LIMIT) {
            chunk.clear();
            var got = file.read(chunk, length);
            if (got <= 0) {
                break;
            }
            room(length + got);
            chunk.flip();
            chunk.get(bytes, length, got);
            length += got;
        }
        return length;
    }

    /// Fills with a copy of `text`.
    ///
    /// @return the length
    public int fill(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return text.length;
    }

    private void room(int needed) {
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length * 2));
        }
    }
}
