package org.wulfware.libwulf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.wire.Pem;

/// Hosts over TLS: real sockets, certificates as `tls/ORIGIN` says.
@Timeout(60)
class TlsTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Settings EAGER =
            Settings.usual().limits(LONG, LONG).backoff(Duration.ZERO, Duration.ZERO).patience(LONG);
    private static final Tls TRUSTING = Tls.by(file("authority.pem"));
    private static final Tls SHOWING =
            new Tls(TRUSTING.ca(), Optional.of(file("client.pem")), Optional.of(file("client.key")), Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aHostIsAskedOverTlsOnOneConnection(String protocol) throws Exception {
        try (var node = node("node", false, protocol, TestNode.answers(golden()));
                var poller = poller(EAGER, local(node).over(TRUSTING))) {
            for (var i = 0; i < 5; i++) {
                var state = round(poller);
                assertThat(state.poll()).isInstanceOf(Poll.Answered.class);
                assertThat(state.current().orElseThrow().cell(1, NetDev.RECEIVE_BYTES)).isEqualTo(762887796);
            }
            assertThat(node.connections()).isEqualTo(1);
            assertThat(poller.unreadable()).isEmpty();
        }
    }

    @Test
    void anAnswerOfManyRecordsComesWhole() throws Exception {
        var document = golden().replace("</net>", ("<!--" + "x".repeat(1000) + "-->\n").repeat(400) + "</net>");
        try (var node = node("node", false, "TLSv1.3", TestNode.answers(document));
                var poller = poller(EAGER, local(node).over(TRUSTING))) {
            assertThat(round(poller).poll()).isInstanceOf(Poll.Answered.class);
            assertThat(round(poller).poll()).isInstanceOf(Poll.Answered.class);
        }
    }

    @Test
    void theCertificateMustBeForTheNameThatIsShownOrSaid() throws Exception {
        try (var node = node("node", false, "TLSv1.3", TestNode.answers(golden()))) {
            var byAddress = new Host("127.0.0.1", "127.0.0.1", node.port()).over(TRUSTING);
            var other = new Host("node002", "127.0.0.1", node.port()).over(TRUSTING);
            var said = other.over(new Tls(TRUSTING.ca(), Optional.empty(), Optional.empty(), Optional.of("NODE001")));
            assertThat(once(byAddress)).isInstanceOf(Poll.Answered.class);
            assertThat(once(said)).isInstanceOf(Poll.Answered.class);
            assertThat(once(other)).isEqualTo(new Poll.Refused(
                    "TLS: its certificate is for localhost, node001, 127.0.0.1, not for node002"));
            assertThat(node.lines()).hasSize(2);
        }
    }

    @Test
    void theCertificateMustBeOfAnAuthorityThatIsTrusted() throws Exception {
        try (var node = node("node", false, "TLSv1.3", TestNode.answers(golden()))) {
            assertThat(once(local(node).over(Tls.by(file("other.pem"))))).isEqualTo(new Poll.Refused(
                    "TLS: its certificate is not signed by an authority of " + file("other.pem")));
            assertThat(once(local(node).over(Tls.USUAL))).isEqualTo(new Poll.Refused(
                    "TLS: its certificate is not signed by an authority of those that the JDK trusts"));
            assertThat(node.lines()).isEmpty();
        }
    }

    @Test
    void theCertificateMustStillBeValid() throws Exception {
        try (var node = node("expired", false, "TLSv1.3", TestNode.answers(golden()))) {
            assertThat(once(local(node).over(TRUSTING))).isEqualTo(
                    new Poll.Refused("TLS: its certificate is no longer valid since 2001-01-01T00:00:00Z"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aHostThatWantsToKnowWhoAsksIsShownTheCertificate(String protocol) throws Exception {
        try (var node = node("node", true, protocol, TestNode.answers(golden()))) {
            assertThat(once(local(node).over(TRUSTING))).isEqualTo(new Poll.Refused(protocol.equals("TLSv1.3")
                    ? "TLS: it wants a certificate of ours"
                    : "TLS: it refuses us: handshake failure; it may want a certificate of ours"));
            assertThat(once(local(node).over(SHOWING))).isInstanceOf(Poll.Answered.class);
        }
    }

    @Test
    void aHostThatDoesNotSpeakItSaysSo() throws Exception {
        try (var node = TestNode.serving((in, out) -> TestNode.write(out, "SSH-2.0-OpenSSH_9.2\r\n"))) {
            assertThat(once(local(node).over(TRUSTING))).isEqualTo(new Poll.Refused("TLS: it does not speak it"));
        }
        try (var node = TestNode.serving((in, out) -> {})) {
            assertThat(once(local(node).over(TRUSTING)))
                    .isInstanceOfSatisfying(
                            Poll.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .matches("TLS: (hung up|connection reset).* in the handshake"));
        }
    }

    @Test
    void aHandshakeThatNeverEndsIsGivenUp() throws Exception {
        try (var node = TestNode.serving((in, out) -> in.read(new char[1000]));
                var hanging = TestNode.serving((in, out) -> in.transferTo(Writer.nullWriter()));
                var cut = TestNode.serving((in, out) -> {
                    // The head of a record of a handshake, of which the rest never comes.
                    out.write(new byte[]{22, 3, 3, 64, 0, 2});
                    out.flush();
                    in.transferTo(Writer.nullWriter());
                });
                var good = node("node", false, "TLSv1.3", TestNode.answers(golden()));
                var poller = new Poller(
                        List.of(local(hanging).over(TRUSTING), local(cut).over(TRUSTING), local(good).over(TRUSTING)),
                        Asking.DEFAULT,
                        EAGER.limits(Duration.ofMillis(1500), LONG))) {
            poller.poll();
            var states = poller.await(LONG);
            assertThat(node.connections()).isZero();
            assertThat(states.get(0).poll()).isEqualTo(new Poll.Refused("TLS: no handshake, though it is connected"));
            assertThat(states.get(1).poll()).isEqualTo(new Poll.Refused("TLS: no handshake, though it is connected"));
            assertThat(states.get(2).isUp()).isTrue();
        }
    }

    @Test
    void garbageAndRecordsThatAreTooLongEndIt() throws Exception {
        for (var bytes : List.of(
                new byte[]{22, 3, 3, (byte) 0xff, (byte) 0xff, 2}, new byte[]{22, 9, 9, 0, 1, 2},
                new byte[]{22, 3, 3, 0, 4, 2, 0, 0, 0, 22, 3, 3, 0, 4, 77, 77, 77, 77}, new byte[]{21, 3, 3, 0, 2, 2,
                    40})) {
            try (var node = TestNode.serving((in, out) -> {
                out.write(bytes);
                out.flush();
                in.transferTo(Writer.nullWriter());
            })) {
                assertThat(once(local(node).over(TRUSTING)))
                        .isInstanceOfSatisfying(
                                Poll.Refused.class,
                                refused -> assertThat(refused.reason()).startsWith("TLS: ").doesNotContain("null"));
            }
        }
    }

    @Test
    void alertsWithoutEndAreNoConversation() throws Exception {
        try (var node = TestNode.serving((in, out) -> {
            var warnings = new ByteArrayOutputStream();
            for (var i = 0; i < 4000; i++) {
                warnings.write(new byte[]{21, 3, 3, 0, 2, 1, 90});
            }
            out.write(warnings.toByteArray());
            out.flush();
            in.transferTo(Writer.nullWriter());
        })) {
            assertThat(once(local(node).over(TRUSTING))).isInstanceOf(Poll.Refused.class);
        }
    }

    @Test
    void whoGoesIsFoundAgain() throws Exception {
        var turn = new AtomicInteger();
        try (var node = node("node", false, "TLSv1.3", (in, out) -> {
            // The first conversation ends behind its first answer.
            if (in.readLine() != null) {
                TestNode.write(out, TestNode.packet(golden()));
            }
            if (turn.getAndIncrement() > 0) {
                TestNode.answers(golden()).serve(in, out);
            }
        });
                var poller = poller(EAGER, local(node).over(TRUSTING))) {
            assertThat(round(poller).isUp()).isTrue();
            assertThat(round(poller).isUp()).isTrue();
            assertThat(round(poller).isUp()).isTrue();
            assertThat(node.connections()).isEqualTo(2);
        }
    }

    @Test
    void filesThatCannotBeReadAreNamedAndTheHostIsNeverAskedInClear(@TempDir Path directory) throws Exception {
        var garbled = Files.writeString(directory.resolve("ca.pem"), "\n-----BEGIN CERTIFICATE-----\nMII*\n");
        var connections = new AtomicInteger();
        try (var node = TestNode.serving((in, out) -> connections.incrementAndGet());
                var poller = poller(EAGER, local(node).over(Tls.by(garbled)))) {
            var trouble = garbled + ", line 2: -----BEGIN CERTIFICATE----- without its end";
            assertThat(poller.unreadable()).containsExactly(trouble);
            assertThat(round(poller).poll()).isEqualTo(new Poll.Refused("TLS: " + trouble));
            assertThat(connections).hasValue(0);
        }
        var foreign =
                new Tls(
                        Optional.empty(), Optional.of(file("client.pem")), Optional.of(file("node.key")),
                        Optional.empty());
        assertThatThrownBy(() -> Credentials.read(foreign))
                .isInstanceOf(Pem.BadFileException.class)
                .hasMessage(file("node.key") + ": not the key of the certificate in " + file("client.pem"));
    }

    @Test
    void filesAreReadAgainWithTheHostsAndWhatTheyHeldStaysIfTheyAreSpoilt(@TempDir Path directory) throws Exception {
        var ca = Files.copy(file("other.pem"), directory.resolve("ca.pem"));
        try (var node = node("node", false, "TLSv1.3", TestNode.answers(golden()))) {
            var host = local(node).over(Tls.by(ca));
            try (var poller = poller(EAGER, host)) {
                assertThat(round(poller).isUp()).isFalse();
                Files.copy(file("authority.pem"), ca, StandardCopyOption.REPLACE_EXISTING);
                poller.hosts(List.of(host));
                assertThat(round(poller).isUp()).isTrue();
                Files.writeString(ca, "");
                poller.hosts(List.of(host, local(node).over(TRUSTING)));
                assertThat(poller.unreadable()).hasSize(1).first().asString().startsWith(ca + ": no certificate in it");
                assertThat(round(poller).isUp()).isTrue();
                assertThat(poller.states()).hasSize(2).allMatch(HostState::isUp);
            }
        }
    }

    private static Host local(TestNode node) {
        return new Host("localhost", "127.0.0.1", node.port());
    }

    private static Poll once(Host host) throws InterruptedException {
        try (var poller = poller(EAGER, host)) {
            return round(poller).poll();
        }
    }

    private static Poller poller(Settings settings, Host host) {
        return new Poller(List.of(host), Asking.DEFAULT, settings);
    }

    private static HostState round(Poller poller) throws InterruptedException {
        poller.poll();
        return poller.await(LONG).getFirst();
    }

    private static TestNode node(String name, boolean wantsClients, String protocol, TestNode.Serving serving)
            throws Exception {
        var certificates = Pem.certificates(file(name + ".pem").toFile());
        var key = Pem.key(file(name + ".key").toFile(), certificates[0], file(name + ".pem").toFile());
        var own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", key, new char[0], new Certificate[]{certificates[0]});
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, new char[0]);
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", Pem.certificates(file("authority.pem").toFile())[0]);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        var listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        var parameters = new SSLParameters(null, new String[]{protocol});
        parameters.setNeedClientAuth(wantsClients);
        listener.setSSLParameters(parameters);
        return TestNode.behind(listener, serving);
    }

    private static Path file(String name) {
        return Path.of("src/test/resources/tls").toAbsolutePath().resolve(name);
    }

    private static String golden() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9", "expected-send.xml"), US_ASCII);
    }
}
