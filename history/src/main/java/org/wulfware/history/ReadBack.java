package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;

/// A cluster as a store of metrics has it, in place of asking its hosts: whatever answers as Prometheus' HTTP API does, and is
/// filled by [RemoteWrite], by scrapes of the daemon or of node_exporter. One query a round brings all that is shown; the
/// states that come of it are as those of hosts that were asked. What the store lacks is absent.
public final class ReadBack implements AutoCloseable {
    /// Where the store is, and what of it is meant.
    ///
    /// @param at its base, such as `https://metrics:9090`, below which there is `/api/v1/query`
    /// @param credentials the file that they are in
    /// @param labels that all values must have
    public record Store(URI at, Optional<Path> credentials, Map<String, String> labels) {
        String trouble(StoreException e) {
            return "the store " + at + " does not answer: " + e.getMessage();
        }
    }

    static final Duration ANSWERING = Duration.ofSeconds(20);
    static final long LONGEST = 1L << 29;
    private static final int MOST_HOSTS = 200_000;

    /// So far back is looked for values where nothing is known of how often they come.
    static final Duration FURTHEST = Duration.ofMinutes(5);
    static final Duration NEAREST = Duration.ofSeconds(15);

    /// Whose values have not come for so many of their rounds is down.
    static final int ROUNDS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Store store;
    private final QueryApi api;
    private final List<Host> named;
    private final Predicate<String> wanted;
    private final Meant meant;
    private final Consumer<String> told;

    private final NavigableMap<String, HostState> states = new TreeMap<>(NameOrder::compare);
    private final Map<String, Duration> intervals = new HashMap<>();
    private Duration window = FURTHEST;
    private String selector = "";
    private boolean isOther = true;
    private boolean hasAnswered;
    private boolean isFull;
    private String trouble = "";
    private String warned = "";
    private Duration pause = FIRST_PAUSE;
    private long resume = System.nanoTime();

    ReadBack(Store store, QueryApi api, List<Host> named, Predicate<String> wanted, Consumer<String> told) {
        this.store = store;
        this.api = api;
        this.named = named;
        this.wanted = wanted;
        this.meant = new Meant(store.labels, named.stream().map(Host::name).filter(wanted).toList(), named.isEmpty(),
                wanted);
        this.told = told;
    }

    /// Begins.
    ///
    /// @param named the hosts that are meant, in their order; empty for all that the store has
    /// @param wanted which of these, by name
    /// @param told what a person should know, a line each
    public static ReadBack open(Store store, List<Host> named, Predicate<String> wanted, Consumer<String> told)
            throws IOException {
        return open(store, named, wanted, told, ANSWERING, LONGEST);
    }

    /// @param answering how long an answer may take
    /// @param longest bytes that it may have
    static ReadBack open(Store store, List<Host> named, Predicate<String> wanted, Consumer<String> told,
            Duration answering, long longest) throws IOException {
        var api = new QueryApi(store.at, store.credentials, answering, longest);
        api.warnings().forEach(told);
        return new ReadBack(store, api, named, wanted, told);
    }

    /// What is wanted of the hosts from now on.
    public void ask(Collection<Field> fields) {
        var other = meant.selector(fields);
        isOther |= !other.equals(selector);
        selector = other;
    }

    /// Asks the store, unless it has failed a moment ago, and says how the hosts are: all down where the store does not answer.
    public List<HostState> poll() throws InterruptedException {
        if (System.nanoTime() - resume >= 0) {
            try {
                answered(api.last(selector, window));
            } catch (StoreException e) {
                failed(e);
            }
        }
        return states();
    }

    /// The store has answered so.
    void answered(QueryApi.Answer answer) {
        take(answer);
        hasAnswered = true;
        isOther = false;
        say("");
        pause = FIRST_PAUSE;
    }

    /// How the hosts are.
    List<HostState> states() {
        return named.isEmpty() ? List.copyOf(states.values()) : namedStates();
    }

    /// Before anything was asked: the hosts that are meant, as far as they were named.
    public List<HostState> unasked() {
        return namedStates();
    }

    private List<HostState> namedStates() {
        return named.stream()
                .filter(host -> wanted.test(host.name()))
                .map(host -> Objects.requireNonNullElseGet(states.get(host.name()),
                        () -> HostState.pending(host, Instant.now())))
                .toList();
    }

    /// Whether the store has answered yet.
    public boolean hasAnswered() {
        return hasAnswered;
    }

    /// Why it does not answer, in a line; empty if it does.
    public String trouble() {
        return trouble;
    }

    private void failed(StoreException e) {
        var now = Instant.now();
        var why = store.trouble(e);
        say(why);
        var asked = e.pause();
        resume = System.nanoTime() + (asked == null ? pause : asked).toNanos();
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        named.forEach(host -> states.putIfAbsent(host.name(), HostState.pending(host, now)));
        states.replaceAll((_, state) -> state.down(new Poll.Refused(why), now));
        window = FURTHEST;
    }

    private void say(String now) {
        if (!now.equals(trouble)) {
            told.accept(now.isEmpty() ? "the store " + store.at + " answers again" : now);
            trouble = now;
        }
    }

    private void take(QueryApi.Answer answer) {
        if (!answer.warning().equals(warned)) {
            warned = answer.warning();
            if (!warned.isEmpty()) {
                told.accept("the store " + store.at + ": " + warned);
            }
        }
        var found = meant.delivered(answer.series());
        learn(found.values());
        for (var host : named) {
            states.computeIfAbsent(host.name(), _ -> HostState.pending(host, answer.at()));
        }
        for (var name : found.keySet()) {
            if (states.size() < MOST_HOSTS) {
                states.computeIfAbsent(name, _ -> HostState.pending(Host.named(name), answer.at()));
            } else if (!states.containsKey(name)) {
                if (!isFull) {
                    told.accept("the store has more than " + MOST_HOSTS + " hosts: the rest is left out");
                }
                isFull = true;
                break;
            }
        }
        var wasLost = new boolean[1];
        states.replaceAll((name, state) -> {
            var next = next(state, found.getOrDefault(name, Map.of()), answer.at());
            wasLost[0] |= state.isUp() && !next.isUp();
            return next;
        });
        // Somebody's values may come less often than they did.
        window = wasLost[0] ? FURTHEST : longestLimit().plusSeconds(1);
    }

    /// How often values come, of each job.
    private void learn(Collection<Map<String, Delivery>> all) {
        var seen = new HashMap<String, List<Long>>();
        for (var byJob : all) {
            byJob.forEach((job, delivery) -> {
                if (delivery.interval() > 0) {
                    seen.computeIfAbsent(job, _ -> new ArrayList<>()).add(delivery.interval());
                }
            });
        }
        seen.forEach((job, times) -> {
            times.sort(Comparator.naturalOrder());
            intervals.put(job, Duration.ofMillis(times.get(times.size() / 2)));
        });
    }

    private Duration limit(String job) {
        var interval = intervals.get(job);
        var limit = interval == null ? FURTHEST : interval.multipliedBy(ROUNDS);
        return limit.compareTo(NEAREST) < 0 ? NEAREST : limit.compareTo(FURTHEST) > 0 ? FURTHEST : limit;
    }

    private Duration longestLimit() {
        return intervals.keySet().stream().map(this::limit).max(Comparator.naturalOrder()).orElse(FURTHEST);
    }

    private HostState next(HostState state, Map<String, Delivery> byJob, Instant now) {
        var heard = new ArrayList<Delivery>();
        var isUnreached = false;
        for (var entry : byJob.entrySet()) {
            var delivery = entry.getValue();
            if (delivery.isUnreached()) {
                isUnreached = true;
            } else if (delivery.heard() != Delivery.NEVER
                    && !Instant.ofEpochMilli(delivery.heard()).isBefore(now.minus(limit(entry.getKey())))) {
                heard.add(delivery);
            }
        }
        if (heard.isEmpty()) {
            return state
                    .down(isUnreached ? new Poll.Refused("it was not reached by what fills the store: up is 0 there")
                            : state.last().isPresent() || !byJob.isEmpty() ? new Poll.Silent(longestLimit())
                                    : new Poll.Refused("the store has nothing of it"),
                            now);
        }
        var taken = Delivery.taken(heard, false);
        var last = heard.stream().mapToLong(Delivery::heard).max().orElse(0);
        var at = taken.at() == Delivery.NEVER ? Instant.ofEpochMilli(last) : Instant.ofEpochMilli(taken.at());
        return answered(state, heard, taken, at);
    }

    private HostState answered(HostState state, List<Delivery> heard, Delivery.Taken taken, Instant at) {
        if (state.isUp() && !isOther && !at.isAfter(state.at())) {
            // Nothing newer; and yet it is what the store has now.
            return made(state, new Poll.Answered(taken.sample(), Duration.ZERO), state.previous(), state.between());
        }
        var before = state;
        var asked = state.isUp() ? Duration.between(state.at(), at) : Duration.ZERO;
        if (!state.isUp() || isOther) {
            var earlier = Delivery.taken(heard, true);
            if (earlier.at() != Delivery.NEVER) {
                before = state.answered(earlier.sample(), Duration.ZERO, Instant.ofEpochMilli(earlier.at()),
                        Duration.ZERO);
                asked = Duration.between(before.at(), at);
            }
        }
        var next = before.answered(taken.sample(), Duration.ZERO, at, asked);
        return made(next, next.poll(), next.previous(), next.between());
    }

    /// The store's times are believed, however far apart the nodes' own are.
    private static HostState made(HostState state, Poll poll, Optional<org.wulfware.wire.Sample> previous,
            Duration between) {
        var current = poll instanceof Poll.Answered(var sample, _) ? Optional.of(sample) : state.current();
        return new HostState(state.host(), poll, current, previous, state.at(), state.since(), state.rebooted(),
                between,
                FURTHEST, current);
    }

    @Override
    public void close() {
        api.close();
    }
}
