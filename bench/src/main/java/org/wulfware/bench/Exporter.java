package org.wulfware.bench;

import module java.base;

/// node_exporter, the peer that sites already run, where it is installed.
final class Exporter {
    private static final String PROGRAM = "prometheus-node-exporter";

    /// Those that say what the default packet does, and no more.
    static final List<String> DEFAULT_PACKET =
            List.of("cpu", "stat", "meminfo", "netdev", "sockstat", "loadavg", "vmstat", "uname", "time");

    private Exporter() {}

    /// Where it is; it need not be installed for the whole system.
    static Optional<Path> program() {
        return Arrays.stream(Objects.requireNonNullElse(System.getenv("PATH"), "").split(":"))
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs it with these collectors alone.
    static List<String> command(Path program, int port, List<String> collectors) {
        var command = new ArrayList<>(
                List.of(program.toString(), "--web.listen-address=127.0.0.1:" + port,
                        "--web.disable-exporter-metrics", "--collector.disable-defaults"));
        collectors.forEach(collector -> command.add("--collector." + collector));
        return command;
    }
}
