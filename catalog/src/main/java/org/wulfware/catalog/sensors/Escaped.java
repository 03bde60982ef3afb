package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;

/// Words in which the kernel writes a blank, and what else would end them, as a backslash and three octal digits: `\040`.
final class Escaped {
    private Escaped() {}

    /// Copies the marked word into the row begun last, what was escaped put back.
    static <F extends Enum<F> & Field> void copy(F field, Cursor text, Table<F> out) {
        var i = 0;
        while (i < text.wordLength()) {
            var octet = text.wordByte(i);
            var code = octet == '\\' ? octal(text, i + 1) : -1;
            out.append(field, code < 0 ? octet : code);
            i += code < 0 ? 1 : 4;
        }
    }

    /// Whether the marked word is what stands in a cell, once what was escaped is put back.
    static <F extends Enum<F> & Field> boolean is(int row, F field, Cursor text, Table<F> in) {
        var length = in.textLength(row, field.ordinal());
        var at = 0;
        var i = 0;
        while (i < text.wordLength() && at < length) {
            var octet = text.wordByte(i);
            var code = octet == '\\' ? octal(text, i + 1) : -1;
            if ((in.textByte(row, field.ordinal(), at++) & 0xff) != (code < 0 ? octet : code)) {
                return false;
            }
            i += code < 0 ? 1 : 4;
        }
        return i == text.wordLength() && at == length;
    }

    /// The value of three octal digits, or -1.
    private static int octal(Cursor text, int from) {
        var value = 0;
        for (var i = from; i < from + 3; i++) {
            var digit = text.wordByte(i) - '0';
            if (digit < 0 || digit > 7) {
                return -1;
            }
            value = value * 8 + digit;
        }
        return value < 256 ? value : -1;
    }
}
