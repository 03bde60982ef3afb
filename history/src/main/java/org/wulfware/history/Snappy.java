package org.wulfware.history;

import module java.base;

/// Snappy's block format, as those that store metrics want it: the length of the whole, then literals and copies of what stood
/// before.
final class Snappy {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LEAST_MATCH = 4;

    /// How far back a copy reaches at most: what two bytes say.
    private static final int WINDOW = 1 << 16;

    private static final int HASH_BITS = 14;
    private static final int LONGEST_COPY = 64;

    private final byte[] out;
    private int to;

    private Snappy(int most) {
        out = new byte[most];
    }

    /// The first `length` bytes of `in`, compressed.
    static byte[] compressed(byte[] in, int length) {
        // Literals have a byte in 60 more, copies are never longer than what they stand for; and the length.
        var snappy = new Snappy(length + length / 6 + 32);
        snappy.varint(length);
        snappy.body(in, length);
        return Arrays.copyOf(snappy.out, snappy.to);
    }

    private void body(byte[] in, int length) {
        var seen = new int[1 << HASH_BITS];
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
                var end = at + LEAST_MATCH;
                while (end < length && in[before + end - at] == in[end]) {
                    end++;
                }
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
