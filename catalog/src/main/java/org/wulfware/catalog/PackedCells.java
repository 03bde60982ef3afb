package org.wulfware.catalog;

import java.util.Arrays;

/// The cells and texts of a table that is kept, in as few bytes as they need, and never changed. Each column that is there at all
/// is as wide as the widest of its cells: most values are small, and thousands of hosts are kept.
final class PackedCells {
    /// A text's length in a cell, when there is room for it.
    static final int LENGTH_BITS = 16;

    static final int LONGEST_SHORT = (1 << LENGTH_BITS) - 1;

    /// How wide columns are. It is shared by the many tables that have the same one.
    static final class Shape {
        /// Of each column, in bytes of a row.
        final int[] ends;
        /// Of each column whether its cells are texts' places in few bits.
        final boolean[] areShort;

        Shape(int[] ends, boolean[] areShort) {
            this.ends = ends;
            this.areShort = areShort;
        }

        int from(int column) {
            return column == 0 ? 0 : ends[column - 1];
        }

        int stride() {
            return ends.length == 0 ? 0 : ends[ends.length - 1];
        }
    }

    /// The rows, and behind them the texts.
    final byte[] octets;
    private final Shape shape;
    /// Where the texts begin.
    final int texts;

    PackedCells(byte[] octets, Shape shape, int texts) {
        this.octets = octets;
        this.shape = shape;
        this.texts = texts;
    }

    /// The cell as it was.
    long cell(int row, int column) {
        var start = row * shape.stride();
        var at = start + shape.ends[column];
        var from = start + shape.from(column);
        var absent = absent(at - from);
        // The highest byte has the sign.
        var value = (long) octets[--at];
        while (at > from) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(octets[--at]);
        }
        if (value == absent) {
            return Field.ABSENT;
        }
        return shape.areShort[column] ? lengthened(value) : value;
    }

    /// Whether columns are as wide here as there.
    boolean isLike(PackedCells other) {
        return shape == other.shape
                || (Arrays.equals(shape.ends, other.shape.ends) && Arrays.equals(shape.areShort, other.shape.areShort));
    }

    int columns() {
        return shape.ends.length;
    }

    /// The first place at or behind a row and a column, counted row by row, at which there stands something else than in one that
    /// is like this one; -1 if there is none.
    int nextChange(PackedCells other, int row, int column, int rows) {
        var stride = shape.stride();
        var end = rows * stride;
        var from = Math.min(end, row * stride + (column == columns() ? stride : shape.from(column)));
        var same = Arrays.mismatch(octets, from, end, other.octets, from, end);
        if (same < 0) {
            return -1;
        }
        var at = from + same;
        var place = Arrays.binarySearch(shape.ends, at % stride);
        // What ends there is the one before.
        return at / stride * columns() + (place >= 0 ? place + 1 : -place - 1);
    }

    /// What stands for an absent cell in so many bytes: the least that they hold.
    static long absent(int bytes) {
        return Long.MIN_VALUE >> ((Long.BYTES - bytes) * Byte.SIZE);
    }

    /// A text's cell, place and length, in fewer bits.
    static long shortened(long cell) {
        return cell >>> 32 << LENGTH_BITS | lowBits(cell);
    }

    private static long lengthened(long value) {
        return value >>> LENGTH_BITS << 32 | lowBits(value);
    }

    private static long lowBits(long value) {
        return value & LONGEST_SHORT;
    }
}
