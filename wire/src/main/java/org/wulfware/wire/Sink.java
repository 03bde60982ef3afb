package org.wulfware.wire;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;

/// A growing run of bytes, written to in order: one packet. It is cleared and filled again for every packet and
/// allocates nothing once it has grown to its size; what it hands out may not be kept after the next [#clear].
///
/// One that is made with a bound holds no more than that. What is more is counted and dropped, so that [#length] says how long
/// it all is; or, once [#drainTo] has said where to, handed on whenever the sink is full. So a packet of any size is written
/// twice, first to learn its length, and never held.
public final class Sink {
    /// Takes what does not fit into a sink.
    @FunctionalInterface
    public interface Drain {
        /// Takes `bytes[from, to)`, which are used again afterwards.
        void take(byte[] bytes, int from, int to);
    }

    /// The longest header beside the length.
    public static final int MOST_HEADER = 64;

    /// Room before the document for `Content-Length: …`, more header and the empty line.
    private static final int HEADER = 32 + MOST_HEADER;

    private static final byte[] NO_HEADER = {};

    /// How much of what is long is written in one go.
    private static final int PIECE = 4096;

    private static final byte[] LENGTH = ascii("Content-Length: ");
    private static final byte[] AMP = ascii("&amp;");
    private static final byte[] LT = ascii("&lt;");
    private static final byte[] GT = ascii("&gt;");
    private static final byte[] QUOT = ascii("&quot;");
    private static final byte[] REFERENCE = ascii("&#");
    private static final byte[] HEX = ascii("0123456789abcdef");

    private static final int[] POWERS = {
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };
    private static final long BILLION = 1_000_000_000;
    private static final byte[] TENS = new byte[100];
    private static final byte[] ONES = new byte[100];

    /// The characters that stand for themselves in XML.
    private static final boolean[] PLAIN = new boolean[128];

    static {
        for (var i = 0; i < 100; i++) {
            TENS[i] = (byte) ('0' + i / 10);
            ONES[i] = (byte) ('0' + i % 10);
        }
        for (var c = ' '; c < 0x7f; c++) {
            PLAIN[c] = c != '&' && c != '<' && c != '>' && c != '"';
        }
    }

    private final int most;
    private byte[] bytes = new byte[8192];
    private int from = HEADER;
    private int to = HEADER;

    /// How many bytes are no longer here, of those written since [#clear].
    private int gone;

    /// Where to what does not fit goes; null if it is counted and dropped.
    private @Nullable Drain drain;

    /// Where to it goes in the end.
    private @Nullable Drain outlet;

    private boolean isCut;

    /// An empty sink without a bound.
    public Sink() {
        this(Integer.MAX_VALUE);
    }

    /// An empty sink.
    ///
    /// @param most how many bytes it holds
    public Sink(int most) {
        this.most = most;
    }

    /// Forgets everything; keeps its room unless that had grown beyond what is usual.
    public Sink clear() {
        if (bytes.length > 1 << 20) {
            bytes = new byte[8192];
        }
        from = HEADER;
        to = HEADER;
        gone = 0;
        drain = null;
        isCut = false;
        return this;
    }

    /// From now on, until [#clear], what does not fit is handed on.
    public Sink drainTo(Drain drain) {
        this.drain = drain;
        return this;
    }

    /// Says where to [#drain] hands on, whatever is cleared.
    public Sink outlet(Drain outlet) {
        this.outlet = outlet;
        return this;
    }

    /// From now on, until [#clear], what does not fit is handed on to the [#outlet].
    public Sink drain() {
        drain = outlet;
        return this;
    }

    /// Hands on all that is here.
    public void flush() {
        if (drain != null && to > from) {
            drain.take(bytes, from, to);
        }
        isCut |= drain == null && to > from;
        // No document has as many; who counts on shall not count over.
        gone = Math.min(gone, Integer.MAX_VALUE / 2) + to - from;
        from = HEADER;
        to = HEADER;
    }

    /// Whether something that was written since [#clear] has been counted and dropped.
    public boolean isCut() {
        return isCut;
    }

    /// Whether what was written from the byte `start` on is all here.
    boolean holds(int start) {
        return start >= gone;
    }

    /// The bytes written since [#clear] that are here, the frame included once it is closed: `array()[from, to)`.
    public byte[] array() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /// How many bytes were written since [#clear], whether they are here or not.
    public int length() {
        return gone + to - from;
    }

    /// Writes the header of a document of so many bytes, which is written behind it: see [#frame].
    public Sink header(int length, byte[] header) {
        return raw(LENGTH).number(length).octet((byte) '\n').raw(header).octet((byte) '\n');
    }

    /// Writes the header that frames what was written so far: its length and an empty line before it.
    public Sink frame() {
        return frame(NO_HEADER);
    }

    /// The same with further lines of header, each with its end, [#MOST_HEADER] bytes at the most.
    public Sink frame(byte[] header) {
        var length = to - from;
        bytes[--from] = '\n';
        from -= header.length;
        System.arraycopy(header, 0, bytes, from, header.length);
        bytes[--from] = '\n';
        do {
            bytes[--from] = (byte) ('0' + length % 10);
            length /= 10;
        } while (length > 0);
        from -= LENGTH.length;
        System.arraycopy(LENGTH, 0, bytes, from, LENGTH.length);
        return this;
    }

    public Sink raw(byte[] ascii) {
        room(ascii.length);
        System.arraycopy(ascii, 0, bytes, to, ascii.length);
        to += ascii.length;
        return this;
    }

    /// Writes the first `length` bytes.
    public Sink raw(byte[] ascii, int length) {
        return raw(ascii, 0, length);
    }

    /// Writes what another holds.
    public Sink raw(Sink other) {
        return raw(other.bytes, other.from, other.to);
    }

    /// Writes `octets[start, end)`, piece by piece where it would not fit.
    public Sink raw(byte[] octets, int start, int end) {
        for (var at = start; at < end;) {
            var piece = Math.min(end - at, PIECE);
            room(piece);
            System.arraycopy(octets, at, bytes, to, piece);
            to += piece;
            at += piece;
        }
        return this;
    }

    /// Copies `length` bytes of what was written since [#clear], from the one at `start`, which is here: see [#holds].
    void copy(int start, int length, byte[] into) {
        if (length > 0) {
            System.arraycopy(bytes, from + start - gone, into, 0, length);
        }
    }

    public Sink octet(byte octet) {
        room(1);
        bytes[to++] = octet;
        return this;
    }

    /// Writes a whole number in decimal digits.
    public Sink number(long value) {
        return fixed(value, 0);
    }

    /// Writes `value` divided by ten to the power `decimals`, all its decimals shown.
    ///
    /// The daemon's compiler has no division of longs of its own and calls one for each, and so there is at most one.
    public Sink fixed(long value, int decimals) {
        room(24);
        if (value < 0) {
            return negative(value, decimals);
        }
        if (decimals == 0) {
            return whole(value);
        }
        var power = POWERS[decimals];
        var whole = value <= Integer.MAX_VALUE ? (int) value / power : value / power;
        whole(whole);
        bytes[to++] = '.';
        padded((int) (value - whole * power), decimals, bytes, to);
        to += decimals;
        return this;
    }

    private Sink whole(long value) {
        if (value <= Integer.MAX_VALUE) {
            digits((int) value);
            return this;
        }
        var billions = value / BILLION;
        whole(billions);
        padded((int) (value - billions * BILLION), 9, bytes, to);
        to += 9;
        return this;
    }

    private void digits(int value) {
        var count = value < 10 ? 1
                : value < 100 ? 2
                        : value < 1000 ? 3
                                : value < 10_000 ? 4
                                        : value < 100_000 ? 5
                                                : value < 1_000_000 ? 6
                                                        : value < 10_000_000 ? 7
                                                                : value < 100_000_000 ? 8
                                                                        : value < 1_000_000_000 ? 9 : 10;
        padded(value, count, bytes, to);
        to += count;
    }

    /// Writes the last `count` digits of a number that is not negative to `into[at…]`, zeros in front.
    static void padded(int value, int count, byte[] into, int at) {
        var rest = value;
        var i = at + count;
        while (i > at + 1) {
            // A hundredth, exact for all that are not negative.
            var hundreds = (int) ((rest * 1_374_389_535L) >>> 37);
            var two = rest - hundreds * 100;
            into[--i] = ONES[two];
            into[--i] = TENS[two];
            rest = hundreds;
        }
        if (i > at) {
            into[at] = ONES[rest % 100];
        }
    }

    private Sink negative(long value, int decimals) {
        if (value == Long.MIN_VALUE) {
            return raw(ascii(BigDecimal.valueOf(value, decimals).toPlainString()));
        }
        bytes[to++] = '-';
        return fixed(-value, decimals);
    }

    /// Writes six digits, zeros in front.
    public Sink micros(int value) {
        room(6);
        padded(value, 6, bytes, to);
        to += 6;
        return this;
    }

    /// Writes the text of a table's cell so that XML carries it, in ASCII: markup and what is not ASCII as
    /// references, what XML cannot carry at all as `?`.
    public Sink escaped(Table<?> table, int row, int slot) {
        var length = table.textLength(row, slot);
        room(length);
        table.copyText(row, slot, bytes, to);
        var plain = to;
        while (plain < to + length && isPlain(bytes[plain])) {
            plain++;
        }
        if (plain == to + length) {
            to = plain;
            return this;
        }
        for (var i = 0; i < length; i++) {
            var octet = table.textByte(row, slot, i);
            if (octet >= 0) {
                escapedAscii(octet);
                continue;
            }
            var point = point(table, row, slot, i, length);
            if (point < 0) {
                octet((byte) '?');
            } else {
                raw(REFERENCE).number(point).octet((byte) ';');
                i += following(octet);
            }
        }
        return this;
    }

    /// Writes the text of a table's cell as a string of JSON, in ASCII, with its quotes; what is no UTF-8 becomes `?`.
    public Sink quoted(Table<?> table, int row, int slot) {
        var length = table.textLength(row, slot);
        octet((byte) '"');
        for (var i = 0; i < length; i++) {
            var octet = table.textByte(row, slot, i);
            if (octet >= 0) {
                inString(octet);
                continue;
            }
            var point = point(table, row, slot, i, length);
            if (point < 0) {
                inString('?');
            } else if (point < 0x10000) {
                inString(point);
            } else {
                inString(Character.highSurrogate(point));
                inString(Character.lowSurrogate(point));
            }
            i += point < 0 ? 0 : following(octet);
        }
        return octet((byte) '"');
    }

    /// Writes the text of a table's cell so that a label of a metric carries it, in UTF-8 as it stands; what is no UTF-8
    /// becomes `?`.
    Sink labelled(Table<?> table, int row, int slot, int from) {
        var length = table.textLength(row, slot);
        for (var i = from; i < length; i++) {
            var octet = table.textByte(row, slot, i);
            room(4);
            if (octet == '\n') {
                bytes[to++] = '\\';
                bytes[to++] = 'n';
            } else if (octet >= 0) {
                if (octet == '"' || octet == '\\') {
                    bytes[to++] = '\\';
                }
                bytes[to++] = octet;
            } else if (point(table, row, slot, i, length) < 0) {
                bytes[to++] = '?';
            } else {
                for (var more = following(octet); more >= 0; more--) {
                    bytes[to++] = table.textByte(row, slot, i + following(octet) - more);
                }
                i += following(octet);
            }
        }
        return this;
    }

    /// Writes the text of a table's cell as it is, but for the last `without` bytes; what is no UTF-8 becomes `?`.
    Sink verbatim(Table<?> table, int row, int slot, int without) {
        var length = table.textLength(row, slot) - without;
        for (var i = 0; i < length;) {
            var whole = carried(table, row, slot, i, length);
            room(4);
            for (var more = 0; more < whole; more++) {
                bytes[to++] = table.textByte(row, slot, i + more);
            }
            if (whole == 0) {
                bytes[to++] = '?';
            }
            i += Math.max(1, whole);
        }
        return this;
    }

    /// The same of a help text, in which a backslash that begins no escape is escaped.
    Sink help(Table<?> table, int row, int slot) {
        var length = table.textLength(row, slot);
        for (var i = 0; i < length; i++) {
            var octet = table.textByte(row, slot, i);
            var next = i + 1 < length ? table.textByte(row, slot, i + 1) : 0;
            room(2);
            if (octet == '\\' && (next == '\\' || next == 'n')) {
                bytes[to++] = octet;
                bytes[to++] = next;
                i++;
            } else if (octet == '\\') {
                bytes[to++] = octet;
                bytes[to++] = octet;
            } else if (octet >= ' ' && octet != 0x7f) {
                bytes[to++] = octet;
            } else {
                var whole = octet < 0 ? carried(table, row, slot, i, length) : 0;
                room(4);
                for (var more = 0; more < whole; more++) {
                    bytes[to++] = table.textByte(row, slot, i + more);
                }
                if (whole == 0) {
                    bytes[to++] = '?';
                }
                i += Math.max(0, whole - 1);
            }
        }
        return this;
    }

    /// Writes a text of ASCII.
    Sink raw(String ascii) {
        room(ascii.length());
        for (var i = 0; i < ascii.length(); i++) {
            bytes[to++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    /// The same for a text that is at hand as characters.
    public Sink quoted(CharSequence text) {
        octet((byte) '"');
        for (var i = 0; i < text.length(); i++) {
            inString(text.charAt(i));
        }
        return octet((byte) '"');
    }

    private void inString(int unit) {
        room(6);
        if (unit == '"' || unit == '\\') {
            bytes[to++] = '\\';
            bytes[to++] = (byte) unit;
        } else if (unit >= ' ' && unit < 0x7f) {
            bytes[to++] = (byte) unit;
        } else {
            bytes[to++] = '\\';
            bytes[to++] = 'u';
            for (var shift = 12; shift >= 0; shift -= 4) {
                bytes[to++] = HEX[unit >> shift & 0xf];
            }
        }
    }

    /// How many bytes the character has that begins at a byte of a text, if every form carries it; 0 where `?` stands for the byte.
    static int carried(Table<?> table, int row, int slot, int at, int length) {
        var first = table.textByte(row, slot, at);
        if (first >= 0) {
            return first >= ' ' || first == '\t' || first == '\n' || first == '\r' ? 1 : 0;
        }
        return point(table, row, slot, at, length) < 0 ? 0 : 1 + following(first);
    }

    /// The character that begins at a byte of a text which is not ASCII; -1 where there is none.
    private static int point(Table<?> table, int row, int slot, int at, int length) {
        var first = table.textByte(row, slot, at);
        var more = following(first);
        if (more == 0 || at + more >= length) {
            return -1;
        }
        var point = first & (more == 1 ? 0x1f : more == 2 ? 0x0f : 0x07);
        for (var k = 1; k <= more; k++) {
            var next = table.textByte(row, slot, at + k);
            if (next >= -64) {
                return -1;
            }
            point = point << 6 | (next & 0x3f);
        }
        return isCarried(point, more) ? point : -1;
    }

    /// How many bytes of its character follow the first one, if that begins one.
    private static int following(byte first) {
        return first >= -32 && first < -16 ? 2 : first >= -62 && first < -32 ? 1 : first >= -16 && first <= -12 ? 3 : 0;
    }

    private static boolean isPlain(byte octet) {
        return octet >= 0 && PLAIN[octet];
    }

    /// The same for a text that is at hand as characters, of which all but ASCII become `?`.
    public Sink escaped(CharSequence text) {
        for (var i = 0; i < text.length(); i++) {
            escapedAscii(text.charAt(i) < 0x80 ? (byte) text.charAt(i) : (byte) '?');
        }
        return this;
    }

    private void escapedAscii(byte octet) {
        switch (octet) {
            case '&' -> raw(AMP);
            case '<' -> raw(LT);
            case '>' -> raw(GT);
            case '"' -> raw(QUOT);
            default -> {
                room(6);
                if (octet >= ' ' && octet < 0x7f) {
                    bytes[to++] = octet;
                } else if (octet == '\t' || octet == '\n' || octet == '\r' || octet == 0x7f) {
                    bytes[to++] = '&';
                    bytes[to++] = '#';
                    number(octet);
                    bytes[to++] = ';';
                } else {
                    bytes[to++] = '?';
                }
            }
        }
    }

    /// Not longer than it need be, no half of a surrogate pair, nothing that XML 1.0 leaves out.
    private static boolean isCarried(int point, int more) {
        return point >= (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x10000)
                && point <= 0x10ffff
                && (point < 0xd800 || point > 0xdfff)
                && point != 0xfffe
                && point != 0xffff;
    }

    private void room(int more) {
        if (to + more > bytes.length) {
            grow(more);
        }
    }

    private void grow(int more) {
        if (bytes.length >= most) {
            flush();
        }
        if (to + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(to + more, (int) Math.min(most, bytes.length * 2L)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
