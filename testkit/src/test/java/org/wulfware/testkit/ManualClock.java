package org.wulfware.testkit;

import org.wulfware.xmlsysd.Clock;

/// A clock that a test sets.
final class ManualClock implements Clock {
    private final long beganMicros;
    private volatile double seconds;

    ManualClock(long beganMicros) {
        this.beganMicros = beganMicros;
    }

    /// So many seconds after it began.
    ManualClock at(double time) {
        seconds = time;
        return this;
    }

    @Override
    public long micros() {
        return beganMicros + (long) (seconds * 1e6);
    }

    @Override
    public long nanos() {
        return (long) (seconds * 1e9);
    }
}
