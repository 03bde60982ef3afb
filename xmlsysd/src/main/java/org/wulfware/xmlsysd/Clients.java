package org.wulfware.xmlsysd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The clients that are connected, and what is kept for all of them together.
final class Clients {
    /// Bytes that are kept for clients which do not read their answers or send half a record, all clients together.
    private static final long MOST_PENDING = 1 << 20;

    private final Selector selector;
    private final Conversations conversations;
    private final Ledger ledger;
    private final Log log;
    private final List<Connection> connections = new ArrayList<>();

    Clients(Selector selector, Conversations conversations, Ledger ledger, Log log) {
        this.selector = selector;
        this.conversations = conversations;
        this.ledger = ledger;
        this.log = log;
    }

    /// Takes a client in.
    ///
    /// @param isTrusted whether it is on this host or comes over TLS
    /// @param secured null for a client that does not come over TLS
    Connection adopt(
            SocketChannel client, InetAddress address, boolean isTrusted, @Nullable Secured secured, long now)
            throws IOException {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var key = client.register(selector, SelectionKey.OP_READ);
        var connection = new Connection(client, key, address, conversations.begin(isTrusted), secured, now);
        key.attach(connection);
        connections.add(connection);
        ledger.connections++;
        ledger.clients = connections.size();
        return connection;
    }

    static InetAddress address(SocketChannel client) throws IOException {
        return client.getRemoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress()
                : InetAddress.getLoopbackAddress(); // a socket in the file system: on this host
    }

    int size() {
        return connections.size();
    }

    Connection get(int index) {
        return connections.get(index);
    }

    /// How many have this address.
    int count(InetAddress address) {
        var count = 0;
        for (var connection : connections) {
            count += connection.address.equals(address) ? 1 : 0;
        }
        return count;
    }

    /// How many come over TLS.
    int countSecured() {
        var count = 0;
        for (var connection : connections) {
            count += connection.secured != null ? 1 : 0;
        }
        return count;
    }

    /// The one that has gone longest without a completed command.
    ///
    /// @param isSecured of those who come over TLS alone
    Connection idlest(boolean isSecured) {
        Connection idlest = null;
        for (var connection : connections) {
            if ((!isSecured || connection.secured != null)
                    && (idlest == null || connection.lastCommand - idlest.lastCommand < 0)) {
                idlest = connection;
            }
        }
        return Objects.requireNonNull(idlest);
    }

    /// Lets those who have kept us waiting longest go, until what is kept for all is within bounds.
    void makeRoom() {
        while (true) {
            var kept = 0L;
            var count = 0;
            Connection longest = null;
            for (var each : connections) {
                var length = each.keptLength();
                if (length > 0 && each.isWaiting) {
                    kept += length;
                    count++;
                    if (longest == null || each.waitingSince - longest.waitingSince < 0) {
                        longest = each;
                    }
                }
            }
            // One alone may keep what it asked for: its answer has been made already.
            if (longest == null || count < 2 || kept <= MOST_PENDING) {
                return;
            }
            ledger.outOfRoom++;
            drop(longest, "keeps us waiting, and others want the room");
        }
    }

    /// One client asked for more than there is room for: that is its end and nobody else's.
    void dropGreedy(Connection connection) {
        ledger.outOfRoom++;
        drop(connection, "its answer needs more memory than the daemon has");
        log.say(Log.Level.WARNING, "a client was let go: its answer needs more memory than there is");
    }

    void drop(Connection connection, String why) {
        connection.close();
        if (connections.remove(connection)) {
            ledger.clients = connections.size();
            ledger.tlsFailed += connection.isShakingHands() ? 1 : 0;
            log.say(Log.Level.INFO, "client gone: " + why);
        }
    }

    void closeAll() {
        for (var connection : connections) {
            connection.close();
        }
    }
}
