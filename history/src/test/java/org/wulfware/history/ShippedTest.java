package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;

/// What is shipped is in the store afterwards, all of it and once, though the store was stopped in between.
@Timeout(120)
class ShippedTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int HOSTS = 20;
    private static final int ROUNDS = 60;
    private static final Path TLS = Path.of(System.getProperty("wulfware.fixtures"))
            .resolveSibling("xmlsysd/src/test/resources/tls");
    private static final Pattern VALUE = Pattern.compile("\"value\":\\[[^,]+,\"([^\"]+)\"]");

    @TempDir
    private Path directory = Path.of("");

    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    @Test
    void prometheusHasAllOfItOnce() throws Exception {
        need("prometheus");
        Files.writeString(directory.resolve("prometheus.yml"), "");
        ships(List.of(
                "prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
    }

    /// A store that is stopped between taking values in and saying so is sent them again: this one keeps them twice unless it is
    /// told not to, and Prometheus does not.
    @Test
    void victoriaMetricsHasAllOfItOnce() throws Exception {
        need("victoria-metrics");
        ships(List.of(
                "victoria-metrics", "-storageDataPath=" + directory.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-search.latencyOffset=0s", "-retentionPeriod=1d",
                "-dedup.minScrapeInterval=1ms"));
    }

    @Test
    void prometheusTakesItInOverTlsFromThoseWithAPassword() throws Exception {
        need("prometheus");
        Files.writeString(directory.resolve("prometheus.yml"), "");
        Files.writeString(directory.resolve("web.yml"), """
                tls_server_config:
                  cert_file: %1$s/node.pem
                  key_file: %1$s/node.key
                basic_auth_users:
                  wulf: $2b$04$abcdefghijklmnopqrstuuLZYjhNQAOdpbzt4WxWlUHjv1wsyH5DG
                """.formatted(TLS));
        var auth = directory.resolve("auth");
        Files.writeString(auth, "user = wulf\npassword = wrong\nauthority = %s/authority.pem\n".formatted(TLS));
        var command = List.of(
                "prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.config.file=" + directory.resolve("web.yml"), "--web.listen-address=127.0.0.1:" + port);
        var told = new CopyOnWriteArrayList<String>();
        var store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try (var write = RemoteWrite.start(URI.create("https://127.0.0.1:" + port + "/api/v1/write"), Optional.of(auth),
                directory.resolve("queue"), 1 << 20, told::add)) {
            var state = HostState.pending(new Host("node1", "10.0.0.1", 7887), Instant.now());
            new Shipment(write, Map.of()).ship(
                    List.of(state.answered(RemoteWriteTest.sample(25), Duration.ZERO, Instant.now(), Duration.ZERO)),
                    Instant.now());
            until(() -> write.counts().refused() == 3, told);
            assertThat(told).last()
                    .asString()
                    .startsWith("remote write: 3 values refused, and not sent again: status 401");
            Files.writeString(auth, "user = wulf\npassword = s3cret\nauthority = %s/authority.pem\n".formatted(TLS));
            new Shipment(write, Map.of()).ship(
                    List.of(state.answered(RemoteWriteTest.sample(26), Duration.ZERO, Instant.now(), Duration.ZERO)),
                    Instant.now());
            until(() -> write.counts().sent() == 3, told);
        } finally {
            stop(store);
        }
        // Who is signed by none of the authorities that Java knows is not believed.
        Files.writeString(auth, "user = wulf\npassword = s3cret\n");
        store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        told.clear();
        try (var write = RemoteWrite.start(URI.create("https://127.0.0.1:" + port + "/api/v1/write"), Optional.of(auth),
                directory.resolve("queue"), 1 << 20, told::add)) {
            write.put(new byte[0], 1);
            until(() -> told.stream().anyMatch(line -> line.contains("signed by none of the authorities")), told);
            assertThat(write.counts().sent()).isZero();
        } finally {
            stop(store);
        }
    }

    private void ships(List<String> command) throws Exception {
        var states = new ArrayList<HostState>();
        // Rounds of the last minute, since a store believes no times to come.
        var time = Instant.now().minusSeconds(ROUNDS + 5).truncatedTo(ChronoUnit.SECONDS);
        for (var i = 0; i < HOSTS; i++) {
            states.add(HostState.pending(new Host("node" + i, "10.0.0." + i, 7887), time));
        }
        var told = new CopyOnWriteArrayList<String>();
        var store = start(command);
        try (var write = RemoteWrite.start(URI.create("http://127.0.0.1:" + port + "/api/v1/write"), Optional.empty(),
                directory.resolve("queue"), 1 << 26, told::add)) {
            var shipment = new Shipment(write, Map.of("site", "here"));
            for (var round = 0; round < ROUNDS; round++) {
                if (round == ROUNDS / 3) {
                    stop(store);
                }
                if (round == 2 * ROUNDS / 3) {
                    until(() -> !told.isEmpty(), told);
                    store = start(command);
                }
                time = time.plusSeconds(1);
                for (var i = 0; i < HOSTS; i++) {
                    states.set(i, states.get(i)
                            .answered(
                                    RemoteWriteTest.sample(100L * round + i), Duration.ofMillis(2), time,
                                    Duration.ofSeconds(1)));
                }
                shipment.ship(states, time);
            }
            until(() -> write.counts().waiting() == 0, told);
            assertThat(write.counts()).isEqualTo(new RemoteWrite.Counts(3L * HOSTS * ROUNDS, 0, 0, 0));
            assertThat(told).last().isEqualTo("remote write: values are taken in again");

            for (var metric : List.of("node_load1", "up", "node_disk_reads_completed_total{device=\"sda\"}")) {
                var all = "sum(count_over_time(" + metric + "[1h]))";
                // One of the stores shows what it has taken in a second later.
                until(() -> asNumber(all) >= HOSTS * ROUNDS, told);
                assertThat(asked(all)).as(metric).isEqualTo(Integer.toString(HOSTS * ROUNDS));
                assertThat(asked("min(count_over_time(" + metric + "[1h]))")).as(metric)
                        .isEqualTo(Integer.toString(ROUNDS));
            }
            assertThat(asked("max_over_time(node_load1{instance=\"node7\",job=\"node\",site=\"here\"}[1h])"))
                    .isEqualTo(Double.toString(ROUNDS - 1 + 0.07));
        } finally {
            stop(store);
        }
    }

    private Process start(List<String> command) throws Exception {
        var store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
        until(() -> {
            try {
                asked("vector(1)");
                return true;
            } catch (IOException _) {
                return !store.isAlive();
            }
        }, List.of());
        assertThat(store.isAlive()).as(Files.readString(directory.resolve("log"))).isTrue();
        return store;
    }

    private static void stop(Process store) throws InterruptedException {
        store.destroy();
        assertThat(store.waitFor(LIMIT)).isTrue();
    }

    private double asNumber(String query) {
        try {
            return Double.parseDouble(asked(query));
        } catch (IOException | NumberFormatException _) {
            return 0; // it has nothing yet
        }
    }

    private String asked(String query) throws IOException {
        var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?nocache=1&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8));
        try (var in = uri.toURL().openStream()) {
            var answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var value = VALUE.matcher(answer);
            return value.find() ? value.group(1) : answer;
        }
    }

    private static void until(BooleanSupplier condition, List<String> told) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("limit; told: " + told).isLessThan(end);
            Thread.sleep(20);
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
}
