package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Rows that are gone through, or one that is given, while an expression is evaluated; around it there may be others.
final class Frame {
    final @Nullable Frame outer;
    /// Its place among [Reading#rows].
    final int depth;
    /// Whether it goes through all rows, of which the first name inside says what they are of.
    final boolean isLoop;
    private @Nullable Rows rows;

    private Frame(@Nullable Frame outer, boolean isLoop, @Nullable Rows rows) {
        this.outer = outer;
        this.depth = outer == null ? 0 : outer.depth + 1;
        this.isLoop = isLoop;
        this.rows = rows;
    }

    /// The row that the whole expression is about.
    static Frame line(Rows rows) {
        return new Frame(null, false, rows);
    }

    /// Goes through the rows of whatever stands inside.
    static Frame loop(@Nullable Frame outer) {
        return new Frame(outer, true, null);
    }

    /// Goes through these.
    static Frame loop(@Nullable Frame outer, Rows rows) {
        return new Frame(outer, true, rows);
    }

    @Nullable
    Rows rows() {
        return rows;
    }

    /// The frame that a field's row comes from; null if none does.
    static @Nullable Frame of(Slot<?> slot, @Nullable Frame innermost) {
        if (!slot.isRepeated()) {
            return null;
        }
        for (var frame = innermost; frame != null; frame = frame.outer) {
            if (frame.rows == null) {
                frame.rows = Rows.of(slot);
            }
            if (slot.isOf(frame.rows.sensor(), frame.rows.element())) {
                return frame;
            }
        }
        return null;
    }
}
