package org.wulfware.xmlsysd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sink;

/// A port that clients come in by, if they may: who, how many, and who gives way to whom. There may be one for TLS beside the
/// plain one.
final class Door {
    static final long FOR_EVER = Long.MAX_VALUE;
    private static final long PAUSE_NANOS = 1_000_000_000L;

    /// What it is thought to take to let one in.
    private static final long COST = 100_000;

    private final ServerSocketChannel listener;
    private final SelectionKey key;
    private final Clients clients;
    private final Conversations conversations;
    private final InForce inForce;
    private final Ledger ledger;
    private final Budget budget;
    private final Clock clock;
    private final Log log;
    private final Sink answer;
    private final Secured.@Nullable Buffers buffers;
    private long openAgain;
    private boolean isPaused;

    /// @param inForce who may connect, and how many; when all places are taken, see [Clients#leastWanted]
    /// @param ledger is told what happens
    /// @param answer what a refusal is written to
    /// @param buffers of those who come in by TLS; null for the plain port
    Door(
            ServerSocketChannel listener,
            Selector selector,
            Clients clients,
            Conversations conversations,
            InForce inForce,
            Ledger ledger,
            Budget budget,
            Clock clock,
            Log log,
            Sink answer,
            Secured.@Nullable Buffers buffers)
            throws IOException {
        this.listener = listener;
        this.clients = clients;
        this.conversations = conversations;
        this.inForce = inForce;
        this.ledger = ledger;
        this.budget = budget;
        this.clock = clock;
        this.log = log;
        this.answer = answer;
        this.buffers = buffers;
        listener.configureBlocking(false);
        key = listener.register(selector, SelectionKey.OP_ACCEPT, this);
    }

    /// Lets the next one in, or not. Where so many come that they use up the budget, they have a share of it like those in debt.
    void accept() {
        var began = clock.nanos();
        var isFree = budget.fits(COST, Admission.MOST_MUCH, began);
        if (!isFree && !budget.crowd().isLeft(began)) {
            pause(budget.crowd().left(began));
            return;
        }
        receive();
        var end = clock.nanos();
        if (!isFree) {
            budget.crowd().charge(end - began, end);
        }
        budget.work(end);
    }

    private void pause(long nanos) {
        isPaused = true;
        openAgain = clock.nanos() + nanos;
        key.interestOps(0);
    }

    private void receive() {
        SocketChannel client = null;
        try {
            client = listener.accept();
            if (client != null) {
                receive(client);
            }
        } catch (IOException e) {
            // Out of descriptors, most likely: to ask again at once would be to spin.
            log.say(Log.Level.WARNING, "cannot take a client: " + IoFailure.reason(e));
            close(client);
            pause(PAUSE_NANOS);
        }
    }

    private void receive(SocketChannel client) throws IOException {
        var settings = inForce.settings();
        var address = Clients.address(client);
        var now = clock.nanos();
        var tls = settings.tls();
        var access = buffers == null || tls == null ? settings.access() : tls.access();
        if (!access.allows(address, now)) {
            ledger.refusedAddress++;
            log.say(Log.Level.INFO, "refused " + address.getHostAddress() + ": it may not connect");
            client.close();
            return;
        }
        var isThisHost = access.isThisHost(address, now);
        var network = Debts.network(address);
        if (!isThisHost && clients.count(network) >= settings.connectionsPerAddress()) {
            ledger.refusedCount++;
            log.say(Log.Level.INFO, "refused " + address.getHostAddress() + ": it has as many as it may have");
            refuse(client);
            return;
        }
        var isFull = clients.size() >= settings.connections();
        if (isFull || (buffers != null && clients.countSecured() >= Settings.MOST_SECURED)) {
            ledger.gaveWay++;
            clients.drop(clients.leastWanted(isThisHost ? Clients.THIS_HOST : network, !isFull),
                    "gave way to a new client");
        }
        var credentials = inForce.credentials();
        if (buffers == null) {
            clients.adopt(client, address, isThisHost, isThisHost, null, now);
        } else if (credentials != null) {
            // Over TLS nobody reads along: such a client is told what one on this host is.
            clients.adopt(client, address, isThisHost, true, new Secured(client, credentials, buffers), now)
                    .waits(settings.lineNanos(), now);
        }
        log.say(Log.Level.INFO, "client " + client.getRemoteAddress());
        // Who connects again and again pays for that.
        budget.debts().charge(network, Math.min(clock.nanos() - now, 4 * COST));
    }

    /// Tells a client that it is one too many, as far as that goes out at once.
    private void refuse(SocketChannel client) throws IOException {
        if (buffers != null) {
            client.close(); // to say it, a handshake would be needed
            return;
        }
        var conversation = conversations.begin(false);
        conversation.error(Packet.Complaint.TOO_MANY, answer);
        client.configureBlocking(false);
        client.write(ByteBuffer.wrap(answer.array(), answer.from(), answer.length()));
        client.shutdownOutput();
        client.close();
    }

    /// Opens again when a pause is over.
    ///
    /// @return nanoseconds until then, or [#FOR_EVER]
    long pauseLeft(long now) {
        if (!isPaused) {
            return FOR_EVER;
        }
        if (openAgain - now > 0) {
            return openAgain - now;
        }
        isPaused = false;
        key.interestOps(SelectionKey.OP_ACCEPT);
        return FOR_EVER;
    }

    void close() throws IOException {
        listener.close();
    }

    private static void close(@Nullable SocketChannel client) {
        if (client != null) {
            try {
                client.close();
            } catch (IOException _) { // closing: nothing is left to lose
            }
        }
    }
}
