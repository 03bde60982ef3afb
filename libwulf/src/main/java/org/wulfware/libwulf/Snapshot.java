package org.wulfware.libwulf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A cluster at one time: the last state of each host, and how far the samples in them are apart.
///
/// @param at when it was put together, by this machine's clock
/// @param states in the order of the hosts
public record Snapshot(Instant at, List<HostState> states) {
    /// The states at a time.
    public Snapshot {
        states = List.copyOf(states);
    }

    /// How old a host's sample is; empty if the host is down.
    public Optional<Duration> age(HostState state) {
        return state.sampled().map(sampled -> Duration.between(sampled, at));
    }

    /// From the earliest sample to the latest, of the hosts that are up, by this machine's clock: what is compared between
    /// two hosts may be so far apart. Empty if fewer than two are up. It is known to half the longest round trip.
    public Optional<Duration> skew() {
        Instant first = null;
        Instant last = null;
        var up = 0;
        for (var state : states) {
            var sampled = state.sampled();
            if (sampled.isPresent()) {
                up++;
                first = first == null || sampled.get().isBefore(first) ? sampled.get() : first;
                last = last == null || sampled.get().isAfter(last) ? sampled.get() : last;
            }
        }
        return up < 2 || first == null || last == null ? Optional.empty() : Optional.of(Duration.between(first, last));
    }

    /// How many hosts are up.
    public int up() {
        return (int) states.stream().filter(HostState::isUp).count();
    }
}
