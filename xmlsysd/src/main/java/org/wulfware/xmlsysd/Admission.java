package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;

/// Decides whether a client has its turn now. While little of the budget is used everybody has. Beyond that, who is not in
/// debt is answered at once, from the last sample if need be; who is in debt is answered from the last sample while that is
/// cheap and the share for it lasts, and else waits until its debt is paid off. So what one client asks for makes nobody wait
/// but itself. One that asks for little and has left us alone for a while before is answered even where the others have used
/// everything: that is how programs ask that show a cluster, and not how those do that have too much to ask.
///
/// All percentages are of what may be used in ten seconds.
final class Admission {
    /// While no more than this is used, nobody is held back.
    static final int FREE = 25;

    /// What is used up by those who ask for much.
    static final int MOST_MUCH = 40;

    /// The same while nobody owes anything.
    private static final int MOST_ALONE = 65;

    /// What may be used after that by answers from the last sample for those in debt, a share of which is handed out evenly.
    private static final int MOST_SHARED = 70;

    /// And by those for others.
    private static final int MOST_REPEATED = 85;

    /// And by those for clients that ask for little and seldom.
    private static final int ALL = 100;

    /// What is cheap for a client that is in debt.
    private static final int CHEAP = 1;

    /// What is little, in thousandths.
    private static final int LITTLE = 5;

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
        /// The same, from the share of those who want little.
        COURTEOUS,
        /// Word that there is no answer yet, for which it is not willing to wait any longer.
        NOT_YET,
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
            if (budget.fits(repeated, MOST_REPEATED, now)) {
                return Turn.REPEATED;
            }
        }
        if (isLittle(repeated) && isModest(client, now - waited)) {
            if (budget.fits(repeated, ALL, now)) {
                return Turn.REPEATED;
            }
            if (budget.courtesy().isLeft(now)) {
                return Turn.COURTEOUS;
            }
        }
        if (isLittle(repeated) && debts.isPassedOver(client, waited) && budget.courtesy().isLeft(now)) {
            return Turn.COURTEOUS;
        }
        if (isCheap(repeated) && budget.crowd().isLeft(now) && budget.fits(repeated, MOST_SHARED, now)) {
            return Turn.SHARED;
        }
        return waited >= LONG && now - servedAt >= LONG ? Turn.REPEATED : Turn.LATER;
    }

    /// How much may be used after a turn of this cost. What puts the client into debt is much: so many that ask for much at once,
    /// each for the first time, leave something for those who do not. Who owes something already gets it when there is hardly
    /// anything to do.
    private int most(Debts.Debtor client, long cost) {
        if (debts.isAllowed(client, cost)) {
            return Budget.MOST;
        }
        return client.debt() > 0 ? FREE : debts.owesNobody() ? MOST_ALONE : MOST_MUCH;
    }

    private boolean isCheap(long nanos) {
        return nanos <= budget.limit() / 100 * CHEAP;
    }

    private boolean isModest(Debts.Debtor client, long askedAt) {
        return !debts.isIndebted(client) || debts.isRested(client, askedAt);
    }

    private boolean isLittle(long nanos) {
        return nanos <= budget.limit() / 1000 * LITTLE;
    }

    /// What a turn is paid from, beside the budget; null if from nothing.
    @Nullable
    Share share(Turn turn) {
        return switch (turn) {
            case SHARED -> budget.crowd();
            case COURTEOUS -> budget.courtesy();
            default -> null;
        };
    }

    /// Somebody who has waited has had a turn.
    void served(long now) {
        servedAt = now;
    }

    /// About how many nanoseconds a client has to wait on that may not have its turn now.
    long left(Debts.Debtor client, long repeated, long waited, long now) {
        var isIndebted = debts.isIndebted(client);
        var left = isIndebted ? debts.left(client) : budget.untilFits(repeated, MOST_REPEATED, now);
        if (isCheap(repeated)) {
            left = Math.min(left, Math.max(budget.crowd().left(now), budget.untilFits(repeated, MOST_SHARED, now)));
        }
        if (isLittle(repeated) && isModest(client, now - waited)) {
            left = Math.min(left, Math.min(budget.courtesy().left(now), budget.untilFits(repeated, ALL, now)));
        }
        return Math.clamp(waited < LONG ? Math.min(left, LONG - waited) : left, LEAST_WAIT, LONG);
    }
}
