package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;

/// Asks a store how an expression went over time: for the values themselves, with their own times, span by span, so that no answer
/// grows with the time that is asked for. The samples that come of them are evaluated as recorded ones are.
final class StoredQuery {
    /// So many values an answer should have, some 50 MB.
    private static final long WANTED = 2_000_000;

    /// So many seconds are asked for at once first, at least and at most.
    private static final long FIRST = ReadBack.FURTHEST.toSeconds();
    private static final long LEAST = 10;
    private static final long MOST = 86_400;

    /// A span may be so many times as long as the one before it.
    private static final long GROWTH = 4;
    private static final int MOST_HOSTS = 200_000;
    private static final int LONGEST_LIST = 1000;

    /// Later ones are asked for in vain.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private final Query query;
    private final ReadBack.Store store;
    private final Meant meant;
    private final Consumer<String> told;
    private final Steps steps;
    private final long end;
    private final Set<Integer> sensors;
    private final Map<String, HostAnswer> answers = new TreeMap<>(NameOrder::compare);
    private final List<String> named;
    private long span = FIRST;
    private long window = FIRST;
    private int count;
    private boolean hasAnswered;
    private Optional<Duration> period = Optional.empty();
    private String warned = "";

    /// @param named the hosts that are meant, in their order; empty for all that the store has
    StoredQuery(Query query, ReadBack.Store store, List<Host> named, Consumer<String> told) {
        this.query = query;
        this.store = store;
        this.told = told;
        this.named = named.stream().map(Host::name).filter(query.hosts()).distinct().toList();
        meant = new Meant(store.labels(), this.named, named.isEmpty(), query.hosts());
        steps = query.steps();
        end = Math.min(seconds(steps.end(steps.count() - 1)), Instant.now().plus(AHEAD).getEpochSecond());
        sensors = Inferred.with(query.fields())
                .stream()
                .map(field -> Catalog.indexOf(field.sensor()))
                .collect(Collectors.toSet());
    }

    Query.Answer answer() throws IOException, InterruptedException {
        try (var api = new QueryApi(store.at(), store.credentials(), ReadBack.ANSWERING, ReadBack.LONGEST)) {
            api.warnings().forEach(told);
            if (isLast() && length(0) > FIRST) {
                askForEnds(api);
            } else {
                askForAll(api);
            }
        } catch (StoreException e) {
            throw new IOException(store.trouble(e), e);
        }
        if (answers.isEmpty()) {
            throw new IOException("the store " + store.at() + " has nothing in that time of hosts that are meant");
        }
        var missing = named.stream().filter(name -> !answers.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            told.accept("not in the store in that time: " + Folding.brief(missing, LONGEST_LIST));
        }
        var series = (named.isEmpty() ? answers.keySet() : named).stream()
                .flatMap(name -> Stream.ofNullable(answers.get(name)))
                .toList();
        return query.answer(series, List.of(), period);
    }

    private static long seconds(long nanos) {
        return nanos / 1_000_000_000;
    }

    private long length(int number) {
        return seconds(steps.end(number) - steps.start(number));
    }

    private boolean isLast() {
        return !query.isOfAll();
    }

    /// All values, and as many before them as rates need.
    private void askForAll(QueryApi api) throws StoreException, InterruptedException {
        var selector = meant.selector(query.fields());
        var first = seconds(steps.start(0));
        for (var at = isLast() ? seconds(steps.start(-1)) : first - Math.min(length(0), FIRST); at < end;) {
            // Which one is the last of a step is known of whole steps only.
            var least = isLast() ? seconds(steps.end(steps.number(at * 1_000_000_000 + 1))) - at : LEAST;
            var to = Math.min(end,
                    isLast() ? Math.max(at + least, seconds(steps.endUpTo((at + span) * 1_000_000_000))) : at + span);
            var values = 0L;
            try {
                values = take(api.span(selector, to, to - at));
            } catch (StoreException e) {
                // Whoever has never answered may not do so at all.
                var mayBeLess = e.isTooMuch() || (e.isLate() && hasAnswered);
                if (!mayBeLess || span < 2 * Math.max(LEAST, least)) {
                    throw e;
                }
                span /= 2;
                continue;
            }
            span = Math.clamp(Math.min(WANTED * (to - at) / Math.max(1, values), span * GROWTH), LEAST, MOST);
            at = to;
        }
    }

    /// Of long steps of which only the last values count no others are asked for: as many as tell that a host is there.
    private void askForEnds(QueryApi api) throws StoreException, InterruptedException {
        var selector = meant.selector(query.fields());
        for (var number = -1; number < steps.count() && seconds(steps.start(number)) < end; number++) {
            var to = Math.min(seconds(steps.end(number)), end);
            take(api.span(selector, to, Math.clamp(to - seconds(steps.start(number)), 1, window)));
        }
    }

    /// How far back the values of a step's end are, from how often they come; further where some were not found.
    private void learn(Map<String, Map<String, Delivery>> found) {
        var intervals = found.values()
                .stream()
                .flatMap(byJob -> byJob.values().stream())
                .mapToLong(Delivery::interval)
                .filter(interval -> interval > 0)
                .sorted()
                .toArray();
        var longest = intervals.length == 0 ? -1 : intervals[intervals.length - 1];
        if (intervals.length > 0) {
            var usual = Duration.ofSeconds(Math.max(1, Math.round(intervals[intervals.length / 2] / 1e3)));
            period = period.filter(known -> known.compareTo(usual) > 0).or(() -> Optional.of(usual));
        }
        window = longest <= 0 || found.size() < count ? FIRST
                : Math.clamp(ReadBack.ROUNDS * longest / 1000, ReadBack.NEAREST.toSeconds(), FIRST - 1) + 1;
        count = found.size();
    }

    /// @return how many values that was
    private long take(QueryApi.Answer answer) {
        if (!answer.warning().equals(warned)) {
            warned = answer.warning();
            told.accept("the store " + store.at() + ": " + warned);
        }
        hasAnswered = true;
        var found = meant.delivered(answer.series());
        learn(found);
        for (var name : found.keySet()) {
            if (answers.size() < MOST_HOSTS) {
                answers.computeIfAbsent(name, _ -> new HostAnswer(query, name));
            }
        }
        found.entrySet().parallelStream().forEach(entry -> {
            var host = answers.get(entry.getKey());
            if (host != null) {
                take(host, Host.named(entry.getKey()), Delivery.chosen(entry.getValue().values()),
                        reached(entry.getValue()));
            }
        });
        return answer.series().stream().mapToLong(Series::count).sum();
    }

    /// A job reached a host at that time, or did not.
    private record Reached(long millis, String job, boolean isUp) {}

    /// In the order of the times.
    private static Deque<Reached> reached(Map<String, Delivery> byJob) {
        var all = new ArrayList<Reached>();
        byJob.forEach((job, delivery) -> {
            for (var up : delivery.ups()) {
                for (var i = 0; i < up.count(); i++) {
                    all.add(new Reached(up.millis(i), job, up.value(i) != 0));
                }
            }
        });
        all.sort(Comparator.comparingLong(Reached::millis));
        return new ArrayDeque<>(all);
    }

    private void take(HostAnswer answer, Host host, SortedMap<Integer, List<Series>> chosen, Deque<Reached> reached) {
        take(answer, host, chosen, upTo -> {
            while (!reached.isEmpty() && reached.peek().millis <= upTo) {
                var next = reached.remove();
                answer.reached(next.job, next.millis * 1_000_000, next.isUp);
            }
        });
    }

    /// @param before gets the time of each sample before that is taken, and then the end of all times
    private void take(
            HostAnswer answer, Host host, SortedMap<Integer, List<Series>> chosen, LongConsumer before) {
        var times = times(chosen);
        for (var i = 0; i < times.length; i++) {
            var time = times[i];
            if (isLast() && i + 1 < times.length && number(times[i + 1]) == number(time)) {
                continue;
            }
            // What several deliver is of several times.
            var taken = Delivery.taken(chosen, all -> {
                var at = all.stream().mapToLong(series -> series.upTo(time)).max().orElse(Delivery.NEVER);
                return at > time - FIRST * 1000 ? at : Delivery.NEVER;
            });
            before.accept(time);
            if (taken.at() != Delivery.NEVER) {
                answer.take(host, taken.sample(), time * 1_000_000);
            }
        }
        before.accept(Long.MAX_VALUE);
    }

    /// In which step a time is.
    private int number(long millis) {
        return steps.number(millis * 1_000_000);
    }

    /// When anything of what the expression needs was taken.
    private long[] times(SortedMap<Integer, List<Series>> chosen) {
        return chosen.entrySet()
                .stream()
                .filter(sensor -> sensors.contains(sensor.getKey()))
                .flatMap(sensor -> sensor.getValue().stream())
                .flatMapToLong(series -> IntStream.range(0, series.count()).mapToLong(series::millis))
                .sorted()
                .distinct()
                .toArray();
    }
}
