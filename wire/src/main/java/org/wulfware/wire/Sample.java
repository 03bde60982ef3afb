package org.wulfware.wire;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.RowIdentity;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// One document, taken: what one host said at one time. It never changes. What the document did not hold is absent.
public final class Sample {
    private final @Nullable Table<?>[] tables;
    private final boolean init;
    private final long age;
    private final int bytes;

    /// @param tables by the place of their sensor in the catalog, null for what was not sent; no longer the caller's
    /// @param init whether the root said that the selection had been reset
    /// @param age how many milliseconds before it was sent the oldest of it had been read; ABSENT if all of it was read then
    /// @param bytes the document's length
    Sample(@Nullable Table<?>[] tables, boolean init, long age, int bytes) {
        this.tables = tables;
        this.init = init;
        this.age = age;
        this.bytes = bytes;
    }

    /// A sample made of tables rather than read from a document; for those that synthesize hosts.
    public static Sample of(Iterable<Table<?>> tables) {
        var placed = new Table<?>[Catalog.sensors().size()];
        for (var table : tables) {
            placed[Catalog.indexOf(table.sensor())] = table;
        }
        return new Sample(Arrays.copyOf(placed, placed.length), false, Field.ABSENT, 0);
    }

    /// A sample of before, as it was.
    ///
    /// @param tables of its sensors; no longer the caller's
    /// @param init what [#init] said
    /// @param age what [#age] said, [Field#ABSENT] for nothing
    /// @param bytes what [#bytes] said
    public static Sample recorded(Iterable<Table<?>> tables, boolean init, long age, int bytes) {
        return new Sample(of(tables).tables, init, age, bytes);
    }

    /// The table of the catalog's sensor `index`, null if it was not sent. It is for those who walk all cells, and nobody may
    /// change it.
    public @Nullable Table<?> table(int index) {
        return tables[index];
    }

    /// The rows of one sensor; none if it was not sent.
    @SuppressWarnings("unchecked") // each table stands at its own sensor's place
    private <F extends Enum<F> & Field> @Nullable Table<F> table(Sensor<F> sensor) {
        return (Table<F>) tables[Catalog.indexOf(sensor)];
    }

    public boolean has(Sensor<?> sensor) {
        return tables[Catalog.indexOf(sensor)] != null;
    }

    public <F extends Enum<F> & Field> int rows(Sensor<F> sensor) {
        var table = table(sensor);
        return table == null ? 0 : table.rows();
    }

    /// When the node read this sensor's source, in microseconds since 1970 by the node's clock; ABSENT if it does
    /// not say.
    public long stamp(Sensor<?> sensor) {
        var table = tables[Catalog.indexOf(sensor)];
        return table == null ? Field.ABSENT : table.stamp();
    }

    /// By how many milliseconds what stands here of a sensor is older than the sample, since its source hangs; ABSENT if it is
    /// as new as the sample.
    public long age(Sensor<?> sensor) {
        var table = tables[Catalog.indexOf(sensor)];
        return table == null ? Field.ABSENT : table.age();
    }

    /// Whether the node could not read this sensor's source, which is there.
    public boolean hasFailed(Sensor<?> sensor) {
        var table = tables[Catalog.indexOf(sensor)];
        return table != null && table.hasFailed();
    }

    /// The raw cell of a number (times ten to the field's decimals), or ABSENT.
    public <F extends Enum<F> & Field> long cell(int row, F field) {
        var table = table(sensorOf(field));
        return table == null ? Field.ABSENT : table.get(row, field);
    }

    /// The value of a number in the field's unit.
    public <F extends Enum<F> & Field> OptionalDouble number(int row, F field) {
        var cell = cell(row, field);
        return cell == Field.ABSENT || field.spec().kind() == Kind.TEXT
                ? OptionalDouble.empty()
                : OptionalDouble.of(cell / POWERS[field.spec().decimals()]);
    }

    /// The value of the first row that has this field: for sensors that have one row, and fields that stand once.
    public <F extends Enum<F> & Field> OptionalDouble number(F field) {
        var row = rowWith(field);
        return row < 0 ? OptionalDouble.empty() : number(row, field);
    }

    /// The text of a cell, empty if it is absent. It is what the node sent: no terminal may get it as it is.
    public <F extends Enum<F> & Field> String text(int row, F field) {
        var table = table(sensorOf(field));
        return table == null ? "" : table.text(row, field);
    }

    /// The text of the first row that has this field.
    public <F extends Enum<F> & Field> String text(F field) {
        var row = rowWith(field);
        return row < 0 ? "" : text(row, field);
    }

    /// The first row that has this field, or -1.
    public <F extends Enum<F> & Field> int rowWith(F field) {
        var table = table(sensorOf(field));
        if (table != null && table.hasAny(field)) {
            for (var row = 0; row < table.rows(); row++) {
                if (table.has(row, field)) {
                    return row;
                }
            }
        }
        return -1;
    }

    /// The first row whose whole-number key `field` is `value`, or -1.
    public <F extends Enum<F> & Field> int rowWhere(F field, long value) {
        var table = table(sensorOf(field));
        for (var row = 0; table != null && row < table.rows(); row++) {
            if (table.get(row, field) == value) {
                return row;
            }
        }
        return -1;
    }

    /// The row of `other` that is about the same thing as this sample's, the same processor, interface or process, wherever it
    /// stands; -1 if there is none.
    public int sameRow(Sensor<?> sensor, int row, Sample other) {
        var here = tables[Catalog.indexOf(sensor)];
        var there = other.tables[Catalog.indexOf(sensor)];
        return here == null || there == null || row < 0 || row >= here.rows()
                ? -1
                : RowIdentity.sameRow(here, row, there);
    }

    /// This sample with only those rows of a sensor that are `wanted`. A sensor of which none is stands here as one that
    /// was not sent.
    public <F extends Enum<F> & Field> Sample keeping(Sensor<F> sensor, IntPredicate wanted) {
        var all = table(sensor);
        if (all == null) {
            return this;
        }
        var kept = new Table<>(sensor).stamp(all.stamp()).stale(all.age());
        for (var row = 0; row < all.rows(); row++) {
            if (wanted.test(row)) {
                copy(all, row, kept.row());
            }
        }
        var placed = Arrays.copyOf(tables, tables.length);
        placed[Catalog.indexOf(sensor)] = kept.rows() == 0 ? null : kept;
        return new Sample(placed, init, age, bytes);
    }

    /// This sample with what `before` says of some sensors, in place of what stands here of them.
    public Sample completed(Sample before, Iterable<? extends Sensor<?>> sensors) {
        var placed = Arrays.copyOf(tables, tables.length);
        for (var sensor : sensors) {
            placed[Catalog.indexOf(sensor)] = before.tables[Catalog.indexOf(sensor)];
        }
        return new Sample(placed, init, age, bytes);
    }

    private static <F extends Enum<F> & Field> void copy(Table<F> from, int row, Table<F> to) {
        for (var field : from.sensor().fields()) {
            if (field.spec().kind() == Kind.TEXT && from.has(row, field)) {
                var text = new byte[from.textLength(row, field.ordinal())];
                from.copyText(row, field.ordinal(), text, 0);
                to.text(to.rows() - 1, field, text, 0, text.length);
            } else {
                to.set(field, from.get(row, field));
            }
        }
    }

    /// When the node began this sample: its first time stamp, in microseconds since 1970 by its own clock. Empty if it has an
    /// [#age]: no stamp then says when it was sent.
    public OptionalLong taken() {
        if (age != Field.ABSENT) {
            return OptionalLong.empty();
        }
        for (var table : tables) {
            if (table != null && table.stamp() != Field.ABSENT && !table.isStale()) {
                return OptionalLong.of(table.stamp());
            }
        }
        return OptionalLong.empty();
    }

    /// Whether the node said that its selection had been reset.
    public boolean init() {
        return init;
    }

    /// How many milliseconds before the document was sent the oldest of it had been read, if the node said that it had no time
    /// left to read all of it again. The stamps say when each part was.
    public OptionalLong age() {
        return age == Field.ABSENT ? OptionalLong.empty() : OptionalLong.of(age);
    }

    /// The document's length in bytes.
    public int bytes() {
        return bytes;
    }

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

    @SuppressWarnings("unchecked") // a field's sensor has the field's own type
    private static <F extends Enum<F> & Field> Sensor<F> sensorOf(F field) {
        return (Sensor<F>) field.sensor();
    }
}
