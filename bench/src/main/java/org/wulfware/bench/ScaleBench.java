package org.wulfware.bench;

import module java.base;
import org.wulfware.testkit.Crowd;

/// What a site of so many hosts needs that ships all of them by one poller into a VictoriaMetrics, or fewer into a Prometheus, and
/// reads them back: the figures of `docs/scale.md`. Nothing is held: they say what there is.
final class ScaleBench {
    private static final List<Integer> HOSTS = List.of(1000, 5000);
    private static final int PERIOD = 15;
    /// Updates before those that count.
    private static final int WARM = 4;
    private static final int READ = 4;

    private final Laboratory lab;
    private final Path images;
    private final int seconds;

    /// @param images that hold the clients'
    /// @param seconds for which each number of hosts is shipped
    ScaleBench(Laboratory lab, Path images, int seconds) {
        this.lab = lab;
        this.images = images;
        this.seconds = Math.max(PERIOD, seconds);
    }

    int run() throws IOException, InterruptedException {
        var program = Laboratory.found("victoria-metrics");
        if (program == null) {
            throw new IOException("no victoria-metrics found: apt-get install victoria-metrics");
        }
        for (var count : HOSTS) {
            shipped(program, count);
        }
        var prometheus = Laboratory.found("prometheus");
        if (prometheus != null) {
            shipped(prometheus, HOSTS.getFirst());
        }
        return 0;
    }

    private List<String> store(String program, Path data, int port) throws IOException {
        if (program.endsWith("victoria-metrics")) {
            return List.of(program, "-storageDataPath=" + data, "-retentionPeriod=12", "-dedup.minScrapeInterval=1ms",
                    "-httpListenAddr=127.0.0.1:" + port);
        }
        var configuration = lab.scratch("prometheus.yml");
        Files.writeString(configuration, "");
        return List.of(program, "--config.file=" + configuration, "--storage.tsdb.path=" + data,
                "--web.enable-remote-write-receiver", "--web.listen-address=127.0.0.1:" + port);
    }

    private void shipped(String program, int count) throws IOException, InterruptedException {
        var data = lab.scratch("data");
        var queue = lab.scratch("queue");
        var hosts = lab.scratch("wulfhosts");
        var port = Laboratory.freePort();
        try (var crowd = new ClusterBench(lab, images, 0).crowd(count)) {
            var list = IntStream.range(0, count)
                    .mapToObj(host -> "<host><name>" + Crowd.name(host) + "</name><ip>" + Crowd.address(host)
                            + "</ip><port>" + crowd.port + "</port></host>\n")
                    .collect(Collectors.joining());
            Files.writeString(hosts, "<wulfhosts>" + list + "</wulfhosts>\n");
            var store = lab.started(store(program, data, port), ProcessBuilder.Redirect.DISCARD);
            var poller = lab.started(List.of(logger(), "--quiet", "-f", hosts.toString(), "-d",
                    Integer.toString(PERIOD), "--remote-write", "http://127.0.0.1:" + port + "/api/v1/write",
                    "--remote-write-queue", queue.toString()), ProcessBuilder.Redirect.INHERIT);
            try {
                Laboratory.progress(
                        program + ": shipping " + count + " hosts each " + PERIOD + " s, for " + seconds + " s");
                TimeUnit.SECONDS.sleep(WARM * PERIOD);
                measure(count, port, poller, store, data, crowd);
                readBack(count, port, store);
            } finally {
                poller.destroy();
                poller.waitFor();
                store.destroyForcibly().waitFor();
                Laboratory.delete(data);
                Laboratory.delete(queue);
            }
        }
    }

    private void measure(
            int count, int port, Process poller, Process store, Path data, ClusterBench.Nodes crowd)
            throws IOException, InterruptedException {
        var before = counters(port);
        var answers = crowd.answers();
        var from = System.nanoTime();
        var pollerCpu = cpu(poller);
        var storeCpu = cpu(store);
        TimeUnit.SECONDS.sleep(seconds);
        var span = (double) (System.nanoTime() - from);
        var pollerCores = (cpu(poller) - pollerCpu) / span;
        var storeCores = (cpu(store) - storeCpu) / span;
        var after = counters(port);
        var values = after.values - before.values;
        var rounds = (crowd.answers() - answers) / (double) count;
        System.out.println(store.info().command().orElse(""));
        System.out.printf(Locale.ROOT, "%d hosts, %.1f updates of %.0f values a host:%n", count, rounds,
                values / rounds / count);
        System.out.printf(Locale.ROOT,
                "  poller   %.3f cores, %.2f ms a host and update, %.0f MB resident%n", pollerCores,
                pollerCores * span / 1e6 / rounds / count, Laboratory.resident(poller.pid()));
        System.out.printf(Locale.ROOT, "  store    %.3f cores, %.2f us a value, %.0f MB resident%n", storeCores,
                storeCores * span / 1e3 / values, Laboratory.resident(store.pid()));
        if (Double.isFinite(after.bytes)) {
            System.out.printf(Locale.ROOT, "  wire     %.1f bytes a value, %.0f KB/s%n",
                    (after.bytes - before.bytes) / values, (after.bytes - before.bytes) / (span / 1e9) / 1024);
        }
        var index = size(data.resolve("indexdb"));
        System.out.printf(Locale.ROOT,
                "  disk     %.1f MB after %.0f values of %.0f series: of an index %.0f bytes a series, of the rest %.2f bytes a value%n",
                size(data) / 1e6, after.values, after.series, index / after.series,
                (size(data) - index) / after.values);
    }

    private void readBack(int count, int port, Process store) throws IOException, InterruptedException {
        var address = "prometheus=http://127.0.0.1:" + port;
        var from = System.nanoTime();
        var table = lab.output(List.of(logger(), "--from", address, "-c", "1"));
        var took = (System.nanoTime() - from) / 1e9;
        var up = table.lines().filter(line -> line.contains(" up ")).count();
        if (up != count) {
            throw new IOException("only " + up + " of " + count + " hosts are read back");
        }
        var idle = cpu(store);
        TimeUnit.SECONDS.sleep(READ * PERIOD);
        var alone = cpu(store) - idle;
        var reader = lab.started(List.of(logger(), "--from", address, "-d", Integer.toString(PERIOD), "-c", "100",
                "--output", lab.scratch("read").toString()), ProcessBuilder.Redirect.INHERIT);
        TimeUnit.SECONDS.sleep(2 * PERIOD);
        var reading = cpu(reader);
        var storing = cpu(store);
        TimeUnit.SECONDS.sleep(READ * PERIOD);
        System.out.printf(Locale.ROOT,
                "  reading  first table in %.2f s; an update %.0f ms of CPU, %.0f MB resident; of the store's %.0f ms%n",
                took, (cpu(reader) - reading) / 1e6 / READ, Laboratory.resident(reader.pid()),
                Math.max(0, cpu(store) - storing - alone) / 1e6 / READ);
        reader.destroy();
        reader.waitFor();
    }

    private String logger() {
        return images.resolve("wulfware/bin/wulflogger").toString();
    }

    /// What the store says of itself: values taken in, bytes read from sockets, which not all say, and series that there are.
    private record Counters(double values, double bytes, double series) {}

    private static Counters counters(int port) throws IOException {
        try (var in = URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
            var page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (page.contains("\nprometheus_tsdb_head_series ")) {
                return new Counters(
                        sum(page, "prometheus_tsdb_head_samples_appended_total"), Double.NaN,
                        sum(page, "prometheus_tsdb_head_series "));
            }
            return new Counters(
                    sum(page, "vm_rows_inserted_total{type=\"promremotewrite\"}"),
                    sum(page, "vm_tcplistener_read_bytes_total{"),
                    sum(page, "vm_cache_entries{type=\"storage/hour_metric_ids\"}"));
        }
    }

    private static double sum(String page, String beginning) throws IOException {
        var lines = page.lines().filter(line -> line.startsWith(beginning)).toList();
        if (lines.isEmpty()) {
            throw new IOException("the store says nothing of " + beginning);
        }
        return lines.stream().mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }

    private static long cpu(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static double size(Path tree) throws IOException {
        var size = 0L;
        if (!Files.exists(tree)) {
            return 0;
        }
        try (var files = Files.walk(tree)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                try {
                    size += Files.size(file);
                } catch (NoSuchFileException _) { // merged meanwhile
                }
            }
        }
        return size;
    }
}
