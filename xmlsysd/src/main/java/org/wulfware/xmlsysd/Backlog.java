package org.wulfware.xmlsysd;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// What one client has been answered and has not read yet. A short rest is kept as it is. Of a long one only that part is which
/// is to go next; the others are compressed, one by one, to a tenth: so a client that reads slowly, of whatever size its answer
/// is, takes little room from the others.
final class Backlog {
    /// What all clients share, since the serving thread is with one at a time.
    static final class Shared {
        /// Fast: what is kept is names that repeat.
        private static final int LEVEL = 1;

        /// So many bytes of all clients together are kept as they are: mostly the client is only about to read on.
        private static final int MOST_PLAIN = 1 << 20;

        private int plain;

        private final Spare spare;
        private @Nullable Deflater deflater;
        private @Nullable Inflater inflater;
        private byte[] compressed = new byte[0];

        /// @param spare room for what is kept as it is
        Shared(Spare spare) {
            this.spare = spare;
        }

        /// As it is while there is room for that; else compressed, if that is shorter.
        private Part part(byte[] bytes, int from, int to) {
            if (plain + to - from > MOST_PLAIN) {
                return compress(bytes, from, to);
            }
            plain += to - from;
            var taken = spare.take(to - from);
            System.arraycopy(bytes, from, taken, 0, to - from);
            return new Part(taken, to - from, true);
        }

        private void giveBack(Part part) {
            if (part.isPlain) {
                plain -= part.length;
                spare.give(part.bytes);
            }
        }

        private Part compress(byte[] bytes, int from, int to) {
            var used = deflater;
            if (used == null) {
                used = new Deflater(LEVEL, true);
                deflater = used;
                compressed = new byte[PART];
            }
            used.reset();
            used.setInput(bytes, from, to - from);
            used.finish();
            var length = used.deflate(compressed, 0, to - from - 1);
            return used.finished()
                    ? new Part(Arrays.copyOf(compressed, length), to - from, false)
                    : new Part(Arrays.copyOfRange(bytes, from, to), to - from, false);
        }

        private byte[] expand(Part part) {
            if (part.isPlain) {
                plain -= part.length;
                return part.bytes;
            }
            var used = inflater;
            if (used == null) {
                used = new Inflater(true);
                inflater = used;
            }
            var bytes = spare.take(part.length);
            if (!part.isCompressed()) {
                System.arraycopy(part.bytes, 0, bytes, 0, part.length);
                return bytes;
            }
            used.reset();
            used.setInput(part.bytes);
            try {
                if (used.inflate(bytes, 0, part.length) != part.length) {
                    throw new IllegalStateException("a part of an answer is short");
                }
            } catch (DataFormatException e) {
                throw new IllegalStateException(e); // we have compressed it ourselves
            }
            return bytes;
        }
    }

    /// @param length before it was compressed
    /// @param isPlain whether the array is one of those that are used again, with anything behind the part
    @SuppressWarnings("ArrayRecordComponent") // parts are compared with nothing
    private record Part(byte[] bytes, int length, boolean isPlain) {
        boolean isCompressed() {
            return !isPlain && bytes.length < length;
        }

        /// How much room it takes.
        int room() {
            return isPlain ? length : bytes.length;
        }
    }

    private static final int PART = 64 << 10;

    private final Shared shared;

    /// What goes next: `current[from, to)`.
    private byte @Nullable [] current;

    private int from;
    private int to;
    private final ArrayDeque<Part> parts = new ArrayDeque<>(0);
    private int kept;

    Backlog(Shared shared) {
        this.shared = shared;
    }

    boolean isEmpty() {
        return current == null;
    }

    /// Bytes that are kept.
    int length() {
        return kept + to - from;
    }

    /// Adds `bytes[from, to)`, copied.
    void add(byte[] bytes, int from, int to) {
        for (var at = from; at < to;) {
            var end = Math.min(to, at + PART);
            if (current == null) {
                var taken = shared.spare.take(end - at);
                System.arraycopy(bytes, at, taken, 0, end - at);
                current = taken;
                this.from = 0;
                this.to = end - at;
            } else {
                var part = shared.part(bytes, at, end);
                parts.add(part);
                kept += part.room();
            }
            at = end;
        }
    }

    /// What goes next; empty if there is nothing.
    byte[] array() {
        return current == null ? NOTHING : current;
    }

    private static final byte[] NOTHING = {};

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /// All before the byte `at` of [#array] has gone.
    void passed(int at) {
        from = at;
        var done = current;
        if (done != null && from == to) {
            shared.spare.give(done);
            var next = parts.poll();
            if (next == null) {
                forget();
                return;
            }
            kept -= next.room();
            current = shared.expand(next);
            from = 0;
            to = next.length;
        }
    }

    /// Nobody will read it.
    void clear() {
        if (current != null) {
            shared.spare.give(current);
        }
        parts.forEach(shared::giveBack);
        parts.clear();
        kept = 0;
        forget();
    }

    private void forget() {
        current = null;
        from = 0;
        to = 0;
    }
}
