package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;

/// Where a sensor's rows stand in the records of a block. A block's columns are of places, and a row that identifies something, such
/// as a process, changes its place when others come and go.
final class RowPlaces {
    /// Rows keep their order but for those that come and go between them: further away is not looked.
    private static final int FURTHEST = 1024;

    private Block.SensorColumns columns = new Block.SensorColumns();
    private int width;
    private int[] identity = {};
    private int count;

    /// By record, how far rows have lately been from where they are looked for.
    private int[] shift = new int[16];

    /// A sensor's columns, and how many records have them.
    void begin(Block.SensorColumns columns, Names.Known known, int count) {
        this.columns = columns;
        this.count = count;
        width = known.width();
        identity = IntStream.range(0, width).filter(slot -> known.isIdentity()[slot]).toArray();
        if (shift.length < count) {
            shift = new int[count];
        }
        Arrays.fill(shift, 0, count, 0);
    }

    /// Whether the row that stands there is the same one in all records.
    boolean isStill(int row) {
        for (var slot : identity) {
            var cell = row * width + slot;
            if (cell < columns.used && !columns.cells.get(cell).isConstant()) {
                return false;
            }
        }
        return true;
    }

    /// Where the row stands in a record that stands at `row` of the record `as`; -1 if it is not there.
    int place(int record, int row, int as) {
        var rows = (int) Math.min(columns.rows.values(count)[record], Integer.MAX_VALUE);
        var middle = Math.clamp((long) row + shift[record], 0, Math.max(0, rows - 1));
        for (var away = 0; away <= FURTHEST && (middle - away >= 0 || middle + away < rows); away++) {
            for (var sign = -1; sign <= 1; sign += 2) {
                var there = middle + sign * away;
                if (there >= 0 && there < rows && isSame(record, there, as, row)) {
                    shift[record] = there - row;
                    return there;
                }
            }
        }
        return -1;
    }

    private boolean isSame(int record, int row, int other, int otherRow) {
        for (var slot : identity) {
            if (value(record, row, slot) != value(other, otherRow, slot)) {
                return false;
            }
        }
        return true;
    }

    /// What a record says in a cell; texts by their numbers in the block.
    long value(int record, int row, int slot) {
        var cell = row * width + slot;
        return row < 0 || cell >= columns.used ? Field.ABSENT : columns.cells.get(cell).values(count)[record];
    }
}
