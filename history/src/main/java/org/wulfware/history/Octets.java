package org.wulfware.history;

import module java.base;

/// Bytes that are put together. It is emptied and filled again, and hands out copies.
final class Octets {
    private static final int LONGEST = 10;

    private byte[] bytes = new byte[512];
    private int size;

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /// Forgets all but the first so many bytes.
    void cut(int to) {
        size = to;
    }

    Octets octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /// A number that is small and not negative as a rule: seven bits a byte.
    Octets whole(long value) {
        room(LONGEST);
        if ((value & ~0x7fL) == 0) {
            bytes[size++] = (byte) value;
            return this;
        }
        var rest = value;
        var at = size;
        var to = bytes;
        while ((rest & ~0x7fL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        size = at;
        return this;
    }

    /// A number that is near zero as a rule, on either side.
    Octets signed(long value) {
        return whole((value << 1) ^ (value >> 63));
    }

    /// How many bytes [#signed] makes of it.
    static int sizeOfSigned(long value) {
        var bits = 64 - Long.numberOfLeadingZeros(((value << 1) ^ (value >> 63)) | 1);
        return (bits + 6) / 7;
    }

    Octets four(int value) {
        room(4);
        for (var shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    Octets eight(long value) {
        return four((int) (value >>> 32)).four((int) value);
    }

    /// Bytes, and before them how many.
    Octets block(byte[] from, int at, int length) {
        whole(length);
        return raw(from, at, length);
    }

    Octets block(Octets other) {
        return block(other.bytes, 0, other.size);
    }

    Octets text(String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        return block(encoded, 0, encoded.length);
    }

    Octets raw(byte[] from, int at, int length) {
        room(length);
        System.arraycopy(from, at, bytes, size, length);
        size += length;
        return this;
    }

    Octets raw(Octets other) {
        return raw(other.bytes, 0, other.size);
    }

    /// Puts four bytes in the place of those at `at`.
    void patch(int at, int value) {
        for (var i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    int crc(int from) {
        var crc = new CRC32C();
        crc.update(bytes, from, size - from);
        return (int) crc.getValue();
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, size);
    }

    /// A view of all of it, good until the next change.
    ByteBuffer view() {
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
