package org.wulfware.xmlsysd;

/// How many lines may be logged: some at once, then so many a second. What clients cause must not fill a disk.
final class LogRate {
    static final int AT_ONCE = 50;
    private static final long EACH_NANOS = 200_000_000;

    private long due;
    private boolean hasBegun;
    private long suppressed;

    /// Whether a line may be logged now.
    ///
    /// @return how many were left out since the one before; -1 if this one is left out too
    long lines(long now) {
        if (!hasBegun || now - due > AT_ONCE * EACH_NANOS) {
            hasBegun = true;
            due = now - AT_ONCE * EACH_NANOS;
        }
        if (now - due < EACH_NANOS) {
            suppressed++;
            return -1;
        }
        due += EACH_NANOS;
        var before = suppressed;
        suppressed = 0;
        return before;
    }
}
