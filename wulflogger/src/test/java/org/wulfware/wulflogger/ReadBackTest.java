package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// What a simulated cluster says is shipped to a real store, and read back: the columns say what they said.
@Timeout(120)
class ReadBackTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of("");

    private int port;
    private String err = "";

    @BeforeEach
    void choosePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
    }

    private record Said(int status, String out) {}

    private Said run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var told = new ByteArrayOutputStream();
        var program = new Wulflogger(out, new PrintStream(told, true, StandardCharsets.UTF_8), directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")),
                new AlarmFiles(directory, directory.resolve("alarms.mine")), new Stop(), Duration.ofMillis(5));
        var status = program.run(arguments);
        err = told.toString(StandardCharsets.UTF_8);
        return new Said(status, out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void prometheusSaysWhatTheHostsSaid() throws Exception {
        Recipe.need("prometheus", "prometheus");
        Files.writeString(directory.resolve("prometheus.yml"), "");
        saysTheSame(List.of(
                "prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
    }

    @Test
    void victoriaMetricsSaysWhatTheHostsSaid() throws Exception {
        Recipe.need("victoria-metrics", "victoria-metrics");
        saysTheSame(List.of(
                "victoria-metrics", "-storageDataPath=" + directory.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-retentionPeriod=1d"));
    }

    private void saysTheSame(List<String> command) throws Exception {
        var store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            awaitStore();
            var hosts = new StringBuilder();
            for (var member : cluster.members()) {
                hosts.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                        .formatted(member.name(), member.address(), cluster.port()));
            }
            Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
            // All that node_exporter has metrics of, then what these columns need.
            same("load", "site=all", 0);
            // Of processors and of the time since the start node_exporter has parts, which come to the whole.
            var columns = "load1,cpus,cpu.busy as busy,uptime,memory.used as used,net.received as received";
            var parts = back("site=all", "--columns", columns, "--where", "load1 >= 0");
            var part = back("site=all", "--shard", "1/2", "-f", "wulfhosts");
            assertThat(part.size()).isBetween(2, 10);
            assertThat(back("site=all", "node[02-03]").keySet()).containsExactly("node02", "node03");
            // Alarms are told of what is stored, too.
            var alarms = run("--from", from(), "-c", "1", "--from-labels", "site=all", "--alarm", "load1 > 200");
            assertThat(alarms.out).contains("node04").doesNotContain("node01");
            var whole = live("site=whole", "--columns", columns, "--where", "load1 >= 0");
            assertThat(parts.keySet()).isEqualTo(whole.keySet());
            assertThat(parts).allSatisfy((name, cells) -> {
                assertThat(cells.get(5)).as(name).isEqualTo(Objects.requireNonNull(whole.get(name)).get(5));
                assertThat(cells.subList(4, 10)).as(name).doesNotContain("");
                assertThat(Double.parseDouble(cells.get(9))).as(name).isLessThan(1e9);
            });
            same("memory", "site=memory", 0, "-t", "memory");
            same("vmstat", "site=vmstat", 0.02, "-t", "vmstat");
            same("net", "site=net", 0.1, "-t", "net");
            same("disk", "site=disk", 0.1, "-t", "disk");
            assertThat(run("--from", from(), "-c", "1", "--from-labels", "site=none").status).isEqualTo(1);
            assertThat(err)
                    .isEqualTo("wulflogger: the store http://127.0.0.1:" + port + " has no host that is meant\n");
        } finally {
            store.destroy();
            assertThat(store.waitFor(LIMIT)).isTrue();
        }
        assertThat(run("--from", from(), "-c", "1")).isEqualTo(new Said(1, ""));
        assertThat(err)
                .isEqualTo("wulflogger: the store http://127.0.0.1:" + port + " does not answer: connection refused\n");
    }

    private String from() {
        return "prometheus=http://127.0.0.1:" + port;
    }

    private void awaitStore() throws Exception {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (var in =
                    URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=vector(1)").toURL().openStream()) {
                in.readAllBytes();
                return;
            } catch (IOException _) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /// Waits until the store finds what was shipped. One of them remembers for ten seconds what a selector finds: it is asked by
    /// another one each time, and so the one that counts is asked for the first time when all is there.
    private void awaitSeries(String labels) throws Exception {
        var end = System.nanoTime() + LIMIT.toNanos();
        var before = "";
        for (var time = 0; before.isEmpty(); time++) {
            assertThat(System.nanoTime()).isLessThan(end);
            var one = found(labels, 2 * time);
            LockSupport.parkNanos(100_000_000);
            before = one.equals(found(labels, 2 * time + 1)) ? one : "";
        }
    }

    /// How many series have such labels; empty if none.
    private String found(String labels, int other) throws IOException {
        var query = "count({" + labels.replace("=", "=\"") + "\",other!=\"" + other + "\"})";
        try (var in = URI.create("http://127.0.0.1:" + port + "/api/v1/query?nocache=1&query="
                + URLEncoder.encode(query, StandardCharsets.UTF_8)).toURL().openStream()) {
            var count =
                    Pattern.compile("\"([0-9]+)\"\\]").matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return count.find() ? count.group(1) : "";
        }
    }

    /// The cells of each host's line of the last update, ship and all.
    private Map<String, List<String>> live(String labels, String... arguments) {
        var all = new ArrayList<>(List.of("-f", directory.resolve("wulfhosts").toString(), "-d", "0.5", "-c", "2",
                "--format", "csv",
                "--remote-write",
                "http://127.0.0.1:" + port + "/api/v1/write", "--remote-write-labels", labels, "--remote-write-queue",
                "queue"));
        all.addAll(List.of(arguments));
        var said = run(all.toArray(String[]::new));
        assertThat(err).isEmpty();
        assertThat(said.status).isEqualTo(Wulflogger.SOME_DOWN);
        return cells(said.out);
    }

    private Map<String, List<String>> back(String labels, String... arguments) {
        var all = new ArrayList<>(List.of("--from", from(), "-c", "1", "--format", "csv", "--from-labels", labels));
        all.addAll(List.of(arguments));
        var said = run(all.toArray(String[]::new));
        // One of the stores shows what it has taken in a second later.
        assertThat(err).matches("|wulflogger: the store .* has no host that is meant\n");
        return cells(said.out);
    }

    private static Map<String, List<String>> cells(String csv) {
        var cells = new TreeMap<String, List<String>>();
        csv.lines().skip(1).forEach(line -> {
            var all = List.of(line.split(",", -1));
            cells.put(all.get(1) + (all.size() > 4 && !all.get(4).matches("[-0-9.]*") ? " " + all.get(4) : ""), all);
        });
        return cells;
    }

    /// @param off by which share rates may differ: nodes say to the microsecond when they counted, stores to the millisecond
    private void same(String type, String labels, double off, String... arguments) throws Exception {
        var said = live(labels, arguments);
        awaitSeries(labels);
        var stored = back(labels, "-t", type);
        for (var end = System.nanoTime() + LIMIT.toNanos() / 2; !isLike(stored, said, off); stored =
                back(labels, "-t", type)) {
            assertThat(System.nanoTime()).as(stored + "\nand not\n" + said).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
        assertThat(said.values().stream().filter(cells -> cells.get(2).equals("up"))).hasSizeGreaterThanOrEqualTo(10);
    }

    private static boolean isLike(Map<String, List<String>> stored, Map<String, List<String>> said, double off) {
        if (!stored.keySet().equals(said.keySet())) {
            return false;
        }
        return said.entrySet().stream().allMatch(line -> {
            var cells = Objects.requireNonNull(stored.get(line.getKey()));
            var isUp = line.getValue().get(2).equals("up");
            return isUp == cells.get(2).equals("up")
                    && (!isUp || IntStream.range(4, cells.size())
                            .allMatch(at -> isLike(cells.get(at), line.getValue().get(at), off)));
        });
    }

    private static boolean isLike(String one, String other, double off) {
        if (one.isEmpty() || other.isEmpty() || !one.matches("[-0-9.]+")) {
            return one.equals(other);
        }
        var number = Double.parseDouble(other);
        return within(Math.abs(number) * off + (off > 0 ? 0.15 : 0)).value >= Math
                .abs(Double.parseDouble(one) - number);
    }
}
