package org.wulfware.wire;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Table;

/// What was last written for one sensor, from its start tag to its end tag, and where each number stands in it. A table that
/// says the same again is not written anew, and one of which a few numbers are others has those put in their places: most
/// of a node's document is the same from one sample to the next.
///
/// It is filled again by [#begin] to [#end] and allocates nothing once it has grown to its size.
final class Written {
    /// The place of a key, of a text, and of what is absent: where one has changed, all is written anew.
    private static final int NONE = 0;

    /// The place of a number that the selection leaves out.
    private static final int IGNORED = -1;

    /// What is larger is written anew each time: of many processors something has always changed, and nobody should hold it.
    private static final int MOST_CELLS = 1 << 13;

    private static final int MOST_LENGTH = 1 << 17;

    private static final int MOST_DIGITS = 18;
    private static final int DIGITS_BITS = 5;
    private static final long MICROS = 1_000_000;
    private static final long BILLION = 1_000_000_000;
    private static final long[] POWERS = new long[MOST_DIGITS + 1];

    static {
        POWERS[0] = 1;
        for (var i = 1; i <= MOST_DIGITS; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final boolean[] isFixed;
    private byte[] bytes = new byte[0];
    private int length;
    private int start;

    /// The cells that were written, row by row, and for each where its number stands: `at << 5 | digits`.
    private long[] cells = new long[0];

    private int[] places = new int[0];
    private int rows;
    private boolean keeps;
    private byte[] texts = new byte[0];
    private int textsLength;

    /// Where the stamp's digits begin; -1 without a stamp.
    private int secondAt;

    private int secondDigits;
    private int microsAt;
    private long second;

    /// @param fields of the sensor
    Written(Field[] fields) {
        isFixed = new boolean[fields.length];
        for (var i = 0; i < fields.length; i++) {
            isFixed[i] = fields[i].spec().isKey() || fields[i].spec().kind() == Kind.TEXT;
        }
    }

    /// Forgets everything; `table` is about to be written.
    ///
    /// @param keeps whether it will be written again
    void begin(Table<?> table, boolean keeps) {
        var count = table.rows() * isFixed.length;
        this.keeps = keeps && count <= MOST_CELLS;
        length = 0;
        start = -1;
        secondAt = -1;
        rows = -1;
        if (!this.keeps) {
            return;
        }
        rows = table.rows();
        if (count > cells.length) {
            cells = new long[count];
            places = new int[count];
        }
        table.copyCells(cells);
        for (var i = 0; i < count; i += isFixed.length) {
            for (var slot = 0; slot < isFixed.length; slot++) {
                places[i + slot] = isFixed[slot] ? NONE : IGNORED;
            }
        }
    }

    /// Whether anything has been written since [#begin].
    boolean hasStarted() {
        return start >= 0;
    }

    /// The start tag begins at the sink's byte `at`.
    void start(int at) {
        start = at;
    }

    /// The digits of the stamp `second` and `micros` stand at the sink's bytes.
    void stampAt(int secondAt, int secondDigits, int microsAt, long second) {
        this.secondAt = secondAt - start;
        this.secondDigits = secondDigits;
        this.microsAt = microsAt - start;
        this.second = second;
    }

    /// The number in a cell stands in the sink's bytes `[from, to)`.
    void numberAt(int row, int slot, int from, int to, int decimals) {
        if (!keeps) {
            return;
        }
        // A number with decimals, a sign or many digits is seldom seen to change: it is simply written anew.
        var isPlain = decimals == 0 && to - from <= MOST_DIGITS && cells[row * isFixed.length + slot] >= 0;
        places[row * isFixed.length + slot] = isPlain ? (from - start) << DIGITS_BITS | (to - from) : NONE;
    }

    /// A wanted cell is absent.
    void absentAt(int row, int slot) {
        if (keeps) {
            places[row * isFixed.length + slot] = NONE;
        }
    }

    /// All is written.
    void end(Sink sink, Table<?> table) {
        if (!keeps) {
            return;
        }
        if (start >= 0 && (!sink.holds(start) || sink.length() - start > MOST_LENGTH)) {
            rows = -1;
            return;
        }
        if (start >= 0) {
            length = sink.length() - start;
            if (length > bytes.length) {
                bytes = new byte[length + length / 4 + 16];
            }
            sink.copy(start, length, bytes);
        }
        textsLength = table.textsLength();
        if (textsLength > texts.length) {
            texts = new byte[textsLength + textsLength / 4 + 16];
        }
        table.copyTexts(texts);
    }

    /// Whether what was written last is there to be written again.
    boolean isKept() {
        return rows >= 0;
    }

    boolean isEmpty() {
        return length == 0;
    }

    void to(Sink sink) {
        sink.raw(bytes, length);
    }

    /// Becomes what would be written for `table` with the same selection; false if it cannot, and it is to be written anew.
    boolean update(Table<?> table) {
        if (table.rows() != rows || !table.textsAre(texts, textsLength)) {
            return false;
        }
        for (var at = table.nextChange(cells, 0); at >= 0; at = table.nextChange(cells, at + 1)) {
            var place = places[at];
            var value = table.cellAt(at);
            if (place != IGNORED && !number(value, place)) {
                return false;
            }
            cells[at] = value;
        }
        return stamp(table.stamp());
    }

    private boolean number(long value, int place) {
        var digits = place & (1 << DIGITS_BITS) - 1;
        if (place == NONE || value >= POWERS[digits] || value < (digits == 1 ? 0 : POWERS[digits - 1])) {
            return false;
        }
        var at = place >> DIGITS_BITS;
        if (value <= Integer.MAX_VALUE) {
            Sink.padded((int) value, digits, bytes, at);
        } else {
            var billions = value / BILLION;
            Sink.padded((int) billions, digits - 9, bytes, at);
            Sink.padded((int) (value - billions * BILLION), 9, bytes, at + digits - 9);
        }
        return true;
    }

    /// Puts another stamp in; false if it takes another room.
    boolean stamp(long stamp) {
        if (secondAt < 0) {
            return true;
        }
        if (stamp == Field.ABSENT) {
            return false;
        }
        var micros = stamp - second * MICROS;
        if (micros < 0 || micros >= MICROS) {
            var now = Math.floorDiv(stamp, MICROS);
            if (!number(now, secondAt << DIGITS_BITS | secondDigits)) {
                return false;
            }
            second = now;
            micros = stamp - now * MICROS;
        }
        Sink.padded((int) micros, 6, bytes, microsAt);
        return true;
    }
}
