package org.wulfware.bench;

import module java.base;

/// What a scrape of `/metrics` costs, beside node_exporter with the same collectors.
final class MetricsBench {
    /// Those that both have; of some, each leaves a few values out that the other has.
    private static final List<String> COLLECTORS =
            List.of("conntrack", "cpu", "cpufreq", "diskstats", "edac", "entropy",
                    "filefd", "filesystem", "hwmon", "infiniband", "loadavg", "mdadm", "meminfo", "netclass", "netdev",
                    "netstat",
                    "nfs", "pressure", "sockstat", "stat", "time", "vmstat");

    private final Laboratory lab;
    private final Path image;

    MetricsBench(Laboratory lab, Path image) {
        this.lab = lab;
        this.image = image;
    }

    int run() throws IOException, InterruptedException {
        var program = Exporter.program()
                .orElseThrow(() -> new IOException(
                        "prometheus-node-exporter is not installed: there is nothing to compare with"));
        var client = lab.compiled("client");
        lab.forget(image);
        var port = Laboratory.freePort();
        var ours = new Subject(lab, client, "xmlsysd", port, lab.daemon(image, port, "off"), "http", "");
        var peer = peer(client, program);
        Laboratory.progress("warming up");
        var bytes = ours.ask(10_000, 0).bytes();
        ours.ask(1000, 100);
        var peerBytes = peer.ask(300, 0).bytes();
        var comparison = new Comparison(lab);
        var flatOut = comparison.inTurns("flat out", List.of(peer, ours), 500, 0);
        var slowly = comparison.inTurns("at 10 Hz", List.of(peer, ours), 30, 10);
        System.out.printf("CPU microseconds a scrape, medians of %d turns, daemon and client on one core%n",
                Comparison.ROUNDS);
        System.out.printf("  %-16s %8s %10s %10s%n", "", "bytes", "flat out", "at 10 Hz");
        System.out.printf("  %-16s %8d %10.1f %10.1f%n", peer.name, peerBytes, flatOut.of(peer), slowly.of(peer));
        System.out.printf("  %-16s %8d %10.1f %10.1f%n", ours.name, bytes, flatOut.of(ours), slowly.of(ours));
        comparison.line("a scrape flat out, of node_exporter's", flatOut.of(ours) / flatOut.of(peer), 0.1, "x");
        comparison.line("a scrape at 10 Hz, of node_exporter's", slowly.of(ours) / slowly.of(peer), 0.1, "x");
        System.out.printf("  resident memory %.1f MB, node_exporter's %.1f MB%n", ours.megabytes("Rss"),
                peer.megabytes("Rss"));
        return comparison.held() ? 0 : 1;
    }

    private Subject peer(String client, Path program) throws IOException, InterruptedException {
        var port = Laboratory.freePort();
        return new Subject(lab, client, "node_exporter", port, Exporter.command(program, port, COLLECTORS), "http", "");
    }
}
