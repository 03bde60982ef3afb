package org.wulfware.history;

import module java.base;

/// The steps of a query, one behind the other: each is the time behind the one before it, up to and with its own end. They end at the
/// multiples of their length, or where days, weeks or months do; the last one ends when the query does.
public final class Steps {
    /// More values than these are asked for by mistake.
    public static final long MOST = 20_000_000;

    /// The number of all times before the step that is before the first one.
    static final int EARLIER = -2;

    private final long before;
    private final long start;
    private final long[] ends;
    /// By nanoseconds; 0 for those that are not all of one length.
    private final long even;

    private Steps(long before, long start, long[] ends, long even) {
        this.before = before;
        this.start = start;
        this.ends = ends;
        this.even = even;
    }

    /// About how many there are.
    public static long count(Instant from, Instant to, Step step) {
        return Duration.between(from, to).dividedBy(step.usual()) + 1;
    }

    /// Those of one length.
    public static Steps even(Instant from, Instant to, Duration length) {
        var nanos = length.toNanos();
        var first = Math.floorDiv(Told.nanos(from), nanos);
        var last = Told.nanos(to);
        var ends = new long[(int) Math.min(MOST, Math.floorDiv(last - 1, nanos) - first + 1)];
        for (var i = 0; i < ends.length; i++) {
            ends[i] = Math.min(last, (first + 1 + i) * nanos);
        }
        return new Steps((first - 1) * nanos, first * nanos, ends, nanos);
    }

    /// All of the time at once.
    public static Steps one(Instant from, Instant to) {
        var start = Told.nanos(from);
        var end = Told.nanos(to);
        return new Steps(start - (end - start), start, new long[]{end}, 0);
    }

    /// The steps from one time to another.
    ///
    /// @param to behind `from`
    /// @param zone whose days are meant
    public static Steps of(Instant from, Instant to, Step step, ZoneId zone) {
        return switch (step) {
            case Step.Time(var length) -> even(from, to, length);
            case Step.Days(var count) -> calendar(from, to, day -> {
                // Day 0 was a Thursday.
                var monday = count % 7 == 0 ? 3 : 0;
                return LocalDate.ofEpochDay(Math.floorDiv(day.toEpochDay() + monday, count) * count - monday);
            }, day -> day.plusDays(count), zone);
            case Step.Months(var count) -> calendar(from, to, day -> {
                var month = Math.floorDiv(day.getYear() * 12 + day.getMonthValue() - 1, count) * count;
                return LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1);
            }, day -> day.plusMonths(count), zone);
        };
    }

    private static Steps calendar(
            Instant from, Instant to, UnaryOperator<LocalDate> floor, UnaryOperator<LocalDate> next, ZoneId zone) {
        var first = floor.apply(LocalDate.ofInstant(from, zone));
        var last = Told.nanos(to);
        var ends = LongStream.builder();
        for (var day = first; begin(day, zone) < last && ends(day) < MOST; day = next.apply(day)) {
            ends.add(Math.min(last, begin(next.apply(day), zone)));
        }
        return new Steps(begin(floor.apply(first.minusDays(1)), zone), begin(first, zone), ends.build().toArray(), 0);
    }

    /// Days so far away are no times of a recording.
    private static long ends(LocalDate day) {
        return Math.abs(day.toEpochDay());
    }

    private static long begin(LocalDate day, ZoneId zone) {
        return Told.nanos(day.atStartOfDay(zone).toInstant());
    }

    /// How many there are.
    public int count() {
        return ends.length;
    }

    /// When the first begins.
    Instant from() {
        return Told.instant(start);
    }

    /// When the last ends.
    Instant to() {
        return Told.instant(ends[ends.length - 1]);
    }

    /// When the step before the first begins: a rate of the first one is formed from there.
    Instant before() {
        return Told.instant(before);
    }

    /// When a step begins, in nanoseconds.
    ///
    /// @param number -1 for the one before the first
    long start(int number) {
        return number < 0 ? before : number == 0 ? start : ends[number - 1];
    }

    /// When it ends.
    long end(int number) {
        return number < 0 ? start : ends[number];
    }

    /// In which step a time is: -1 for the one before the first, [#EARLIER] for all before that, [#count()] for all behind the last.
    int number(long nanos) {
        if (nanos <= start) {
            return nanos <= before ? EARLIER : -1;
        }
        if (nanos > ends[ends.length - 1]) {
            return ends.length;
        }
        if (even > 0) {
            return (int) ((nanos - 1 - start) / even);
        }
        var at = Arrays.binarySearch(ends, nanos);
        return at < 0 ? -at - 1 : at;
    }

    /// The last end up to a time, or when the first begins.
    long endUpTo(long nanos) {
        var at = Arrays.binarySearch(ends, nanos);
        return at >= 0 ? ends[at] : at == -1 ? start : ends[-at - 2];
    }

    /// Whether all of them, but for the last one's end, begin and end at multiples of so much time.
    boolean areOf(long nanos) {
        return start % nanos == 0 && IntStream.range(0, ends.length - 1).allMatch(i -> ends[i] % nanos == 0);
    }

    /// The ends.
    List<Instant> times() {
        return Arrays.stream(ends).mapToObj(Told::instant).toList();
    }
}
