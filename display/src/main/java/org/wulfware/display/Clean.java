package org.wulfware.display;

import module java.base;

/// What a node sends is data: here, and only here, its words lose what would command a terminal or deceive a reader.
public final class Clean {
    /// Longer texts are cut: no cell is worth more.
    static final int LONGEST = 4096;

    private static final char SHOWN_INSTEAD = '?';

    private Clean() {}

    /// `text` with a `?` for each character that is not to be seen: controls (C0, C1, escape, line ends), formats
    /// (bidirectional overrides, zero-width marks, tags), separators of lines, halves of surrogates, and a combining
    /// mark that has nothing before it to combine with.
    public static String text(String text) {
        var end = Math.min(text.length(), LONGEST);
        var at = 0;
        while (at < end && isPlain(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        var cut = text.substring(0, end);
        var cleaned = new StringBuilder(end).append(text, 0, at);
        while (at < end) {
            var point = cut.codePointAt(at);
            at += Character.charCount(point);
            if (isShown(point, cleaned.isEmpty())) {
                cleaned.appendCodePoint(point);
            } else {
                cleaned.append(SHOWN_INSTEAD);
            }
        }
        return cleaned.toString();
    }

    private static boolean isPlain(char octet) {
        return octet >= ' ' && octet < 0x7f;
    }

    private static boolean isShown(int point, boolean isFirst) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                false;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> !isFirst && !isFiller(point);
            default -> !isFiller(point);
        };
    }

    /// Letters and marks that look like nothing: Hangul fillers, the joiner, variation selectors.
    private static boolean isFiller(int point) {
        return point == 0x115f
                || point == 0x1160
                || point == 0x3164
                || point == 0xffa0
                || point == 0x034f
                || (point >= 0xfe00 && point <= 0xfe0f)
                || (point >= 0xe0100 && point <= 0xe01ef);
    }
}
