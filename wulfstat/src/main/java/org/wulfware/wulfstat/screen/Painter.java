package org.wulfware.wulfstat.screen;

import module java.base;

/// Turns a canvas into the bytes that bring a terminal from the last one to this one: only what differs is sent, in one
/// piece, between the marks that let a terminal show it at once (DEC private mode 2026; others ignore them).
final class Painter {
    private static final String BEGIN = "\033[?2026h";
    private static final String END = "\033[?2026l";
    private static final String CLEAR = "\033[2J";
    /// Rather write so many cells again than send a sequence that steps over them.
    private static final int WORTH_A_MOVE = 4;
    /// What our own signs become where there is only ASCII.
    private static final Map<String, String> ASCII = Map.ofEntries(
            Map.entry("─", "-"),
            Map.entry("│", "|"),
            Map.entry("┌", "+"),
            Map.entry("┐", "+"),
            Map.entry("└", "+"),
            Map.entry("┘", "+"),
            Map.entry("├", "+"),
            Map.entry("┤", "+"),
            Map.entry("…", "~"),
            Map.entry("↑", "^"),
            Map.entry("↓", "v"),
            Map.entry("←", "<"),
            Map.entry("→", ">"),
            Map.entry("‹", "<"),
            Map.entry("›", ">"),
            Map.entry("×", "x"),
            Map.entry("·", "."),
            Map.entry("–", "-"),
            Map.entry("┃", "#"));
    private static final Canvas NOTHING = Canvas.of(new Size(0, 0));

    private final boolean utf8;
    private final StringBuilder out = new StringBuilder(16_384);
    private Canvas last = NOTHING;
    private int column;
    private int row;
    private Style style = Style.PLAIN;

    /// @param utf8 whether the terminal shows more than ASCII
    Painter(boolean utf8) {
        this.utf8 = utf8;
    }

    /// Forgets what the terminal shows: the next canvas is drawn whole.
    void forget() {
        last = NOTHING;
    }

    /// The bytes; none if nothing differs.
    byte[] paint(Canvas next) {
        out.setLength(0);
        out.append(BEGIN).append(Style.PLAIN.sequence());
        style = Style.PLAIN;
        row = -1;
        var isWhole = !next.size().equals(last.size());
        if (isWhole) {
            out.append(CLEAR);
            last = Canvas.of(next.size());
        }
        var begun = out.length();
        for (var y = 0; y < next.rows(); y++) {
            paintRow(next, y);
        }
        last = next;
        if (out.length() == begun && !isWhole) {
            return new byte[0];
        }
        return out.append(Style.PLAIN.sequence()).append(END).toString().getBytes(StandardCharsets.UTF_8);
    }

    private void paintRow(Canvas next, int y) {
        var from = y * next.columns();
        for (var x = 0; x < next.columns(); x++) {
            if (!isContinued(next, from + x) && !isShown(next, from + x)) {
                moveTo(next, x, y);
                put(next, from + x);
            }
        }
    }

    /// Whether the terminal shows this already. A wide character is drawn again when either of its cells changes.
    private boolean isShown(Canvas next, int index) {
        return isSame(next, index) && (!isContinued(next, index + 1) || isSame(next, index + 1));
    }

    private static boolean isContinued(Canvas canvas, int index) {
        return index < canvas.columns() * canvas.rows() && canvas.symbol(index).equals(Canvas.CONTINUED);
    }

    private boolean isSame(Canvas next, int index) {
        return next.symbol(index).equals(last.symbol(index))
                && next.style(index).equals(last.style(index));
    }

    private void moveTo(Canvas next, int x, int y) {
        var from = y * next.columns();
        if (row == y && x - column <= WORTH_A_MOVE) {
            while (column < x && isAscii(next.symbol(from + column))) {
                put(next, from + column);
            }
        }
        if (row != y || column != x) {
            out.append("\033[").append(y + 1).append(';').append(x + 1).append('H');
            row = y;
            column = x;
        }
    }

    private void put(Canvas next, int index) {
        var symbol = next.symbol(index);
        if (!next.style(index).equals(style)) {
            style = next.style(index);
            out.append(style.sequence());
        }
        out.append(utf8 ? symbol : inAscii(symbol, isContinued(next, index + 1)));
        column++;
        if (!isAscii(symbol) && !ASCII.containsKey(symbol)) {
            // Terminals disagree on how wide such a character is: the next one says where it stands.
            row = -1;
        }
    }

    private static String inAscii(String symbol, boolean isWide) {
        return isAscii(symbol) ? symbol : ASCII.getOrDefault(symbol, isWide ? "??" : "?");
    }

    private static boolean isAscii(String symbol) {
        return symbol.length() == 1 && symbol.charAt(0) < 0x7f;
    }
}
