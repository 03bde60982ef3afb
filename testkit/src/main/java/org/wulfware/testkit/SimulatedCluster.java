package org.wulfware.testkit;

import module java.base;
import org.wulfware.xmlsysd.Clock;
import org.wulfware.xmlsysd.Log;
import org.wulfware.xmlsysd.Server;

/// A cluster on this machine's loopback: each node listens on an address of its own and the same port, served by the
/// daemon's own code from a [SimulatedNode]. A dead one does not listen; a garbled one answers rubbish.
public final class SimulatedCluster implements AutoCloseable {
    /// One node.
    ///
    /// @param number its place, from 1
    /// @param tree the name of the recorded tree that it is made from
    public record Member(int number, String name, String address, Role role, String tree) {}

    /// The most that one cluster may have: the last number of an address, the first ten left free.
    public static final int MOST = 244;

    private static final int FIRST_ADDRESS = 10;
    private static final int TRIES = 50;
    private static final int CLIENTS = 64;

    private record Kind(Role role, String tree) {}

    private static final List<Kind> KINDS = List.of(
            new Kind(Role.BUSY, "n042-3.10.0"),
            new Kind(Role.STEADY, "login1-4.18.0"),
            new Kind(Role.IDLE, "n042-3.10.0"),
            new Kind(Role.BUSY, "fat-256cpu"),
            new Kind(Role.OVERLOADED, "b013-2.6.18"),
            new Kind(Role.STEADY, "gpu02-5.4.0"),
            new Kind(Role.IDLE, "arm7-5.15.0"),
            new Kind(Role.DEAD, "n042-3.10.0"),
            new Kind(Role.STEADY, "golem-2.4.9"),
            new Kind(Role.BUSY, "b013-2.6.18"),
            new Kind(Role.GARBLED, "n042-3.10.0"),
            new Kind(Role.IDLE, "micro-6.18"));

    private final List<Member> members;
    private final int port;
    private final List<Server> servers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<GarbledNode> garbled = new ArrayList<>();

    private SimulatedCluster(List<Member> members, int port) {
        this.members = List.copyOf(members);
        this.port = port;
    }

    /// `count` nodes of all kinds, `node01` to `node12` and on: idle, steady and busy ones and each dozen an overloaded,
    /// a dead and a garbled one.
    public static List<Member> usual(int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("a simulated cluster has 1 to " + MOST + " nodes, not " + count);
        }
        var members = new ArrayList<Member>();
        for (var number = 1; number <= count; number++) {
            var kind = KINDS.get((number - 1) % KINDS.size());
            members.add(
                    new Member(
                            number,
                            "node%02d".formatted(number),
                            "127.0.0." + (FIRST_ADDRESS + number),
                            kind.role,
                            kind.tree));
        }
        return members;
    }

    /// Starts `members` on a port that is free on all their addresses.
    ///
    /// @param seed the same makes the same nodes
    /// @param clocks gives each its time, since a clock is for one thread
    public static SimulatedCluster start(Fixtures fixtures, List<Member> members, long seed, Supplier<Clock> clocks)
            throws IOException {
        var listeners = listen(members);
        var port = listeners.getFirst().socket().getLocalPort();
        var cluster = new SimulatedCluster(members, port);
        try {
            for (var i = 0; i < members.size(); i++) {
                cluster.add(members.get(i), listeners.get(i), fixtures, seed, clocks.get());
            }
            return cluster;
        } catch (IOException | RuntimeException e) {
            listeners.forEach(SimulatedCluster::close);
            cluster.close();
            throw e;
        }
    }

    private static List<ServerSocketChannel> listen(List<Member> members) throws IOException {
        for (var tries = 0;; tries++) {
            var listeners = new ArrayList<ServerSocketChannel>();
            var port = 0;
            try {
                for (var member : members) {
                    var listener = ServerSocketChannel.open();
                    listeners.add(listener);
                    listener.bind(new InetSocketAddress(member.address, port), CLIENTS);
                    port = listener.socket().getLocalPort();
                }
                return listeners;
            } catch (IOException e) {
                // The port that was free on one address is taken on another: there are many.
                listeners.forEach(SimulatedCluster::close);
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private void add(Member member, ServerSocketChannel listener, Fixtures fixtures, long seed, Clock clock)
            throws IOException {
        switch (member.role) {
            case DEAD -> listener.close();
            case GARBLED -> garbled.add(new GarbledNode(listener.socket()));
            case IDLE, STEADY, BUSY, OVERLOADED -> {
                var node = new SimulatedNode(
                        fixtures.named(member.tree),
                        member.name,
                        FIRST_ADDRESS + member.number,
                        member.role,
                        seed,
                        clock);
                var silent = new Log(new PrintStream(OutputStream.nullOutputStream()), member.name, 0, false);
                var server = Server.of(listener, node, clock, CLIENTS, silent);
                servers.add(server);
                threads.add(Thread.ofPlatform().name(member.name).daemon().start(() -> serve(server)));
            }
        }
    }

    private static void serve(Server server) {
        try {
            server.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All nodes, the dead and the garbled too.
    public List<Member> members() {
        return members;
    }

    /// The port that all listen on.
    public int port() {
        return port;
    }

    /// Ends all nodes; when it returns nothing listens any more.
    @Override
    public void close() {
        garbled.forEach(GarbledNode::close);
        servers.forEach(Server::close);
        for (var thread : threads) {
            try {
                thread.join(Duration.ofSeconds(5));
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void close(ServerSocketChannel listener) {
        try {
            listener.close();
        } catch (IOException _) { // closing: nothing is left to lose
        }
    }
}
