package org.wulfware.wulfstat.screen;

/// How large a terminal is, in character cells.
public record Size(int columns, int rows) {
    public boolean holds(Size other) {
        return columns >= other.columns && rows >= other.rows;
    }

    @Override
    public String toString() {
        return columns + "×" + rows;
    }
}
