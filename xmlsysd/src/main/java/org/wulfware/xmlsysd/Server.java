package org.wulfware.xmlsysd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// All clients, on one selector and one thread: ten clients cost what one does. Every wait for a client has a limit,
/// and a client that does not read, or does not end its line, delays nobody. One that asks many things at once gets one
/// answer a turn, and the others theirs in between. What may become of a connection in one turn stands in this one file, which is
/// therefore longer than most.
public final class Server implements AutoCloseable {
    /// For a client that was told the end to take leave: until then what it still sends is dropped unread, since a
    /// close with unread input would take the last answer from it.
    private static final long FAREWELL_NANOS = 2_000_000_000L;

    /// The longest wait while anybody is sent samples by the clock, which may be set meanwhile.
    private static final long CLOCK_NANOS = 2_000_000_000L;

    private static final long FOR_EVER = Door.FOR_EVER;
    private static final long MILLI = 1_000_000;
    private static final int PLAIN_READ = 8 << 10;

    private final Selector selector;
    private final Clients clients;
    private final @Nullable Door door;
    private final @Nullable Door tlsDoor;
    private final @Nullable Handshakes handshakes;
    private final InForce inForce;
    private final Ledger ledger;
    private final Clock clock;

    /// Those that have sent more lines than have been carried out. What else they send is not read meanwhile.
    private final Queue<Connection> backlog = new ArrayDeque<>();

    private final ByteBuffer in = ByteBuffer.allocateDirect(PLAIN_READ);
    private final byte[] bytes;
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 << 10);
    private final Sink answer = new Sink();
    private final Consumer<SelectionKey> ready = new Consumer<>() {
        @Override
        public void accept(SelectionKey key) {
            serve(key);
        }
    };
    private volatile boolean closed;

    /// @param listener accepts clients; null for a server of the one client given to [#adopt]
    /// @param tlsListener the same over TLS; null where that is not spoken
    /// @param inForce who may connect, and how many; when all places are taken, see [Clients#leastWanted]
    /// @param ledger is told what happens
    Server(
            @Nullable ServerSocketChannel listener,
            @Nullable ServerSocketChannel tlsListener,
            Conversations conversations,
            InForce inForce,
            Ledger ledger,
            Clock clock,
            Log log)
            throws IOException {
        this.selector = Selector.open();
        this.clients = new Clients(selector, conversations, ledger, log);
        this.inForce = inForce;
        this.ledger = ledger;
        this.clock = clock;
        this.door = listener == null
                ? null
                : new Door(listener, selector, clients, conversations, inForce, ledger, clock, log, answer, null);
        if (tlsListener == null) {
            tlsDoor = null;
            handshakes = null;
            bytes = new byte[PLAIN_READ];
        } else {
            tlsDoor = new Door(
                    tlsListener, selector, clients, conversations, inForce, ledger, clock, log, answer,
                    new Secured.Buffers());
            handshakes = new Handshakes(selector);
            bytes = new byte[Secured.MOST_READ];
        }
    }

    /// A server of `tree` in the language of xmlsysd: what the daemon is, with another node or another clock in it, and open
    /// to all.
    public static Server of(ServerSocketChannel listener, Tree tree, Clock clock, int most, Log log)
            throws IOException {
        var sampler = new Sampler(tree, clock);
        var inForce = new InForce(Settings.open(most));
        return new Server(listener, null, new Conversations() {
            @Override
            public Conversation begin(boolean isTrusted) {
                return new XmlConversation(sampler, log, inForce, isTrusted);
            }
        }, inForce, sampler.ledger(), clock, log);
    }

    /// Serves a client that is connected already, whoever it is: who started the daemon for it has let it in.
    void adopt(SocketChannel client) throws IOException {
        var address = Clients.address(client);
        var now = clock.nanos();
        clients.adopt(client, address, inForce.settings().access().isThisHost(address, now), null, now);
    }

    /// Serves until [#close], or, without a listener, until the last client has gone.
    public void run() throws IOException {
        if (handshakes != null) {
            handshakes.start();
        }
        try {
            while (!closed && (door != null || clients.size() > 0)) {
                var wait = patience();
                var standing = backlog.size();
                if (standing > 0) {
                    selector.selectNow(ready);
                    serveBacklog(standing);
                } else if (wait == FOR_EVER) {
                    selector.select(ready);
                } else if (wait >= MILLI) {
                    selector.select(ready, wait / MILLI);
                } else {
                    // The selector counts in milliseconds; a sample by the clock is due more exactly than that.
                    LockSupport.parkNanos(wait);
                    selector.selectNow(ready);
                }
                if (handshakes != null) {
                    resume(handshakes);
                }
            }
        } catch (ClosedSelectorException _) { // closed from another thread while it waited
        } finally {
            clients.closeAll();
            if (door != null) {
                door.close();
            }
            if (tlsDoor != null) {
                tlsDoor.close();
            }
            if (handshakes != null) {
                handshakes.interrupt();
            }
            selector.close();
        }
    }

    /// Ends [#run], from any thread.
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    /// Lets go of those whose time is over.
    ///
    /// @return nanoseconds until the next one's is, or until a sample is due by the clock
    private long patience() {
        var now = clock.nanos();
        var least = FOR_EVER;
        for (var i = clients.size() - 1; i >= 0; i--) {
            if (i >= clients.size()) {
                continue; // to make room for one, others were let go
            }
            var connection = clients.get(i);
            var subscription = connection.conversation.subscription();
            if (subscription != null) {
                least = Math.min(least, Math.min(CLOCK_NANOS, push(connection, subscription)));
            }
            if (!connection.isWaiting) {
                continue;
            }
            var left = connection.waitingSince + connection.patience - now;
            if (left <= 0) {
                ledger.timedOut +=
                        connection.isLeaving || connection.conversation.isIdle() || connection.isShakingHands()
                                ? 0
                                : 1;
                clients.drop(connection, connection.isLeaving ? "did not hang up" : "kept us waiting");
            } else {
                least = Math.min(least, left);
            }
        }
        if (door != null) {
            least = Math.min(least, door.pauseLeft(now));
        }
        if (tlsDoor != null) {
            least = Math.min(least, tlsDoor.pauseLeft(now));
        }
        return least;
    }

    /// Sends a sample that is due.
    ///
    /// @return nanoseconds until the next one
    private long push(Connection connection, Subscription subscription) {
        var micros = clock.micros();
        if (subscription.left(micros) <= 0) {
            subscription.pass(micros);
            if (connection.hasPending()) {
                connection.conversation.lose();
                ledger.lost++;
            } else {
                try {
                    connection.conversation.sample(answer);
                    connection.write(answer, out);
                    ledger.bytes += answer.length();
                    if (connection.hasPending()) {
                        keep(connection);
                    }
                } catch (IOException e) {
                    clients.drop(connection, String.valueOf(e.getMessage()));
                } catch (OutOfMemoryError _) {
                    clients.dropGreedy(connection);
                } catch (RuntimeException e) {
                    clients.dropFailed(connection, e);
                }
            }
        }
        return Math.max(0, subscription.left(clock.micros())) * 1000;
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            if (!connection.isInBacklog) {
                serve(connection, key.readyOps());
            }
        } else if (key.attachment() instanceof Door entered) {
            entered.accept();
        }
    }

    /// A turn for each of the first `standing` in the backlog; some will stand there again, behind the others. Who asks one thing
    /// at a time waits for one of them at the most.
    private void serveBacklog(int standing) throws IOException {
        for (var left = standing; left > 0; left--) {
            var connection = backlog.remove();
            connection.isInBacklog = false;
            if (connection.key.isValid()) {
                serve(connection, 0);
                if (left > 1) {
                    selector.selectNow(ready);
                }
            }
        }
    }

    /// Those whose handshakes have been computed go on.
    private void resume(Handshakes from) {
        for (var connection = from.next(); connection != null; connection = from.next()) {
            if (connection.key.isValid() && connection.secured != null) {
                try {
                    connection.secured.resume();
                    converse(connection);
                } catch (IOException e) {
                    clients.drop(connection, String.valueOf(e.getMessage()));
                } catch (OutOfMemoryError _) {
                    clients.dropGreedy(connection);
                } catch (RuntimeException e) {
                    clients.dropFailed(connection, e);
                }
            }
        }
    }

    private void serve(Connection connection, int readyFor) {
        try {
            if ((readyFor & SelectionKey.OP_WRITE) != 0 && connection.writePending(out)) {
                connection.waitingSince = clock.nanos();
            }
            if ((readyFor & SelectionKey.OP_READ) != 0
                    || (connection.hasMore() && !connection.conversation.hasNext())) {
                read(connection);
            }
            converse(connection);
        } catch (IOException e) {
            clients.drop(connection, String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError _) {
            clients.dropGreedy(connection);
        } catch (RuntimeException e) {
            clients.dropFailed(connection, e);
        }
    }

    private void read(Connection connection) throws IOException {
        if (connection.isLeaving) {
            if (!connection.skip(in)) {
                clients.drop(connection, "done");
            }
            return;
        }
        var got = connection.read(in, bytes);
        if (got > 0) {
            connection.conversation.accept(bytes, got);
        } else if (got < 0) {
            if (connection.isShakingHands()) {
                throw new IOException("hung up before the handshake was over");
            }
            if (connection.hasSaidItsEnd()) {
                connection.conversation.end();
            } else {
                connection.conversation.cutOff();
            }
        }
    }

    /// Carries out what the client has sent, up to the first answer.
    private void converse(Connection connection) throws IOException {
        var conversation = connection.conversation;
        var answered = false;
        while (!answered && !connection.hasPending() && !connection.isLeaving && conversation.next(answer)) {
            connection.lastCommand = clock.nanos();
            connection.hasCompletedCommand = true;
            connection.isWaiting &= conversation.isMidHead();
            if (answer.length() > 0) {
                connection.write(answer, out);
                ledger.bytes += answer.length();
                answered = true;
            }
        }
        if (!connection.key.isValid()) {
            return;
        }
        if (connection.hasPending()) {
            keep(connection);
            return;
        }
        var secured = connection.secured;
        if (handshakes != null && secured != null && secured.needsTask()) {
            connection.key.interestOps(0);
            handshakes.begin(connection);
            return;
        }
        connection.key.interestOps(SelectionKey.OP_READ);
        if ((answered && conversation.hasNext()) || (!conversation.isOver() && connection.hasMore())) {
            connection.isInBacklog = true;
            backlog.add(connection);
            return;
        }
        if (conversation.isOver() && !connection.isLeaving) {
            connection.isWaiting = false;
            connection.isLeaving = true;
            connection.endOutput();
            if (connection.hasPending()) {
                keep(connection);
                return;
            }
        }
        waitFor(connection);
    }

    /// Begins to count, or goes on, if the client keeps us waiting.
    private void waitFor(Connection connection) {
        var settings = inForce.settings();
        var conversation = connection.conversation;
        if (connection.isLeaving) {
            connection.waits(FAREWELL_NANOS, clock.nanos());
        } else if (connection.isShakingHands() || connection.isMidRecord() || conversation.isMidLine()
                || conversation.isMidHead()) {
            connection.waits(settings.lineNanos(), clock.nanos());
            if (connection.isMidRecord()) {
                clients.makeRoom();
            }
        } else if (conversation.isIdle()) {
            connection.waits(settings.idleNanos(), clock.nanos());
        } else {
            connection.isWaiting = false;
        }
    }

    /// An answer did not go out whole: what is left of it waits until the client reads.
    private void keep(Connection connection) {
        connection.waits(inForce.settings().lineNanos(), clock.nanos());
        connection.key.interestOps(SelectionKey.OP_WRITE);
        clients.makeRoom();
    }
}
