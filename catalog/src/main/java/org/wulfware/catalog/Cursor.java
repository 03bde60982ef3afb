package org.wulfware.catalog;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Steps over the bytes of one kernel file. It is re-aimed at the next file by [#aim] and allocates nothing: what
/// it hands out are numbers and copies, and nothing of it may be kept after the next aim.
///
/// It never throws for what the bytes hold: what is not there, and what cannot be sure to be whole, is [Field#ABSENT] or
/// `false`.
///
/// Loops hold the place in a local variable: the daemon's compiler keeps those in registers, and fields not.
public final class Cursor {
    private static final byte[] NOTHING = new byte[0];

    /// So many digits always fit into 63 bits.
    private static final int SAFE_DIGITS = 18;

    /// From here on a comparison is left to the JDK, which takes many bytes at once.
    private static final int LONG = 32;

    private byte[] bytes = new byte[0];
    private int start;
    private int at;
    private int end;
    private int wordStart;
    private int wordEnd;

    /// A cursor that stands at no text: aim it.
    public Cursor() {}

    /// The bytes of a literal that [#at(byte[])] and [#take(byte[])] compare with.
    public static byte[] literal(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /// Re-aims at `source[from, to)`.
    public Cursor aim(byte[] source, int from, int to) {
        bytes = source;
        start = from;
        at = from;
        end = to;
        wordStart = from;
        wordEnd = from;
        return this;
    }

    public boolean atEnd() {
        return at >= end;
    }

    /// At a line's end or the file's.
    public boolean atLineEnd() {
        return at >= end || bytes[at] == '\n';
    }

    /// The byte here, or -1 at the end.
    public int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    /// Whether the text here starts with `literal`.
    public boolean at(byte[] literal) {
        var from = at;
        if (end - from < literal.length) {
            return false;
        }
        var source = bytes;
        if (literal.length > LONG) {
            return Arrays.equals(source, from, from + literal.length, literal, 0, literal.length);
        }
        for (var i = 0; i < literal.length; i++) {
            if (source[from + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /// Steps over `literal` if it stands here.
    public boolean take(byte[] literal) {
        if (!at(literal)) {
            return false;
        }
        at += literal.length;
        return true;
    }

    /// Steps over the byte `expected` if it stands here.
    public boolean take(char expected) {
        if (at >= end || bytes[at] != expected) {
            return false;
        }
        at++;
        return true;
    }

    /// Steps over blanks and tabs, never over a line's end.
    public Cursor blanks() {
        var source = bytes;
        var to = end;
        var i = at;
        while (i < to && (source[i] == ' ' || source[i] == '\t')) {
            i++;
        }
        at = i;
        return this;
    }

    /// Steps behind this line's end.
    public Cursor nextLine() {
        var source = bytes;
        var to = end;
        var i = at;
        while (i < to && source[i] != '\n') {
            i++;
        }
        at = i < to ? i + 1 : i;
        return this;
    }

    /// Steps to the beginning of the next line that begins with `first`, this one left out; to the end if there is none.
    public Cursor nextLine(char first) {
        var source = bytes;
        var to = end;
        var i = at + 1;
        while (i < to && (source[i] != first || source[i - 1] != '\n')) {
            i++;
        }
        at = Math.min(i, to);
        return this;
    }

    /// Steps over blanks and the next word of this line, and returns the whole number without sign that it is. ABSENT
    /// if there is no word, if it is no such number, or if the number needs more than 63 bits.
    ///
    /// A word that the text's end cuts off is absent too: a kernel ends every line, so what follows it is unknown, and
    /// the half of a number is a wrong one.
    public long number() {
        var source = bytes;
        var to = end;
        var i = at;
        while (i < to && (source[i] == ' ' || source[i] == '\t')) {
            i++;
        }
        var from = i;
        var value = 0L;
        while (i < to) {
            var digit = source[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            i++;
        }
        at = i;
        if (i - from > SAFE_DIGITS) {
            value = checked(from, i);
        }
        if (i > from && value != Field.ABSENT && isWordEnd()) {
            return value;
        }
        toWordEnd();
        return Field.ABSENT;
    }

    /// The same for a number that may have a minus sign before it.
    public long signed() {
        if (!blanks().take('-')) {
            return number();
        }
        var blank = at < end && (bytes[at] == ' ' || bytes[at] == '\t');
        var value = blank ? Field.ABSENT : number();
        return value == Field.ABSENT ? value : -value;
    }

    /// Steps over blanks and the next word of this line, and returns the decimal number without sign that it is, times
    /// ten to the power `decimals`; further digits are cut off. ABSENT as for [#number].
    public long fixed(int decimals) {
        return fixed(decimals, NOTHING);
    }

    /// The same for a number that may have `unit` right behind it.
    public long fixed(int decimals, byte[] unit) {
        blanks();
        var value = digits();
        for (var i = 0; i < decimals && value != Field.ABSENT; i++) {
            value = value > Long.MAX_VALUE / 10 ? Field.ABSENT : value * 10;
        }
        if (value != Field.ABSENT && take('.')) {
            var fraction = 0L;
            var wanted = decimals;
            for (; at < end && isDigit(bytes[at]); at++) {
                if (wanted > 0) {
                    fraction = fraction * 10 + bytes[at] - '0';
                    wanted--;
                }
            }
            for (; wanted > 0; wanted--) {
                fraction *= 10;
            }
            value = value > Long.MAX_VALUE - fraction ? Field.ABSENT : value + fraction;
        }
        if (value != Field.ABSENT) {
            take(unit);
            if (isWordEnd()) {
                return value;
            }
        }
        toWordEnd();
        return Field.ABSENT;
    }

    /// The value of the digits here; ABSENT if there are none or they need more than 63 bits.
    private long digits() {
        var source = bytes;
        var to = end;
        var from = at;
        var i = from;
        var value = 0L;
        while (i < to && isDigit(source[i])) {
            value = value * 10 + (source[i] - '0');
            i++;
        }
        at = i;
        return i - from <= SAFE_DIGITS ? i > from ? value : Field.ABSENT : checked(from, i);
    }

    /// The value of so many digits that they may not fit.
    private long checked(int from, int to) {
        var value = 0L;
        for (var i = from; i < to; i++) {
            var digit = bytes[i] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return Field.ABSENT;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private void toWordEnd() {
        var source = bytes;
        var to = end;
        var i = at;
        while (i < to && !isWordEnd(source[i])) {
            i++;
        }
        at = i;
    }

    /// Whether a word ends here, and not only the text.
    private boolean isWordEnd() {
        return at < end && isWordEnd(bytes[at]);
    }

    private static boolean isWordEnd(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\n';
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /// Steps over `columns` blank-separated words of this line.
    public Cursor skip(int columns) {
        for (var i = 0; i < columns; i++) {
            word();
        }
        return this;
    }

    /// Steps over blanks and marks the next blank-separated word of this line; false, and an empty mark, if there is
    /// none or the text's end cuts it off.
    public boolean word() {
        blanks();
        wordStart = at;
        toWordEnd();
        wordEnd = at < end ? at : wordStart;
        return wordEnd > wordStart;
    }

    /// Marks from here to the line's end, blanks at both ends left out, and steps to the line's end; false, and an
    /// empty mark, if nothing is there or the text's end cuts the line off.
    public boolean restOfLine() {
        blanks();
        var source = bytes;
        var to = end;
        var from = at;
        var i = from;
        while (i < to && source[i] != '\n') {
            i++;
        }
        at = i;
        i = i < to ? i : from;
        while (i > from && (source[i - 1] == ' ' || source[i - 1] == '\t')) {
            i--;
        }
        wordStart = from;
        wordEnd = i;
        return i > from;
    }

    /// Marks from here up to the first `stop` of this line, and steps behind it; false, and no step, if there is none.
    public boolean upTo(char stop) {
        var source = bytes;
        var to = end;
        var i = at;
        while (i < to && source[i] != stop && source[i] != '\n') {
            i++;
        }
        if (i >= to || source[i] != stop) {
            return false;
        }
        wordStart = at;
        wordEnd = i;
        at = i + 1;
        return true;
    }

    /// Marks from here up to the last `stop` of this line, and steps behind it; false, and no step, if there is none or
    /// the text's end cuts the line off.
    public boolean upToLast(char stop) {
        var source = bytes;
        var to = end;
        var last = -1;
        var i = at;
        while (i < to && source[i] != '\n') {
            if (source[i] == stop) {
                last = i;
            }
            i++;
        }
        if (i >= to || last < 0) {
            return false;
        }
        wordStart = at;
        wordEnd = last;
        at = last + 1;
        return true;
    }

    /// Marks from here up to the last `stop` of the whole text, over line ends too, and steps behind it; false, and
    /// no step, if there is none.
    public boolean upToLastInAll(char stop) {
        for (var i = end - 1; i >= at; i--) {
            if (bytes[i] == stop) {
                wordStart = at;
                wordEnd = i;
                at = i + 1;
                return true;
            }
        }
        return false;
    }

    /// Marks the next `length` bytes, fewer at the end, and steps over them: for binary records.
    public Cursor bytes(int length) {
        wordStart = at;
        at += Math.min(end - at, Math.max(0, length));
        wordEnd = at;
        return this;
    }

    /// A whole number without sign of `width` bytes (1 to 8), least byte first, as binary records of this machine
    /// hold it; ABSENT if the text ends before.
    public long littleEndian(int width) {
        if (end - at < width) {
            at = end;
            return Field.ABSENT;
        }
        var value = 0L;
        for (var i = width - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        at += width;
        return value;
    }

    /// Where the text stands that [#bytes(int)], [#word] and their like have marked, for a copy into a [Table].
    int wordStart() {
        return wordStart;
    }

    int wordEnd() {
        return wordEnd;
    }

    byte[] source() {
        return bytes;
    }

    /// The whole number without sign that is the mark; ABSENT if it is none, or if it needs more than 63 bits.
    public long marked() {
        for (var i = wordStart; i < wordEnd; i++) {
            if (!isDigit(bytes[i])) {
                return Field.ABSENT;
            }
        }
        return wordEnd > wordStart ? checked(wordStart, wordEnd) : Field.ABSENT;
    }

    /// The number of bytes in the mark.
    public int wordLength() {
        return wordEnd - wordStart;
    }

    /// The byte at `index` of the mark, or -1 outside it.
    public int wordByte(int index) {
        return index >= 0 && index < wordEnd - wordStart ? bytes[wordStart + index] & 0xff : -1;
    }

    /// Bytes stepped over since [#aim].
    public int stepped() {
        return at - start;
    }

    /// Steps back or on to where [#stepped] said `place`.
    public Cursor to(int place) {
        at = Math.min(start + Math.max(0, place), end);
        return this;
    }

    /// Steps over as many bytes as `into` holds and copies them there; over none, and copies none, if there are fewer.
    public Cursor copy(byte[] into) {
        if (into.length <= end - at) {
            System.arraycopy(bytes, at, into, 0, into.length);
            at += into.length;
        }
        return this;
    }

    /// Bytes left before the end.
    public int left() {
        return end - at;
    }
}
