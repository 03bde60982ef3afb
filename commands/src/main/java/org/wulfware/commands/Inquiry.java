package org.wulfware.commands;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.display.Condition;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;

/// Asks hosts once, or twice where rates are wanted, and tells a person who waits how far that is.
final class Inquiry {
    /// Somewhat longer than libwulf's own limit, so that a silent host is seen to be that.
    private static final Duration LONGEST_WAIT = Settings.usual().answerLimit().plusMillis(500);

    /// A list of hosts that is longer is cut, and the rest counted.
    private static final int LONGEST_LIST = 1000;

    /// For a list of processes that a daemon reads by and by, since it may use little for very many of them.
    private static final Duration LONGEST_WAIT_FOR_LIST = Duration.ofSeconds(30);

    private final RoundWait wait;

    /// @param program that asks, such as `wulf ps`
    Inquiry(String program, Progress progress) {
        wait = new RoundWait(program, progress, LONGEST_WAIT);
    }

    /// What they say when they are asked once.
    List<HostState> once(List<Host> hosts, Asking asking) throws InterruptedException {
        try (var poller = new Poller(hosts, asking, Settings.usual())) {
            poller.poll();
            return insisted(awaited(poller::awaitAll, hosts.size()), asking);
        }
    }

    /// The same once those have been asked again and again whose list of processes was not there yet.
    private List<HostState> insisted(List<HostState> states, Asking asking) throws InterruptedException {
        var late = states.stream().filter(Inquiry::isLate).map(HostState::host).toList();
        if (late.isEmpty()) {
            return states;
        }
        try (var poller = new Poller(late, asking, Settings.usual())) {
            var began = System.nanoTime();
            var known = new HashMap<Host, HostState>();
            do {
                poller.poll();
                known.clear();
                awaited(poller::awaitAll, late.size()).forEach(state -> known.put(state.host(), state));
            } while (known.values().stream().anyMatch(Inquiry::isLate)
                    && System.nanoTime() - began < LONGEST_WAIT_FOR_LIST.toNanos());
            return states.stream().map(state -> known.getOrDefault(state.host(), state)).toList();
        }
    }

    /// Whether a host is up, and its list of processes is not there yet.
    static boolean isLate(HostState state) {
        return state.current()
                .filter(sample -> sample.hasFailed(Pids.SENSOR) && sample.age(Pids.SENSOR) != Field.ABSENT)
                .isPresent();
    }

    /// What they say when they are asked twice.
    ///
    /// @param first what they are asked for at first
    /// @param delay between the two
    List<HostState> twice(List<Host> hosts, Asking first, Asking then, Duration delay) throws InterruptedException {
        try (var poller = new Poller(hosts, first, Settings.usual())) {
            var asked = System.nanoTime();
            poller.poll();
            awaited(poller::awaitAll, hosts.size());
            // Of a host that answered late there shall be something between its two samples, too.
            var left = delay.toNanos() - (System.nanoTime() - asked);
            TimeUnit.NANOSECONDS.sleep(Math.max(left, delay.toNanos() / 2));
            poller.ask(then);
            poller.poll();
            return insisted(awaited(poller::await, hosts.size()), then);
        }
    }

    /// Waits for a round, and tells how far it is.
    List<HostState> awaited(RoundWait.Waiting round, int count) throws InterruptedException {
        return wait.await(round, count);
    }

    /// A line for all hosts that are in the same trouble.
    ///
    /// @param trouble of a host; empty if it is in none
    static List<String> troubles(List<HostState> states, Function<HostState, Optional<String>> trouble) {
        var troubles = new LinkedHashMap<String, List<String>>();
        for (var state : states) {
            trouble.apply(state)
                    .ifPresent(words -> troubles.computeIfAbsent(words, _ -> new ArrayList<>())
                            .add(state.host().name()));
        }
        var lines = new ArrayList<String>();
        troubles.forEach((line, hosts) -> lines.add(Folding.brief(hosts, LONGEST_LIST) + ": " + line));
        return lines;
    }

    /// Why a host did not answer, the same for all of which it is the same.
    static String trouble(HostState state) {
        var condition = Condition.of(state);
        return switch (condition.kind()) {
            case SILENT, WAITING -> "silent: no answer in time";
            case UP, DOWN, GARBLED, UNKNOWN -> condition.line();
        };
    }

    /// The hosts, as they are told to those who want to know.
    static String named(List<Host> hosts) {
        return (hosts.size() == 1 ? "1 host: " : hosts.size() + " hosts: ")
                + Folding.brief(hosts.stream().map(Host::name).toList(), LONGEST_LIST);
    }
}
