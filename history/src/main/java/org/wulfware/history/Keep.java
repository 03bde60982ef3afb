package org.wulfware.history;

import module java.base;

/// How much is kept of what is recorded.
///
/// @param size of all files together, in bytes; the oldest goes first
/// @param exact for how long all of it is kept
/// @param thinned for how long one value of five minutes is kept
public record Keep(long size, Duration exact, Duration thinned) {
    /// The least size that makes sense.
    public static final long LEAST = 1 << 20;

    /// A gigabyte, two days, and some more than a year.
    public static final Keep USUAL = new Keep(1L << 30, Duration.ofDays(2), Duration.ofDays(400));

    public Keep {
        if (size < LEAST || exact.isNegative() || thinned.isNegative()) {
            throw new IllegalArgumentException(
                    "nothing can be kept in " + size + " bytes, or for a time below nothing");
        }
    }

    public Keep size(long bytes) {
        return new Keep(bytes, exact, thinned);
    }

    public Keep exact(Duration time) {
        return new Keep(size, time, thinned);
    }

    public Keep thinned(Duration time) {
        return new Keep(size, exact, time);
    }
}
