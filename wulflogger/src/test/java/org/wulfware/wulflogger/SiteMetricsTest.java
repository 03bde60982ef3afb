package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.xmlsysd.Xmlsysd;

/// Metrics of a site's own files as columns and in alarms, as `docs/prometheus.md` says: its commands, the programs as processes,
/// real files.
@Timeout(120)
class SiteMetricsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory = Path.of("");

    @Test
    void thePagesCommandsShowThem() throws Exception {
        var metrics = Files.createDirectory(directory.resolve("metrics"));
        Files.writeString(metrics.resolve("ups.prom"), """
                # TYPE ups_load_ratio gauge
                ups_load_ratio{ups="rack 1"} 0.42
                ups_load_ratio{ups="rack 2"} 0.97
                # TYPE ups_transfers_total counter
                ups_transfers_total 3
                """);
        var configuration = Files.writeString(directory.resolve("xmlsysd.conf"), "textfile = " + metrics + "\n");
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var daemon = Java.process(Xmlsysd.class,
                List.of("-b", "127.0.0.1", "-d", Integer.toString(port), "--config=" + configuration))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("daemon.log").toFile())
                .start();
        try {
            awaitRead(port);
            Files.writeString(directory.resolve("wulfhosts"),
                    "<wulfhosts><host><name>n001</name><ip>127.0.0.1</ip><port>" + port + "</port></host></wulfhosts>");
            var recipe = Recipe.read("../prometheus.md", directory, programs());
            var commands = recipe.commands().stream().filter(block -> block.contains("metric[")).toList();
            assertThat(commands).hasSize(1);
            var lines = commands.getFirst().lines().toList();
            assertThat(lines).hasSize(4);
            assertThat(recipe.run(lines.get(0))).isEqualTo("""
                    #time host status rack1
                    T n001 up 0.4
                    T n001 up 0.4
                    """);
            assertThat(recipe.run(lines.get(1))).isEqualTo("""
                    #time host status worst transfers
                    T n001 up 1.0 3
                    T n001 up 1.0 3
                    """);
            assertThat(recipe.run(lines.get(2)))
                    .isEqualTo("T raised max(metric[name = \"ups_load_ratio\"].value) > 90% on n001\n");
            assertThat(recipe.run(lines.get(3))).isEqualTo("""
                    #time host status transfers
                    T n001 up 3
                    T n001 up 3
                    """);
        } finally {
            daemon.destroy();
            assertThat(daemon.waitFor(LIMIT)).isTrue();
        }
    }

    /// The program, for two updates of which the times are left out.
    private Path programs() throws IOException {
        var programs = Files.createDirectory(directory.resolve("programs"));
        var file = Files.writeString(programs.resolve("wulflogger"), "#!/bin/sh\n"
                + String.join(" ", Java.command(Wulflogger.class))
                + " \"$@\" -f wulfhosts -c 2 -d 0.5 | sed 's/^[0-9][0-9T:.Z-]* */T /; s/  */ /g'\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return programs;
    }

    /// Until it has read the files, which a busy machine may take some time for.
    private static void awaitRead(int port) throws IOException, InterruptedException {
        var metrics = URI.create("http://127.0.0.1:" + port + "/metrics?collect%5B%5D=textfile").toURL();
        var end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try (var in = metrics.openStream()) {
                if (new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("ups_load_ratio")) {
                    return;
                }
            } catch (ConnectException _) { // not yet
            }
            assertThat(System.nanoTime()).as("the files are read in time").isLessThan(end);
            Thread.sleep(20);
        }
    }
}
