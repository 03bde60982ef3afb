package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.UsageException;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.testkit.Storehouse;
import org.wulfware.xmlsysd.Clock;

/// The program and a real Prometheus, to which it ships what a simulated cluster says.
@Timeout(120)
class ShippingTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]+)\"]");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatTheHostsSayIsThereByNodeExportersNames() throws Exception {
        Recipe.need("prometheus", "prometheus");
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.writeString(directory.resolve("prometheus.yml"), "");
        var command = List.of(
                "prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port);
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            // What was told while nobody listened is there afterwards.
            var said = logged(cluster, port, "-c", "3", "--remote-write-labels", "site=here");
            assertThat(said).contains("connection refused")
                    .containsPattern("values sent, 0 refused, 0 dropped; [0-9]+ wait");
            var prometheus = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            try {
                awaited(port, "vector(1)", "1");
                said = logged(cluster, port, "-c", "2", "--remote-write-labels", "site=here");
                assertThat(said).doesNotContain("wait for the next time");
                awaited(port, "sum(count_over_time(node_load1{site=\"here\"}[1h]))", "50");
                awaited(port, "count(node_memory_MemTotal_bytes{job=\"node\"})", "10");
                awaited(port, "count(up)", "12");
                awaited(port, "count(up == 0)", "2");
                awaited(port, "count(node_cpu_seconds_total{instance=\"node04\",mode=\"user\"})", "256");
                awaited(port, "count(node_network_receive_bytes_total{instance=\"node12\",device=\"lo\"})", "1");
                awaited(port, "count(node_network_receive_bytes_total{device=\"\"})",
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
                awaited(port, "count(node_uname_info{instance=\"node12\"})", "1");

                // Of what was asked for by its columns there is no more than that.
                said = logged(cluster, port, "-c", "1", "--columns", "load5", "--remote-write-labels", "site=less");
                awaited(port, "count(node_load5{site=\"less\"})", "10");
                awaited(port, "count(count by (__name__) ({site=\"less\",__name__=~\"node_.*\"}))", "1");
            } finally {
                prometheus.destroy();
                assertThat(prometheus.waitFor(LIMIT)).isTrue();
            }
        }
    }

    @Test
    void droppedValuesAreAFailure() throws Exception {
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(2), 1, Clock::system);
                var store = new Storehouse(Storehouse.status("400 Bad Request", "too old"))) {
            assertThat(logged(Wulflogger.FAILED, cluster, store.uri().getPort(), "-c", "1"))
                    .contains("refused, and not sent again: status 400, too old")
                    .containsPattern("0 values sent, [1-9][0-9]* refused, 0 dropped; 0 wait for the next time");
        }
    }

    @Test
    void redirectsAreFollowedOnTheSameHostAndNoValueIsDropped() throws Exception {
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(2), 1, Clock::system);
                var store = new Storehouse(
                        "HTTP/1.1 308 Permanent Redirect\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n",
                        Storehouse.status("204 No Content", ""))) {
            assertThat(logged(Wulflogger.DONE, cluster, store.uri().getPort(), "-c", "1")).doesNotContain("write");
            assertThat(store.heads()).extracting(head -> head.lines().findFirst().orElse(""))
                    .startsWith("POST /api/v1/write HTTP/1.1", "POST /other HTTP/1.1");
        }
    }

    /// What it said on standard error.
    private String logged(SimulatedCluster cluster, int port, String... arguments) throws Exception {
        return logged(Wulflogger.SOME_DOWN, cluster, port, arguments);
    }

    private String logged(int status, SimulatedCluster cluster, int port, String... arguments) throws Exception {
        var hosts = new StringBuilder();
        for (var member : cluster.members()) {
            hosts.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                    .formatted(member.name(), member.address(), cluster.port()));
        }
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
        var all = new ArrayList<>(List.of("-d", "0.3", "--remote-write", "http://127.0.0.1:" + port + "/api/v1/write"));
        all.addAll(List.of(arguments));
        var err = directory.resolve("err");
        var program = Java.process(Wulflogger.class, all)
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(err.toFile());
        program.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        var process = program.start();
        try {
            assertThat(process.waitFor(LIMIT)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(status);
        return Files.readString(err);
    }

    private static void awaited(int port, String query, String expected) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        var answer = "";
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!answer.equals(expected)) {
            try (var in = uri.toURL().openStream()) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                var value = VALUE.matcher(text);
                answer = value.find() ? value.group(1) : text;
            } catch (IOException _) { // it does not listen yet
            }
            assertThat(System.nanoTime()).as(query + ": " + answer).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void whatIsTypedIsUnderstood() throws UsageException {
        var typed = shipping("--remote-write", "https://m:9090/api/v1/write", "--remote-write-auth", "a",
                "--remote-write-labels", "site=x", "--remote-write-queue", "q", "--remote-write-most", "500M")
                .orElseThrow();
        assertThat(typed).isEqualTo(new Shipping(URI.create("https://m:9090/api/v1/write"), Optional.of(Path.of("a")),
                Map.of("site", "x"), Optional.of(Path.of("q")), 500L << 20, true));
        assertThat(typed.fields(Set.of())).contains(Loadavg.LOAD1, NetDev.NAME);
        var less = shipping("--remote-write", "http://m/w", "-t", "load").orElseThrow();
        assertThat(less.fields(Set.of(Loadavg.LOAD1))).isEmpty();
        // Interfaces are told apart by their names.
        assertThat(less.fields(Set.of(NetDev.RECEIVE_BYTES))).containsExactly(NetDev.NAME);
        assertThat(less.most()).isEqualTo(1L << 30);
        assertThat(shipping()).isEmpty();
    }

    @Test
    void whatIsTypedWrongIsQuotedButForPasswords() {
        wrong("--remote-write \"m:9090\": expected a URL", "--remote-write", "m:9090");
        wrong("--remote-write \"http://…@m/\": expected a URL", "--remote-write", "http://me:secret@m/");
        wrong("--remote-write-most \"1T\": expected a size such as 500M", "--remote-write", "http://m/",
                "--remote-write-most", "1T");
        wrong("--remote-write-labels: \"instance=x\": expected labels", "--remote-write", "http://m/",
                "--remote-write-labels", "instance=x");
        wrong("--remote-write-queue goes with --remote-write", "--remote-write-queue", "q");
    }

    @Test
    void whereItCannotBeginThatIsSaid() throws Exception {
        var shipping = shipping("--remote-write", "http://127.0.0.1:1/", "--remote-write-auth", "none").orElseThrow();
        assertThatThrownBy(() -> shipping.open(directory, directory, Map.of(), _ -> {}, () -> {}))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.lines()).singleElement()
                                .asString()
                                .isEqualTo("cannot ship: " + directory.resolve("none") + ": no such file"));
    }

    @Test
    void whatCannotBeKeptIsToldAndTheLogGoesOn() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        var shipping = shipping("--remote-write", "http://127.0.0.1:1/", "--remote-write-queue", "q").orElseThrow();
        try (var shipped = shipping.open(directory, directory, Map.of(), told::add, () -> {})) {
            var host = org.wulfware.libwulf.HostState
                    .pending(org.wulfware.libwulf.Host.named("n"), Instant.EPOCH)
                    .down(new org.wulfware.libwulf.Poll.Refused("no"), Instant.EPOCH);
            Files.delete(directory.resolve("q/lock"));
            Files.delete(directory.resolve("q"));
            shipped.update(List.of(host), Instant.now());
            shipped.update(List.of(host), Instant.now());
            Files.createDirectory(directory.resolve("q"));
            shipped.update(List.of(host), Instant.now());
        }
        assertThat(told)
                .anyMatch(line -> line.startsWith("remote write: what is to be sent cannot be kept, and is lost: "))
                .contains("remote write: there is room again; 2 updates are lost, or parts of them",
                        "remote write: 0 values sent, 0 refused, 0 dropped; 1 wait for the next time");
    }

    private static void wrong(String message, String... arguments) {
        assertThatThrownBy(() -> shipping(arguments)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }

    private static Optional<Shipping> shipping(String... arguments) throws UsageException {
        return switch (Arguments.parse(_ -> DisplaySet.BUILT_IN, arguments)) {
            case Arguments.Request.Log(var options) -> options.shipping();
            case Arguments.Request.Say(var text) -> throw new AssertionError(text);
        };
    }
}
