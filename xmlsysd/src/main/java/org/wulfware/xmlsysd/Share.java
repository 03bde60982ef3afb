package org.wulfware.xmlsysd;

/// A share of the budget, handed out evenly over time but for some of it at once.
final class Share {
    private final double share;
    private final long atOnce;

    /// How long the share takes to come up for what was used.
    private double slowness;

    /// When all of what was used will have.
    private long due;

    /// @param share of the budget
    /// @param atOnce how much of what may be used in ten seconds it hands out at once
    Share(double share, double atOnce) {
        this.share = share;
        this.atOnce = (long) (atOnce / share * Budget.WINDOW);
    }

    void begin(long limit, long now) {
        slowness = Budget.WINDOW / (share * limit);
        due = now - atOnce;
    }

    void charge(long nanos, long now) {
        if (now - due > atOnce) {
            due = now - atOnce;
        }
        due = Math.min(due + (long) (nanos * slowness), now + Budget.WINDOW);
    }

    /// How far apart in time things of such a cost have to be, so that the share is enough for them.
    long apart(long cost) {
        return (long) (cost * slowness);
    }

    boolean isLeft(long now) {
        return left(now) == 0;
    }

    /// Nanoseconds until there is something to hand out.
    long left(long now) {
        return Math.max(0, due - now);
    }
}
