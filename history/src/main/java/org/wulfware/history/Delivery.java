package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.wire.Gathering;
import org.wulfware.wire.Sample;

/// What one of those who fill a store, a job there, has of one host.
final class Delivery {
    static final long NEVER = Long.MIN_VALUE;

    private final Map<Integer, List<Series>> bySensor = new TreeMap<>();
    private long newest = NEVER;
    private long upAt = NEVER;
    private boolean isUp;
    private final List<Series> ups = new ArrayList<>();

    /// Takes a series in.
    ///
    /// @param sensor that it is about, -1 for `up`
    void add(int sensor, Series series) {
        if (sensor < 0) {
            ups.add(series);
            if (series.last() > upAt) {
                upAt = series.last();
                isUp = series.value(series.count() - 1) != 0;
            }
        } else {
            bySensor.computeIfAbsent(sensor, _ -> new ArrayList<>()).add(series);
            newest = Math.max(newest, series.last());
        }
    }

    /// What says whether the host was reached.
    List<Series> ups() {
        return ups;
    }

    boolean hasValues() {
        return newest != NEVER;
    }

    /// Whether the last that was heard is that the host could not be reached.
    boolean isUnreached() {
        return upAt != NEVER && !isUp && upAt >= newest;
    }

    /// When the host was last heard of, in milliseconds since 1970.
    long heard() {
        return isUp ? Math.max(upAt, newest) : newest;
    }

    /// From the last time but one to the last, in milliseconds; -1 if there are no two.
    long interval() {
        for (var all : bySensor.values()) {
            var series = all.getFirst();
            return series.count() < 2 ? -1 : series.last() - series.millis(series.count() - 2);
        }
        return -1;
    }

    /// A host's last sample, or the one before it, put together.
    ///
    /// @param sample of which nothing is known but what the store has
    /// @param at when it was taken, in milliseconds since 1970; [#NEVER] if there is none
    record Taken(Sample sample, long at) {}

    /// What those who reach a host have of it; of a sensor that several deliver, what the one has that delivers most.
    static Taken taken(Collection<Delivery> deliveries, boolean isPrevious) {
        return taken(chosen(deliveries), all -> {
            var last = all.stream().mapToLong(Series::last).max().orElse(NEVER);
            return isPrevious ? all.stream().mapToLong(series -> series.before(last)).max().orElse(NEVER) : last;
        });
    }

    /// By sensor, what is taken of it.
    static SortedMap<Integer, List<Series>> chosen(Collection<Delivery> deliveries) {
        var chosen = new TreeMap<Integer, List<Series>>();
        for (var delivery : deliveries) {
            delivery.bySensor.forEach((sensor, all) -> chosen.merge(sensor, all,
                    (one, other) -> other.size() > one.size() ? other : one));
        }
        return chosen;
    }

    /// A sample of what was chosen.
    ///
    /// @param time of the values of a sensor; [#NEVER] for none
    static Taken taken(SortedMap<Integer, List<Series>> chosen, ToLongFunction<List<Series>> time) {
        var times = new HashMap<Integer, Long>();
        var gathered = new HashMap<Integer, Gathering>();
        var ahead = Field.ABSENT;
        chosen.forEach((sensor, all) -> times.put(sensor, time.applyAsLong(all)));
        for (var entry : chosen.entrySet()) {
            long at = times.getOrDefault(entry.getKey(), NEVER);
            if (at == NEVER) {
                continue;
            }
            var gathering = new Gathering(entry.getKey());
            for (var series : entry.getValue()) {
                gathering.add(series.label("__name__"), series::own, series.at(at));
            }
            gathered.put(entry.getKey(), gathering);
            if (gathering.isTimed()) {
                var table = gathering.table(0);
                ahead = table == null ? ahead : table.stamp() - at * 1000;
            }
        }
        return taken(times, gathered, ahead);
    }

    /// @param ahead microseconds by which the node's own clock is ahead of the times in the store; ABSENT if none says it
    private static Taken taken(Map<Integer, Long> times, Map<Integer, Gathering> gathered, long ahead) {
        var tables = new TreeMap<Integer, Table<?>>();
        var at = NEVER;
        for (var entry : gathered.entrySet()) {
            long time = times.getOrDefault(entry.getKey(), NEVER);
            var table = entry.getValue().table(time * 1000 + (ahead == Field.ABSENT ? 0 : ahead));
            if (table != null) {
                tables.put(entry.getKey(), table);
                at = Math.max(at, time);
            }
        }
        Inferred.complete(tables, ahead != Field.ABSENT);
        // Times of the store's say nothing of the node's clock: a sample with an age has no time by that one.
        return new Taken(Sample.recorded(tables.values(), false, ahead == Field.ABSENT ? 0 : Field.ABSENT, 0), at);
    }
}
