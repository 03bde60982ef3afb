package org.wulfware.catalog;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Walks the cells of a table that are not what stands there in another of the same sensor with as many rows, row by row. Between
/// two that are packed alike that takes hardly longer than to compare their bytes. It is re-aimed, and for one thread.
public final class Changes {
    private @Nullable Table<?> now;
    private @Nullable Table<?> before;
    private int index;
    private long value;
    private long valueBefore;

    /// Of two that are packed alike; null of others.
    private @Nullable PackedCells ours;
    private @Nullable PackedCells theirs;
    private int[] ends = {};
    private int from;
    private int row;
    private int column;
    private int slot;

    public Changes() {}

    /// Begins with two other tables.
    public Changes of(Table<?> table, Table<?> other) {
        now = table;
        before = other;
        index = -1;
        ours = table.packedLike(other) ? table.packedCells() : null;
        theirs = other.packedCells();
        if (ours != null) {
            ends = ours.ends();
            from = 0;
            row = 0;
            column = 0;
            slot = table.nextSet(0);
        }
        return this;
    }

    /// Whether there is another one.
    public boolean next() {
        var table = now;
        var other = before;
        if (table == null || other == null) {
            return false;
        }
        if (ours != null && theirs != null) {
            return nextPacked(table, ours, theirs);
        }
        while (++index < table.rows() * table.width()) {
            value = table.cellAt(index);
            valueBefore = other.cellAt(index);
            if (value != valueBefore) {
                return true;
            }
        }
        return false;
    }

    private boolean nextPacked(Table<?> table, PackedCells packed, PackedCells other) {
        var end = packed.texts;
        var same = Arrays.mismatch(packed.octets, from, end, other.octets, from, end);
        if (same < 0) {
            return false;
        }
        var stride = ends[ends.length - 1];
        var inRow = from + same - row * stride;
        if (inRow >= stride) {
            row += inRow / stride;
            inRow %= stride;
            column = 0;
            slot = table.nextSet(0);
        }
        while (inRow >= ends[column]) {
            column++;
            slot = table.nextSet(slot + 1);
        }
        index = row * table.width() + slot;
        value = packed.cell(row, column);
        valueBefore = other.cell(row, column);
        from = row * stride + ends[column];
        return true;
    }

    /// Where it is: see [Table#cellAt].
    public int index() {
        return index;
    }

    /// What stands there.
    public long value() {
        return value;
    }

    /// What stands there in the other table.
    public long before() {
        return valueBefore;
    }
}
