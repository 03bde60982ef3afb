package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.libwulf.Host;
import org.wulfware.wire.Sample;

/// Reads the records of one host, one after the other.
final class BlockReader {
    /// What of the samples is wanted.
    ///
    /// @param fields empty for all
    /// @param aspect which of what a thinned file keeps of a cell
    /// @param isBare whether only the samples are wanted, and not how the attempts went
    record Wanted(Set<Field> fields, int aspect, boolean isBare) {
        static final Wanted ALL = new Wanted(Set.of(), Directory.LAST, false);

        boolean has(@Nullable Sensor<?> sensor) {
            return sensor != null
                    && (fields.isEmpty() || fields.stream().anyMatch(field -> field.sensor() == sensor));
        }

        boolean has(Sensor<?> sensor, int slot) {
            return fields.isEmpty() || fields.contains(sensor.fields()[slot]);
        }
    }

    private final Directory.Found found;
    private final byte[] bytes;
    private final Packing.@Nullable Unpacked[] told = new Packing.Unpacked[Directory.FIRST_NUMBER + Told.NUMBERS];
    private final long[] values = new long[Directory.FIRST_NUMBER + Told.NUMBERS];
    private final List<SensorReader> sensors = new ArrayList<>();
    private int record = -1;
    /// Which round the record behind this one was in; -1 for none.
    private int nextRound = -1;

    BlockReader(Frame block, Names names, Wanted wanted) {
        this(Directory.read(block.cursor()), block.file(), names, wanted);
    }

    private BlockReader(Directory.Found found, byte[] bytes, Names names, Wanted wanted) {
        this.found = found;
        this.bytes = bytes;
        for (var column = 0; column < found.columns();) {
            var group = found.groups()[column];
            var next = column;
            while (next < found.columns() && found.groups()[next] == group) {
                next++;
            }
            if (group == Directory.TOLD) {
                for (; column < next; column++) {
                    if (found.codes()[column] < (wanted.isBare ? Directory.REASON : told.length)) {
                        told[found.codes()[column]] = unpacked(column, 0);
                    }
                }
            } else if (wanted.has(names.sensor(group - 1).sensor())) {
                sensors.add(new SensorReader(names.sensor(group - 1), column, next, wanted));
            }
            column = next;
        }
    }

    private Packing.Unpacked unpacked(int column, int skip) {
        return new Packing.Unpacked(bytes, found.from(column) + skip, found.ends()[column], found.count());
    }

    Host host() {
        return found.host();
    }

    int count() {
        return found.count();
    }

    /// Whether there was another record.
    boolean next() {
        if (record + 1 >= found.count()) {
            return false;
        }
        if (record++ < 0) {
            nextRound = round(told[Directory.ROUND]);
        }
        var tookBefore = values[Directory.FIRST_NUMBER + Told.TOOK];
        for (var i = 0; i < told.length; i++) {
            var column = told[i];
            if (i == Directory.ROUND) {
                values[i] = nextRound;
                nextRound = record + 1 < found.count() ? round(column) : -1;
            } else if (column != null) {
                values[i] = column.next();
            }
        }
        values[Directory.FIRST_NUMBER + Told.SLACK] += tookBefore;
        for (var sensor : sensors) {
            sensor.next(values[Directory.BASE]);
        }
        return true;
    }

    private static int round(Packing.@Nullable Unpacked column) {
        var round = column == null ? 0 : column.next();
        if (round < 0 || round > Integer.MAX_VALUE) {
            throw new DamagedException("no round " + round);
        }
        return (int) round;
    }

    /// Which of the file's rounds the record behind this one was in; -1 if there is none.
    int nextRound() {
        return nextRound;
    }

    /// Which of the file's rounds it was in.
    int round() {
        return (int) values[Directory.ROUND];
    }

    int flags() {
        return (int) values[Directory.FLAGS];
    }

    /// One of [Told]'s numbers; the slack is what there is beyond this round trip.
    long number(int which) {
        return values[Directory.FIRST_NUMBER + which];
    }

    String reason() {
        return new String(text(values[Directory.REASON]), StandardCharsets.UTF_8);
    }

    private byte[] text(long number) {
        if (number < 0 || number >= found.texts().size()) {
            throw new DamagedException("no text " + number);
        }
        return found.texts().get((int) number);
    }

    boolean isSample() {
        var kind = flags() & Told.KIND;
        return kind == Told.ANSWERED || kind == Told.BETWEEN_ROUNDS;
    }

    /// The sample of a record that has one.
    Sample sample() {
        var tables = new ArrayList<Table<?>>(sensors.size());
        for (var sensor : sensors) {
            var table = sensor.table();
            if (table != null) {
                tables.add(table);
            }
        }
        return Sample.recorded(tables, (flags() & Told.INIT) != 0, number(Told.AGE),
                Math.clamp(number(Told.BYTES), 0, Integer.MAX_VALUE));
    }

    /// The columns of one sensor, and what they say in the present record.
    private final class SensorReader {
        private static final int MOST_ROWS = 1 << 20;

        private final Names.Known known;
        private final Packing.@Nullable Unpacked[] own = new Packing.Unpacked[Directory.FIRST_CELL];
        private final boolean isFromBase;
        private final long[] said = new long[Directory.FIRST_CELL];
        private final Packing.Unpacked[] columns;
        private final int[] places;
        private final long[] cells;
        private boolean isChanged = true;
        private @Nullable Table<?> table;

        SensorReader(Names.Known known, int from, int to, Wanted wanted) {
            this.known = known;
            var columns = new ArrayList<Packing.Unpacked>();
            var places = new int[to - from];
            var isFromBase = false;
            for (var column = from; column < to; column++) {
                var code = found.codes()[column];
                if (code == Directory.STAMP) {
                    isFromBase = bytes[found.from(column)] == Block.FROM_BASE;
                    own[code] = unpacked(column, 1);
                } else if (code < Directory.FIRST_CELL) {
                    own[code] = unpacked(column, 0);
                } else if ((code - Directory.FIRST_CELL) % Directory.ASPECTS == wanted.aspect) {
                    var place = (code - Directory.FIRST_CELL) / Directory.ASPECTS;
                    var slot = known.slots()[place % known.width()];
                    if (slot >= 0 && wanted.has(Objects.requireNonNull(known.sensor()), slot)) {
                        places[columns.size()] = place;
                        columns.add(unpacked(column, 0));
                    }
                }
            }
            this.isFromBase = isFromBase;
            this.columns = columns.toArray(Packing.Unpacked[]::new);
            this.places = Arrays.copyOf(places, this.columns.length);
            cells = new long[this.columns.length];
        }

        void next(long base) {
            for (var i = 0; i < own.length; i++) {
                var column = own[i];
                var value = column == null ? 0 : column.next();
                if (i == Directory.STAMP && isFromBase && value != Field.ABSENT) {
                    value += base;
                }
                isChanged |= value != said[i];
                said[i] = value;
            }
            for (var i = 0; i < columns.length; i++) {
                var value = columns[i].next();
                isChanged |= value != cells[i];
                cells[i] = value;
            }
        }

        @Nullable
        Table<?> table() {
            if (isChanged) {
                isChanged = false;
                table = (said[Directory.CONTROL] & EntryWriter.PRESENT) == 0
                        ? null
                        : fill(new Table<>(Objects.requireNonNull(known.sensor())));
            }
            return table;
        }

        private Table<?> fill(Table<?> made) {
            var rows = Math.clamp(said[Directory.ROWS], 0, MOST_ROWS);
            made.stamp(said[Directory.STAMP]).stale(said[Directory.AGE]);
            if ((said[Directory.CONTROL] & EntryWriter.FAILED) != 0) {
                made.failed();
            }
            for (var row = 0; row < rows; row++) {
                made.row();
            }
            for (var i = 0; i < cells.length; i++) {
                var row = places[i] / known.width();
                var slot = places[i] % known.width();
                if (cells[i] == Field.ABSENT || row >= rows) {
                    continue;
                }
                if (known.isText()[slot]) {
                    var text = text(cells[i]);
                    made.text(row, known.slots()[slot], text, 0, text.length);
                } else {
                    made.set(row, known.slots()[slot], Names.scaled(cells[i], known.factors()[slot]));
                }
            }
            return made;
        }
    }
}
