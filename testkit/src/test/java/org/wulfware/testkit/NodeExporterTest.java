package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.testkit.Fixtures.Fixture;
import org.wulfware.wire.Collectors;
import org.wulfware.xmlsysd.Log;
import org.wulfware.xmlsysd.Server;

/// What the daemon answers of node_exporter's own fixtures, held against what node_exporter answers of them: every sample of a
/// sensor that is here is equal, or the page on Prometheus says why not.
class NodeExporterTest {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");
    private static final Path PAGE = Fixtures.here().directory().resolveSibling("docs/prometheus.md");
    private static final String BEGIN = "<!-- collectors: made by NodeExporterTest -->\n";
    private static final String END = "<!-- end -->\n";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /// Samples that are not equal: `name{label="value,value"}`, where `*` stands for anything in a name, and a label has one of the values.
    private record Unlike(String words, Pattern name, Map<String, String> labels) {
        static Unlike of(String words) {
            var brace = words.indexOf('{');
            var name = brace < 0 ? words : words.substring(0, brace);
            return new Unlike(words, Pattern.compile(name.replace("*", "\\w*")), NodeExporterTest.labels(words));
        }

        boolean isOf(Sample sample) {
            return name.matcher(sample.name).matches()
                    && labels.entrySet()
                            .stream()
                            .allMatch(label -> List.of(label.getValue().split(","))
                                    .contains(sample.labels.get(label.getKey())));
        }
    }

    private record Sample(String name, Map<String, String> labels) {
        @Override
        public String toString() {
            return name + labels;
        }
    }

    @Test
    void everySampleOfItsFixturesIsEqualOrThePageSaysWhyNot(@TempDir Path directory) throws IOException {
        unpack(directory);
        // Pages of 4096 bytes.
        var vector =
                ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN).putLong(6).putLong(4096).putLong(0).putLong(0);
        Files.createDirectories(directory.resolve("proc/self"));
        Files.write(directory.resolve("proc/self/auxv"), vector.array());
        var ours = samples(metrics(directory, "/metrics"));
        var exceptions = exceptions();
        var used = new HashSet<Unlike>();
        var wrong = new ArrayList<String>();
        var hidden = new ArrayList<String>();
        var equal = 0;
        for (var judged : samples(resource("e2e.txt")).entrySet()) {
            var value = ours.get(judged.getKey());
            var why = exceptions.stream().filter(each -> each.isOf(judged.getKey())).toList();
            if (value != null && isEqual(value, judged.getValue())) {
                equal++;
                if (!why.isEmpty()) {
                    hidden.add(judged.getKey() + " by " + why.getFirst().words);
                }
                continue;
            }
            used.addAll(why);
            if (why.isEmpty()) {
                wrong.add(judged.getKey() + " is " + value + " and not " + judged.getValue());
            }
        }
        assertThat(wrong).as("%d samples are equal, and not these", equal).isEmpty();
        assertThat(exceptions).as("exceptions in %s that are none any more", PAGE).allMatch(used::contains);
        assertThat(hidden).as("samples that are equal and may become unequal without anybody's notice").isEmpty();
        assertThat(equal).as("samples that are equal").isGreaterThanOrEqualTo(938);
    }

    @Tag("golden")
    @Test
    void thePageListsTheCollectorsThatAreNotHere() throws IOException {
        var missing = Map.of("default", new ArrayList<String>(), "told", new ArrayList<String>());
        resource("collectors.txt").lines().map(line -> line.split(" ")).forEach(words -> {
            if (!Collectors.isNodeExporters(words[0])) {
                missing.getOrDefault(words[1], new ArrayList<>()).add("`" + words[0] + "`");
            }
        });
        var text = "Collectors that node_exporter 1.12 has on by default and this daemon has not: "
                + String.join(", ", missing.getOrDefault("default", new ArrayList<>()))
                + ".\n\nThose that node_exporter has only when it is told to, and this daemon not by its names: "
                + String.join(", ", missing.getOrDefault("told", new ArrayList<>())) + ".\n";
        var page = Files.readString(PAGE);
        var from = page.indexOf(BEGIN) + BEGIN.length();
        assertThat(page).contains(BEGIN, END);
        if (ACCEPT) {
            page = page.substring(0, from) + text + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
        assertThat(page.substring(from, page.indexOf(END))).isEqualTo(text);
    }

    @Test
    void theTimeIsInTheCollectorOfTime() throws IOException {
        var tree = Fixtures.here().named("micro-6.18").root();
        assertThat(metrics(tree, "/metrics?collect[]=time"))
                .contains("\nnode_time_seconds ", "\nnode_time_zone_offset_seconds")
                .doesNotContain("node_cpu_seconds_total", "wulf_time_info");
    }

    @Test
    void anElementCalledAsACollectorGivesWhatNodeExporterHasNoNameForToo() throws IOException {
        var tree = Fixtures.here().named("micro-6.18").root();
        assertThat(metrics(tree, "/metrics?collect[]=pressure")).contains("\nnode_pressure_cpu_waiting_seconds_total ",
                "\nwulf_pressure_cpu_some_avg10_ratio ").doesNotContain("node_load1");
        assertThat(metrics(tree, "/metrics?collect[]=stat")).contains("\nnode_intr_total ")
                .doesNotContain("node_cpu_seconds_total");
    }

    @Test
    void twoFileSystemsOfNfsOnOnePointAreTwoSeries(@TempDir Path directory) throws IOException {
        var one = Fixtures.here().named("login1-4.18.0").text("proc/self/mountstats").orElseThrow();
        var mount = one.substring(one.indexOf("device nas1"));
        Files.createDirectories(directory.resolve("proc/self"));
        Files.writeString(directory.resolve("proc/self/mountstats"), one + mount + mount.replace("nas1:", "nas2:"));
        var text = metrics(directory, "/metrics?collect[]=mountstats");
        var series = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .toList();
        assertThat(series).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    }

    @Test
    void metricsOfASitesFilesHaveTheirOwnNames() throws IOException {
        var tree = Fixtures.here().named("micro-6.18").root();
        assertThat(metrics(tree, "/metrics?collect[]=textfile")).startsWith("""
                # HELP ups_load_ratio Load of the UPS.
                # TYPE ups_load_ratio gauge
                ups_load_ratio{ups="rack 1"} 0.42
                ups_load_ratio{ups="rack 2"} NaN
                # HELP ups_transfers_total How often it went to its battery.
                # TYPE ups_transfers_total counter
                ups_transfers_total 3
                # HELP node_textfile_scrape_error""")
                .contains("\nnode_textfile_scrape_error 0\n",
                        "\nnode_textfile_mtime_seconds{file=\"/var/lib/site/ups.prom\"} 1764554421.123\n");
        assertThat(metrics(tree, "/metrics?collect[]=loadavg")).doesNotContain("ups_");
    }

    private static void unpack(Path directory) throws IOException {
        Path file = null;
        var hasEnd = true;
        var text = new StringBuilder();
        for (var line : (resource("tree.txt") + "# end\n").split("(?<=\n)")) {
            if (!line.startsWith("# file ") && !line.startsWith("# link ") && !line.equals("# end\n")) {
                text.append(line);
                continue;
            }
            if (file != null) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, hasEnd || text.isEmpty() ? text : text.substring(0, text.length() - 1));
            }
            file = null;
            text.setLength(0);
            var words = line.strip();
            if (words.startsWith("# link ")) {
                var arrow = words.indexOf(" -> ");
                var link = directory.resolve(words.substring("# link ".length(), arrow));
                Files.createDirectories(Objects.requireNonNull(link.getParent()));
                Files.createSymbolicLink(link, Path.of(words.substring(arrow + " -> ".length())));
            } else if (words.startsWith("# file ")) {
                hasEnd = !words.endsWith(" (no newline)");
                file = directory.resolve(words.substring("# file ".length()).replace(" (no newline)", ""));
            }
        }
    }

    private static Map<Sample, Double> samples(String text) {
        var samples = new LinkedHashMap<Sample, Double>();
        text.lines()
                .map(SAMPLE::matcher)
                .filter(Matcher::matches)
                .forEach(line -> samples.put(
                        new Sample(line.group(1), labels(line.group(2) == null ? "" : line.group(2))),
                        Double.parseDouble(line.group(3).replace("Inf", "Infinity"))));
        return samples;
    }

    /// A label that is empty is none.
    private static Map<String, String> labels(String text) {
        var labels = new TreeMap<String, String>();
        for (var label = LABEL.matcher(text); label.find();) {
            if (!label.group(2).isEmpty()) {
                labels.put(label.group(1), label.group(2));
            }
        }
        return labels;
    }

    private static boolean isEqual(double one, double other) {
        return Double.compare(one, other) == 0 || Math.abs(one - other) <= 1e-9 * Math.abs(other);
    }

    /// Of the page's table of samples that differ, its first column.
    private static List<Unlike> exceptions() throws IOException {
        var page = Files.readString(PAGE);
        var table = page.substring(page.indexOf("| samples |"));
        var exceptions = new ArrayList<Unlike>();
        table.lines().skip(2).takeWhile(line -> line.startsWith("| ")).forEach(line -> {
            var words = line.split(" \\| ")[0].split("`");
            for (var i = 1; i < words.length; i += 2) {
                exceptions.add(Unlike.of(words[i]));
            }
        });
        return exceptions;
    }

    private static String resource(String name) throws IOException {
        try (var in = NodeExporterTest.class.getResourceAsStream("/node_exporter/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String metrics(Path root, String target) throws IOException {
        var clock = new ManualClock(Fixtures.here().named("micro-6.18").taken().orElseThrow());
        var log = new Log(new PrintStream(OutputStream.nullOutputStream()), "test", 0, false);
        var listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        var place = "127.0.0.1:" + listener.socket().getLocalPort();
        try (var server = Server.of(listener, new Fixture("here", root).tree(), clock, 4, log)) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    server.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            try (var in = URI.create("http://" + place + target.replace("[]", "%5B%5D")).toURL().openStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }
}
