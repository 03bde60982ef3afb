package org.wulfware.libwulf;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// Which connections may read on in a large answer: few at a time, over all hosts of a poller, since what is being read takes
/// several times the room of what is kept. The others wait, without being judged for it; small answers go past all of them. It
/// belongs to the poller's thread.
final class LargeAnswers {
    /// Bytes of a document that each connection may have before it needs leave to read more.
    static final int SMALL = 1 << 20;

    private static final int AT_ONCE = 1;

    private final Set<Connection> reading = new HashSet<>();
    private final Queue<Connection> waiting = new ArrayDeque<>();

    /// Whether the connection may read on in its answer; if not, it is told when it may.
    boolean mayRead(Connection connection) {
        if (reading.contains(connection) || reading.size() < AT_ONCE) {
            reading.add(connection);
            return true;
        }
        if (!waiting.contains(connection)) {
            waiting.add(connection);
        }
        return false;
    }

    /// The connection reads no large answer any more, or never again.
    void done(Connection connection) {
        waiting.remove(connection);
        if (reading.remove(connection)) {
            var next = waiting.poll();
            if (next != null) {
                reading.add(next);
                Poller.guarded(next, next::readOn);
            }
        }
    }
}
