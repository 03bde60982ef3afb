package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// What stands in `docs/recipes` is done as it stands there, by the tools that it names, on a simulated cluster.
@Timeout(120)
class RecipesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private static SimulatedCluster cluster;

    @TempDir
    private Path directory = Path.of("");

    private Path programs = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void sitDown() throws IOException {
        programs = Files.createDirectory(directory.resolve("programs"));
        program("wulflogger", "exec " + String.join(" ", Java.command(Wulflogger.class)) + " \"$@\"");
        var hosts = new StringBuilder();
        for (var member : cluster.members()) {
            hosts.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                    .formatted(member.name(), member.address(), cluster.port()));
        }
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
    }

    private void program(String name, String line) throws IOException {
        var file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Recipe recipe(String page) throws IOException {
        return Recipe.read(page, directory, programs);
    }

    @Test
    void rrdtool() throws Exception {
        Recipe.need("rrdtool", "rrdtool");
        var recipe = recipe("rrdtool.md").with("-t load -d 60", "-t load -d 1 -c 3")
                .with("-d 60", "-d 1 -c 2")
                .with("end-1d", "end-3")
                .with("ssh archive rrdtool -", "(cd archive && rrdtool -)")
                .with("/srv/rrd", "far");
        var commands = recipe.commands().iterator();

        recipe.run(commands.next(), Wulflogger.SOME_DOWN);
        assertThat(databases("*.load.rrd")).hasSize(10).contains("node01.load.rrd").doesNotContain("node08.load.rrd");

        recipe.run(commands.next());
        assertThat(Files.readAllBytes(directory.resolve("load.png"))).startsWith(PNG).hasSizeGreaterThan(5000);

        assertThat(recipe.run(commands.next())).contains("load of both").containsPattern("\\[ +[0-9]+\\.[0-9e+]+ +\\]");

        recipe.run(commands.next(), Wulflogger.SOME_DOWN);
        assertThat(databases("node01.disk.*.rrd")).isNotEmpty();

        Files.createDirectories(directory.resolve("archive/far"));
        var again = commands.next();
        assertThat(recipe.run(again)).contains("OK u:").doesNotContain("ERROR");
        var database = directory.resolve("archive/far/node01.memory.rrd");
        var before = Files.readAllBytes(database);
        var complaints = recipe.run(again).lines().filter(line -> line.startsWith("ERROR")).toList();
        assertThat(complaints.stream().filter(line -> line.contains("File exists"))).hasSize(10);
        assertThat(complaints).allMatch(line -> line.matches(".*(File exists|minimum one second step).*"));
        assertThat(Files.readAllBytes(database)).hasSameSizeAs(before).isNotEqualTo(before);
        assertThat(directory.resolve("far")).doesNotExist();
        assertThat(commands).isExhausted();
    }

    private List<String> databases(String glob) throws IOException {
        try (var files = Files.newDirectoryStream(directory.resolve("rrd"), glob)) {
            var names = new ArrayList<String>();
            files.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mawk", "gawk"})
    void awk(String which) throws Exception {
        program("awk", "exec " + Recipe.need(which, which) + " \"$@\"");
        Recipe.need("gawk", "gawk");
        var recipe = recipe("awk.md").with("-d 60", "-d 0.2 -c 3").with("-d 5", "-d 0.2 -c 2");
        var commands = recipe.commands().iterator();
        var shown = recipe.blocks("text").iterator();

        assertThat(numberless(recipe.run(commands.next()))).isEqualTo(numberless(shown.next()));
        assertThat(numberless(recipe.run(commands.next()))).isEqualTo(numberless(shown.next()));

        recipe.run(commands.next(), Wulflogger.SOME_DOWN);
        var peaks = recipe.run(commands.next()).lines().map(line -> line.split("\t")).toList();
        assertThat(peaks).hasSize(10).allMatch(words -> words.length == 3);
        assertThat(peaks).extracting(words -> Double.valueOf(words[2]))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .doesNotContain(0.0);
        assertThat(peaks.getFirst()[0]).isEqualTo("node04");

        var seen = recipe.run(commands.next());
        assertThat(seen).containsPattern("(?m)^[0-9-]{10} [0-9:]{8} node01 up $")
                .containsPattern("(?m)^[0-9-]{10} [0-9:]{8} node08 down connection refused$");
        assertThat(commands).isExhausted();
        assertThat(shown).isExhausted();
    }

    /// The text, all numbers but those of names the same.
    private static String numberless(String text) {
        return text.replaceAll("\\b[0-9.]+", "0");
    }

    @Test
    void gnuplot() throws Exception {
        Recipe.need("gnuplot", "gnuplot-nox");
        var recipe = recipe("gnuplot.md").with("-d 60", "-d 0.2 -c 3");
        var commands = recipe.commands().iterator();

        recipe.run(commands.next(), Wulflogger.SOME_DOWN);
        recipe.write("gnuplot");
        var drawn = recipe.run(commands.next());
        assertThat(drawn).contains("node01 ***")
                .contains("node12 ")
                .doesNotContain("node08");
        assertThat(Files.readAllBytes(directory.resolve("load.png"))).startsWith(PNG).hasSizeGreaterThan(5000);

        assertThat(recipe.run(commands.next())).contains("***").containsPattern("load \\*\\*\\*");
        assertThat(commands).isExhausted();
    }

    @Test
    void alarms() throws Exception {
        Recipe.need("logger", "bsdutils");
        Recipe.need("jq", "jq");
        program("wulflogger", "XDG_CONFIG_HOME=\"$HOME/.config\" exec "
                + String.join(" ", Java.command(Wulflogger.class)) + " \"$@\"");
        var recipe =
                recipe("alarms.md").with("logger -t wulf", "logger -t wulf --no-act --stderr --socket-errors=off 2>&1")
                        .with("-d 10", "-d 0.2 -c 2");
        var commands = recipe.commands().iterator();
        var shown = recipe.blocks("text").iterator();
        recipe.write("toml");
        recipe.run(commands.next());

        var now = shown.next();
        assertThat(timeless(recipe.run(commands.next(), Wulflogger.SOME_DOWN))).isEqualTo(timeless(now));

        var logged = recipe.run(commands.next());
        assertThat(logged).contains("wulf: ").hasLineCount(2);
        now.lines().map(RecipesTest::timeless).forEach(line -> assertThat(logged).contains(line));

        assertThat(recipe.run(commands.next())).isEqualTo(shown.next());

        assertThat(recipe.run(commands.next(), Wulflogger.SOME_DOWN)).isEmpty();
        assertThat(timeless(recipe.run(commands.next(), Wulflogger.SOME_DOWN))).isEqualTo(timeless(shown.next()));
        assertThat(commands).isExhausted();
        assertThat(shown).isExhausted();
    }

    private static String timeless(String text) {
        return text.replaceAll("(?m)^[0-9-]+T[0-9:]+Z ", "");
    }

    @Test
    void nodeExporter() throws Exception {
        Recipe.need("promtool", "prometheus");
        Recipe.need("prometheus-node-exporter", "prometheus-node-exporter");
        var port = freePort();
        Files.createDirectory(directory.resolve("collected"));
        var recipe = recipe("node-exporter.md").with("/usr/local/bin", directory.toString())
                .with("/var/lib/prometheus/node-exporter", directory.resolve("collected").toString())
                .with("prometheus-node-exporter --", "exec prometheus-node-exporter --collector.disable-defaults"
                        + " --collector.textfile --web.listen-address=127.0.0.1:" + port + " --");
        var commands = recipe.commands().iterator();

        recipe.run(commands.next());
        recipe.run(commands.next());
        assertThat(directory.resolve("collected").toFile().list()).containsExactly("wulf.prom");

        var log = directory.resolve("log");
        var exporter = recipe.start(commands.next(), log);
        try {
            var scraped = scraped(port, log);
            assertThat(scraped).contains("node_textfile_scrape_error 0\n")
                    .contains("wulf_up{host=\"node01\"} 1\n")
                    .contains("wulf_up{host=\"node08\"} 0\n")
                    .containsPattern("wulf_load_load1\\{host=\"node05\"} [0-9.]+\n")
                    .containsPattern("node_textfile_mtime_seconds\\{file=\"[^\"]*wulf.prom\"}");
            for (var name : recipe.names("\\b(wulf|node_textfile)_\\w+")) {
                assertThat(scraped).as("what the page speaks of").contains("\n" + name);
            }
        } finally {
            exporter.destroy();
            assertThat(exporter.waitFor(LIMIT)).isTrue();
        }
        assertThat(commands).isExhausted();

        recipe.write("yaml");
        assertThat(recipe.run("promtool check rules wulf.rules.yml")).contains("SUCCESS: 3 rules found");
    }

    @Test
    void afterAFailureWhatWasThereStays() throws Exception {
        var to = Files.createDirectory(directory.resolve("collected"));
        var recipe = recipe("node-exporter.md").with("/usr/local/bin", directory.toString())
                .with("/var/lib/prometheus/node-exporter", to.toString());
        Files.writeString(to.resolve("wulf.prom"), "as it was\n");
        program("wulflogger", "echo half of it; exit 1");

        recipe.run(recipe.commands().getFirst());
        recipe.run(directory + "/wulf-textfile", 1);

        assertThat(to.resolve("wulf.prom")).hasContent("as it was");
    }

    private static String scraped(int port, Path log) throws Exception {
        var page = URI.create("http://127.0.0.1:" + port + "/metrics").toURL();
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (var in = page.openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (ConnectException e) { // it does not listen yet
                if (System.nanoTime() > end) {
                    throw new AssertionError(Files.readString(log), e);
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
