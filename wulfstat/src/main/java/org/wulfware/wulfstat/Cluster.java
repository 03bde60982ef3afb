package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Counts;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;

/// What is known of all hosts at one time.
///
/// @param states in the order in which the hosts were named
/// @param at when, by this machine's clock
/// @param round how many times all of them have been asked
/// @param isWhole whether that round is over: all have answered, or have been given up
/// @param took the round so far
record Cluster(List<HostState> states, Counts counts, Instant at, int round, boolean isWhole, Duration took) {
    static Cluster of(List<HostState> states, Instant at, int round, boolean isWhole, Duration took) {
        return new Cluster(List.copyOf(states), Counts.of(states), at, round, isWhole, took);
    }

    /// Before anybody was asked.
    static Cluster unasked(List<Host> hosts, Instant at) {
        var states = hosts.stream().map(host -> HostState.pending(host, at)).toList();
        return of(states, at, 0, true, Duration.ZERO);
    }
}
