package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.RowIdentity;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Rates;
import org.wulfware.wire.Sample;

/// What a query finds out about one host.
final class HostAnswer {
    /// By the steady clock, rounds need not stand as evenly as nodes' stamps.
    private static final Duration SLACK = Duration.ofSeconds(2);
    private static final int MOST_ROWS = 10_000;

    /// Of one row.
    private static final class Values {
        final String name;
        final String fullName;
        final double[] all;
        /// How many seconds each mean is of, so far.
        final double[] weights;

        Values(String name, String fullName, int count, int weights) {
            this.name = name;
            this.fullName = fullName;
            all = new double[count];
            Arrays.fill(all, Double.NaN);
            this.weights = new double[weights];
        }
    }

    private final Query query;
    private final String name;
    private final Steps steps;
    private final BitSet down = new BitSet();
    /// By who tells whether the host was up.
    private final Map<String, BitSet> ups = new HashMap<>();
    private final Map<String, BitSet> downs = new HashMap<>();
    private final Map<String, Boolean> reachedBy = new HashMap<>();
    private final TextChanges changes;
    /// By what identifies them; of a host as a whole, by nothing.
    private final SequencedMap<Optional<RowIdentity>, Values> values = new LinkedHashMap<>();
    private long seconds = 1;
    private @Nullable Sample ofAll;

    private @Nullable Sample before;
    private long beforeAt;
    private int beforeStep = Steps.EARLIER;
    private boolean hasRebooted;

    HostAnswer(Query query, String name) {
        this.query = query;
        this.name = name;
        steps = query.steps();
        changes = new TextChanges(name);
    }

    /// Goes through a block.
    ///
    /// @param ofAll the same records with the mean, the least or the greatest of all that each is left of; null where all are
    void read(BlockReader reader, @Nullable BlockReader ofAll, Rounds rounds) {
        var usual = query.taken() == Query.Taken.MEAN ? rounds.seconds() : 1;
        var isEach = query.isOfAll();
        var wasDown = false;
        var lastNumber = Steps.EARLIER;
        while (reader.next()) {
            if (ofAll != null && !ofAll.next()) {
                throw new DamagedException("columns of different lengths");
            }
            var at = rounds.times()[reader.round()];
            var number = steps.number(at);
            if (wasDown) {
                down(lastNumber + 1, number);
            }
            var kind = reader.flags() & Told.KIND;
            wasDown = kind == Told.BETWEEN_ROUNDS ? wasDown : Told.isFailure(kind);
            lastNumber = number;
            told(kind, at, number);
            // What came between two rounds was shown to nobody, and what a file repeats has been counted.
            var isSample = kind == Told.ANSWERED
                    && (!isEach || (reader.flags() & Told.REPEATED) == 0 || before == null);
            hasRebooted |= (reader.flags() & Told.REBOOTED) != 0;
            var sample = isSample && (isEach || isLastOfStep(reader, rounds, number)) ? reader.sample() : null;
            if (sample != null && number >= -1 && number < steps.count()) {
                this.ofAll = ofAll == null ? null : ofAll.sample();
                // A file may end within the five minutes, and then the next begins with what is left of the same. One of a
                // single round does not say how long that was.
                seconds = (rounds.isThinned() || rounds.count() == 1) && before != null
                        ? Math.clamp(Math.round((at - beforeAt) / 1e9), 1, usual)
                        : usual;
                take(reader.host(), sample, at, number);
            }
        }
        if (wasDown) {
            // Who stays down is not told of again.
            down(lastNumber + 1, steps.number(rounds.times()[rounds.count() - 1]) + 1);
        }
    }

    /// Whether the host was up at that time; the last that is told of a step counts.
    private void told(int kind, long at, int number) {
        if (number < 0 || number >= steps.count()) {
            return;
        }
        if (kind == Told.ANSWERED) {
            down.clear(number);
        } else if (Told.isFailure(kind)) {
            down.set(number);
            if (query.isText()) {
                changes.down(at);
            }
        }
    }

    private void down(int from, int to) {
        var begin = Math.max(0, from);
        down.set(begin, Math.clamp(to, begin, Math.max(begin, steps.count())));
    }

    /// Somebody who fills a store says that it could reach the host, or not; in the order of the times, and of the samples' too.
    ///
    /// @param at in nanoseconds since 1970
    void reached(String job, long at, boolean isUp) {
        var number = steps.number(at);
        if (number >= 0 && number < steps.count()) {
            ups.computeIfAbsent(job, _ -> new BitSet()).set(number, isUp);
            downs.computeIfAbsent(job, _ -> new BitSet()).set(number, !isUp);
            reachedBy.put(job, isUp);
            // One who reaches it is enough.
            if (query.isText() && !reachedBy.containsValue(true)) {
                changes.down(at);
            }
        }
    }

    /// Whether no later record of the block is in the same step.
    private boolean isLastOfStep(BlockReader reader, Rounds rounds, int number) {
        var next = reader.nextRound();
        return next < 0 || next >= rounds.count() || steps.number(rounds.times()[next]) != number;
    }

    /// Takes in what a store has of a time, unless that is no news.
    ///
    /// @param at when it was taken, in nanoseconds since 1970
    void take(Host host, Sample sample, long at) {
        var number = steps.number(at);
        var last = before;
        if (number < -1 || number >= steps.count() || (last != null && at <= beforeAt)) {
            return;
        }
        hasRebooted = last != null && Rates.rebooted(last, sample);
        // The store's times are believed, however far apart the nodes' own are.
        take(host, sample, at, number, ReadBack.FURTHEST);
    }

    private void take(Host host, Sample sample, long at, int number) {
        take(host, sample, at, number, SLACK);
    }

    private void take(Host host, Sample sample, long at, int number, Duration slack) {
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
        if (number >= 0) {
            evaluate(state, sample, number, at);
        }
        before = sample;
        beforeAt = at;
        beforeStep = number;
        hasRebooted = false;
    }

    private void evaluate(HostState state, Sample sample, int at, long time) {
        var rows = query.rows();
        if (query.isText()) {
            texts(state, sample);
            changes.end(time);
            return;
        }
        if (rows.isEmpty()) {
            if (query.counts(state, -1)) {
                put(Optional.empty(), null, -1, at, number(state, -1));
            }
            return;
        }
        var table = Objects.requireNonNull(sample.table(Catalog.indexOf(rows.get().sensor())));
        var most = rows.get().count(sample);
        for (var row = 0; row < most; row++) {
            if (rows.get().isThere(sample, row) && query.counts(state, row)) {
                var value = number(state, row);
                if (!Double.isNaN(value)) {
                    put(Optional.of(RowIdentity.of(table, row)), table, row, at, value);
                }
            }
        }
    }

    private void texts(HostState state, Sample sample) {
        var rows = query.rows();
        if (rows.isEmpty()) {
            if (query.counts(state, -1)) {
                changes.row("", query.expression().text(state, -1));
            }
            return;
        }
        var table = Objects.requireNonNull(sample.table(Catalog.indexOf(rows.get().sensor())));
        for (var row = 0; row < Math.min(MOST_ROWS, rows.get().count(sample)); row++) {
            if (rows.get().isThere(sample, row) && query.counts(state, row)) {
                changes.row(RowIdentity.fullName(table, row), query.expression().text(state, row));
            }
        }
    }

    /// Where no other is kept there was but one, and the last one is that.
    private double number(HostState state, int row) {
        var sample = ofAll;
        var kept = sample == null ? Double.NaN : query.expression().plainNumber(sample, row) / query.finer();
        return Double.isNaN(kept) ? query.expression().number(state, row) : kept;
    }

    private void put(Optional<RowIdentity> identity, @Nullable Table<?> table, int row, int at, double value) {
        if (Double.isNaN(value) || (values.size() >= MOST_ROWS && !values.containsKey(identity))) {
            return;
        }
        var found = values.computeIfAbsent(identity,
                _ -> new Values(table == null ? "" : RowIdentity.name(table, row),
                        table == null ? "" : RowIdentity.fullName(table, row), steps.count(),
                        query.taken() == Query.Taken.MEAN ? steps.count() : 0));
        var old = found.all[at];
        found.all[at] = switch (query.taken()) {
            case LAST -> value;
            case LEAST -> Double.isNaN(old) ? value : Math.min(old, value);
            case GREATEST -> Double.isNaN(old) ? value : Math.max(old, value);
            case MEAN -> {
                var weight = found.weights[at] += seconds;
                yield Double.isNaN(old) ? value : old + (value - old) * (seconds / weight);
            }
        };
    }

    Stream<Query.Series> series() {
        // One who reaches it is enough.
        downs.values().forEach(down::or);
        ups.values().forEach(down::andNot);
        if (!ups.isEmpty() && !query.isOfAll()) {
            values.values().forEach(row -> down.stream().forEach(at -> row.all[at] = Double.NaN));
        }
        if (values.isEmpty() && (query.rows().isEmpty() || !down.isEmpty())) {
            return Stream.of(new Query.Series(name, "", none(), down));
        }
        var called = new HashMap<String, Integer>();
        values.values().forEach(row -> called.merge(row.name, 1, Integer::sum));
        var taken = new HashSet<String>();
        return values.values().stream().map(row -> {
            var isOne = called.getOrDefault(row.name, 0) == 1;
            return new Query.Series(name, unique(isOne ? row.name : row.fullName, taken), row.all, down);
        }).toList().stream();
    }

    /// Bytes that are no text look alike.
    private static String unique(String name, Set<String> taken) {
        var unique = name;
        for (var i = 2; !taken.add(unique); i++) {
            unique = name + "~" + i;
        }
        return unique;
    }

    Stream<Change> changes() {
        return changes.changes().stream();
    }

    /// Whether there were more changes than are kept.
    boolean isFull() {
        return changes.isFull();
    }

    private double[] none() {
        var none = new double[steps.count()];
        Arrays.fill(none, Double.NaN);
        return none;
    }
}
