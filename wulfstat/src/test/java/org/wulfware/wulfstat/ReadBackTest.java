package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.DisplayFiles;
import org.wulfware.history.RemoteWrite;
import org.wulfware.history.Shipment;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.testkit.Storehouse;
import org.wulfware.testkit.VirtualTerminal;
import org.wulfware.wulfstat.screen.Sitting;

/// What a store has of a cluster is on the same screen as what hosts say.
@Timeout(120)
class ReadBackTest {
    @TempDir
    private Path directory = Path.of("");

    private final Sitting sitting = new Sitting(100, 20);
    private final VirtualTerminal seen = sitting.seen;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Storehouse house;

    ReadBackTest() throws IOException {
        house = new Storehouse(answer(""));
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    /// What the store has now; `@1` is a second ago.
    private static String answer(String lines) {
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return Storehouse.ok(now, Storehouse.matrix(Pattern.compile("@([0-9]+)")
                .matcher(lines)
                .replaceAll(ago -> "@" + now.minusSeconds(Long.parseLong(ago.group(1))).getEpochSecond())));
    }

    private static String load(String... hostsAndLoads) {
        var lines = new StringBuilder();
        for (var pair : hostsAndLoads) {
            var parts = pair.split(" ");
            lines.append("node_load1{instance=\"%s:9100\",job=\"node\"} %s@11 %s@1\n".formatted(parts[0], parts[1],
                    parts[1]));
        }
        return lines.toString();
    }

    private CompletableFuture<Integer> start(String... arguments) {
        var all = new ArrayList<>(List.of("--from", "prometheus=" + house.uri(), "-d", "0.05"));
        all.addAll(List.of(arguments));
        return started(all.toArray(String[]::new));
    }

    private CompletableFuture<Integer> started(String... arguments) {
        return Aside.run(() -> run(arguments));
    }

    private void quit(CompletableFuture<Integer> run) throws Exception {
        seen.type("q");
        assertThat(run.get(40, TimeUnit.SECONDS)).isZero();
        assertThat(said()).isEmpty();
        assertThat(seen.surprises()).isEmpty();
    }

    private String screen() {
        return seen.text()
                .replaceAll("[0-9]{2}:[0-9]{2}:[0-9]{2}", "12:00:00")
                .replaceAll("for [0-9] s", "for 0 s")
                .replaceAll("─+ from http://127.0.0.1:[0-9]+", "── from http://127.0.0.1:9090")
                .stripTrailing();
    }

    @Test
    void hostsAreShownAsThoseThatWereAsked() throws Exception {
        house.answer(answer(load("n2 2.5", "n10 0.25") + """
                up{instance="n3:9100",job="node"} 0@1
                """));
        var run = start("-v");
        seen.awaitText("3 hosts   2 up   1 down: n3");
        assertThat(screen().lines().limit(8)).containsExactly("""
                ┌─ wulfstat ── from http://127.0.0.1:9090  12:00:00 ─┐
                │ 3 hosts   2 up   1 down: n3                                                         every 0.05 s │
                │ 0 vmstat  1 load  2 memory  3 net  4 time  5 cpu  6 users  7 jobs  8 jobcmd  cores  disk  …      │
                ├─ 1 Load ─────────────────────────────────────────────────────────────────── as named · 1–3 of 3 ─┤
                │  host      load1      load5     load15     cpus     load/cpu                                     │
                │  n2         2.50          -          -        -            -                                     │
                │x n3    down: it was not reached by what fills the store: up is 0 there · for 0 s                 │
                │  n10        0.25          -          -        -            -                                     │
                """.lines().toArray(String[]::new));
        seen.awaitText("n[2,10] is there");
        seen.awaitText("the store answered in ");
        quit(run);
    }

    @Test
    void anotherDisplayAsksForItsColumns() throws Exception {
        house.answer(answer(load("n1 1.5")));
        var run = start();
        seen.awaitText("1.50");
        assertThat(house.queries().getFirst()).contains("node_load1|").doesNotContain("MemTotal");
        house.answer(answer(load("n1 1.5") + """
                node_memory_MemTotal_bytes{instance="n1:9100",job="node"} 8388608@11 8388608@1
                """));
        seen.type("2");
        seen.awaitText("8.0M");
        seen.await("a query for it", _ -> house.queries().getLast().contains("node_memory_MemTotal_bytes"));
        assertThat(house.queries().getLast()).doesNotContain("node_load1|");
        quit(run);
    }

    @Test
    void hostsThatAreFoundLaterAppear() throws Exception {
        house.answer(answer(load("n1 1.5")));
        var run = start();
        seen.awaitText("1 host   1 up");
        house.answer(answer(load("n1 1.5", "n02 3.25")));
        seen.awaitText("2 hosts   2 up");
        seen.awaitText("3.25");
        quit(run);
    }

    @Test
    void aStoreThatHasNoneOfThemSaysSo() throws Exception {
        var run = start();
        seen.awaitText("has no host that is meant");
        assertThat(seen.text()).contains("0 hosts   0 up   0 down");
        quit(run);
    }

    @Test
    void troubleWithTheStoreIsSaidAndPasses() throws Exception {
        house.answer(answer(load("n1 1.5")));
        var run = start("-v", "--hosts", "n[1-2]");
        seen.awaitText("2 hosts   1 up   1 down: n2");
        seen.awaitText("x n2    down: the store has nothing of it");
        house.answer(Storehouse.status("503 Busy", "too \033[31m much"));
        seen.awaitText("from " + house.uri() + ", which does not answer");
        seen.awaitText("x n1    down: the store " + house.uri() + " does not answer: status 503, too ?[31m much");
        seen.awaitText("2 hosts   0 up   2 down");
        seen.awaitText("the store has not answered");
        house.answer(answer(load("n1 1.75", "n2 2.5")));
        seen.awaitText("2 hosts   2 up   0 down");
        seen.awaitText("the store " + house.uri() + " answers again");
        seen.await("no trouble", screen -> !screen.lines().getFirst().contains("which does not answer"));
        quit(run);
    }

    @Test
    void aStoreThatNeverAnsweredIsToldWhereHostsWouldBe() throws Exception {
        house.answer(Storehouse.status("404 Not Found", "<html>"));
        var run = start();
        seen.awaitText("  the store " + house.uri() + " does not answer: status 404: is that where its HTTP API is?");
        quit(run);
    }

    @Test
    void noKeyWaitsForTheStore() throws Exception {
        house.answer(answer(load("n1 1.5")));
        var run = start();
        seen.awaitText("1.50");
        var before = house.queries().size();
        house.answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{" + Storehouse.STUCK);
        seen.await("a question", _ -> house.queries().size() > before);
        for (var number : List.of("2", "3", "1")) {
            seen.type(number);
            seen.await("display " + number, screen -> screen.lines().get(3).startsWith("├─ " + number));
        }
        quit(run);
    }

    @Test
    void alarmsAreRaisedByWhatIsStored() throws Exception {
        house.answer(answer(load("n1 1.5", "n2 7.5")));
        var run = start("-v", "-t", "memory", "--alarm", "load1 > 5");
        seen.awaitText("2 up   1 alarm, 1 host   0 down");
        seen.awaitText(" *n2");
        seen.awaitText("alarm raised: load1 > 5 on n2");
        quit(run);
    }

    @Test
    void afterSoManyUpdatesItEnds() throws Exception {
        var run = start("-c", "3", "--from-labels", "site=here", "--shard", "1/1", "n1");
        assertThat(run.get(40, TimeUnit.SECONDS)).isZero();
        assertThat(house.queries()).hasSize(3).allMatch(query -> query.contains(",site=\"here\",instance=~"));
    }

    @Test
    void whatIsTypedWrongIsOneLineAndTheStatusTwo() {
        assertThat(run("--from", "prometheus=ftp://m")).isEqualTo(2);
        assertThat(said()).startsWith("wulfstat: --from \"prometheus=ftp://m\": expected a URL").hasLineCount(1);
        assertThat(run("--from", "prometheus=http://me:secret@m")).isEqualTo(2);
        assertThat(said()).contains("prometheus=http://…@m").doesNotContain("secret").hasLineCount(1);
        assertThat(run("--from", "prometheus=http://m", "--replay", "kept")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: --from prometheus=… and --replay: one of them\n");
        assertThat(run("--from-auth", "file")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: --from-auth goes with --from prometheus=URL\n");
        assertThat(run("--from", "prometheus=http://m", "--from-labels", "site")).isEqualTo(2);
        assertThat(said()).startsWith("wulfstat: --from-labels: \"site\": expected labels").hasLineCount(1);
        assertThat(run("--from", "prometheus=http://m", "n[2-1]")).isEqualTo(2);
        assertThat(said()).contains("runs backwards").hasLineCount(1);
        assertThat(run("--from", "prometheus=http://m", "-f", "none")).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: " + directory.resolve("none") + ": no such file\n");
        assertThat(run("--from", "prometheus=http://m", "--from-auth", "none")).isEqualTo(1);
        assertThat(said()).contains("none").hasLineCount(1);
        assertThat(run(Optional::empty, "--from", "prometheus=http://m")).isEqualTo(2);
        assertThat(said()).contains("no terminal");
        assertThat(seen.writes()).isZero();
    }

    @Test
    void whatPrometheusHasIsShown() throws Exception {
        var port = port();
        Files.writeString(directory.resolve("prometheus.yml"), "");
        shows(port, List.of("prometheus", "--config.file=" + directory.resolve("prometheus.yml"),
                "--storage.tsdb.path=" + directory.resolve("data"), "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
    }

    @Test
    void whatVictoriaMetricsHasIsShown() throws Exception {
        var port = port();
        shows(port, List.of("victoria-metrics", "-storageDataPath=" + directory.resolve("data"),
                "-httpListenAddr=127.0.0.1:" + port, "-retentionPeriod=1d"));
    }

    private static int port() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void shows(int port, List<String> command) throws Exception {
        var isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, command.getFirst())));
        assumeTrue(isThere || "true".equals(System.getenv("CI")), command.getFirst() + " is not installed");
        var store = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try (var to = RemoteWrite.start(URI.create("http://127.0.0.1:" + port + "/api/v1/write"), Optional.empty(),
                directory.resolve("queue"), 1 << 20, _ -> {})) {
            var shipment = new Shipment(to, Map.of());
            var run = started("--from", "prometheus=http://127.0.0.1:" + port, "-d", "0.2");
            // It may be asked before it listens.
            seen.awaitText("every 0.2 s");
            var n1 = HostState.pending(Host.named("n1"), Instant.now());
            for (var round = 0; round < 200 && !seen.text().contains("2 hosts   1 up   1 down: n2"); round++) {
                n1 = n1.answered(Hosts.loaded(150), Duration.ofMillis(2), Instant.now(), Duration.ofMillis(200));
                shipment.ship(List.of(n1, Hosts.refused("n2")), Instant.now());
                LockSupport.parkNanos(200_000_000);
            }
            seen.awaitText("2 hosts   1 up   1 down: n2");
            seen.awaitText("  n1         1.50       1.50       1.50        4         0.38");
            seen.awaitText("x n2    down: it was not reached by what fills the store");
            quit(run);
        } finally {
            store.destroy();
            assertThat(store.waitFor(Duration.ofSeconds(30))).isTrue();
        }
    }

    private int run(String... arguments) {
        return run(() -> Optional.of(sitting), arguments);
    }

    private int run(Wulfstat.Terminals terminals, String... arguments) {
        err.reset();
        return Wulfstat.run(arguments, terminals, directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")), stream(out), stream(err));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
