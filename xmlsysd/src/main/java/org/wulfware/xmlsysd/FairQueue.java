package org.wulfware.xmlsysd;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Clients that wait for a turn: those that have sent more than has been carried out, and those that the budget has nothing left
/// for. Who is not in debt comes first, then who owes least; among equals who has waited longest.
final class FairQueue {
    /// How long what is thought of a turn's cost holds.
    private static final long ESTIMATE_NANOS = 1_000_000_000;

    private final Admission admission;
    private final Debts debts;
    private final List<Connection> waiting = new ArrayList<>();

    /// Nanoseconds until the next one may have its turn, as of when [#next] found none.
    private long left;

    FairQueue(Admission admission, Debts debts) {
        this.admission = admission;
        this.debts = debts;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Gets a turn behind all that are alike.
    ///
    /// @param readyFor the selector's operations that it is ready for
    void add(Connection connection, int readyFor, long now) {
        connection.readyFor |= readyFor;
        estimate(connection, now);
        if (!connection.isQueued) {
            connection.isQueued = true;
            connection.queuedAt = connection.isPreparing ? connection.queuedAt : now;
            waiting.add(connection);
        }
    }

    private static void estimate(Connection connection, long now) {
        connection.fullCost = connection.cost(false);
        connection.repeatedCost = connection.cost(true);
        connection.estimatedAt = now;
    }

    /// The next one that may have its turn, with what it may have; null if nobody may now.
    @Nullable
    Connection next(long now) {
        Connection best = null;
        left = Long.MAX_VALUE;
        for (var i = 0; i < waiting.size(); i++) {
            var each = waiting.get(i);
            if (!each.key.isValid()) {
                each.isQueued = false;
                waiting.remove(i--);
                continue;
            }
            if (now - each.estimatedAt >= ESTIMATE_NANOS || each.fullCost >= Processes.NOT_YET) {
                estimate(each, now);
            }
            var waited = now - each.queuedAt;
            each.turn = admission.turn(each.debtor, each.fullCost, each.repeatedCost, waited, now);
            var patience =
                    (each.isDue ? each.conversation.samplePatience() : each.conversation.nextPatience()) - waited;
            if (each.turn == Admission.Turn.LATER && patience <= 0) {
                each.turn = Admission.Turn.NOT_YET;
            }
            if (each.turn == Admission.Turn.LATER) {
                left = Math.min(left,
                        Math.min(patience, admission.left(each.debtor, each.repeatedCost, waited, now)));
            } else if (best == null || isBefore(each, best)) {
                best = each;
            }
        }
        if (best != null) {
            waiting.remove(best);
            best.isQueued = false;
        }
        return best;
    }

    /// Who asks for little after leaving us alone for a while before everybody else, then who is not in debt before who is, and of
    /// those who asks for little; of all that are alike who owes least. To have left us alone gives nobody who asks for much a
    /// place before others: a crowd that has just come would be before all who were here.
    private boolean isBefore(Connection one, Connection other) {
        var isSeldom = isSeldom(one);
        if (isSeldom != isSeldom(other)) {
            return isSeldom;
        }
        var isIndebted = debts.isIndebted(one.debtor);
        if (isIndebted != debts.isIndebted(other.debtor)) {
            return !isIndebted;
        }
        var isCheap = isCheap(one);
        var areAlike = isIndebted || isCheap == isCheap(other);
        return areAlike ? one.debtor.debt() < other.debtor.debt() : isCheap;
    }

    private boolean isSeldom(Connection one) {
        return isCheap(one) && debts.isRested(one.debtor, one.queuedAt);
    }

    private static boolean isCheap(Connection one) {
        return one.fullCost <= Server.TURN_NANOS;
    }

    /// Nanoseconds until the next one may have its turn, as far as is known.
    long left() {
        return left;
    }

    /// Until they have their turns, the selector has nothing to say of those who wait.
    void silence() {
        for (var each : waiting) {
            if (each.key.isValid() && each.key.interestOps() != 0) {
                each.key.interestOps(0);
            }
        }
    }
}
