package org.wulfware.xmlsysd;

import java.time.Instant;

/// The time, for stamps and for intervals. Reading it allocates nothing.
public interface Clock {
    /// Microseconds since 1970 by the node's clock.
    long micros();

    /// Nanoseconds since some moment; never goes back.
    long nanos();

    /// This system's clocks.
    static Clock system() {
        return new Clock() {
            private long anchorMicros;
            private long anchorNanos;

            // The wall clock in microseconds is only to be had as an object, and in milliseconds for nothing: so the
            // microseconds are counted on from a reading, until the milliseconds show that the clock was set.
            @Override
            public long micros() {
                var micros = anchorMicros + (System.nanoTime() - anchorNanos) / 1000;
                if (Math.abs(System.currentTimeMillis() * 1000 + 500 - micros) > 1000) {
                    var now = Instant.now();
                    anchorNanos = System.nanoTime();
                    anchorMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
                    micros = anchorMicros;
                }
                return micros;
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
