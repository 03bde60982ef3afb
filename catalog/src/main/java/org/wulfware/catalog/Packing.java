package org.wulfware.catalog;

import java.util.Arrays;
import org.wulfware.catalog.PackedCells.Shape;

/// Packs tables, one after another. It belongs to one thread, and remembers shapes so that tables share them.
public final class Packing {
    /// The last shapes, at the place of their hash.
    private final Shape[] shapes = new Shape[256];
    private int[] ends = new int[64];
    private boolean[] areShort = new boolean[64];

    public Packing() {}

    /// @param set which fields some row has
    PackedCells pack(Table<?> table, long[] cells, byte[] pool, long[] set) {
        var fields = table.sensor().fields();
        var columns = 0;
        var end = 0;
        for (var slot = 0; slot < fields.length; slot++) {
            if ((set[slot >> 6] & 1L << slot) != 0) {
                if (columns == ends.length) {
                    ends = Arrays.copyOf(ends, columns * 2);
                    areShort = Arrays.copyOf(areShort, columns * 2);
                }
                var isShort =
                        fields[slot].spec().kind() == Kind.TEXT && areShort(cells, table.rows(), fields.length, slot);
                end += width(cells, table.rows(), fields.length, slot, isShort);
                areShort[columns] = isShort;
                ends[columns++] = end;
            }
        }
        var octets = new byte[table.rows() * end + table.textsLength()];
        var at = 0;
        for (var row = 0; row < table.rows(); row++) {
            var column = 0;
            for (var slot = 0; slot < fields.length; slot++) {
                if ((set[slot >> 6] & 1L << slot) != 0) {
                    var width = ends[column] - (column == 0 ? 0 : ends[column - 1]);
                    var cell = cells[row * fields.length + slot];
                    var value = cell == Field.ABSENT
                            ? PackedCells.absent(width)
                            : areShort[column] ? PackedCells.shortened(cell) : cell;
                    for (var i = 0; i < width; i++) {
                        octets[at++] = (byte) value;
                        value >>= 8;
                    }
                    column++;
                }
            }
        }
        System.arraycopy(pool, 0, octets, at, table.textsLength());
        return new PackedCells(octets, shape(columns), at);
    }

    /// Whether all texts of the column are so short, and stand so far in front, that they need less than a long.
    private static boolean areShort(long[] cells, int rows, int fields, int slot) {
        for (var row = 0; row < rows; row++) {
            var cell = cells[row * fields + slot];
            if (cell != Field.ABSENT && (cell < 0 || (int) cell < 0 || (int) cell > PackedCells.LONGEST_SHORT)) {
                return false;
            }
        }
        return true;
    }

    /// How many bytes the widest cell of a column needs.
    private static int width(long[] cells, int rows, int fields, int slot, boolean isShort) {
        // Of each value the bits that are not its sign's; and the least of so many bytes is not to be had.
        var bits = 0L;
        for (var row = 0; row < rows; row++) {
            var cell = cells[row * fields + slot];
            if (cell != Field.ABSENT) {
                var value = isShort ? PackedCells.shortened(cell) : cell;
                bits |= value < 0 ? -value : value;
            }
        }
        return (Long.SIZE - Long.numberOfLeadingZeros(bits)) / Byte.SIZE + 1;
    }

    private Shape shape(int columns) {
        var hash = 0;
        for (var i = 0; i < columns; i++) {
            hash = 31 * hash + 2 * ends[i] + (areShort[i] ? 1 : 0);
        }
        var place = Math.floorMod(hash, shapes.length);
        var known = shapes[place];
        if (known != null
                && Arrays.equals(known.ends, 0, known.ends.length, ends, 0, columns)
                && Arrays.equals(known.areShort, 0, columns, areShort, 0, columns)) {
            return known;
        }
        var made = new Shape(Arrays.copyOf(ends, columns), Arrays.copyOf(areShort, columns));
        shapes[place] = made;
        return made;
    }
}
