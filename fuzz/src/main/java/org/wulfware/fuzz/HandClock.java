package org.wulfware.fuzz;

import org.wulfware.xmlsysd.Clock;

/// A clock that stands unless it is set on.
final class HandClock implements Clock {
    private long micros = 1_700_000_000_000_000L;
    private long nanos;

    /// So long that nothing of before is kept any more, and nothing is said to have been read at another time.
    void forget() {
        nanos += 1_100_000_000_000_000_000L;
    }

    void pass(long micros) {
        this.micros += micros;
        nanos += micros * 1000;
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public long nanos() {
        return nanos;
    }
}
