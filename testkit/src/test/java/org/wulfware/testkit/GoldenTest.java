package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wulfware.testkit.Fixtures.Fixture;
import org.wulfware.xmlsysd.Log;
import org.wulfware.xmlsysd.Server;

/// What the daemon answers of each recorded tree, to the byte. With `-Dwulfware.accept=true` what it answers now is written
/// down as what it should answer; read the difference before committing it.
@Tag("golden")
class GoldenTest {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");

    /// What the other golden document holds already, but for the elements in which some is on request.
    private static final String DEFAULTS_OFF = "off time identity users dev sockstat cpuinfo sysvipc version";

    static List<Fixture> treesWithAClock() throws IOException {
        var trees = new ArrayList<Fixture>();
        for (var name : Fixtures.here().names()) {
            var tree = Fixtures.here().named(name);
            if (tree.taken().isPresent()) {
                trees.add(tree);
            }
        }
        return trees;
    }

    @ParameterizedTest
    @MethodSource("treesWithAClock")
    void theFirstAnswerIsTheGoldenDocument(Fixture tree) throws Exception {
        check(tree, "expected-send.xml", "send");
    }

    @ParameterizedTest
    @MethodSource("treesWithAClock")
    void whatIsSentOnRequestIsTheOtherGoldenDocument(Fixture tree) throws Exception {
        check(tree, "expected-rest.xml", "on all", DEFAULTS_OFF, "root on", "pids all", "cmdline on", "send");
    }

    private static void check(Fixture tree, String golden, String... commands) throws Exception {
        var answer = answer(tree, commands);
        var file = tree.root().resolve(golden);
        if (ACCEPT) {
            Files.writeString(file, answer, StandardCharsets.US_ASCII);
        }
        assertThat(answer).isEqualTo(Files.readString(file, StandardCharsets.US_ASCII));
        // Well-formed whatever the tree holds.
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    static String answer(Fixture tree, String... commands) throws Exception {
        var clock = new ManualClock(tree.taken().orElseThrow());
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), "test", 0, false);
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var port = listener.socket().getLocalPort();
        try (var server = Server.of(listener, tree.tree(), clock, 4, log)) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            try (var client = new Client("127.0.0.1", port)) {
                return client.ask(commands);
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
}
