package org.wulfware.xmlsysd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The clients that are connected, and what is kept for all of them together.
final class Clients {
    /// Bytes that are kept for clients which do not read their answers or send half a record, all clients together.
    private static final long MOST_PENDING = 8 << 20;

    /// Of that, what is used again.
    private static final long MOST_SPARE = 2 << 20;

    /// All addresses of this host are one, as far as places go.
    static final Object THIS_HOST = "this host";

    private final Selector selector;
    private final Conversations conversations;
    private final Ledger ledger;
    private final Debts debts;
    private final Log log;
    private final List<Connection> connections = new ArrayList<>();
    private final Backlog.Shared shared = new Backlog.Shared(new Spare(MOST_SPARE));

    Clients(Selector selector, Conversations conversations, Ledger ledger, Debts debts, Log log) {
        this.selector = selector;
        this.conversations = conversations;
        this.ledger = ledger;
        this.debts = debts;
        this.log = log;
    }

    /// Takes a client in.
    ///
    /// @param isThisHost whether it is on this host
    /// @param isTrusted whether it is, or comes over TLS
    /// @param secured null for a client that does not come over TLS
    Connection adopt(
            SocketChannel client,
            InetAddress address,
            boolean isThisHost,
            boolean isTrusted,
            @Nullable Secured secured,
            long now)
            throws IOException {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // A client that has vanished without a word and is sent nothing keeps its place for hours, and not for ever.
        client.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        var key = client.register(selector, SelectionKey.OP_READ);
        var network = Debts.network(address);
        var connection = new Connection(client, key, address, isThisHost ? THIS_HOST : network, debts.enter(network),
                conversations.begin(isTrusted), secured, shared, now);
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

    /// How many are of this party.
    int count(Object party) {
        var count = 0;
        for (var connection : connections) {
            count += connection.party.equals(party) ? 1 : 0;
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

    /// The one that gives way to a new client. A party that holds half of the places takes from itself. Else those who have never
    /// completed a command go first, and of all that are alike those of the party that has the most: a client that asks every
    /// few seconds keeps its place whatever comes in between. Of these, the one goes that has gone longest without a completed
    /// command.
    ///
    /// @param party of the new one
    /// @param isSecured of those who come over TLS alone
    Connection leastWanted(Object party, boolean isSecured) {
        var counts = new HashMap<Object, Integer>();
        var all = 0;
        for (var connection : connections) {
            if (!isSecured || connection.secured != null) {
                counts.put(connection.party, counts.getOrDefault(connection.party, 0) + 1);
                all++;
            }
        }
        var isFromItself = 2 * counts.getOrDefault(party, 0) >= all;
        Connection least = null;
        for (var connection : connections) {
            if ((!isSecured || connection.secured != null)
                    && (!isFromItself || connection.party.equals(party))
                    && (least == null || isLessWanted(connection, least, counts))) {
                least = connection;
            }
        }
        return Objects.requireNonNull(least);
    }

    private static boolean isLessWanted(Connection one, Connection other, Map<Object, Integer> counts) {
        if (one.hasCompletedCommand != other.hasCompletedCommand) {
            return !one.hasCompletedCommand;
        }
        int has = counts.getOrDefault(one.party, 0);
        int otherHas = counts.getOrDefault(other.party, 0);
        return has == otherHas ? one.lastCommand - other.lastCommand < 0 : has > otherHas;
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

    /// What one client sent made the daemon fail: that is its end, and nobody else's.
    void dropFailed(Connection connection, RuntimeException failure) {
        ledger.errors++;
        var places = failure.getStackTrace();
        log.say(
                Log.Level.ERROR,
                "failed, please report this: " + failure + (places.length == 0 ? "" : " at " + places[0]));
        drop(connection, "the daemon failed at what it asked");
    }

    void drop(Connection connection, String why) {
        connection.close();
        if (connections.remove(connection)) {
            debts.leave(connection.debtor);
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
