package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.testkit.Crowd;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.Trouble;

/// The files that go with Prometheus and VictoriaMetrics, used as `docs/scale.md` says: pollers with a part of the hosts each ship
/// into a real store that scrapes further ones, all hosts are read back, and the dashboard's queries have answers.
@Timeout(180)
class ScaleTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int HOSTS = 60;
    /// The hosts from this one on are scraped.
    private static final int SCRAPED = 50;
    private static final int DOWN = 7;
    private static final Path FILES =
            Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("dist/src/main/clients");
    private static final Pattern ARGS = Pattern.compile("(?m)^ARGS=\"(.*)\"$");
    private static final Pattern SETTING = Pattern.compile("(?m)^([A-Z]+)=(.*)$");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z]+)}");
    private static final Pattern LABELS = Pattern.compile("label_values\\((.+), (\\w+)\\)");

    private static Crowd crowd;
    /// One more, with file systems, which the others do not have; scraped, too.
    private static Crowd large;

    @TempDir
    private Path directory = Path.of("");

    private final List<Process> running = new ArrayList<>();
    private int port;

    @BeforeAll
    static void start() throws IOException {
        crowd = Crowd.start(Fixtures.here().named("micro-6.18"), HOSTS, 0, 0);
        crowd.trouble(DOWN, Trouble.GONE);
        large = Crowd.start(Fixtures.here().named("fat-256cpu"), 1, 0, 0);
    }

    @AfterAll
    static void stop() {
        crowd.close();
        large.close();
    }

    @BeforeEach
    void choosePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var hosts = IntStream.range(0, SCRAPED)
                .mapToObj(host -> "<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                        .formatted(Crowd.name(host), Crowd.address(host), crowd.port()))
                .collect(Collectors.joining());
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var process : running.reversed()) {
            process.destroy();
            assertThat(process.waitFor(LIMIT)).isTrue();
        }
    }

    @Test
    void prometheusTakesInWhatThreePollersShipAndScrapesTheRest() throws Exception {
        Recipe.need("prometheus", "prometheus");
        var arguments = placed("prometheus", "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port);
        assertThat(ran("promtool", "check", "config", directory.resolve("prometheus.yml").toString()))
                .contains("1 rule files found");
        run(arguments);
        wholeClusterIsThere();
        awaited("alerts", alerts -> has(alerts.at("/data/alerts"), "HostDown", Crowd.name(DOWN)));
    }

    @Test
    void victoriaMetricsTakesInWhatThreePollersShipAndScrapesTheRest() throws Exception {
        Recipe.need("victoria-metrics", "victoria-metrics");
        var arguments = placed("victoria-metrics", "-httpListenAddr=127.0.0.1:" + port, "-search.latencyOffset=0s");
        run(arguments);
        wholeClusterIsThere();
    }

    @Test
    void theAlertsAreRaisedForWhatTheyAreMadeFor() throws Exception {
        Recipe.need("promtool", "prometheus");
        Files.copy(FILES.resolve("scale/alerts.yml"), directory.resolve("alerts.yml"));
        Files.writeString(directory.resolve("test.yml"), """
                rule_files: [alerts.yml]
                evaluation_interval: 1m
                tests:
                  - interval: 1m
                    input_series:
                      - {series: 'up{job="node",instance="good"}', values: "1+0x200"}
                      - {series: 'up{job="node",instance="fails"}', values: "1+0x10 0+0x189"}
                      - {series: 'up{job="node",instance="unasked"}', values: "1+0x100"}
                      - {series: 'node_load5{job="node",instance="good"}', values: "2.5+0x200"}
                      - {series: 'node_load5{job="node",instance="fails"}', values: "7+0x200"}
                      - {series: 'node_cpu_seconds_total{job="node",instance="good",cpu="0",mode="user"}', values: "0+1x200"}
                      - {series: 'node_cpu_seconds_total{job="node",instance="good",cpu="1",mode="user"}', values: "0+1x200"}
                      - {series: 'node_cpu_seconds_total{job="node",instance="fails",cpu="0",mode="user"}', values: "0+1x200"}
                      - {series: 'node_filesystem_avail_bytes{job="node",instance="good",mountpoint="/",fstype="ext4"}', values: "1+0x200"}
                      - {series: 'node_filesystem_size_bytes{job="node",instance="good",mountpoint="/",fstype="ext4"}', values: "50+0x200"}
                      - {series: 'node_filesystem_readonly{job="node",instance="good",mountpoint="/",fstype="ext4"}', values: "0+0x200"}
                    alert_rule_test:
                      - {eval_time: 12m, alertname: HostDown}
                      - eval_time: 14m
                        alertname: HostDown
                        exp_alerts:
                          - exp_labels: {job: node, instance: fails, severity: warning}
                            exp_annotations: {summary: "fails does not answer."}
                      - eval_time: 14m
                        alertname: ManyHostsDown
                        exp_alerts:
                          - exp_labels: {severity: critical}
                            exp_annotations: {summary: "1 hosts do not answer."}
                      - {eval_time: 100m, alertname: NobodyAsksHosts}
                      - eval_time: 115m
                        alertname: NobodyAsksHosts
                        exp_alerts:
                          - exp_labels: {severity: critical}
                            exp_annotations: {summary: "Of 1 hosts nothing has come for minutes; is a wulf-ship@ down?"}
                      - {eval_time: 180m, alertname: NobodyAsksHosts}
                      - eval_time: 20m
                        alertname: HostOverloaded
                        exp_alerts:
                          - exp_labels: {instance: fails, severity: warning}
                            exp_annotations: {summary: "fails has 7.0 tasks a processor."}
                      - eval_time: 20m
                        alertname: FileSystemFull
                        exp_alerts:
                          - exp_labels: {job: node, instance: good, mountpoint: /, fstype: ext4, severity: warning}
                            exp_annotations: {summary: "good:/ has 2% of its room left."}
                """);
        assertThat(ran("promtool", "test", "rules", directory.resolve("test.yml").toString())).contains("SUCCESS");
    }

    @Test
    void whatVictoriaMetricsBringsWithItReadsTheSameFiles() throws Exception {
        Recipe.need("vmalert", "victoria-metrics");
        placed("victoria-metrics");
        ran("vmalert", "-dryRun", "-rule=" + directory.resolve("alerts.yml"));
        ran("vmagent", "-dryRun", "-remoteWrite.url=http://127.0.0.1:1/", "-promscrape.config.strictParse=false",
                "-promscrape.config=" + directory.resolve("prometheus.yml"));
    }

    /// Puts the files of the store where this test is, and makes its command as its service does.
    private List<String> placed(String store, String... more) throws IOException {
        var scraped = IntStream.range(SCRAPED, HOSTS)
                .mapToObj(host -> "    - " + Crowd.address(host) + ":" + crowd.port() + "\n")
                .collect(Collectors.joining("", "", "    - " + Crowd.address(0) + ":" + large.port() + "\n"));
        place("nodes.yml", "    - node001:7887\n    - node002:7887\n", scraped);
        place("prometheus.yml", "_interval: 15s", "_interval: 1s");
        Files.copy(FILES.resolve("scale/alerts.yml"), directory.resolve("alerts.yml"));
        var arguments = ARGS.matcher(Files.readString(FILES.resolve("scale/" + store + ".default")));
        assertThat(arguments.find()).isTrue();
        var command = new ArrayList<>(List.of(store));
        command.addAll(List.of(
                arguments.group(1)
                        .replace("/etc/prometheus/", directory + "/")
                        .replace("/var/lib/victoria-metrics", directory.resolve("data").toString())
                        .split(" ")));
        command.addAll(List.of(more));
        return command;
    }

    private void place(String file, String said, String instead) throws IOException {
        var text = Files.readString(FILES.resolve("scale/" + file));
        assertThat(text).contains(said);
        Files.writeString(directory.resolve(file), text.replace(said, instead));
    }

    private Process run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
        running.add(process);
        return process;
    }

    private static String ran(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private void wholeClusterIsThere() throws Exception {
        awaited("query?query=vector(1)", ScaleTest::isNotEmpty);
        var pollers = new ArrayList<Process>();
        for (var shard = 1; shard <= 3; shard++) {
            pollers.add(poller(shard));
        }
        var expected = new TreeMap<String, String>();
        for (var host = 0; host < HOSTS; host++) {
            expected.put(host < SCRAPED ? Crowd.name(host) : Crowd.address(host), host == DOWN ? "down" : "up");
        }
        expected.put(Crowd.address(0), "up");
        var end = System.nanoTime() + LIMIT.toNanos();
        for (var back = back(); !back.equals(expected); back = back()) {
            assertThat(System.nanoTime()).as(back + "\n" + log()).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
        dashboardHasAnswers();
        for (var poller : pollers) {
            poller.destroy();
            assertThat(poller.waitFor(LIMIT)).isTrue();
            assertThat(poller.exitValue()).as(log()).isZero();
        }
        // On a busy machine, something may wait for the next time.
        assertThat(log().lines().filter(line -> line.contains("remote write: ")))
                .allMatch(line -> line.contains(" 0 refused, 0 dropped; "));
    }

    /// Starts a part's poller, as systemd does by the template unit and its file of settings.
    private Process poller(int shard) throws IOException {
        var settings = new HashMap<String, String>();
        SETTING.matcher(Files.readString(FILES.resolve("scale/wulf-ship.conf")))
                .results()
                .forEach(setting -> settings.put(setting.group(1), setting.group(2)));
        assertThat(settings).isEqualTo(Map.of(
                "WULFHOSTS", "/etc/wulfhosts", "SHARDS", "8", "DELAY", "15", "URL",
                "http://metrics:9090/api/v1/write", "OPTIONS", ""));
        settings.putAll(Map.of(
                "WULFHOSTS", directory.resolve("wulfhosts").toString(), "SHARDS", "3", "DELAY", "1", "URL",
                "http://127.0.0.1:" + port + "/api/v1/write"));
        var unit = Files.readAllLines(FILES.resolve("units/wulf-ship@.service"));
        var start = unit.stream().filter(line -> line.startsWith("ExecStart=")).findFirst().orElseThrow();
        var words = List.of(
                start.substring(start.indexOf('=') + 1)
                        .replace("%i", Integer.toString(shard))
                        .replace("%S", directory.toString())
                        .split(" "));
        assertThat(words.getFirst()).endsWith("/bin/wulflogger");
        assertThat(words.getLast()).isEqualTo("$OPTIONS");
        var arguments = words.subList(1, words.size() - 1)
                .stream()
                .map(word -> VARIABLE.matcher(word)
                        .replaceAll(found -> Objects.requireNonNull(settings.get(found.group(1)))))
                .toList();
        assertThat(unit).contains("StateDirectory=wulfware/ship/%i");
        Files.createDirectories(directory.resolve("wulfware/ship/" + shard));
        var command = new ArrayList<>(Java.command(Wulflogger.class));
        command.addAll(arguments);
        var process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()));
        process.environment().remove("JAVA_TOOL_OPTIONS");
        var started = process.start();
        running.add(started);
        return started;
    }

    /// The hosts that are read back, each with its status.
    private Map<String, String> back() throws Exception {
        var out = directory.resolve("back");
        var process = Java.process(Wulflogger.class,
                List.of("--from", "prometheus=http://127.0.0.1:" + port, "-c", "1", "--format", "csv"))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(LIMIT)).isTrue();
        var hosts = new TreeMap<String, String>();
        for (var line : Files.readAllLines(out)) {
            var cells = line.split(",");
            if (!cells[1].equals("host")) {
                assertThat(hosts.put(cells[1], cells[2])).as("%s stands there twice", cells[1]).isNull();
            }
        }
        return hosts;
    }

    private void dashboardHasAnswers() throws Exception {
        var dashboard = new ObjectMapper().readTree(FILES.resolve("grafana/wulfware-cluster.json").toFile());
        var queries = new ArrayList<String>();
        for (var target : dashboard.findValues("targets")) {
            target.forEach(query -> queries.add(query.path("expr").asText()));
        }
        assertThat(queries).hasSizeGreaterThan(25);
        for (var variable : dashboard.at("/templating/list")) {
            var asked = LABELS.matcher(variable.path("definition").asText());
            if (asked.matches()) {
                queries.add("count by (" + asked.group(2) + ") (" + asked.group(1) + ")");
            }
        }
        for (var query : queries) {
            var plain = query.replace("$__rate_interval", "5m")
                    .replace("$job", "node")
                    .replace("$instance", ".*")
                    .replace("$top", "10");
            assertThat(plain).doesNotContain("$").isNotEmpty();
            awaited("query?query=" + URLEncoder.encode(plain, StandardCharsets.UTF_8), ScaleTest::isNotEmpty);
        }
    }

    private static boolean isNotEmpty(JsonNode answer) {
        return !answer.at("/data/result").isEmpty();
    }

    private static boolean has(JsonNode alerts, String name, String host) {
        for (var alert : alerts) {
            if (alert.at("/labels/alertname").asText().equals(name)
                    && alert.at("/labels/instance").asText().equals(host)) {
                return true;
            }
        }
        return false;
    }

    private void awaited(String what, Predicate<JsonNode> condition) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + what);
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            var said = "";
            try (var in = uri.toURL().openStream()) {
                said = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (condition.test(new ObjectMapper().readTree(said))) {
                    return;
                }
            } catch (IOException e) { // it does not listen yet, or the query is wrong
                said = e.toString();
            }
            assertThat(System.nanoTime()).as(URLDecoder.decode(what, StandardCharsets.UTF_8) + ": " + said)
                    .isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }
}
