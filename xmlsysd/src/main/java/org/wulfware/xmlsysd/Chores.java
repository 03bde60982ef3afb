package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;

/// What is done by and by, between the turns of clients, whenever enough of the budget is left. It is for the serving thread.
final class Chores {
    /// There is nothing to be done.
    static final long NEVER = Door.FOR_EVER;

    /// What is done before others have their turns.
    private static final long PART = 2_000_000;

    /// How much may be used, in percent of the budget, after what somebody waits for; and after what only makes something newer.
    private static final int MOST_AWAITED = 80;

    private static final int MOST = 25;

    private static final long LEAST_WAIT = 250_000_000;

    private final Budget budget;
    private @Nullable Chore chore;

    /// Something that is done in parts.
    interface Chore {
        /// Whether there is something to be done.
        boolean isUnderWay();

        /// Whether somebody can be told nothing before it has been.
        boolean isAwaited();

        /// Does a part of it, for so long.
        void go(long nanos);
    }

    Chores(Budget budget) {
        this.budget = budget;
    }

    /// From now on this is one: there is no other.
    void take(Chore taken) {
        chore = taken;
    }

    /// Does a part if enough is left.
    ///
    /// @return nanoseconds until more is to be done
    long work(long now) {
        var asked = chore;
        if (asked == null || !asked.isUnderWay()) {
            return NEVER;
        }
        var isAwaited = asked.isAwaited();
        var part = Math.min(PART, budget.limit() / 100);
        var left = isAwaited && budget.fits(part, MOST_AWAITED, now) ? 0
                : budget.untilFits(part, isAwaited ? MOST_AWAITED : MOST, now);
        if (left > 0) {
            return Math.max(LEAST_WAIT, left);
        }
        asked.go(part);
        return asked.isUnderWay() ? 0 : NEVER;
    }
}
