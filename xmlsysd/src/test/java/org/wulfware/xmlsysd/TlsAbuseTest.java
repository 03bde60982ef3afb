package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// TLS with clients that do not behave: each is let go in its time and counted, and one that does is answered all the while.
@Timeout(120)
class TlsAbuseTest {
    private static final Tree TREE = new Texts().with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");

    private final Ledger ledger = new Ledger();
    private final Golem.ThatClock clock = new Golem.ThatClock();
    private InForce inForce = TestDaemon.defaults();

    @BeforeEach
    void read() throws Exception {
        inForce = Pki.inForce(Pki.tls("node", "authority"));
    }

    @Test
    void whatIsNoTlsIsClosedAtItsFirstByte() throws Exception {
        var wrong = List.of("send\n", "GET / HTTP/1.1\r\n\r\n", "\0", "\u0015\u0003\u0003\0\2\2(",
                "\u0080.\1\0\2");
        try (var daemon = daemon();
                var polite = polite(daemon)) {
            for (var each : wrong) {
                try (var client = raw(daemon)) {
                    client.getOutputStream().write(each.getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(isCut(client)).as(each).isTrue();
                }
                ask(polite);
            }
        }
        assertThat(ledger.tlsFailed).isEqualTo(wrong.size());
        assertThat(ledger.timedOut).isZero();
    }

    @Test
    void aRecordOfAnotherVersionOrTooLongIsClosedAtItsHeader() throws Exception {
        try (var daemon = daemon();
                var polite = polite(daemon)) {
            for (var each : List.of("\u0016\4\1\0\5", "\u0016\3\1\u00ff\u00ff", "\u0016\3\1H\1")) {
                try (var client = raw(daemon)) {
                    client.getOutputStream().write(each.getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(isCut(client)).isTrue();
                }
                ask(polite);
            }
        }
        assertThat(ledger.tlsFailed).isEqualTo(3);
    }

    @Test
    void aHandshakeThatIsNotOverInTenSecondsIsTheEnd() throws Exception {
        var hello = hello();
        try (var daemon = daemon();
                var polite = polite(daemon);
                var silent = raw(daemon);
                var slow = raw(daemon);
                var half = raw(daemon)) {
            ask(polite);
            slow.getOutputStream().write(hello, 0, 100);
            half.getOutputStream().write(hello);
            assertThat(half.getInputStream().read()).isEqualTo(22);
            ask(polite);
            for (var second = 0; second < 9; second++) {
                clock.nanos.addAndGet(1_000_000_000L);
                slow.getOutputStream().write(hello, 100 + second, 1);
                ask(polite);
            }
            clock.nanos.addAndGet(2_000_000_000L);
            ask(polite);
            for (var client : List.of(silent, slow, half)) {
                readAll(client);
            }
            ask(polite);
        }
        assertThat(ledger.tlsFailed).isEqualTo(3);
        assertThat(ledger.timedOut).isZero();
    }

    @Test
    void aRecordThatIsNotOverInTenSecondsIsTheEndToo() throws Exception {
        try (var daemon = daemon();
                var relay = new Relay(daemon.tlsPort, 1 << 16);
                var polite = polite(daemon);
                var client = TlsTest.connect(relay.port(), Pki.client("client"))) {
            ask(client);
            ask(polite);
            clock.nanos.addAndGet(86_400_000_000_000L);
            ask(client);
            // The header of a record, and not what is in it.
            relay.inject(new byte[]{23, 3, 3, 0, 100});
            ask(polite);
            ask(polite);
            clock.nanos.addAndGet(11_000_000_000L);
            ask(polite);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ledger.timedOut).isEqualTo(1);
        assertThat(ledger.tlsFailed).isZero();
    }

    @Test
    void aHelloThatWasChangedAnywhereHarmsNobody() throws Exception {
        var hello = hello();
        var random = new Random(7888);
        try (var daemon = daemon();
                var polite = polite(daemon)) {
            for (var round = 0; round < 300; round++) {
                var changed = hello.clone();
                for (var i = random.nextInt(4); i >= 0; i--) {
                    changed[5 + random.nextInt(changed.length - 5)] = (byte) random.nextInt(256);
                }
                try (var client = raw(daemon)) {
                    client.getOutputStream()
                            .write(changed, 0, round % 3 == 0 ? random.nextInt(changed.length) : changed.length);
                    client.shutdownOutput();
                    readAll(client);
                }
                if (round % 10 == 0) {
                    ask(polite);
                }
            }
            ask(polite);
        }
        assertThat(ledger.tlsFailed).isEqualTo(300);
    }

    @Test
    void bytesThatWereChangedBehindTheHandshakeAreTheEnd() throws Exception {
        try (var daemon = daemon();
                var relay = new Relay(daemon.tlsPort, 1 << 16);
                var polite = polite(daemon);
                var client = TlsTest.connect(relay.port(), Pki.client("client"))) {
            ask(client);
            relay.inject(new byte[]{23, 3, 3, 0, 32, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
                20, 21,
                22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32});
            assertThatThrownBy(() -> client.getInputStream().read()).hasMessageContaining("bad_record_mac");
            ask(polite);
        }
    }

    @Test
    void aNewHandshakeOnAnOldConnectionIsRefused() throws Exception {
        try (var daemon = daemon();
                var polite = polite(daemon);
                var client = TlsTest.connect(daemon, "client")) {
            client.setEnabledProtocols(new String[]{"TLSv1.2"});
            ask(client);
            assertThatThrownBy(() -> {
                client.startHandshake();
                ask(client);
            }).isInstanceOf(IOException.class);
            ask(polite);
        }
    }

    @Test
    void oneThatNeverReadsIsLetGoAndDelaysNobody() throws Exception {
        try (var daemon = new TestDaemon(TestDaemon.xml(Golem.tree(), clock), inForce, ledger, clock);
                var polite = polite(daemon);
                var deaf = TlsTest.connect(daemon, "client")) {
            deaf.startHandshake();
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        TlsTest.write(deaf, "send\n".repeat(1000));
                    }
                } catch (IOException _) { // it is meant to be cut off
                }
            });
            for (var seconds = 0; writer.isAlive(); seconds++) {
                assertThat(seconds).isLessThan(100_000);
                clock.nanos.addAndGet(1_000_000_000L);
                ask(polite);
            }
        }
        assertThat(ledger.timedOut).isEqualTo(1);
    }

    @Test
    void manyHandshakesAtOnceAllComeToTheirEndAndDelayNobody() throws Exception {
        inForce.set(Settings.open(200).with(inForce.settings().tls()), inForce.credentials());
        var context = Pki.client("client");
        try (var daemon = daemon();
                var polite = daemon.connect()) {
            var clients = new ArrayList<Thread>();
            var failures = new java.util.concurrent.ConcurrentLinkedQueue<Exception>();
            for (var i = 0; i < 60; i++) {
                clients.add(Thread.ofVirtual().start(() -> {
                    try (var client = TlsTest.connect(daemon.tlsPort, context)) {
                        ask(client);
                    } catch (Exception e) {
                        failures.add(e);
                    }
                }));
            }
            while (clients.stream().anyMatch(Thread::isAlive)) {
                ask(polite);
            }
            assertThat(failures).isEmpty();
        }
        assertThat(ledger.connections).isEqualTo(61);
    }

    @Test
    void thereIsRoomForSoManyOverTlsAndTheIdlestOfThemGivesWay() throws Exception {
        inForce.set(Settings.open(1000).with(inForce.settings().tls()), inForce.credentials());
        var silent = new ArrayList<Socket>();
        try (var daemon = daemon();
                var plain = daemon.connect();
                var polite = polite(daemon)) {
            ask(plain);
            ask(polite);
            for (var i = 1; i < Settings.MOST_SECURED; i++) {
                clock.nanos.addAndGet(1000);
                silent.add(raw(daemon));
                ask(plain);
            }
            clock.nanos.addAndGet(1000);
            ask(polite);
            try (var one = raw(daemon)) {
                ask(polite);
                ask(plain);
                assertThat(isCut(silent.getFirst())).isTrue();
                one.getOutputStream().write('x');
                assertThat(isCut(one)).isTrue();
            }
        }
        assertThat(ledger.gaveWay).isEqualTo(1);
        assertThat(ledger.tlsFailed).isEqualTo(2);
        for (var client : silent) {
            client.close();
        }
    }

    /// What a client says first.
    private byte[] hello() throws Exception {
        try (var daemon = new TestDaemon(TestDaemon.xml(TREE, clock), inForce, new Ledger(), clock);
                var relay = new Relay(daemon.tlsPort, 1 << 16);
                var client = TlsTest.connect(relay.port(), Pki.client("client"))) {
            ask(client);
            var all = relay.passed();
            return java.util.Arrays.copyOf(all, 5 + ((all[3] & 0xff) << 8) + (all[4] & 0xff));
        }
    }

    private TestDaemon daemon() throws IOException {
        return new TestDaemon(TestDaemon.xml(TREE, clock), inForce, ledger, clock);
    }

    private static SSLSocket polite(TestDaemon daemon) throws Exception {
        return TlsTest.connect(daemon, "client");
    }

    private static Socket raw(TestDaemon daemon) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), daemon.tlsPort);
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void ask(Socket client) throws IOException {
        TlsTest.write(client, "send\n");
        assertThat(TestDaemon.packet(client)).endsWith("</xmlsysd>\n");
    }

    /// Reads to the end, a reset or a close.
    private static void readAll(Socket client) throws IOException {
        try {
            client.getInputStream().readAllBytes();
        } catch (SocketException _) { // a reset is an end too
        }
    }

    private static boolean isCut(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException _) { // a reset is an end too
            return true;
        }
    }
}
