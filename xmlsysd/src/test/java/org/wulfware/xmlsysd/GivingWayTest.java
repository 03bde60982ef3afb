package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.wulfware.wire.Sink;

/// Who goes when all places are taken, and who else goes for a client's sake.
class GivingWayTest {
    private static final Tree TREE = new Texts().with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n");

    private static final Sampler SAMPLER = new Sampler(TREE, new Golem.ThatClock());

    @Test
    void whoNeverAskedGivesWayBeforeWhoAsksSeldom() throws Exception {
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(TREE, clock, 3);
                var polite = connect(daemon, 1)) {
            ask(polite);
            clock.nanos.addAndGet(60_000_000_000L);
            var slow = new ArrayList<Socket>();
            for (var i = 0; i < 20; i++) {
                var client = connect(daemon, 2 + i);
                client.getOutputStream().write('s');
                slow.add(client);
                clock.nanos.addAndGet(1_000_000);
            }
            assertThat(isCut(slow.getFirst())).isTrue();
            ask(polite);
            close(slow);
        }
    }

    @Test
    void thisHostWhateverItsAddressesTakesPlacesFromItselfAndAnIpv6NetworkIsOneAddress() throws Exception {
        try (var selector = Selector.open()) {
            var clients = new Clients(selector, _ -> TestDaemon.conversation(SAMPLER), new Ledger(), new Debts(),
                    TestDaemon.quiet());
            var other = adopt(clients, "192.0.2.7", false, 1);
            for (var i = 2; i < 9; i++) {
                adopt(clients, "127.0.0." + i, true, i);
            }
            assertThat(clients.leastWanted(Clients.THIS_HOST, false).address).hasToString("/127.0.0.2");
            assertThat(clients.leastWanted(other.party, false).address).hasToString("/127.0.0.2");
            for (var i = 1; i < 9; i++) {
                adopt(clients, "2001:db8::" + i, false, 20 + i);
            }
            assertThat(clients.leastWanted(Clients.THIS_HOST, false).address).hasToString("/2001:db8:0:0:0:0:0:1");
            assertThat(clients.count(Debts.network(InetAddress.ofLiteral("2001:db8::77")))).isEqualTo(8);
            assertThat(clients.count(Debts.network(InetAddress.ofLiteral("2001:db8:0:1::1")))).isZero();
            clients.closeAll();
        }
    }

    /// Who has asked and is connected since.
    private static Connection adopt(Clients clients, String address, boolean isThisHost, long since)
            throws IOException {
        var client = clients.adopt(SocketChannel.open(), InetAddress.ofLiteral(address), isThisHost, isThisHost, null,
                since);
        client.hasCompletedCommand = true;
        return client;
    }

    @Test
    void whatOneClientMakesFailIsItsOwnEndAlone() throws Exception {
        var ledger = new Ledger();
        var sampler = new Sampler(TREE, new Golem.ThatClock());
        Conversations conversations = _ -> new Conversation(TestDaemon.quiet()) {
            @Override
            void carryOut(byte[] line, int start, int end, Sink answer) {
                if (line[start] == '!') {
                    throw new IllegalStateException("a mistake of ours");
                }
                sampler.send(new Request(), answer);
                answer.frame();
            }

            @Override
            void error(String message, Sink answer) {}
        };
        try (var daemon = new TestDaemon(conversations, TestDaemon.defaults(), ledger, new Golem.ThatClock());
                var other = daemon.connect();
                var first = daemon.connect()) {
            ask(other);
            first.getOutputStream().write("!\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(isCut(first)).isTrue();
            ask(other);
            assertThat(ledger.errors).isEqualTo(1);
        }
    }

    /// A client at `127.0.0.N`.
    private static Socket connect(TestDaemon daemon, int number) throws IOException {
        var socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + number), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), daemon.port));
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(TestDaemon.packet(client)).endsWith("</xmlsysd>\n");
    }

    private static boolean isCut(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException _) { // reset, which is an end too
            return true;
        }
    }

    private static void close(Iterable<Socket> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }
}
