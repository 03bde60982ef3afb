package org.wulfware.libwulf;

/// What comes of a condition where it matters whether a host says anything at all: an alarm goes neither up nor down because
/// nobody knows.
public enum Verdict {
    /// It holds.
    HOLDS,
    /// It does not.
    FAILS,
    /// It is formed from a value that is absent, and what is there does not decide it.
    UNSAID;

    static Verdict of(boolean holds) {
        return holds ? HOLDS : FAILS;
    }

    Verdict negated() {
        return switch (this) {
            case HOLDS -> FAILS;
            case FAILS -> HOLDS;
            case UNSAID -> UNSAID;
        };
    }
}
