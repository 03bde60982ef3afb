package org.wulfware.xmlsysd;

/// Decides whether a client has its turn now. While little of the budget is used everybody has. Beyond that, who is not in
/// debt is answered at once, from the last sample if need be; who is in debt is answered from the last sample while that is
/// cheap and the share for it lasts, and else waits until its debt is paid off. So what one client asks for makes nobody wait
/// but itself.
///
/// All percentages are of what may be used in ten seconds.
final class Admission {
    /// While no more than this is used, nobody is held back.
    static final int FREE = 25;

    /// What is used up by those who ask for much.
    static final int MOST = 40;

    /// What may be used after that by answers from the last sample, a share of which is handed out evenly.
    private static final int MOST_SHARED = 70;

    /// What those may use too who ask for little, the more the less it is.
    private static final int MOST_LITTLE = 100;

    /// From here on it is much, what the client owes included.
    private static final int MUCH = 1;

    /// What is cheap for a client that is in debt.
    private static final int CHEAP = 1;

    /// Who has waited for so long without being in debt may have what is left.
    private static final long LONG = Budget.WINDOW;

    private final Budget budget;
    private final Debts debts;

    /// To look whether somebody may have a turn costs something of the budget too.
    private static final long LEAST_WAIT = 50_000_000;

    /// When somebody who waits has last had a turn.
    private long servedAt;

    /// What a client may have.
    enum Turn {
        /// An answer that is as new as it can be.
        NEW,
        /// An answer from the last sample.
        REPEATED,
        /// The same, from the share of those who have used much.
        SHARED,
        /// Nothing yet.
        LATER
    }

    Admission(Budget budget) {
        this.budget = budget;
        this.debts = budget.debts();
    }

    /// What a client may have now.
    ///
    /// @param full what its turn is thought to take, in nanoseconds
    /// @param repeated the same from the last sample
    /// @param waited how long it has waited for it
    Turn turn(Debts.Debtor client, long full, long repeated, long waited, long now) {
        if (budget.fits(full, FREE, now)) {
            return Turn.NEW;
        }
        if (!debts.isIndebted(client)) {
            if (budget.fits(full, waited >= LONG ? Budget.MOST : most(client, full), now)) {
                return Turn.NEW;
            }
            if (budget.fits(repeated, most(client, repeated), now)) {
                return Turn.REPEATED;
            }
        }
        if (isCheap(repeated) && budget.isShareLeft(now) && budget.fits(repeated, MOST_SHARED, now)) {
            return Turn.SHARED;
        }
        return waited >= LONG && now - servedAt >= LONG ? Turn.REPEATED : Turn.LATER;
    }

    /// How much may be used after a turn of this cost: the less for a client the more it asks for. So many that ask for much at
    /// once, each for the first time, leave something for those who do not.
    private int most(Debts.Debtor client, long cost) {
        var much = budget.limit() / 100 * MUCH;
        return MOST_LITTLE - (int) ((MOST_LITTLE - MOST) * Math.min(much, client.debt() + cost) / much);
    }

    private boolean isCheap(long nanos) {
        return nanos <= budget.limit() / 100 * CHEAP;
    }

    /// Somebody who has waited has had a turn.
    void served(long now) {
        servedAt = now;
    }

    /// About how many nanoseconds a client has to wait on that may not have its turn now.
    long left(Debts.Debtor client, long repeated, long waited, long now) {
        var isIndebted = debts.isIndebted(client);
        var left = isIndebted ? debts.left(client) : budget.untilFits(repeated, most(client, repeated), now);
        if (isCheap(repeated)) {
            left = Math.min(left, Math.max(budget.shareLeft(now), budget.untilFits(repeated, MOST_SHARED, now)));
        }
        return Math.clamp(waited < LONG ? Math.min(left, LONG - waited) : left, LEAST_WAIT, LONG);
    }
}
