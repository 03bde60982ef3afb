package org.wulfware.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a [Survey] found: a sensor's rows, the values in them that stay while the node's devices do, and the files that
/// are read for the others at every sample.
public final class Plan<F extends Enum<F> & Field> {
    /// No more rows than these are planned; a node with more of anything shows the first of them.
    public static final int MOST_ROWS = 4096;

    /// A file that is read again and again for one row.
    ///
    /// @param path below the root
    /// @param parser of its text; it sets the fields of the row begun last
    /// @param supplies the slots of the fields that it is read for, a bit each
    public record Reading<F extends Enum<F> & Field>(String path, Sensor.Parser<F> parser, long supplies) {}

    private final int width;
    private final List<Row<F>> rows = new ArrayList<>();
    private Row<F> row;

    /// An empty plan for this sensor.
    public Plan(Sensor<F> sensor) {
        width = sensor.fields().length;
        if (width > Long.SIZE) {
            throw new IllegalArgumentException(sensor + " has more fields than a plan knows");
        }
        row = new Row<>(width);
    }

    /// Begins a row; what is set and read from now on stands in it.
    public Plan<F> row() {
        row = new Row<>(width);
        if (rows.size() < MOST_ROWS) {
            rows.add(row);
        }
        return this;
    }

    /// Whether no further row will be planned.
    public boolean isFull() {
        return rows.size() >= MOST_ROWS;
    }

    /// The row has this number until the next survey; ABSENT leaves it out.
    public Plan<F> set(F field, long value) {
        row.numbers[field.ordinal()] = ReadingLimits.possible(field.spec(), value);
        return this;
    }

    /// The row has these words until the next survey; null and nothing at all leave them out.
    public Plan<F> text(F field, @Nullable String words) {
        row.texts[field.ordinal()] = words == null || words.isEmpty() ? null : Utf8.encode(words);
        return this;
    }

    /// The file at `path` is read for the fields `first` and `rest` of the row.
    @SafeVarargs
    public final Plan<F> reads(String path, Sensor.Parser<F> parser, F first, F... rest) {
        var supplies = 1L << first.ordinal();
        for (var field : rest) {
            supplies |= 1L << field.ordinal();
        }
        row.readings.add(new Reading<>(path, parser, supplies));
        return this;
    }

    /// The file at `path` is read for the whole number without a sign that is all it says.
    public Plan<F> number(F field, String path) {
        return reads(path, new NumberText<>(field), field);
    }

    /// The same for a number that may have a minus sign.
    public Plan<F> signed(F field, String path) {
        return reads(path, new SignedText<>(field), field);
    }

    /// The file at `path` is read for the words in its first line.
    public Plan<F> words(F field, String path) {
        return reads(path, new WordsText<>(field), field);
    }

    /// How many rows there are.
    public int rows() {
        return rows.size();
    }

    /// Begins a row in `into` with what is known of the plan's row at `index`.
    public void begin(int index, Table<F> into) {
        into.row();
        var row = rows.get(index);
        for (var slot = 0; slot < width; slot++) {
            into.set(into.rows() - 1, slot, row.numbers[slot]);
            var text = row.texts[slot];
            if (text != null) {
                into.text(into.rows() - 1, slot, text, 0, text.length);
            }
        }
    }

    /// What is read for the row at `index`; a list that must not be changed.
    public List<Reading<F>> readings(int index) {
        return rows.get(index).readings;
    }

    /// Whether `other` has the same rows with the same values and reads the same files.
    public boolean isLike(Plan<F> other) {
        if (rows.size() != other.rows.size()) {
            return false;
        }
        for (var i = 0; i < rows.size(); i++) {
            if (!rows.get(i).isLike(other.rows.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static final class Row<F extends Enum<F> & Field> {
        final long[] numbers;
        final byte[] @Nullable [] texts;
        final List<Reading<F>> readings = new ArrayList<>(4);

        Row(int width) {
            numbers = new long[width];
            Arrays.fill(numbers, Field.ABSENT);
            texts = new byte[width][];
        }

        boolean isLike(Row<F> other) {
            if (!Arrays.equals(numbers, other.numbers) || readings.size() != other.readings.size()) {
                return false;
            }
            for (var slot = 0; slot < texts.length; slot++) {
                if (!Arrays.equals(texts[slot], other.texts[slot])) {
                    return false;
                }
            }
            for (var i = 0; i < readings.size(); i++) {
                var reading = readings.get(i);
                var otherReading = other.readings.get(i);
                if (reading.supplies != otherReading.supplies || !reading.path.equals(otherReading.path)) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final class NumberText<F extends Enum<F> & Field> implements Sensor.Parser<F> {
        private final F field;

        NumberText(F field) {
            this.field = field;
        }

        @Override
        public void parse(Cursor text, Table<F> out) {
            out.set(field, ReadingLimits.possible(field.spec(), text.number()));
        }
    }

    private static final class SignedText<F extends Enum<F> & Field> implements Sensor.Parser<F> {
        private final F field;

        SignedText(F field) {
            this.field = field;
        }

        @Override
        public void parse(Cursor text, Table<F> out) {
            out.set(field, ReadingLimits.possible(field.spec(), text.signed()));
        }
    }

    private static final class WordsText<F extends Enum<F> & Field> implements Sensor.Parser<F> {
        private final F field;

        WordsText(F field) {
            this.field = field;
        }

        @Override
        public void parse(Cursor text, Table<F> out) {
            if (text.restOfLine()) {
                out.copy(field, text);
            }
        }
    }
}
