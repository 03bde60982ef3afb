package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A piece of a file that is whole or damaged by itself: a word by which it is found again behind damage, a sum over all of
/// it, and how many records it holds.
///
/// @param type what it is
/// @param first the number of its first record, counted from the beginning of the file
/// @param count of the records in it; in what stands before all of them, of those in the file
/// @param file the bytes that it is in
/// @param from where what it holds begins
/// @param to where it ends, and the next frame begins
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record Frame(int type, long first, int count, byte[] file, int from, int to) {
    /// What a node can say, by name.
    static final int NAMES = 'N';
    /// Hosts, in the order in which they were watched.
    static final int HOSTS = 'H';
    /// One round, in a log.
    static final int ROUND = 'r';
    /// When the rounds of a sealed file were.
    static final int ROUNDS = 'R';
    /// The columns of one host.
    static final int BLOCK = 'B';
    /// Where all that is.
    static final int INDEX = 'I';

    static final int HEAD = 28;
    private static final int MAGIC = 0x57_55_4c_46;
    private static final int LONGEST = 1 << 30;

    /// Appends a frame of what `payload` holds.
    static void write(Octets out, int type, long first, int count, Octets payload) {
        var start = out.size();
        out.four(MAGIC).four(0).four(type).four(payload.size()).four(count).eight(first).raw(payload);
        out.patch(start + 4, out.crc(start + 8));
    }

    /// The frame that begins there; null if there is none, or not a whole one.
    static @Nullable Frame at(byte[] file, int at) {
        if (file.length - at < HEAD || int4(file, at) != MAGIC) {
            return null;
        }
        var length = int4(file, at + 12);
        if (length < 0 || length > LONGEST || length > file.length - at - HEAD) {
            return null;
        }
        var crc = new CRC32C();
        crc.update(file, at + 8, HEAD - 8 + length);
        if ((int) crc.getValue() != int4(file, at + 4)) {
            return null;
        }
        var first = (long) int4(file, at + 20) << 32 | (int4(file, at + 24) & 0xffff_ffffL);
        return new Frame(int4(file, at + 8), first, int4(file, at + 16), file, at + HEAD, at + HEAD + length);
    }

    /// What of a file is none of its whole frames.
    ///
    /// @param skipped bytes that are damaged
    /// @param unfinished bytes of a last frame that would end behind the file: it is being written, or was cut off
    record Rest(int skipped, int unfinished) {}

    /// All whole frames from there on. What is damaged between them is stepped over.
    static Rest scan(byte[] file, Consumer<Frame> each) {
        var skipped = 0;
        var end = 0;
        for (var at = 0; at <= file.length - HEAD;) {
            var frame = at(file, at);
            if (frame == null) {
                at++;
            } else {
                skipped += at - end;
                each.accept(frame);
                at = frame.to;
                end = at;
            }
        }
        var left = file.length - end;
        return isBegun(file, end) ? new Rest(skipped, left) : new Rest(skipped + left, 0);
    }

    /// Whether what stands there is the beginning of a frame that would end behind the file.
    static boolean isBegun(byte[] file, int at) {
        for (var i = 0; i < Math.min(4, file.length - at); i++) {
            if (file[at + i] != (byte) (MAGIC >>> (24 - 8 * i))) {
                return false;
            }
        }
        return file.length - at < HEAD || int4(file, at + 12) > file.length - at - HEAD;
    }

    /// Behind the last whole frame, if nothing but whole frames stands before it: where more may be appended.
    static int wholeUpTo(byte[] file) {
        var at = 0;
        for (var frame = at(file, at); frame != null; frame = at(file, at)) {
            at = frame.to;
        }
        return at;
    }

    Cursor cursor() {
        return new Cursor(file, from, to);
    }

    private static int int4(byte[] file, int at) {
        return file[at] << 24 | (file[at + 1] & 0xff) << 16 | (file[at + 2] & 0xff) << 8 | (file[at + 3] & 0xff);
    }
}
