package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Host;

/// The records of one host as columns, as they are put together. It is emptied and filled again, host by host.
final class Block {
    /// A stamp's column that says how far it is from the record's first stamp.
    static final int FROM_BASE = 1;

    final List<SensorColumns> sensors = new ArrayList<>();
    final Texts texts = new Texts();
    private final Column round = new Column();
    private final Column flags = new Column();
    final Column reason = new Column();
    final Column[] numbers = new Column[Told.NUMBERS];
    final Directory directory = new Directory();
    private final Octets other = new Octets();
    private long[] base = new long[64];
    private long[] apart = new long[64];
    private long tookBefore;
    private int count;

    Block(Names names) {
        names.sensors().forEach(_ -> sensors.add(new SensorColumns()));
        Arrays.setAll(numbers, _ -> new Column());
        clear();
    }

    void clear() {
        count = 0;
        tookBefore = 0;
        texts.clear();
        round.reset(0);
        flags.reset(0);
        reason.reset(texts.number(new byte[0]));
        for (var number : numbers) {
            number.reset(0);
        }
        sensors.forEach(SensorColumns::clear);
    }

    /// How many records there are.
    int count() {
        return count;
    }

    /// Begins a record, and says its number.
    int begin() {
        return count++;
    }

    /// Takes back the record begun last.
    void takeBack() {
        count--;
    }

    Texts texts() {
        return texts;
    }

    SensorColumns sensor(int index) {
        return sensors.get(index);
    }

    long[] rounds() {
        return round.values(count);
    }

    long[] flags() {
        return flags.values(count);
    }

    /// @param said what [Told] numbers; not kept
    /// @param slack what slack there is beyond this round trip
    void told(int record, int inRound, int told, long[] said, long slack) {
        round.set(record, inRound);
        flags.set(record, told);
        for (var i = 0; i < said.length; i++) {
            numbers[i].set(record, i == Told.SLACK ? slack - tookBefore : said[i]);
        }
        tookBefore = said[Told.TOOK];
    }

    void reason(int record, String why) {
        reason.set(record, texts.number(why.getBytes(StandardCharsets.UTF_8)));
    }

    /// Writes all of it.
    ///
    /// @param used gets the numbers of the sensors in it
    void write(Host host, BitSet used, Octets out) {
        directory.clear();
        base();
        directory.begin();
        Packing.write(base, count, directory.data());
        directory.column(Directory.BASE, 0);
        own(Directory.ROUND, round);
        own(Directory.FLAGS, flags);
        own(Directory.REASON, reason);
        for (var i = 0; i < numbers.length; i++) {
            own(Directory.FIRST_NUMBER + i, numbers[i]);
        }
        directory.end(Directory.TOLD);
        for (var index = 0; index < sensors.size(); index++) {
            var columns = sensors.get(index);
            if (columns.isThere(count)) {
                directory.begin();
                used.set(index);
                sensor(columns);
                directory.end(index + 1);
            }
        }
        directory.write(host, count, texts, out);
    }

    private void own(int code, Column column) {
        var from = directory.data().size();
        column.write(count, directory.data());
        directory.column(code, from);
    }

    private void sensor(SensorColumns columns) {
        own(Directory.CONTROL, columns.control);
        var from = directory.data().size();
        stamp(columns.stamp.values(count), base, count, directory.data());
        directory.column(Directory.STAMP, from);
        own(Directory.AGE, columns.age);
        own(Directory.ROWS, columns.rows);
        for (var cell = 0; cell < columns.used; cell++) {
            var column = columns.cells.get(cell);
            if (!column.isAbsent()) {
                own(Directory.FIRST_CELL + cell * Directory.ASPECTS, column);
            }
        }
    }

    /// Stamps of one sample stand close together, but for those of what is read seldom: whichever is shorter.
    void stamp(long[] stamps, long[] from, int number, Octets out) {
        if (apart.length < number) {
            apart = new long[Math.max(number, apart.length * 2)];
        }
        for (var i = 0; i < number; i++) {
            apart[i] = stamps[i] == Field.ABSENT ? Field.ABSENT : stamps[i] - from[i];
        }
        other.clear();
        Packing.write(apart, number, other);
        var start = out.size();
        out.octet(0);
        Packing.write(stamps, number, out);
        if (other.size() < out.size() - start - 1) {
            out.cut(start);
            out.octet(FROM_BASE).raw(other);
        }
    }

    /// The first stamp of each record.
    long[] base() {
        if (base.length < count) {
            base = new long[Math.max(count, base.length * 2)];
        }
        Arrays.fill(base, 0, count, Field.ABSENT);
        var left = count;
        for (var index = 0; index < sensors.size() && left > 0; index++) {
            var columns = sensors.get(index);
            if (columns.isThere(count)) {
                var stamps = columns.stamp.values(count);
                for (var i = 0; i < count; i++) {
                    if (base[i] == Field.ABSENT && stamps[i] != Field.ABSENT) {
                        base[i] = stamps[i];
                        left--;
                    }
                }
            }
        }
        for (var i = 0; i < count; i++) {
            base[i] = base[i] == Field.ABSENT ? 0 : base[i];
        }
        return base;
    }

    /// The columns of one sensor.
    static final class SensorColumns {
        final Column control = new Column();
        final Column stamp = new Column();
        final Column age = new Column();
        final Column rows = new Column();
        final List<Column> cells = new ArrayList<>();
        /// How many of the cells' columns say anything.
        int used;

        private void clear() {
            control.reset(0);
            stamp.reset(Field.ABSENT);
            age.reset(Field.ABSENT);
            rows.reset(0);
            for (var i = 0; i < used; i++) {
                cells.get(i).reset(Field.ABSENT);
            }
            used = 0;
        }

        void told(int record, int said, long stamped, long old, int count) {
            control.set(record, said);
            stamp.set(record, stamped);
            age.set(record, old);
            rows.set(record, count);
        }

        /// The column of a cell, counted row by row.
        Column cell(int at) {
            while (cells.size() <= at) {
                var column = new Column();
                column.reset(Field.ABSENT);
                cells.add(column);
            }
            used = Math.max(used, at + 1);
            return cells.get(at);
        }

        /// Whether the sensor was sent in any of so many records.
        boolean isThere(int count) {
            if (control.isConstant()) {
                return count > 0 && control.constant() != 0;
            }
            var all = control.values(count);
            for (var i = 0; i < count; i++) {
                if (all[i] != 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
