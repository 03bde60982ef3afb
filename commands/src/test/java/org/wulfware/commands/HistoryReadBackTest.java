package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Infiniband;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.display.UsageException;
import org.wulfware.history.Keep;
import org.wulfware.history.Moments;
import org.wulfware.history.Recording;
import org.wulfware.history.RemoteWrite;
import org.wulfware.history.Shipment;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.testkit.Storehouse;
import org.wulfware.wire.Sample;

/// What a store has went as what was recorded.
@Timeout(120)
class HistoryReadBackTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String history(String... arguments) throws Exception {
        err.reset();
        return new HistoryCommand(new PrintStream(err, true, StandardCharsets.UTF_8), directory, directory, directory,
                Map.of("XDG_CONFIG_HOME", directory.toString()), new Moments(now, ZoneOffset.UTC))
                .answer(70, arguments);
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void prometheusSaysWhatWasRecorded() throws Exception {
        var port = port();
        Files.writeString(directory.resolve("prometheus.yml"), "");
        saysTheSame(port, List.of("prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
    }

    @Test
    void victoriaMetricsSaysWhatWasRecorded() throws Exception {
        var port = port();
        saysTheSame(port, List.of("victoria-metrics", "-storageDataPath=" + directory.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-retentionPeriod=1d"));
    }

    private static int port() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void saysTheSame(int port, List<String> command) throws Exception {
        var isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command.getFirst())));
        assumeTrue(isThere || "true".equals(System.getenv("CI")), command.getFirst() + " is not installed");
        var store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            fill(URI.create("http://127.0.0.1:" + port + "/api/v1/write"));
            var from = "prometheus=http://127.0.0.1:" + port;
            var end = System.nanoTime() + LIMIT.toNanos();
            // One of the stores shows what it has taken in a second later.
            while (!isThere(from)) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
            same(from, "load1");
            same(from, "load1", "--step", "15min");
            same(from, "load1", "--step", "1h", "--hosts", "node1");
            same(from, "load1 * 2", "--take", "mean", "--step", "7min");
            same(from, "load1", "--take", "least", "--from", "-30min", "--format", "chart");
            same(from, "load1", "--take", "greatest", "--hosts", "node[2,1]", "--to", "-10min", "--format", "jsonl");
            same(from, "rate(net.receive.bytes)");
            same(from, "rate(net.receive.bytes)", "--step", "15min");
            same(from, "net.received", "--take", "greatest", "--step", "5min", "--hosts", "node2");
            same(from, "load1", "--step", "5min", "--where", "load1 > 1");
            // What changed when: the same to the second.
            same(from, "port.state");
            same(from, "port.state", "--hosts", "node1", "--from", "-40min", "--format", "jsonl");
            same(from, "port.state", "--where", "port.number = 2");
            assertThat(history("port.state", "--from", from, "--hosts", "node1")).isEqualTo("""
                    #time                host   row       port.state
                    BEGIN+10  node1  mlx5_0 1  ACTIVE
                    BEGIN+10  node1  mlx5_0 2  DOWN
                    BEGIN+1000  node1  mlx5_0 1  DOWN
                    BEGIN+2500  node1  mlx5_0 1  ACTIVE
                    """.replace("BEGIN+1000", time(1000))
                    .replace("BEGIN+10", time(10))
                    .replace("BEGIN+2500", time(2500)));
            assertThatThrownBy(() -> history("load1", "--from", from, "--from", "-20h", "--to", "-19h"))
                    .satisfies(e -> assertThat(((UnreadableException) e).lines()).containsExactly("the store "
                            + from.replace("prometheus=", "") + " has nothing in that time of hosts that are meant"));
        } finally {
            store.destroy();
            assertThat(store.waitFor(LIMIT)).isTrue();
        }
    }

    private String time(int seconds) {
        return LocalDateTime.ofInstant(now.minusSeconds(3600 - seconds), ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss"));
    }

    private List<String> samples(String value, String... place) throws Exception {
        var arguments = new ArrayList<>(List.of(value, "--step", "10s", "--format", "csv"));
        arguments.addAll(List.of(place));
        return history(arguments.toArray(String[]::new)).lines().sorted().toList();
    }

    /// Whether every sample is: a store may show some of those that it has taken in before others, later ones among them.
    private boolean isThere(String from) throws Exception {
        try {
            return samples("load1", "--from", from).equals(samples("load1", "--dir", "kept"))
                    && samples("rate(port.rcv_data)", "--from", from).size() == samples("rate(port.rcv_data)", "--dir",
                            "kept").size()
                    && samples("net.received", "--from", from).size() == samples("net.received", "--dir", "kept")
                            .size();
        } catch (UnreadableException _) {
            return false;
        }
    }

    /// An hour of two hosts, of which the second is down for the last half of it.
    private void fill(URI store) throws IOException, InterruptedException {
        try (var recording =
                Recording.open(directory.resolve("kept"), Keep.USUAL.exact(Duration.ofDays(40_000)), line -> {
                    throw new AssertionError(line);
                });
                var to = RemoteWrite.start(store, Optional.empty(), directory.resolve("queue"), 1 << 26, _ -> {})) {
            var shipment = new Shipment(to, Map.of());
            var begin = now.minus(Duration.ofHours(1));
            var first = HostState.pending(Host.named("node1"), begin);
            var second = HostState.pending(Host.named("node2"), begin);
            for (var i = 1; i <= 360; i++) {
                var at = begin.plusSeconds(i * 10L);
                first = first.answered(sample(i, at), Duration.ZERO, at, Duration.ofSeconds(10));
                second = i > 180
                        ? second.down(new Poll.Refused("connection refused"), at)
                        : second.answered(sample(2 * i, at), Duration.ZERO, at, Duration.ofSeconds(10));
                recording.round(List.of(first, second), at, true);
                shipment.ship(List.of(first, second), at);
            }
            for (var end = System.nanoTime() + LIMIT.toNanos(); to.counts().waiting() > 0;) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static Sample sample(int number, Instant at) {
        var stamp = at.getEpochSecond() * 1_000_000;
        var load = new Table<>(Loadavg.SENSOR).stamp(stamp);
        load.row().set(Loadavg.LOAD1, number * 10L);
        var net = new Table<>(NetDev.SENSOR).stamp(stamp);
        for (var name : List.of("eth0", "lo")) {
            net.row().set(NetDev.RECEIVE_BYTES, number * 10_240L * name.length());
            text(net, NetDev.NAME, name);
            text(net, NetDev.DEVTYPE, name.replace("0", ""));
            text(net, NetDev.DEVID, name.equals("lo") ? "" : "0");
        }
        var ports = new Table<>(Infiniband.SENSOR).stamp(stamp);
        for (var port = 1; port <= 2; port++) {
            ports.row().set(Infiniband.PORT, port).set(Infiniband.RECEIVED, number * 1000L);
            text(ports, Infiniband.ADAPTER, "mlx5_0");
            text(ports, Infiniband.STATE, port == 1 && (number < 100 || number >= 250) ? "ACTIVE" : "DOWN");
        }
        return Sample.of(List.of(load, net, ports));
    }

    private static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        table.text(table.rows() - 1, field, bytes, 0, bytes.length);
    }

    private void same(String from, String... arguments) throws Exception {
        var recorded = new ArrayList<>(List.of("--dir", "kept"));
        var stored = new ArrayList<>(List.of("--from", from));
        for (var all : List.of(recorded, stored)) {
            all.addAll(List.of(arguments));
            if (!List.of(arguments).contains("--format")) {
                all.addAll(List.of("--format", "csv"));
            }
        }
        var expected = history(recorded.toArray(String[]::new));
        assertThat(expected).contains("node");
        assertThat(history(stored.toArray(String[]::new)).lines().sorted())
                .as(String.join(" ", arguments))
                .containsExactlyElementsOf(expected.lines().sorted().toList());
        assertThat(said()).isEmpty();
    }

    @Test
    void aStoreThatClosesItsConnectionsLosesNoQuery() throws Exception {
        var at = now.minusSeconds(60).getEpochSecond();
        var answer = Storehouse.ok(now,
                Storehouse.matrix("node_load1{instance=\"n1\",job=\"node\"} 0.5@" + at));
        var cutShort = "HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"status\":" + Storehouse.CUT;
        for (var first : List.of("", cutShort)) {
            try (var house = new Storehouse(first, "", answer)) {
                assertThat(history("load1", "--from", "prometheus=" + house.uri(), "--from", "-2min", "--step", "5min",
                        "--format", "csv")).contains(",n1,,0.5");
                assertThat(said()).isEmpty();
            }
        }
        try (var house = new Storehouse("")) {
            assertThatThrownBy(() -> history("load1", "--from", "prometheus=" + house.uri()))
                    .satisfies(e -> assertThat(((UnreadableException) e).lines()).containsExactly(
                            "the store " + house.uri() + " does not answer: it closed the connection"));
        }
    }

    @Test
    void whatIsWrongIsQuoted() throws Exception {
        wrong("--from \"prometheus=ftp://m\": expected a URL such as", "load1", "--from", "prometheus=ftp://m");
        wrong("--from \"soon\": expected a time", "load1", "--from", "prometheus=http://m", "--from", "soon");
        wrong("--from prometheus=… and --dir: one of them", "load1", "--from", "prometheus=http://m", "--dir", "kept");
        wrong("--from-auth goes with --from prometheus=URL", "load1", "--from-auth", "x");
        wrong("--from-labels goes with --from prometheus=URL", "load1", "--from", "-1h", "--from-labels", "a=b");
        wrong("--from-labels: \"a\": expected labels such as", "load1", "--from", "prometheus=http://m",
                "--from-labels", "a");
        wrong("expected ", "load1 +", "--from", "prometheus=http://m");
        assertThatThrownBy(() -> history("load1", "--from", "prometheus=http://m", "-f", "none"))
                .isInstanceOf(UnreadableException.class);
        try (var house = new Storehouse(Storehouse.status("503 Busy", "later"))) {
            assertThatThrownBy(() -> history("load1", "--from", "prometheus=" + house.uri()))
                    .satisfies(e -> assertThat(((UnreadableException) e).lines())
                            .containsExactly("the store " + house.uri() + " does not answer: status 503, later"));
        }
    }

    private void wrong(String message, String... arguments) {
        assertThatThrownBy(() -> history(arguments)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }
}
