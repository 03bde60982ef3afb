package org.wulfware.xmlsysd;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Who waits for a turn: clients that have sent more than has been carried out, and while little of the budget is left all those
/// that want anything. In each round everybody has a turn who waited when it began, and one is let in who is at a door; but one
/// whose last turn was dear sits out as many rounds as make up for that, so that all get the same time rather than the same
/// number of turns.
final class Turns {
    /// What a round gives everybody.
    private static final long SHARE_NANOS = 50_000;

    private final Queue<Connection> waiting = new ArrayDeque<>();
    private @Nullable Door knocked;

    /// How many turns are left of this round.
    private int left;

    /// How many there have been, and how many of them have passed at once in the last one.
    private long rounds;

    private long passed;

    boolean isEmpty() {
        return waiting.isEmpty() && knocked == null;
    }

    /// Somebody is at this door.
    void knock(Door door) {
        if (knocked == null) {
            knocked = door;
        }
    }

    /// Gets a turn behind all others.
    ///
    /// @param readyFor the selector's operations that it is ready for
    void add(Connection connection, int readyFor) {
        connection.readyFor |= readyFor;
        if (!connection.isInBacklog) {
            connection.isInBacklog = true;
            connection.owes = Math.max(0, connection.owes - (rounds - connection.roundsThen) * SHARE_NANOS);
            waiting.add(connection);
        }
    }

    boolean isRoundOver() {
        return left == 0;
    }

    /// Begins a round.
    ///
    /// @return a door at which somebody is who may come in, null if nobody is anywhere
    @Nullable
    Door begin() {
        left = waiting.size();
        var door = knocked;
        var least = door == null ? Long.MAX_VALUE : door.owes;
        for (var connection : waiting) {
            least = Math.min(least, connection.owes);
        }
        if (least == Long.MAX_VALUE) {
            return null;
        }
        // Where all would sit out, time passes at once.
        passed = 1 + least / SHARE_NANOS;
        rounds += passed;
        if (door == null || sitsOut(door.owes)) {
            if (door != null) {
                door.owes -= passed * SHARE_NANOS;
            }
            return null;
        }
        knocked = null;
        door.owes = 0;
        return door;
    }

    private boolean sitsOut(long owes) {
        return owes >= passed * SHARE_NANOS;
    }

    /// The next one in this round; null if it is over.
    @Nullable
    Connection next() {
        while (left > 0) {
            left--;
            var connection = waiting.remove();
            if (connection.key.isValid() && sitsOut(connection.owes)) {
                connection.owes -= passed * SHARE_NANOS;
                waiting.add(connection);
                continue;
            }
            connection.isInBacklog = false;
            if (connection.key.isValid()) {
                connection.roundsThen = rounds;
                connection.owes = 0;
                return connection;
            }
        }
        return null;
    }

    /// To let somebody in was as dear as this.
    void charge(Door door, long cost) {
        door.owes += Math.max(0, cost - SHARE_NANOS);
    }

    /// A turn was as dear as this.
    void charge(Connection connection, long cost) {
        connection.owes += Math.max(0, cost - SHARE_NANOS);
    }
}
