package org.wulfware.wulfstat.screen;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Width;

/// Cells to be drawn on: a whole terminal, or a window of one. What is drawn outside is cut off, and no character gets
/// in that would command a terminal.
public final class Canvas {
    /// Stands in the second cell of a character that is two cells wide.
    static final String CONTINUED = "";

    private static final String BLANK = " ";
    private static final String[] ASCII = ascii();
    /// A pile of marks on one character is a joke, or an attack on the reader.
    private static final int MOST_MARKS = 3;

    private final Size sheet;
    private final String[] symbols;
    private final Style[] styles;
    private final int left;
    private final int top;
    private final Size size;

    private Canvas(Size sheet, String[] symbols, Style[] styles, int left, int top, Size size) {
        this.sheet = sheet;
        this.symbols = symbols;
        this.styles = styles;
        this.left = left;
        this.top = top;
        this.size = size;
    }

    /// An empty one.
    public static Canvas of(Size size) {
        var cells = size.columns() * size.rows();
        var symbols = new String[cells];
        var styles = new Style[cells];
        Arrays.fill(symbols, BLANK);
        Arrays.fill(styles, Style.PLAIN);
        return new Canvas(size, symbols, styles, 0, 0, size);
    }

    /// A part of this one, cut where it sticks out.
    public Canvas window(int column, int row, int columns, int rows) {
        var fromColumn = Math.clamp(column, 0, size.columns());
        var fromRow = Math.clamp(row, 0, size.rows());
        var part = new Size(
                Math.clamp((long) column + columns - fromColumn, 0, size.columns() - fromColumn),
                Math.clamp((long) row + rows - fromRow, 0, size.rows() - fromRow));
        return new Canvas(sheet, symbols, styles, left + fromColumn, top + fromRow, part);
    }

    public Size size() {
        return size;
    }

    public int columns() {
        return size.columns();
    }

    public int rows() {
        return size.rows();
    }

    /// Writes `text`, which may be anybody's, and returns the column behind it.
    public int text(int column, int row, String text, Style style) {
        var clean = Clean.text(text);
        var to = column;
        for (var at = 0; at < clean.length();) {
            var point = clean.codePointAt(at);
            var end = at + Character.charCount(point);
            while (end < clean.length() && isMark(clean.codePointAt(end))) {
                end += Character.charCount(clean.codePointAt(end));
            }
            var symbol = point < ASCII.length && end == at + 1
                    ? ASCII[point]
                    : clean.substring(at, Math.min(end, at + Character.charCount(point) + MOST_MARKS));
            to += put(to, row, symbol, style);
            at = end;
        }
        return to;
    }

    private static boolean isMark(int point) {
        return point >= 0x300 && Width.of(Character.toString(point)) == 0;
    }

    /// Puts one character and says how many cells it took.
    private int put(int column, int row, String symbol, Style style) {
        var wide = symbol.charAt(0) >= 0x300 && Width.of(symbol) == 2;
        var cells = wide ? 2 : 1;
        if (row < 0 || row >= size.rows() || column < 0 || column + cells > size.columns()) {
            if (wide && column + 1 == size.columns()) {
                put(column, row, BLANK, style);
            }
            return cells;
        }
        var at = (top + row) * sheet.columns() + left + column;
        clear(at);
        if (wide) {
            clear(at + 1);
            symbols[at + 1] = CONTINUED;
            styles[at + 1] = style;
        }
        symbols[at] = symbol;
        styles[at] = style;
        return cells;
    }

    /// Half of a wide character is none.
    private void clear(int at) {
        if (symbols[at].equals(CONTINUED)) {
            symbols[at - 1] = BLANK;
        }
        if (at % sheet.columns() + 1 < sheet.columns() && symbols[at + 1].equals(CONTINUED)) {
            symbols[at + 1] = BLANK;
        }
    }

    /// Writes `text` so that it ends before `column`.
    public void textBefore(int column, int row, String text, Style style) {
        text(column - Width.of(text), row, text, style);
    }

    /// Fills a row with blanks.
    public void blank(int row, Style style) {
        text(0, row, BLANK.repeat(size.columns()), style);
    }

    /// Fills all of it with blanks.
    public void blank() {
        for (var row = 0; row < size.rows(); row++) {
            blank(row, Style.PLAIN);
        }
    }

    /// Draws a frame along its edge and returns what is inside.
    public Canvas frame(Style style) {
        var right = size.columns() - 1;
        var bottom = size.rows() - 1;
        rule(0, "┌", "┐", style);
        rule(bottom, "└", "┘", style);
        for (var row = 1; row < bottom; row++) {
            text(0, row, "│", style);
            text(right, row, "│", style);
        }
        return window(1, 1, right - 1, bottom - 1);
    }

    /// Draws a line across, from one edge to the other.
    public void rule(int row, String atLeft, String atRight, Style style) {
        text(0, row, atLeft + "─".repeat(Math.max(0, size.columns() - 2)) + atRight, style);
    }

    /// The character in a cell of the sheet; empty in the second cell of a wide one.
    String symbol(int index) {
        return symbols[index];
    }

    Style style(int index) {
        return styles[index];
    }

    /// The rows as text, for tests and for those who draw without a terminal.
    public List<String> lines() {
        var lines = new ArrayList<String>(size.rows());
        for (var row = 0; row < size.rows(); row++) {
            var from = (top + row) * sheet.columns() + left;
            lines.add(String.join("", Arrays.asList(symbols).subList(from, from + size.columns()))
                    .stripTrailing());
        }
        return lines;
    }

    /// How the cell at a place looks.
    public Style styleAt(int column, int row) {
        return styles[(top + row) * sheet.columns() + left + column];
    }

    private static String[] ascii() {
        var all = new String[0x80];
        Arrays.setAll(all, point -> Character.toString(point));
        return all;
    }
}
