package org.wulfware.wulflogger;

import module java.base;

/// Instants that stand the same time apart, counted from the first, so that what is done at each may take its time
/// without moving those that follow. Those that have gone by unused are left out, never made up for.
final class Beat {
    private final long start;
    private final long period;
    private final LongSupplier clock;
    private long beats;

    /// @param period from one instant to the next, in nanoseconds
    /// @param clock a steady one, in nanoseconds
    Beat(long period, LongSupplier clock) {
        this.period = period;
        this.clock = clock;
        start = clock.getAsLong();
    }

    /// The nanoseconds from now to the next instant that is still to come.
    long untilNext() {
        var elapsed = clock.getAsLong() - start;
        beats = Math.max(beats + 1, Math.ceilDiv(elapsed, period));
        return beats * period - elapsed;
    }
}
