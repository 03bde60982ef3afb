package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A store did not say what it was asked; the message says why, for a person.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable Duration pause;

    StoreException(String why) {
        this(why, null);
    }

    /// @param pause that the store asked for; null if it asked for none
    StoreException(String why, @Nullable Duration pause) {
        super(why);
        this.pause = pause;
    }

    @Nullable
    Duration pause() {
        return pause;
    }
}
