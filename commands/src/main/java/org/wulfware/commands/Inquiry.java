package org.wulfware.commands;

import module java.base;
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

    private final RoundWait wait;

    /// @param program that asks, such as `wulf ps`
    Inquiry(String program, Progress progress) {
        wait = new RoundWait(program, progress, LONGEST_WAIT);
    }

    /// What they say when they are asked once.
    List<HostState> once(List<Host> hosts, Asking asking) throws InterruptedException {
        try (var poller = new Poller(hosts, asking, Settings.usual())) {
            poller.poll();
            return awaited(poller::awaitAll, hosts.size());
        }
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
            return awaited(poller::await, hosts.size());
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
