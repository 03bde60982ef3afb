package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;

/// Numbers as the kernel prints them to the base of sixteen.
final class Hexadecimal {
    private static final int MOST_DIGITS = 15;

    private Hexadecimal() {}

    /// The word here, `0x1003`; ABSENT if it is anything else.
    static long marked(Cursor text) {
        return text.blanks().take('0') && (text.take('x') || text.take('X')) ? number(text) : Field.ABSENT;
    }

    /// The digits here, `0005588a`, up to the word's end; ABSENT if there are none, more than fit, anything else among them, or
    /// the text's end behind them, which may have cut some off.
    static long number(Cursor text) {
        if (!text.blanks().word() || text.atEnd()) {
            return Field.ABSENT;
        }
        return marked(text, 0, text.wordLength());
    }

    /// A part of the word stepped over last.
    static long marked(Cursor text, int from, int to) {
        if (to - from > MOST_DIGITS || from >= to) {
            return Field.ABSENT;
        }
        var value = 0L;
        for (var i = from; i < to; i++) {
            var digit = Character.digit(text.wordByte(i), 16);
            if (digit < 0) {
                return Field.ABSENT;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
