package org.wulfware.display;

import module java.base;

/// How many columns of a terminal a text takes: none for a combining mark, two for what East Asian fonts draw wide, else
/// one. It expects text that went through [Clean].
public final class Width {
    /// First and last of each range that is two columns wide (East Asian Width W and F), in order.
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3, 0x25fd, 0x25fe,
        0x2614, 0x2615, 0x2630, 0x2637, 0x2648, 0x2653, 0x267f, 0x267f, 0x268a, 0x268f, 0x2693, 0x2693, 0x26a1, 0x26a1,
        0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea, 0x26f2, 0x26f3,
        0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b, 0x2728, 0x2728, 0x274c, 0x274c,
        0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797, 0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c,
        0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff,
        0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x18d00, 0x18d08, 0x1aff0,
        0x1b2ff, 0x1d300, 0x1d356, 0x1d360, 0x1d376, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191,
        0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf,
        0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff,
        0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb,
        0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df, 0x1f6eb,
        0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c, 0x1f945, 0x1f947,
        0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x2fffd, 0x30000, 0x3fffd
    };

    private static final int FIRST_NOT_ONE = 0x300;

    /// What stands at the end of a text that was cut.
    private static final String CUT = "…";

    private Width() {}

    /// The columns that `text` takes.
    public static int of(String text) {
        var columns = 0;
        for (var at = 0; at < text.length();) {
            var point = text.codePointAt(at);
            columns += of(point);
            at += Character.charCount(point);
        }
        return columns;
    }

    /// `text` in exactly `columns`: filled up with blanks, or cut with a `…` at its end.
    public static String fit(String text, int columns, Column.Align align) {
        var cut = cut(text, columns);
        var blanks = " ".repeat(columns - of(cut));
        return align == Column.Align.RIGHT ? blanks + cut : cut + blanks;
    }

    /// `text` in `columns` at most: cut, with a `…` at its end, if it is longer.
    public static String cut(String text, int columns) {
        if (text.length() * 2 <= columns || of(text) <= columns) {
            return text;
        }
        if (columns <= 0) {
            return "";
        }
        var used = 0;
        var at = 0;
        while (at < text.length()) {
            var point = text.codePointAt(at);
            if (used + of(point) > columns - 1) {
                break;
            }
            used += of(point);
            at += Character.charCount(point);
        }
        return text.substring(0, at) + CUT;
    }

    /// `text` in `columns` at most: what is too long loses its middle, since names differ at their end. ASCII that is cut so keeps
    /// half of the room for each.
    public static String middle(String text, int columns) {
        if (of(text) <= columns) {
            return text;
        }
        if (columns < 5) {
            return cut(text, columns);
        }
        var tail = (columns - 1) / 2;
        var from = text.length();
        var used = 0;
        while (from > 0) {
            var before = text.offsetByCodePoints(from, -1);
            var width = of(text.codePointAt(before));
            if (used + width > tail) {
                break;
            }
            used += width;
            from = before;
        }
        return cut(text, columns - used) + text.substring(from);
    }

    private static int of(int point) {
        if (point < FIRST_NOT_ONE) {
            return 1;
        }
        var type = Character.getType(point);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        var low = 0;
        var high = WIDE.length / 2 - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            if (point < WIDE[middle * 2]) {
                high = middle - 1;
            } else if (point > WIDE[middle * 2 + 1]) {
                low = middle + 1;
            } else {
                return 2;
            }
        }
        return 1;
    }
}
