package org.wulfware.history;

import module java.base;

/// Snappy's block format, as those that store metrics want it: the length of the whole, then literals and copies of what stood
/// before. One is used for many, since it needs room.
final class Snappy {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LEAST_MATCH = 4;

    /// How far back a copy reaches at most: what two bytes say.
    private static final int WINDOW = 1 << 16;

    private static final int HASH_BITS = 14;
    private static final int LONGEST_COPY = 64;

    private final int[] seen = new int[1 << HASH_BITS];
    private byte[] out = new byte[0];
    private int to;

    /// The first `length` bytes of `in`, compressed.
    byte[] compressed(byte[] in, int length) {
        // Literals have a byte in 60 more, copies are never longer than what they stand for; and the length.
        var most = length + length / 6 + 32;
        if (most > out.length) {
            out = new byte[most];
        }
        to = 0;
        varint(length);
        body(in, length);
        return Arrays.copyOf(out, to);
    }

    private void body(byte[] in, int length) {
        Arrays.fill(seen, -WINDOW);
        var from = 0;
        var at = 0;
        // The longer nothing matches, the larger the steps: what cannot be compressed costs little.
        var misses = 32;
        while (at + LEAST_MATCH <= length) {
            var four = (int) INT.get(in, at);
            var hash = (four * 0x1e35a7bd) >>> (32 - HASH_BITS);
            var before = seen[hash];
            seen[hash] = at;
            if (at - before < WINDOW && (int) INT.get(in, before) == four) {
                var end = end(in, before + LEAST_MATCH, at + LEAST_MATCH, length);
                literal(in, from, at);
                copy(at - before, end - at);
                at = end;
                from = end;
                misses = 32;
            } else {
                at += misses++ >>> 5;
            }
        }
        literal(in, from, length);
    }

    /// How far what stands at `at` is what stands at `before`, eight bytes at a time.
    private static int end(byte[] in, int before, int at, int length) {
        var end = at;
        var back = at - before;
        while (end + Long.BYTES <= length) {
            var differ = (long) LONG.get(in, end - back) ^ (long) LONG.get(in, end);
            if (differ != 0) {
                return end + Long.numberOfTrailingZeros(differ) / Byte.SIZE;
            }
            end += Long.BYTES;
        }
        while (end < length && in[end - back] == in[end]) {
            end++;
        }
        return end;
    }

    private void literal(byte[] in, int from, int end) {
        var length = end - from;
        if (length == 0) {
            return;
        }
        var less = length - 1;
        if (less < 60) {
            octet(less << 2);
        } else {
            var octets = (Integer.SIZE - Integer.numberOfLeadingZeros(less) + 7) / 8;
            octet((59 + octets) << 2);
            for (var i = 0; i < octets; i++) {
                octet(less >>> (8 * i));
            }
        }
        System.arraycopy(in, from, out, to, length);
        to += length;
    }

    private void copy(int back, int length) {
        var left = length;
        while (left > LONGEST_COPY) {
            // What is left must be long enough for a copy of its own.
            var part = Math.min(LONGEST_COPY, left - LEAST_MATCH);
            far(back, part);
            left -= part;
        }
        if (left < 12 && back < 1 << 11) {
            octet(1 | (left - LEAST_MATCH) << 2 | back >>> 8 << 5);
            octet(back);
        } else {
            far(back, left);
        }
    }

    private void far(int back, int length) {
        octet(2 | (length - 1) << 2);
        octet(back);
        octet(back >>> 8);
    }

    private void varint(int number) {
        var left = number;
        while (left >>> 7 != 0) {
            octet(left | 0x80);
            left >>>= 7;
        }
        octet(left);
    }

    private void octet(int value) {
        out[to++] = (byte) value;
    }
}
