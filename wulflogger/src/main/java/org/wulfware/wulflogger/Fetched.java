package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Round;
import org.wulfware.libwulf.HostState;

/// Asks a store in place of hosts, at the multiples of the delay.
final class Fetched implements Feed {
    private final ReadBack store;
    private final Stop stop;
    private final Beat beat;
    private List<HostState> first;

    /// @param first what the store had at the beginning
    Fetched(ReadBack store, List<HostState> first, Duration delay, Stop stop) {
        this.store = store;
        this.first = first;
        this.stop = stop;
        this.beat = new Beat(delay.toNanos(), Beat::timeOfDay);
    }

    @Override
    public Optional<Round> next() throws InterruptedException {
        var states = first;
        first = List.of();
        if (states.isEmpty()) {
            if (stop.within(beat.untilNext())) {
                return Optional.empty();
            }
            states = store.poll();
        }
        return Optional.of(new Round(Instant.now(), states, true));
    }
}
