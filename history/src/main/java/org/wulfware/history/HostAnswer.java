package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Rates;
import org.wulfware.libwulf.Rows;
import org.wulfware.wire.Sample;

/// What a query finds out about one host.
final class HostAnswer {
    /// By the steady clock, rounds need not stand as evenly as nodes' stamps.
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final int MOST_ROWS = 10_000;

    private final Query query;
    private final String name;
    private final long first;
    private final int count;
    private final long step;
    private final SequencedMap<String, double[]> values = new LinkedHashMap<>();
    /// How many seconds each mean is of, so far.
    private final Map<String, double[]> weights = new HashMap<>();
    private long seconds = 1;
    private @Nullable Sample ofAll;

    private @Nullable Sample before;
    private long beforeAt;
    private long beforeStep = Long.MIN_VALUE;
    private boolean hasRebooted;

    /// @param first the number of the first step
    HostAnswer(Query query, String name, long first, int count) {
        this.query = query;
        this.name = name;
        this.first = first;
        this.count = count;
        step = query.step().toNanos();
    }

    /// Goes through a block.
    ///
    /// @param ofAll the same records with the mean, the least or the greatest of all that each is left of; null where all are
    void read(BlockReader reader, @Nullable BlockReader ofAll, Rounds rounds) {
        var usual = query.taken() == Query.Taken.MEAN ? rounds.seconds() : 1;
        var isEach = query.taken() != Query.Taken.LAST;
        while (reader.next()) {
            if (ofAll != null && !ofAll.next()) {
                throw new DamagedException("columns of different lengths");
            }
            var at = rounds.times()[reader.round()];
            var number = Math.floorDiv(at - 1, step);
            // What came between two rounds was shown to nobody, and what a file repeats has been counted.
            var isSample = (reader.flags() & Told.KIND) == Told.ANSWERED
                    && (!isEach || (reader.flags() & Told.REPEATED) == 0 || before == null);
            hasRebooted |= (reader.flags() & Told.REBOOTED) != 0;
            var sample = isSample && (isEach || isLastOfStep(reader, rounds, number)) ? reader.sample() : null;
            if (sample != null && number >= first - 1 && number < first + count) {
                this.ofAll = ofAll == null ? null : ofAll.sample();
                // A file may end within the five minutes, and then the next begins with what is left of the same. One of a
                // single round does not say how long that was.
                seconds = (rounds.isThinned() || rounds.count() == 1) && before != null
                        ? Math.clamp(Math.round((at - beforeAt) / 1e9), 1, usual)
                        : usual;
                take(reader.host(), sample, at, number);
            }
        }
    }

    /// Whether no later record of the block is in the same step.
    private boolean isLastOfStep(BlockReader reader, Rounds rounds, long number) {
        var next = reader.nextRound();
        return next < 0 || next >= rounds.count() || Math.floorDiv(rounds.times()[next] - 1, step) != number;
    }

    /// Takes in what a store has of a time, unless that is no news.
    ///
    /// @param at when it was taken, in nanoseconds since 1970
    void take(Host host, Sample sample, long at) {
        var number = Math.floorDiv(at - 1, step);
        var last = before;
        if (number < first - 1 || number >= first + count || (last != null && at <= beforeAt)) {
            return;
        }
        hasRebooted = last != null && Rates.rebooted(last, sample);
        // The store's times are believed, however far apart the nodes' own are.
        take(host, sample, at, number, ReadBack.FURTHEST);
    }

    private void take(Host host, Sample sample, long at, long number) {
        take(host, sample, at, number, SLACK);
    }

    private void take(Host host, Sample sample, long at, long number, Duration slack) {
        var previous = hasRebooted || beforeStep < number - 1 ? null : before;
        var state = new HostState(
                host,
                new Poll.Answered(sample, Duration.ZERO),
                Optional.of(sample),
                Optional.ofNullable(previous),
                Told.instant(at),
                Told.instant(at),
                hasRebooted,
                previous == null ? Duration.ZERO : Duration.ofNanos(at - beforeAt),
                slack,
                Optional.of(sample));
        if (number >= first) {
            evaluate(state, sample, (int) (number - first));
        }
        before = sample;
        beforeAt = at;
        beforeStep = number;
        hasRebooted = false;
    }

    private void evaluate(HostState state, Sample sample, int at) {
        var rows = query.rows();
        if (rows.isEmpty()) {
            put("", at, number(state, -1));
            return;
        }
        var most = rows.get().count(sample);
        for (var row = 0; row < most; row++) {
            if (rows.get().isThere(sample, row)) {
                put(label(rows.get(), sample, row), at, number(state, row));
            }
        }
    }

    /// Where no other is kept there was but one, and the last one is that.
    private double number(HostState state, int row) {
        var sample = ofAll;
        var kept = sample == null ? Double.NaN : query.expression().plainNumber(sample, row) / query.finer();
        return Double.isNaN(kept) ? query.expression().number(state, row) : kept;
    }

    private void put(String row, int at, double value) {
        if (Double.isNaN(value) || (values.size() >= MOST_ROWS && !values.containsKey(row))) {
            return;
        }
        var all = values.computeIfAbsent(row, _ -> {
            var none = new double[count];
            Arrays.fill(none, Double.NaN);
            return none;
        });
        var old = all[at];
        all[at] = switch (query.taken()) {
            case LAST -> value;
            case LEAST -> Double.isNaN(old) ? value : Math.min(old, value);
            case GREATEST -> Double.isNaN(old) ? value : Math.max(old, value);
            case MEAN -> {
                var weight = weights.computeIfAbsent(row, _ -> new double[count])[at] += seconds;
                yield Double.isNaN(old) ? value : old + (value - old) * (seconds / weight);
            }
        };
    }

    /// What a person calls the row: `eth0`.
    private static String label(Rows rows, Sample sample, int row) {
        var label = new StringBuilder();
        keys(rows.sensor(), sample, row, Kind.TEXT, label);
        if (label.isEmpty()) {
            keys(rows.sensor(), sample, row, Kind.GAUGE, label);
        }
        return label.toString();
    }

    private static <F extends Enum<F> & Field> void keys(
            Sensor<F> sensor, Sample sample, int row, Kind kind, StringBuilder out) {
        for (var field : sensor.fields()) {
            if (field.spec().isKey() && field.spec().kind() == Kind.TEXT == (kind == Kind.TEXT)
                    && sample.cell(row, field) != Field.ABSENT) {
                out.append(kind == Kind.TEXT ? sample.text(row, field)
                        : (out.isEmpty() ? "" : ":") + sample.cell(row, field));
            }
        }
    }

    Stream<Query.Series> series() {
        return values.isEmpty() && query.rows().isEmpty()
                ? Stream.of(new Query.Series(name, "", none()))
                : values.entrySet().stream().map(row -> new Query.Series(name, row.getKey(), row.getValue()));
    }

    private double[] none() {
        var none = new double[count];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
