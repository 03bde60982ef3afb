package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Host;

/// Makes few records of many: of each step of time the last one, and beside its values the mean, the least and the greatest of
/// all that there were.
final class Thinning {
    static final long STEP = Duration.ofMinutes(5).toNanos();

    /// Means and rates have three decimals more than what they are of.
    static final long FINER = 1000;

    private final Names names;
    private final long[] rounds;
    /// Of each round its step's number among those that there are, and of each of those its time.
    private final int[] steps;
    private final List<Long> times = new ArrayList<>();

    private final Directory directory = new Directory();
    private final Texts texts = new Texts();
    private int[] from = new int[16];
    private int[] pick = new int[16];
    private int count;
    private boolean[] isSaid = new boolean[16];
    private long[] picked = new long[16];
    private long[][] aspects = new long[Directory.ASPECTS][16];
    private final RowPlaces places = new RowPlaces();

    /// Of a row that moves: one of its values in all records.
    private long[] followed = new long[16];

    /// Of every row, one of its values in the last record before each step.
    private long[] before = new long[16];

    /// Where it stands.
    private int[] place = new int[16];

    private int[] placeBefore = new int[16];

    /// @param rounds when they were
    Thinning(Names names, long[] rounds) {
        this.names = names;
        this.rounds = rounds;
        steps = new int[rounds.length];
        var last = Long.MIN_VALUE;
        for (var i = 0; i < rounds.length; i++) {
            var step = Math.floorDiv(rounds[i] - 1, STEP);
            if (step != last) {
                times.add(rounds[i]);
                last = step;
            }
            steps[i] = times.size() - 1;
            times.set(times.size() - 1, rounds[i]);
        }
    }

    /// When each step's last round was.
    List<Long> times() {
        return times;
    }

    /// Writes the block that was chosen from, thinned out.
    void write(Block block, Host host, Octets out) {
        directory.clear();
        texts.clear();
        told(block);
        for (var index = 0; index < block.sensors.size(); index++) {
            var columns = block.sensors.get(index);
            if (columns.isThere(block.count())) {
                directory.begin();
                sensor(block, columns, names.sensor(index));
                directory.end(index + 1);
            }
        }
        directory.write(host, count, texts, out);
    }

    /// Finds each step's records, and the last of them that was shown; says how many steps there are.
    int choose(Block block) {
        var inRound = block.rounds();
        var flags = block.flags();
        count = 0;
        for (var i = 0; i < block.count(); i++) {
            var step = steps[(int) inRound[i]];
            if (count == 0 || steps[(int) inRound[from[count - 1]]] != step) {
                if (count == from.length) {
                    from = Arrays.copyOf(from, count * 2);
                    pick = Arrays.copyOf(pick, count * 2);
                    picked = new long[count * 2];
                    aspects = new long[Directory.ASPECTS][count * 2];
                    before = new long[count * 2];
                    placeBefore = new int[count * 2];
                }
                from[count] = i;
                pick[count++] = i;
            }
            if ((flags[i] & Told.KIND) != Told.BETWEEN_ROUNDS) {
                pick[count - 1] = i;
            }
        }
        return count;
    }

    private int end(Block block, int step) {
        return step + 1 < count ? from[step + 1] : block.count();
    }

    private void told(Block block) {
        var inRound = block.rounds();
        var flags = block.flags();
        directory.begin();
        own(Directory.BASE, block.base());
        for (var i = 0; i < count; i++) {
            picked[i] = steps[(int) inRound[pick[i]]];
        }
        put(Directory.ROUND, picked);
        for (var i = 0; i < count; i++) {
            var all = flags[pick[i]] & ~(Told.HAS_PREVIOUS | Told.REPEATED);
            for (var record = from[i]; record < end(block, i); record++) {
                all |= flags[record] & Told.REBOOTED;
            }
            picked[i] = all;
        }
        put(Directory.FLAGS, picked);
        texts(Directory.REASON, block.reason.values(block.count()), block);
        var at = block.numbers[Told.AT].values(block.count());
        for (var i = 0; i < count; i++) {
            var round = (int) inRound[pick[i]];
            picked[i] = at[pick[i]] + rounds[round] - times.get(steps[round]);
        }
        put(Directory.FIRST_NUMBER + Told.AT, picked);
        for (var number : new int[]{Told.SINCE, Told.TOOK, Told.BYTES, Told.AGE}) {
            own(Directory.FIRST_NUMBER + number, block.numbers[number].values(block.count()));
        }
        directory.end(Directory.TOLD);
    }

    private void sensor(Block block, Block.SensorColumns columns, Names.Known known) {
        find(block, columns);
        own(Directory.CONTROL, columns.control.values(block.count()));
        var at = directory.data().size();
        var base = choose(block.base(), aspects[0]);
        block.stamp(choose(columns.stamp.values(block.count()), picked), base, count, directory.data());
        directory.column(Directory.STAMP, at);
        own(Directory.AGE, columns.age.values(block.count()));
        own(Directory.ROWS, columns.rows.values(block.count()));
        places.begin(columns, known, block.count());
        var isStill = true;
        var found = -1;
        for (var cell = 0; cell < columns.used; cell++) {
            var column = columns.cells.get(cell);
            if (cell % known.width() == 0) {
                isStill = places.isStill(cell / known.width());
            }
            if (!column.isAbsent()) {
                var code = Directory.FIRST_CELL + cell * Directory.ASPECTS;
                var slot = cell % known.width();
                if (known.isText()[slot]) {
                    texts(code, column.values(block.count()), block);
                } else if (column.isConstant() && (isStill || known.isIdentity()[slot])) {
                    var from = directory.data().size();
                    Packing.constant(column.constant(), directory.data());
                    directory.column(code, from);
                } else {
                    var values = column.values(block.count());
                    own(code, values);
                    if (!known.isIdentity()[slot] && isStill) {
                        for (var i = 0; i < count; i++) {
                            before[i] = from[i] == 0 ? Field.ABSENT : values[from[i] - 1];
                        }
                        aspects(block, columns, values, values, known.isCounter()[slot], code);
                    } else if (!known.isIdentity()[slot]) {
                        if (found != cell / known.width()) {
                            found = cell / known.width();
                            follow(block, found);
                        }
                        followValues(block, slot);
                        aspects(block, columns, values, followed, known.isCounter()[slot], code);
                    }
                }
            }
        }
    }

    /// Finds where the row, which stands at `row` of each step's last record, does in all others.
    private void follow(Block block, int row) {
        if (place.length < block.count()) {
            place = new int[block.count()];
            followed = new long[block.count()];
        }
        for (var step = 0; step < count; step++) {
            placeBefore[step] = from[step] == 0 ? -1 : places.place(from[step] - 1, row, pick[step]);
            for (var i = from[step]; i < end(block, step); i++) {
                place[i] = places.place(i, row, pick[step]);
            }
        }
    }

    /// The same row's values in one field.
    private void followValues(Block block, int slot) {
        for (var step = 0; step < count; step++) {
            before[step] = from[step] == 0 ? Field.ABSENT : places.value(from[step] - 1, placeBefore[step], slot);
        }
        for (var i = 0; i < block.count(); i++) {
            followed[i] = places.value(i, place[i], slot);
        }
    }

    private long[] choose(long[] values, long[] into) {
        for (var i = 0; i < count; i++) {
            into[i] = values[pick[i]];
        }
        return into;
    }

    private void own(int code, long[] values) {
        put(code, choose(values, picked));
    }

    /// Of the texts only those are kept that are still there.
    private void texts(int code, long[] values, Block block) {
        choose(values, picked);
        for (var i = 0; i < count; i++) {
            picked[i] = picked[i] == Field.ABSENT ? Field.ABSENT : texts.number(block.texts().get(picked[i]));
        }
        put(code, picked);
    }

    private void put(int code, long[] values) {
        var at = directory.data().size();
        Packing.write(values, count, directory.data());
        directory.column(code, at);
    }

    /// Where there was but one value in each step, the last one says it all.
    ///
    /// @param all the values of the row whose own, `values`, stand in each step's last record: the same array if it does not move
    @SuppressWarnings("ReferenceEquality") // which array it is, not what stands in it
    private void aspects(Block block, Block.SensorColumns columns, long[] values, long[] all, boolean isCounter,
            int code) {
        var isNews = false;
        for (var i = 0; i < count; i++) {
            isNews |= isCounter ? rates(block, columns, all, before[i], i) : amounts(block, values, all, i);
        }
        if (isNews) {
            for (var aspect = isCounter ? Directory.LEAST : Directory.MEAN; aspect < Directory.ASPECTS; aspect++) {
                put(code + aspect, aspects[aspect]);
            }
        }
    }

    /// Which records say something of a sensor.
    private void find(Block block, Block.SensorColumns columns) {
        var flags = block.flags();
        var controls = columns.control.values(block.count());
        if (isSaid.length < block.count()) {
            isSaid = new boolean[block.count()];
        }
        for (var i = 0; i < block.count(); i++) {
            var kind = flags[i] & Told.KIND;
            isSaid[i] = (kind == Told.ANSWERED || kind == Told.BETWEEN_ROUNDS) && controls[i] != 0;
        }
    }

    /// Whether a record is one that a query counts: what came between two rounds was shown to nobody, and what a file begins
    /// with has been counted in the one before.
    private static boolean isShown(long flags) {
        return (flags & Told.KIND) == Told.ANSWERED && (flags & Told.REPEATED) == 0;
    }

    private boolean amounts(Block block, long[] values, long[] all, int step) {
        var sum = 0.0;
        var number = 0;
        var least = Long.MAX_VALUE;
        var greatest = Long.MIN_VALUE;
        var end = end(block, step);
        var flags = block.flags();
        for (var i = from[step]; i < end; i++) {
            if (all[i] != Field.ABSENT && isSaid[i] && isShown(flags[i])) {
                sum += all[i];
                number++;
                least = Math.min(least, all[i]);
                greatest = Math.max(greatest, all[i]);
            }
        }
        aspects[Directory.MEAN][step] = number == 0 ? Field.ABSENT : Math.round(sum / number * FINER);
        aspects[Directory.LEAST][step] = number == 0 ? Field.ABSENT : least;
        aspects[Directory.GREATEST][step] = number == 0 ? Field.ABSENT : greatest;
        return number > 0 && (least != greatest || values[pick[step]] != least);
    }

    private boolean rates(Block block, Block.SensorColumns columns, long[] all, long earlier, int step) {
        var stamps = columns.stamp.values(block.count());
        var flags = block.flags();
        var least = Double.POSITIVE_INFINITY;
        var greatest = 0.0;
        var end = end(block, step);
        for (var i = Math.max(1, from[step]); i < end; i++) {
            var was = i == from[step] ? earlier : all[i - 1];
            if (all[i] != Field.ABSENT && was != Field.ABSENT && all[i] >= was
                    && stamps[i] > stamps[i - 1] && stamps[i - 1] != Field.ABSENT && (flags[i] & Told.REBOOTED) == 0
                    && isSaid[i] && isSaid[i - 1] && isShown(flags[i])) {
                var rate = (double) (all[i] - was) / (stamps[i] - stamps[i - 1]) * 1e6 * FINER;
                least = Math.min(least, rate);
                greatest = Math.max(greatest, rate);
            }
        }
        var isThere = least <= greatest;
        aspects[Directory.LEAST][step] = isThere ? Math.round(least) : Field.ABSENT;
        aspects[Directory.GREATEST][step] = isThere ? Math.round(greatest) : Field.ABSENT;
        return isThere && Math.round(greatest) > 0;
    }
}
