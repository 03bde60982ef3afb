package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;

/// The values of one cell over the records of a block, as they are put together: told only where they change.
final class Column {
    private long[] values = new long[64];
    private int filled;
    private long current = Field.ABSENT;
    private boolean isConstant = true;

    /// Forgets all values; none is said yet.
    void reset(long before) {
        filled = 0;
        current = before;
        isConstant = true;
    }

    /// From record `index` on it is this.
    void set(int index, long value) {
        if (value != current) {
            fill(index);
            current = value;
        }
    }

    long current() {
        return current;
    }

    private void fill(int to) {
        if (to > values.length) {
            values = Arrays.copyOf(values, Math.max(to, values.length * 2));
        }
        if (filled < to) {
            isConstant &= filled == 0 || values[0] == current;
            Arrays.fill(values, filled, to, current);
            filled = to;
        }
    }

    /// All values, once there are so many; the array belongs to the column.
    long[] values(int count) {
        fill(count);
        return values;
    }

    /// Whether nothing else than absence was said.
    boolean isAbsent() {
        return isConstant() && constant() == Field.ABSENT;
    }

    /// Whether all values are the same.
    boolean isConstant() {
        return isConstant && (filled == 0 || values[0] == current);
    }

    /// That value.
    long constant() {
        return filled == 0 ? current : values[0];
    }

    /// Writes them, the shortest way there is.
    void write(int count, Octets out) {
        if (isConstant()) {
            Packing.constant(count == 0 ? Field.ABSENT : constant(), out);
        } else {
            Packing.write(values(count), count, out);
        }
    }
}
