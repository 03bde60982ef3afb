package org.wulfware.xmlsysd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Sink;

/// All clients, on one selector and one thread: ten clients cost what one does. Every wait for a client has a limit,
/// and a client that does not read, or does not end its line, delays nobody. One that asks many things at once gets one
/// answer a turn, and the others theirs in between; one that uses more than its part of the budget waits for itself alone. What
/// may become of a connection in one turn stands in this one file, which is therefore longer than most.
public final class Server implements AutoCloseable {
    /// For a client that was told the end to take leave: until then what it still sends is dropped unread, since a
    /// close with unread input would take the last answer from it.
    private static final long FAREWELL_NANOS = 2_000_000_000L;

    /// The longest wait while anybody is sent samples by the clock, which may be set meanwhile.
    private static final long CLOCK_NANOS = 2_000_000_000L;

    /// The longest wait while clients wait for their turns: the budget may be set meanwhile.
    private static final long HOLD_NANOS = 2_500_000_000L;

    /// What a client gets done in a turn before others have theirs, as far as that can be cut.
    static final long TURN_NANOS = 1_000_000;

    /// How long clients are served that were ready at once before those who have to wait are put in order.
    private static final long AT_ONCE_NANOS = 5_000_000;

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
    private final Budget budget;
    private final Clock clock;

    /// Those that wait for their turn. What else they send is not read meanwhile.
    private final FairQueue queue;

    private final Admission admission;
    private final Debts debts;

    /// How long clients have been served that were ready at once.
    private long atOnce;

    /// What the turn at hand is paid from, beside the budget.
    private @Nullable Share share;

    /// Whether clients wait since the budget has nothing left for them.
    private volatile boolean isHolding;

    private final ByteBuffer in = ByteBuffer.allocateDirect(PLAIN_READ);
    private final byte[] bytes;
    private final ByteBuffer out = ByteBuffer.allocateDirect(16 << 10);
    private final Heap heap;
    private final Outlet outlet = new Outlet();
    private final Sink answer = new Sink(Answers.MOST_HELD).outlet(outlet);
    private final Consumer<SelectionKey> ready = new Consumer<>() {
        @Override
        public void accept(SelectionKey key) {
            serve(key);
        }
    };
    private volatile @Nullable Thread serving;
    private volatile boolean closed;

    /// @param listener accepts clients; null for a server of the one client given to [#adopt]
    /// @param tlsListener the same over TLS; null where that is not spoken
    /// @param inForce who may connect, and how many; when all places are taken, see [Clients#leastWanted]
    /// @param ledger is told what happens
    /// @param budget what serving may cost
    Server(
            @Nullable ServerSocketChannel listener,
            @Nullable ServerSocketChannel tlsListener,
            Conversations conversations,
            InForce inForce,
            Ledger ledger,
            Budget budget,
            Clock clock,
            Log log)
            throws IOException {
        this.selector = Selector.open();
        this.debts = budget.debts();
        this.admission = new Admission(budget);
        this.queue = new FairQueue(admission, debts);
        this.clients = new Clients(selector, conversations, ledger, debts, log);
        this.inForce = inForce;
        this.ledger = ledger;
        this.budget = budget;
        this.clock = clock;
        this.heap = new Heap(tlsListener == null ? Heap.USUAL : Heap.USUAL_WITH_TLS);
        this.door = listener == null
                ? null
                : new Door(listener, selector, clients, conversations, inForce, ledger, budget, clock, log, answer,
                        null);
        if (tlsListener == null) {
            tlsDoor = null;
            handshakes = null;
            bytes = new byte[PLAIN_READ];
        } else {
            tlsDoor = new Door(
                    tlsListener, selector, clients, conversations, inForce, ledger, budget, clock, log, answer,
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
        }, inForce, sampler.ledger(), sampler.budget(), clock, log);
    }

    /// Serves a client that is connected already, whoever it is: who started the daemon for it has let it in.
    void adopt(SocketChannel client) throws IOException {
        var address = Clients.address(client);
        var now = clock.nanos();
        var isThisHost = inForce.settings().access().isThisHost(address, now);
        clients.adopt(client, address, isThisHost, isThisHost, null, now);
    }

    /// Serves until [#close], or, without a listener, until the last client has gone.
    public void run() throws IOException {
        serving = Thread.currentThread();
        if (handshakes != null) {
            handshakes.start();
        }
        try {
            while (!closed && (door != null || clients.size() > 0)) {
                heap.tidy(clock.nanos());
                budget.turn(clock.nanos());
                if (handshakes != null) {
                    resume(handshakes);
                }
                atOnce = 0;
                var wait = Math.min(patience(), budget.chores().work(clock.nanos()));
                if (queue.isEmpty()) {
                    await(wait);
                } else {
                    selector.selectNow(ready);
                    takeTurn(wait);
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

    /// Whether clients wait since the budget has nothing left for them.
    boolean isHolding() {
        return isHolding;
    }

    /// Ends [#run], from any thread.
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(serving);
        selector.wakeup();
    }

    private void await(long wait) throws IOException {
        budget.rest(clock.nanos());
        if (wait == FOR_EVER) {
            selector.select(ready);
        } else if (wait >= MILLI) {
            selector.select(ready, wait / MILLI);
        } else {
            // The selector counts in milliseconds; a sample by the clock is due more exactly than that.
            LockSupport.parkNanos(wait);
            selector.selectNow(ready);
        }
    }

    /// A turn for one that waits, or a pause until one may have it.
    ///
    /// @param wait until something else is due
    private void takeTurn(long wait) throws IOException {
        var now = clock.nanos();
        var next = queue.next(now);
        if (next != null) {
            admission.served(now);
            turn(next);
        } else if (!queue.isEmpty()) {
            queue.silence();
            isHolding = true;
            await(Math.min(Math.min(wait, queue.left()), HOLD_NANOS));
            isHolding = false;
            ledger.withheld += clock.nanos() - now;
        }
    }

    private void turn(Connection connection) {
        var readyFor = connection.readyFor;
        connection.readyFor = 0;
        if (!connection.isDue) {
            if (!connection.conversation.hasNext()) {
                connection.turn = Admission.Turn.LATER; // what it is to have a turn for is not known yet
            }
            serve(connection, readyFor);
            return;
        }
        if (connection.conversation.subscription() != null) {
            if (connection.turn != Admission.Turn.NOT_YET && !connection.conversation.prepareSample(TURN_NANOS)) {
                queue.add(connection, readyFor, clock.nanos());
                return;
            }
            sample(connection, connection.turn);
        }
        connection.isDue = false;
        connection.turn = Admission.Turn.LATER;
        if (connection.key.isValid() && (readyFor != 0 || connection.conversation.hasNext())) {
            queue.add(connection, readyFor, clock.nanos());
        }
    }

    private static long most(long expected) {
        return 2 * expected + Conversation.LINE_COST;
    }

    /// A client has had its turn, or a part of one.
    ///
    /// @param most what it is to pay at most: one that was interrupted by others on its processor shall not pay for that
    private void charge(Connection connection, long began, long most) {
        var now = clock.nanos();
        var cost = Math.min(now - began, most);
        if (share != null) {
            share.charge(cost, now);
            share = null;
        }
        budget.charge(connection.debtor, cost);
        budget.work(now);
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
            if (!connection.isWaiting || connection.isQueued) {
                continue; // who waits for us keeps nobody waiting
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
            var missed = subscription.pass(micros) + (connection.isDue ? 1 : 0);
            var now = clock.nanos();
            var full = connection.conversation.sampleCost(false);
            var repeated = connection.conversation.sampleCost(true);
            var turn = admission.turn(connection.debtor, full, repeated, 0, now);
            connection.conversation.lose(missed);
            ledger.skipped += missed;
            if (connection.isQueued || turn == Admission.Turn.LATER) {
                connection.isDue = true;
                queue.add(connection, 0, now);
            } else {
                sample(connection, turn);
            }
        }
        return Math.max(0, subscription.left(clock.micros())) * 1000;
    }

    private void sample(Connection connection, Admission.Turn turn) {
        connection.isDue = false;
        if (connection.hasPending()) {
            connection.conversation.lose(1);
            ledger.lost++;
            return;
        }
        var began = clock.nanos();
        budget.repeats(turn != Admission.Turn.NEW);
        share = admission.share(turn);
        try {
            outlet.client = connection;
            debts.told(connection.debtor, began);
            connection.conversation.notYet(turn == Admission.Turn.NOT_YET);
            connection.conversation.sample(answer);
            connection.conversation.notYet(false);
            connection.write(answer, out);
            ledger.bytes += answer.length();
            if (connection.hasPending()) {
                keep(connection);
            }
            charge(connection, began, most(connection.conversation.sampleCost(false)));
        } catch (IOException | UncheckedIOException e) {
            clients.drop(connection, IoFailure.reason(e));
        } catch (OutOfMemoryError _) {
            clients.dropGreedy(connection);
        } catch (RuntimeException e) {
            clients.dropFailed(connection, e);
        }
    }

    private void serve(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        budget.work(clock.nanos());
        if (key.attachment() instanceof Connection connection) {
            if (connection.isQueued) {
                connection.readyFor |= key.readyOps();
            } else {
                ready(connection, key.readyOps());
            }
        } else if (key.attachment() instanceof Door entered) {
            entered.accept();
        }
    }

    /// Who is not in debt is served at once, and before those who are, unless so many come at once that one could wait for long
    /// behind others who want more.
    private void ready(Connection connection, int readyFor) {
        var now = clock.nanos();
        if (atOnce > AT_ONCE_NANOS || debts.isIndebted(connection.debtor)) {
            queue.add(connection, readyFor, now);
        } else {
            connection.turn = Admission.Turn.LATER;
            serve(connection, readyFor);
            atOnce += clock.nanos() - now;
        }
    }

    /// Those whose handshakes have been computed go on.
    private void resume(Handshakes from) {
        for (var connection = from.next(); connection != null; connection = from.next()) {
            connection.isComputed = true;
            budget.charge(connection.debtor, connection.computed);
            if (connection.key.isValid() && !connection.isQueued) {
                ready(connection, 0);
            }
        }
    }

    private void serve(Connection connection, int readyFor) {
        var began = clock.nanos();
        try {
            if (connection.isComputed && connection.secured != null) {
                connection.isComputed = false;
                connection.secured.resume();
            }
            if ((readyFor & SelectionKey.OP_WRITE) != 0 && connection.writePending(out)) {
                connection.waitingSince = clock.nanos();
            }
            if (((readyFor & SelectionKey.OP_READ) != 0 && !connection.conversation.hasNext())
                    || (connection.hasMore() && !connection.conversation.hasNext())) {
                read(connection);
            }
            converse(connection, began);
        } catch (IOException | UncheckedIOException e) {
            clients.drop(connection, IoFailure.reason(e));
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
    private void converse(Connection connection, long began) throws IOException {
        var conversation = connection.conversation;
        outlet.client = connection;
        var answered = false;
        var isLater = false;
        var most = 5 * Connection.EVENT_COST;
        while (!answered && !isLater && !connection.hasPending() && !connection.isLeaving && conversation.hasNext()) {
            var full = conversation.nextCost(false);
            var repeated = conversation.nextCost(true);
            var turn = mayGoOn(connection, full, repeated);
            if (turn == Admission.Turn.LATER) {
                isLater = true;
                break;
            }
            budget.repeats(turn != Admission.Turn.NEW);
            share = share == null ? admission.share(turn) : share;
            var before = clock.nanos();
            budget.unknown();
            conversation.notYet(turn == Admission.Turn.NOT_YET);
            if (full > TURN_NANOS && turn != Admission.Turn.NOT_YET && !conversation.prepare(TURN_NANOS)) {
                most += most(budget.unknown());
                if (!connection.isPreparing) {
                    connection.isPreparing = true;
                    connection.queuedAt = before;
                }
                isLater = true;
                break;
            }
            if (!conversation.next(answer)) {
                break;
            }
            conversation.notYet(false);
            connection.isPreparing = false;
            var now = clock.nanos();
            most += full > Conversation.LINE_COST && answer.length() > 0
                    ? most((turn == Admission.Turn.NEW ? full : repeated) + budget.unknown())
                    : now - before;
            connection.lastCommand = now;
            connection.hasCompletedCommand = true;
            connection.isWaiting &= conversation.isMidHead();
            if (answer.length() > 0) {
                debts.told(connection.debtor, now);
                connection.write(answer, out);
                ledger.bytes += answer.length();
                answered = true;
                budget.learn(turn == Admission.Turn.NEW ? full : repeated, clock.nanos() - before);
            } else {
                isLater = now - began > TURN_NANOS;
            }
        }
        charge(connection, began, most);
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
        if (((answered || isLater) && conversation.hasNext()) || (!conversation.isOver() && connection.hasMore())) {
            queue.add(connection, 0, clock.nanos());
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

    /// Whether the next line is carried out in this turn, and how. What takes long gets a turn of its own, so that those who want
    /// little are served in between.
    private Admission.Turn mayGoOn(Connection connection, long full, long repeated) {
        var turn = connection.turn;
        connection.turn = Admission.Turn.LATER;
        if (turn == Admission.Turn.LATER && full <= TURN_NANOS) {
            turn = admission.turn(connection.debtor, full, repeated, 0, clock.nanos());
        }
        return turn;
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

    /// Where the answer at hand goes while it is being written, if it is long.
    private final class Outlet implements Sink.Drain {
        private @Nullable Connection client;

        @Override
        public void take(byte[] bytes, int from, int to) {
            try {
                if (client != null) {
                    client.writeOrKeep(bytes, from, to, out);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
            }
        }
    }
}
