package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wulfware.wire.Sink;

/// TLS with clients that behave; see [TlsAbuseTest] for the others.
@Timeout(60)
class TlsTest {
    private static final Tree TREE = new Texts().with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");

    private final Ledger ledger = new Ledger();

    @ParameterizedTest
    @CsvSource({
        "node, TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "node, TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "rsa, TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "rsa, TLSv1.2, TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "ed25519, TLSv1.3, TLS_CHACHA20_POLY1305_SHA256",
        "ed25519, TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"
    })
    void theSameIsAnsweredOverTlsToTheByte(String certificate, String protocol, String cipher) throws Exception {
        try (var daemon = daemon(Golem.tree(), Pki.inForce(Pki.tls(certificate, null)));
                var client = connect(daemon, null)) {
            client.setEnabledProtocols(new String[]{protocol});
            write(client, "send\n");
            assertThat(TestDaemon.packet(client)).isEqualTo(Golem.expected());
            assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
            assertThat(client.getSession().getCipherSuite()).isEqualTo(cipher);
            write(client, "send\nquit\n");
            // Its end is said: without that the client could not know whether something was cut off.
            assertThat(TestDaemon.rest(client)).endsWith("</xmlsysd>\n");
        }
        assertThat(ledger.tlsFailed).isZero();
    }

    @Test
    void ciphersThatLaterBetrayWhatWasSaidAreNotSpoken() throws Exception {
        try (var daemon = daemon(TREE, Pki.inForce(Pki.tls("rsa", null)))) {
            for (var old : List.of("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256")) {
                try (var client = connect(daemon, null)) {
                    client.setEnabledProtocols(new String[]{"TLSv1.2"});
                    client.setEnabledCipherSuites(new String[]{old});
                    assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
                }
            }
            assertThat(ask(daemon, null)).contains("<load1>0.21</load1>");
        }
        assertThat(ledger.tlsFailed).isEqualTo(2);
    }

    @Test
    void whereACertificateIsAskedForOneOfTheAuthorityIsNeeded() throws Exception {
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            var before = ledger.tlsFailed;
            try (var daemon = daemon(TREE, Pki.inForce(Pki.tls("node", "authority")))) {
                try (var known = connect(daemon, "client")) {
                    known.setEnabledProtocols(new String[]{protocol});
                    write(known, "off all\non loadavg\nsend\n");
                    assertThat(TestDaemon.packet(known)).contains("<load1>0.21</load1>");
                }
                for (var other : new String[]{null, "stranger", "node"}) {
                    try (var client = connect(daemon, other)) {
                        client.setEnabledProtocols(new String[]{protocol});
                        // Of 1.3 a client has shaken hands, for its part, before it can know that it is refused.
                        assertThatThrownBy(() -> {
                            write(client, "send\n");
                            TestDaemon.packet(client);
                        }).as("%s with %s", protocol, other).isInstanceOf(IOException.class);
                    }
                }
                assertThat(ask(daemon, "client")).contains("<load1>0.21</load1>");
            }
            assertThat(ledger.tlsFailed - before).isEqualTo(3);
        }
    }

    @Test
    void commandsMayBeCutIntoRecordsAnywhere() throws Exception {
        var commands = "off all\r\non loadavg\r\nsend\r\nquit\r\n";
        try (var daemon = daemon(TREE, Pki.inForce(Pki.tls("node", null)))) {
            for (var at = 1; at < commands.length(); at++) {
                try (var client = connect(daemon, null)) {
                    write(client, commands.substring(0, at));
                    write(client, commands.substring(at));
                    assertThat(TestDaemon.rest(client)).as("cut at %d", at).contains("<load1>0.21</load1>");
                }
            }
        }
    }

    @Test
    void recordsMayComeByteByByte() throws Exception {
        for (var protocol : List.of("TLSv1.3", "TLSv1.2")) {
            try (var daemon = daemon(Golem.tree(), Pki.inForce(Pki.tls("node", "authority")));
                    var relay = new Relay(daemon.tlsPort, 1);
                    var client = connect(relay.port(), Pki.client("client"))) {
                client.setEnabledProtocols(new String[]{protocol});
                write(client, "send\nsend\nquit\n");
                var answers = TestDaemon.rest(client);
                assertThat(answers).startsWith(Golem.expected()).endsWith("</xmlsysd>\n");
                assertThat(answers.split("Content-Length: 4028\n")).hasSize(3);
            }
        }
    }

    @Test
    void manySmallRecordsAtOnceAreAllCarriedOutInOrder() throws Exception {
        var shared = new Counting();
        try (var daemon = new TestDaemon(_ -> shared.conversation(), Pki.inForce(Pki.tls("node", null)), ledger,
                Clock.system());
                var relay = new Relay(daemon.tlsPort, 1 << 16);
                var client = connect(relay.port(), Pki.client(null))) {
            client.startHandshake();
            relay.hold();
            for (var i = 0; i < 1000; i++) {
                write(client, i % 3 == 0 ? "quiet\n" : i + "\n");
            }
            write(client, "quit\n");
            relay.letGo();
            assertThat(TestDaemon.rest(client)).isEqualTo(IntStream.range(0, 1000)
                    .filter(i -> i % 3 != 0)
                    .mapToObj(i -> i + ";")
                    .reduce("", String::concat));
        }
    }

    @Test
    void anAnswerOfAnySizeComesWholeToAClientThatReadsSlowly() throws Exception {
        var size = 8 << 20;
        try (var daemon = new TestDaemon(_ -> new Counting().large(size), Pki.inForce(Pki.tls("node", null)), ledger,
                Clock.system());
                var slow = connect(daemon, null)) {
            write(slow, "large\nquit\n");
            var all = new ByteArrayOutputStream();
            var part = new byte[10_000];
            for (int got; (got = slow.getInputStream().read(part)) > 0;) {
                all.write(part, 0, got);
                if (all.size() < 100_000) {
                    // Others are answered meanwhile.
                    assertThat(talk(daemon, null, "1\nquit\n")).isEqualTo("1;");
                }
            }
            assertThat(all.toByteArray()).isEqualTo(Counting.content(size));
        }
    }

    @Test
    void theLastLineCountsOnlyIfItsEndIsSaid() throws Exception {
        var shared = new Counting();
        try (var daemon = new TestDaemon(_ -> shared.conversation(), Pki.inForce(Pki.tls("node", null)), ledger,
                Clock.system())) {
            try (var client = connect(daemon, null)) {
                write(client, "1\n2");
                client.shutdownOutput();
                assertThat(TestDaemon.rest(client)).isEqualTo("1;2;");
            }
            try (var relay = new Relay(daemon.tlsPort, 1 << 16);
                    var client = connect(relay.port(), Pki.client(null))) {
                write(client, "1\n2");
                assertThat(client.getInputStream().readNBytes(2)).asString(StandardCharsets.US_ASCII).isEqualTo("1;");
                relay.endOutput();
                assertThat(TestDaemon.rest(client)).isEmpty();
            }
        }
    }

    @Test
    void httpsIsAnsweredToo() throws Exception {
        try (var daemon = daemon(Golem.tree(), Pki.inForce(Pki.tls("node", null)));
                var client = HttpClient.newBuilder().sslContext(Pki.client(null)).build()) {
            var address = URI.create("https://localhost:" + daemon.tlsPort + "/metrics");
            for (var i = 0; i < 3; i++) {
                var answer = client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\nnode_load1 ");
            }
        }
    }

    @Test
    void aHangupHasNewClientsShownTheNewCertificateAndKeepsTheOldOnes(@TempDir Path directory) throws Exception {
        var certificate = copy("node.pem", directory.resolve("node.pem"));
        var key = copy("node.key", directory.resolve("node.key"));
        var file =
                Files.writeString(directory.resolve("conf"), "port = 0\ntls-port = 0\ntls-certificate = " + certificate
                        + "\ntls-key = " + key + "\n");
        var configuration = new Configuration(Options.parse(new String[]{"--config", file.toString()}), false);
        var settings = configuration.settings();
        var inForce = new InForce(settings, Configuration.credentials(settings));
        var said = new ByteArrayOutputStream();
        var log = new Log(new PrintStream(said, true, StandardCharsets.US_ASCII), "xmlsysd", 0, false);
        var hangup = new Hangup(configuration, inForce, log);
        try (var daemon = daemon(TREE, inForce);
                var old = connect(daemon, null)) {
            write(old, "send\n");
            TestDaemon.packet(old);

            // One that does not fit its key changes nothing, though the rest of the file does well.
            copy("renewed.pem", certificate);
            Files.writeString(file, Files.readString(file) + "connections = 3\n");
            hangup.reload();
            assertThat(said.toString(StandardCharsets.US_ASCII))
                    .contains(key + ": not the key of the certificate in " + certificate, "stays as it was");
            assertThat(inForce.settings().connections()).isEqualTo(64);
            assertThat(shown(daemon)).isEqualTo("CN=node001");

            copy("renewed.key", key);
            hangup.reload();
            assertThat(inForce.settings().connections()).isEqualTo(3);
            assertThat(shown(daemon)).isEqualTo("CN=node001,O=renewed");
            write(old, "send\n");
            assertThat(TestDaemon.packet(old)).contains("<load1>0.21</load1>");

            // Whether TLS is spoken at all takes a restart.
            said.reset();
            Files.writeString(file, "port = 0\n");
            hangup.reload();
            assertThat(said.toString(StandardCharsets.US_ASCII)).contains("whether TLS is spoken", "takes a restart");
            assertThat(shown(daemon)).isEqualTo("CN=node001,O=renewed");
        }
    }

    @Test
    void procstatdDoesNotSpeakIt(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("conf"),
                "tls-certificate = " + Pki.file("node.pem") + "\ntls-key = " + Pki.file("node.key") + "\n");
        var options = Options.parse(new String[]{"--config", file.toString()});
        assertThat(new Configuration(options, false).settings().tls()).isNotNull();
        assertThat(new Configuration(options, true).settings().tls()).isNull();
    }

    @Test
    void whoMayConnectIsDecidedForEachPort() throws Exception {
        var tls = Pki.tls("node", null);
        var nobody = java.util.Objects.requireNonNull(Access.of(List.of("192.0.2.1")));
        var closed = new Settings.Tls(0, nobody, tls.certificate(), tls.key(), null);
        try (var daemon = daemon(TREE, Pki.inForce(closed));
                var client = connect(daemon, null)) {
            assertThat(daemon.talk("send\nquit\n")).contains("<load1>0.21</load1>");
            assertThatThrownBy(client::startHandshake).isInstanceOf(IOException.class);
        }
        assertThat(ledger.refusedAddress).isEqualTo(1);
        assertThat(ledger.tlsFailed).isZero();
    }

    private static Path copy(String name, Path to) throws IOException {
        return Files.copy(Pki.file(name).toPath(), to, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String shown(TestDaemon daemon) throws Exception {
        try (var client = connect(daemon, null)) {
            client.startHandshake();
            return ((X509Certificate) client.getSession().getPeerCertificates()[0]).getSubjectX500Principal().getName();
        }
    }

    private TestDaemon daemon(Tree tree, InForce inForce) throws IOException {
        return new TestDaemon(TestDaemon.xml(tree, new Golem.ThatClock()), inForce, ledger, Clock.system());
    }

    private static String ask(TestDaemon daemon, @Nullable String name) throws Exception {
        return talk(daemon, name, "send\nquit\n");
    }

    private static String talk(TestDaemon daemon, @Nullable String name, String lines) throws Exception {
        try (var client = connect(daemon, name)) {
            write(client, lines);
            return TestDaemon.rest(client);
        }
    }

    static SSLSocket connect(TestDaemon daemon, @Nullable String name) throws Exception {
        return connect(daemon.tlsPort, Pki.client(name));
    }

    static SSLSocket connect(int port, SSLContext context) throws Exception {
        var plain = new Socket(InetAddress.getLoopbackAddress(), port);
        plain.setSoTimeout(20_000);
        plain.setTcpNoDelay(true);
        return (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true);
    }

    static void write(Socket client, String lines) throws IOException {
        client.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    }

    /// Answers each line with itself and a semicolon, `quiet` with nothing, `large` with much.
    private static final class Counting {
        private int size;

        Conversation conversation() {
            return large(0);
        }

        Conversation large(int bytes) {
            size = bytes;
            return new Conversation(TestDaemon.quiet()) {
                @Override
                void carryOut(byte[] line, int start, int end, Sink to) {
                    switch (new String(line, start, end - start, StandardCharsets.US_ASCII)) {
                        case "quiet" -> {}
                        case "quit" -> finish();
                        case "large" -> to.raw(content(size));
                        default -> to.raw(java.util.Arrays.copyOfRange(line, start, end)).octet((byte) ';');
                    }
                }

                @Override
                void error(String message, Sink to) {}
            };
        }

        static byte[] content(int size) {
            var all = new byte[size];
            for (var i = 0; i < size; i++) {
                all[i] = (byte) (i % 251);
            }
            return all;
        }
    }
}
