package org.wulfware.history;

import module java.base;

/// Reads what [Octets] put together. It is re-aimed; it never reads beyond its end.
final class Cursor {
    private byte[] bytes;
    private int at;
    private int end;

    Cursor(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        aim(bytes, from, to);
    }

    Cursor aim(byte[] other, int from, int to) {
        if (from < 0 || to < from || to > other.length) {
            throw new DamagedException("no such place");
        }
        bytes = other;
        at = from;
        end = to;
        return this;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    int at() {
        return at;
    }

    int octet() {
        if (at >= end) {
            throw new DamagedException("cut short");
        }
        return bytes[at++] & 0xff;
    }

    long whole() {
        var from = bytes;
        var next = at;
        if (next < end && from[next] >= 0) {
            at = next + 1;
            return from[next];
        }
        var value = 0L;
        for (var shift = 0; shift < 64; shift += 7) {
            if (next >= end) {
                throw new DamagedException("cut short");
            }
            var octet = from[next++];
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                at = next;
                return value;
            }
        }
        throw new DamagedException("a number without an end");
    }

    long signed() {
        var value = whole();
        return (value >>> 1) ^ -(value & 1);
    }

    /// A number that cannot be larger than what is left has room for, or than `most`.
    int count(int most) {
        var value = whole();
        if (value < 0 || value > most) {
            throw new DamagedException("too many: " + value);
        }
        return (int) value;
    }

    /// The length of what follows.
    int length() {
        return count(end - at);
    }

    void skip(int length) {
        if (length < 0 || length > end - at) {
            throw new DamagedException("cut short");
        }
        at += length;
    }

    byte[] block() {
        var length = length();
        var copy = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return copy;
    }

    String text() {
        var length = length();
        var text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /// Copies so many bytes to `into[to…]`.
    void copy(byte[] into, int to, int length) {
        if (length < 0 || length > end - at || length > into.length - to) {
            throw new DamagedException("cut short");
        }
        System.arraycopy(bytes, at, into, to, length);
        at += length;
    }

    int four() {
        var value = 0;
        for (var i = 0; i < 4; i++) {
            value = value << 8 | octet();
        }
        return value;
    }

    long eight() {
        return (long) four() << 32 | (four() & 0xffff_ffffL);
    }
}
