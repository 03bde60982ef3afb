package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A store did not say what it was asked; the message says why, for a person.
public final class StoreException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean isTooMuch;
    private final transient @Nullable Duration pause;

    StoreException(String why) {
        this(why, false, null);
    }

    /// @param isTooMuch whether less may be had
    /// @param pause that the store asked for; null if it asked for none
    StoreException(String why, boolean isTooMuch, @Nullable Duration pause) {
        super(why);
        this.isTooMuch = isTooMuch;
        this.pause = pause;
    }

    boolean isTooMuch() {
        return isTooMuch;
    }

    @Nullable
    Duration pause() {
        return pause;
    }
}
