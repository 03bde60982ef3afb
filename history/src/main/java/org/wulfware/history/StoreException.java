package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A store did not say what it was asked; the message says why, for a person.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    /// What may be done about it.
    enum Kind {
        OTHER,
        /// It was asked for more than it may have.
        TOO_MUCH,
        /// It did not answer in time.
        LATE
    }

    private final Kind kind;
    private final transient @Nullable Duration pause;

    StoreException(String why) {
        this(why, Kind.OTHER, null);
    }

    /// @param pause that the store asked for; null if it asked for none
    StoreException(String why, Kind kind, @Nullable Duration pause) {
        super(why);
        this.kind = kind;
        this.pause = pause;
    }

    boolean isTooMuch() {
        return kind == Kind.TOO_MUCH;
    }

    boolean isLate() {
        return kind == Kind.LATE;
    }

    @Nullable
    Duration pause() {
        return pause;
    }
}
