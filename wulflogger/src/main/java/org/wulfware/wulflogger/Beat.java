package org.wulfware.wulflogger;

import module java.base;

/// Instants that are multiples of a period of the clock, so that logs of several machines, and what nodes sample by their own
/// clocks, fall together. What is done at each may take its time without moving those that follow; those that have gone by
/// unused are left out, never made up for. A clock that is set, forward or back, costs no more than the instant at hand.
final class Beat {
    private final long period;
    private final LongSupplier clock;
    private long due;

    /// @param period from one instant to the next, in nanoseconds
    /// @param clock the time of day, in nanoseconds since 1970
    Beat(long period, LongSupplier clock) {
        this.period = period;
        this.clock = clock;
        due = next(clock.getAsLong()) - period;
    }

    /// The nanoseconds from now to the next instant that is still to come.
    long untilNext() {
        var now = clock.getAsLong();
        // The one that has just been used may be a moment ahead, by a clock that is being set right.
        due = Math.abs(due - now) <= period / 2 ? due + period : next(now);
        if (due <= now) {
            due = next(now);
        }
        return due - now;
    }

    /// The time of day, in nanoseconds since 1970, as this machine's clock says it.
    static long timeOfDay() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    private long next(long now) {
        return (Math.floorDiv(now, period) + 1) * period;
    }
}
