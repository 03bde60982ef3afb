package org.wulfware.xmlsysd;

/// When a client that asked for `every MS` is next to be sent a sample: at instants of the wall clock that are multiples of a
/// period, so that all nodes asked alike sample together. It is asked again and again what time is left, and so a clock that
/// was set, forward or back, puts it right by itself.
final class Subscription {
    static final long LEAST_MILLIS = 10;
    static final long MOST_MILLIS = 86_400_000;

    private final long period;
    private final long offset;
    private long due;

    /// @param period between two samples, in microseconds
    /// @param offset of each from the multiple of the period, in microseconds
    /// @param now in microseconds since 1970
    Subscription(long period, long offset, long now) {
        this.period = period;
        this.offset = Math.floorMod(offset, period);
        due = next(now);
    }

    /// Microseconds until the next sample; 0 or less when it is due.
    long left(long now) {
        if (due - now > period) {
            due = next(now);
        }
        return due - now;
    }

    /// The sample that was due has been taken, or cannot be.
    ///
    /// @return how many have become due since, which are not
    long pass(long now) {
        var missed = Math.max(0, (now - due) / period);
        due = next(now);
        return missed;
    }

    private long next(long now) {
        return (Math.floorDiv(now - offset, period) + 1) * period + offset;
    }
}
