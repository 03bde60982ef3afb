package org.wulfware.bench;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.testkit.Crowd;

/// What it costs to watch thousands of hosts, simulated in another process, beside Prometheus that scrapes as many.
final class ClusterBench {
    private static final String TREE = "micro-6.18";
    private static final int MANY = 10_000;
    private static final int FEW = 1000;
    private static final int SCRAPES = 60;

    /// What of node_exporter says what a packet says.
    private static final String COLLECTORS =
            Stream.of("cpu", "loadavg", "meminfo", "netdev", "sockstat", "stat", "time",
                    "uname", "vmstat").map(collector -> "collect[]=" + collector).collect(Collectors.joining("&"));

    private final Laboratory lab;
    private final Path images;
    private final int seconds;
    private final Comparison comparison;

    /// @param images that hold the clients'
    /// @param seconds for which many hosts are polled
    ClusterBench(Laboratory lab, Path images, int seconds) {
        this.lab = lab;
        this.images = images;
        this.seconds = seconds;
        this.comparison = new Comparison(lab);
    }

    int run() throws IOException, InterruptedException {
        reading();
        try (var crowd = new Nodes(FEW)) {
            var flat = polled(crowd, FEW, "flat");
            comparison.line("socket to host state, CPU a packet", flat.micros, 50, "us");
            first(crowd);
            beside(crowd);
        }
        var base = 0.0;
        try (var one = new Nodes(1)) {
            base = polled(one, 1, "20").resident;
        }
        try (var crowd = new Nodes(MANY)) {
            var many = polled(crowd, MANY, Integer.toString(seconds));
            System.out.printf(Locale.ROOT,
                    "%d hosts at 1 Hz for %d s: %.2f cores, a round %.0f ms in the median, %d not fresh in time%n",
                    MANY, seconds, many.cores, many.round, many.late);
            comparison.line("memory a host over the base", (many.resident - base) * 1024 / MANY, 25, "KB");
            comparison.line("hosts not fresh within the second", (double) many.late, 0, "");
        }
        return comparison.held() ? 0 : 1;
    }

    private void reading() throws IOException, InterruptedException {
        Laboratory.progress("reading documents");
        var document = Path.of(System.getProperty("wulfware.fixtures", "fixtures"), TREE, "expected-send.xml");
        var printed = lab.output(java(flags(), ReadingProgram.class, document.toString())).split(" ");
        System.out.printf("a document of %s bytes%n", printed[1]);
        comparison.line("reading it", Double.parseDouble(printed[0]), 15, "us");
    }

    /// From the start of the program to its end, with the first table of all hosts in between.
    private void first(Nodes crowd) throws IOException, InterruptedException {
        var hosts = wulfhosts(crowd, FEW);
        var took = new ArrayList<Double>();
        for (var i = 0; i < Comparison.ROUNDS; i++) {
            var from = System.nanoTime();
            var table =
                    lab.output(List.of(images.resolve("wulfware/bin/wulflogger").toString(), "-t", "load", "-c", "1",
                            "-f", hosts.toString()));
            took.add((System.nanoTime() - from) / 1e9);
            var up = table.lines().filter(line -> line.contains(" up ")).count();
            if (up != FEW) {
                throw new IOException("only " + up + " of " + FEW + " hosts stand in the first table");
            }
        }
        comparison.line("first table of " + FEW + " hosts, the program's start included", Laboratory.median(took), 2,
                "s");
    }

    private void beside(Nodes crowd) throws IOException, InterruptedException {
        var ours = polled(crowd, FEW, Integer.toString(SCRAPES));
        var theirs = prometheus(crowd);
        if (theirs == null) {
            System.out.println("  prometheus is not here: nothing to compare with (apt-get install prometheus)");
            return;
        }
        System.out.printf(Locale.ROOT,
                "%d hosts at 1 Hz: %.1f us a host and sample, %.1f MB resident; Prometheus %.1f us, %.1f MB%n", FEW,
                ours.micros, ours.resident, theirs.micros, theirs.resident);
        comparison.line("CPU of Prometheus's", ours.micros / theirs.micros, 0.1, "x");
    }

    private @Nullable Figures prometheus(Nodes crowd) throws IOException, InterruptedException {
        var program = Laboratory.found("prometheus");
        if (program == null) {
            return null;
        }
        Laboratory.progress("Prometheus scrapes " + FEW + " nodes for " + SCRAPES + " s");
        var targets = IntStream.range(0, FEW)
                .mapToObj(i -> "'" + Crowd.address(i) + ":" + crowd.port + "'")
                .collect(Collectors.joining(","));
        var configuration = lab.scratch("prometheus.yml");
        var names = COLLECTORS.replaceAll("collect\\[\\]=(\\w+)&?", "$1,");
        Files.writeString(configuration, """
                global: {scrape_interval: 1s, scrape_timeout: 1s}
                scrape_configs:
                - job_name: crowd
                  params: {'collect[]': [%s]}
                  static_configs: [{targets: [%s]}]
                """.formatted(names, targets));
        var port = Laboratory.freePort();
        var data = lab.scratch("data");
        var process = lab.started(List.of(program, "--config.file=" + configuration, "--storage.tsdb.path=" + data,
                "--web.listen-address=127.0.0.1:" + port), ProcessBuilder.Redirect.DISCARD);
        try {
            // All targets are scraped once within the first interval; what the start costs is not counted.
            TimeUnit.SECONDS.sleep(10);
            var answered = crowd.answers();
            var spent = cpu(process);
            TimeUnit.SECONDS.sleep(SCRAPES);
            var scrapes = crowd.answers() - answered;
            var micros = (cpu(process) - spent) / 1e3 / Math.max(1, scrapes);
            if (scrapes < FEW * SCRAPES / 2) {
                throw new IOException("Prometheus scraped only " + scrapes + " times");
            }
            return new Figures(micros, micros, 0, 0, 0, Laboratory.resident(process.pid()));
        } finally {
            process.destroyForcibly().waitFor();
            Laboratory.delete(data);
        }
    }

    private static long cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private record Figures(double micros, double mean, double cores, double round, long late, double resident) {}

    /// A file that names simulated nodes.
    Path wulfhosts(Nodes crowd, int count) throws IOException {
        return Files.writeString(lab.scratch("wulfhosts"), "<wulfhosts><iprange><ipmin>" + Crowd.address(0)
                + "</ipmin><ipmax>" + Crowd.address(count - 1) + "</ipmax><port>" + crowd.port
                + "</port></iprange></wulfhosts>\n");
    }

    /// Simulated nodes, started.
    Nodes crowd(int count) throws IOException {
        return new Nodes(count);
    }

    /// CPU of a packet, polled flat out, in the mean: what is done once in a while counts too.
    ///
    /// @param record the directory into which every round is recorded; empty for none
    double micros(Nodes crowd, int count, String record) throws IOException, InterruptedException {
        return polled(crowd, count, record.isEmpty() ? List.of("flat") : List.of("flat", record)).mean;
    }

    /// @param rounds how many, or `flat`
    private Figures polled(Nodes crowd, int count, String rounds) throws IOException, InterruptedException {
        return polled(crowd, count, List.of(rounds));
    }

    private Figures polled(Nodes crowd, int count, List<String> how) throws IOException, InterruptedException {
        var rounds = how.getFirst();
        Laboratory.progress("polling " + count + " nodes, " + (rounds.equals("flat") ? "flat out" : rounds + " times"));
        var printed = lab.output(
                java(flags(), PollingProgram.class, Stream.concat(
                        Stream.of(Integer.toString(count), Integer.toString(crowd.port)), how.stream())
                        .toArray(String[]::new)));
        var lines = printed.lines().map(line -> line.split(" ")).toList();
        // The first tenth is the compiler's.
        var later = lines.subList(2, lines.size());
        return new Figures(
                median(later, 0),
                later.stream().mapToDouble(words -> Double.parseDouble(words[0])).average().orElse(0),
                median(later, 1), median(later, 2),
                later.stream().mapToLong(words -> Long.parseLong(words[3])).sum(),
                later.stream().mapToDouble(words -> Double.parseDouble(words[4])).max().orElse(0));
    }

    /// How the clients' image runs its JVM, as its launcher says.
    private List<String> flags() throws IOException {
        var launcher = Files.readString(images.resolve("wulfware/bin/wulflogger"));
        return Stream.of(launcher.split("[\\s\\\\]+"))
                .filter(word -> word.matches("-X[^$]+") && !word.startsWith("-Xlog"))
                .toList();
    }

    private static double median(List<String[]> lines, int word) {
        return Laboratory.median(lines.stream().map(words -> Double.parseDouble(words[word])).toList());
    }

    static List<String> java(List<String> flags, Class<?> program, String... arguments) {
        var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-Dwulfware.fixtures=" + System.getProperty("wulfware.fixtures", "fixtures"), "-cp",
                System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// A crowd in a process of its own.
    final class Nodes implements AutoCloseable {
        private final Process process;
        private final BufferedReader said;
        final int port;

        Nodes(int count) throws IOException {
            Laboratory.progress("starting " + count + " simulated nodes");
            process = lab.started(
                    java(List.of("-XX:+UseSerialGC", "-Xmx512m"), CrowdProgram.class, Integer.toString(count), TREE),
                    ProcessBuilder.Redirect.INHERIT);
            said = process.inputReader();
            port = Integer.parseInt(line());
        }

        long answers() throws IOException {
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return Long.parseLong(line());
        }

        /// Ends all conversations.
        void hangUp() throws IOException {
            process.getOutputStream().write(CrowdProgram.HANG_UP);
            process.getOutputStream().flush();
        }

        private String line() throws IOException {
            var line = said.readLine();
            if (line == null) {
                throw new IOException("the simulated nodes have ended");
            }
            return line;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
