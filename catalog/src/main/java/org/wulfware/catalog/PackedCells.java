package org.wulfware.catalog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The cells and texts of a table that is kept, in as few bytes as they need, and never changed. Each column that is there at all
/// is as wide as the widest of its cells: most values are small, and thousands of hosts are kept.
final class PackedCells {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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
        // The highest byte, which has the sign, stands last.
        var value = at >= Long.BYTES ? (long) LONG.get(octets, at - Long.BYTES) : ofFirst(at);
        value >>= (Long.BYTES - (at - from)) * Byte.SIZE;
        if (value == absent(at - from)) {
            return Field.ABSENT;
        }
        return shape.areShort[column] ? lengthened(value) : value;
    }

    /// The first bytes, up to `end`, as if there were more before them.
    private long ofFirst(int end) {
        var value = 0L;
        for (var at = end - 1; at >= 0; at--) {
            value = value << Byte.SIZE | Byte.toUnsignedLong(octets[at]);
        }
        return value << ((Long.BYTES - end) * Byte.SIZE);
    }

    /// Whether columns are as wide here as there.
    boolean isLike(PackedCells other) {
        return shape == other.shape
                || (Arrays.equals(shape.ends, other.shape.ends) && Arrays.equals(shape.areShort, other.shape.areShort));
    }

    int[] ends() {
        return shape.ends;
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
