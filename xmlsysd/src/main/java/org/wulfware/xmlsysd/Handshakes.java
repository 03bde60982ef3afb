package org.wulfware.xmlsysd;

import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// The thread that signs and verifies for those who shake hands over TLS, one after the other: each takes milliseconds, and the
/// serving thread has answers to give meanwhile. There are never more in its queue than there are clients.
final class Handshakes extends Thread {
    private final Selector selector;
    private final BlockingQueue<Connection> waiting = new LinkedBlockingQueue<>();
    private final Queue<Connection> done = new ConcurrentLinkedQueue<>();

    /// @param selector woken when one is done
    Handshakes(Selector selector) {
        super("handshakes");
        setDaemon(true);
        this.selector = selector;
    }

    /// Leaves a connection's handshake to this thread, until [#next] gives it back.
    void begin(Connection connection) {
        waiting.add(connection);
    }

    /// One that is done; null if there is none.
    @Nullable
    Connection next() {
        return done.poll();
    }

    @Override
    public void run() {
        try {
            while (true) {
                var connection = waiting.take();
                if (connection.secured != null && connection.channel.isOpen()) {
                    var began = System.nanoTime();
                    connection.secured.runTasks();
                    connection.computed = System.nanoTime() - began;
                }
                done.add(connection);
                selector.wakeup();
            }
        } catch (InterruptedException _) { // the server has ended
        }
    }
}
