package org.wulfware.xmlsysd;

import java.time.Instant;

/// The time, for stamps and for intervals. Reading it allocates nothing.
public interface Clock {
    /// Microseconds since 1970 by the node's clock.
    long micros();

    /// Nanoseconds since some moment; never goes back.
    long nanos();

    /// How often the wall clock is looked at.
    long CHECK_NANOS = 1_000_000;

    /// This system's clocks.
    static Clock system() {
        return new Clock() {
            private long lastMicros;
            private long lastNanos;
            private long checkedNanos = System.nanoTime() - CHECK_NANOS;

            // The wall clock in microseconds is only to be had as an object, and in milliseconds for nothing: so the
            // microseconds are counted on from a reading, until the milliseconds show that the clock was set.
            @Override
            public long micros() {
                var nanos = System.nanoTime();
                var since = nanos - lastNanos;
                if (nanos - checkedNanos < CHECK_NANOS && since >= 0 && since < CHECK_NANOS) {
                    var micros = (int) since / 1000;
                    lastMicros += micros;
                    lastNanos += micros * 1000L;
                    return lastMicros;
                }
                checkedNanos = nanos;
                lastMicros += since / 1000;
                lastNanos += since / 1000 * 1000;
                if (Math.abs(System.currentTimeMillis() * 1000 + 500 - lastMicros) > 1000) {
                    var now = Instant.now();
                    lastNanos = System.nanoTime();
                    lastMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
                }
                return lastMicros;
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
