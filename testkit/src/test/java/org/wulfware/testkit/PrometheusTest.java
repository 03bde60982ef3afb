package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wulfware.testkit.Fixtures.Fixture;
import org.wulfware.xmlsysd.Log;
import org.wulfware.xmlsysd.Server;

/// Prometheus reads what the daemon says: its own checker, and the real one that scrapes and answers queries.
class PrometheusTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static List<Fixture> treesWithAClock() throws IOException {
        return GoldenTest.treesWithAClock();
    }

    @ParameterizedTest
    @MethodSource("treesWithAClock")
    void itsCheckerFindsNoFaultOfOurOwn(Fixture tree) throws Exception {
        need("promtool");
        for (var commands : List.of(
                new String[]{"format prometheus", "on all", "root on", "pids all", "cmdline on", "send"},
                new String[]{"format prometheus", "send"})) {
            var process = new ProcessBuilder("promtool", "check", "metrics").start();
            try (var in = process.getOutputStream()) {
                in.write(GoldenTest.answer(tree, commands).getBytes(StandardCharsets.UTF_8));
            }
            var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                    + new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // 3 is for complaints about names: those are node_exporter's, which has the same ones.
            assertThat(process.waitFor()).as(said).isIn(0, 3);
            // From 2.53 on it also tells of what is there twice. Of the trees only the hostile one has rows with the same name.
            assertThat(
                    said.lines().filter(line -> !tree.name().equals("hostile") || !line.endsWith(" metric not unique")))
                    .allMatch(line -> line.startsWith("node_"))
                    .noneMatch(line -> line.endsWith(" metric not unique"));
        }
    }

    @Test
    void itScrapesAndAnswersQueries(@TempDir Path directory) throws Exception {
        need("prometheus");
        var tree = Fixtures.here().named("micro-6.18");
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), "test", 0, false);
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var node = "127.0.0.1:" + listener.socket().getLocalPort();
        var port = freePort();
        Files.writeString(directory.resolve("prometheus.yml"), """
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: node
                    static_configs:
                      - targets: ["%s"]
                """.formatted(node));
        try (var server = Server.of(listener, tree.tree(), new ManualClock(tree.taken().orElseThrow()), 4, log)) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            var prometheus = new ProcessBuilder(
                    "prometheus",
                    "--config.file=" + directory.resolve("prometheus.yml"),
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=127.0.0.1:" + port).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            try {
                assertThat(awaited(port, "up", directory)).isEqualTo("1");
                var load1 = Files.readString(tree.root().resolve("proc/loadavg")).split(" ")[0];
                assertThat(Double.parseDouble(awaited(port, "node_load1", directory)))
                        .isEqualTo(Double.parseDouble(load1));
                assertThat(awaited(port, "count(node_cpu_seconds_total{mode=\"user\"})", directory)).isEqualTo("2");
                assertThat(awaited(port, "node_memory_MemTotal_bytes > bool node_memory_MemFree_bytes", directory))
                        .isEqualTo("1");
            } finally {
                prometheus.destroy();
                assertThat(prometheus.waitFor(LIMIT)).isTrue();
            }
        }
    }

    /// The value that a query has, once it has one.
    private static String awaited(int port, String query, Path directory) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        var end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try (var in = uri.toURL().openStream()) {
                var result = new ObjectMapper().readTree(in).path("data").path("result");
                if (!result.isEmpty()
                        && !(query.equals("up") && result.path(0).path("value").path(1).asText().equals("0"))) {
                    return result.path(0).path("value").path(1).asText();
                }
            } catch (IOException _) { // it does not listen yet
            }
            Thread.onSpinWait();
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError(query + " has no value; " + Files.readString(directory.resolve("log")));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// On a build server a program that is missing is a failure.
    private static void need(String program) {
        var isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere).as(program + " is installed").isTrue();
        }
        assumeTrue(isThere, program + " is not installed: apt-get install " + program);
    }

    private static void serve(Server server) {
        try {
            server.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
