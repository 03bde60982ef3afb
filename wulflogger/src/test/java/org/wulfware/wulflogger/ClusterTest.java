package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;
import org.wulfware.testkit.Demo;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.testkit.SimulatedCluster.Member;
import org.wulfware.xmlsysd.Clock;
import org.wulfware.xmlsysd.Xmlsysd;

/// The program and a whole cluster of real daemons on simulated nodes.
@Timeout(120)
class ClusterTest {
    @TempDir
    private Path directory = Path.of("");

    private static final Duration LIMIT = Duration.ofSeconds(100);

    /// `wulf demo` without a terminal, with the programs as they are: three updates each of two tables.
    @Test
    void theDemoHasALineOfEachHostInEachUpdate() throws Exception {
        var daemon = script("xmlsysd", "exec " + String.join(" ", Java.command(Xmlsysd.class)) + " \"$@\"");
        var statuses = directory.resolve("statuses");
        var logger = script("wulflogger", String.join(" ", Java.command(Wulflogger.class)) + " \"$@\"\nstatus=$?\n"
                + "echo $status >>" + statuses + "\nexit $status");
        var out = directory.resolve("out");
        var err = directory.resolve("err");
        var demo = Java.process(Demo.class, List.of("--daemon", daemon, "--logger", logger, "--fixtures",
                Fixtures.here().directory().toString()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(demo.waitFor(LIMIT)).as("the demo ends").isTrue();
        } finally {
            demo.destroy();
        }
        assertThat(demo.exitValue()).as(Files.readString(err)).isZero();
        assertThat(Files.readAllLines(statuses)).containsExactly("3", "3");
        var tables = Files.readString(out).splitWithDelimiters("(?m)^#time .*\n", 0);
        assertThat(tables).hasSize(5);
        assertThat(tables[1]).contains(" load15 ");
        assertHasAllHostsInThreeUpdates(tables[2].lines().toList());
        assertThat(tables[3]).contains(" cached ");
        assertHasAllHostsInThreeUpdates(tables[4].lines().toList());
    }

    private static void assertHasAllHostsInThreeUpdates(List<String> lines) {
        var words = lines.stream().map(line -> line.split(" +")).toList();
        var thisMachine = words.getFirst()[1];
        var hosts = Stream.concat(Stream.of(thisMachine), SimulatedCluster.usual(12).stream().map(Member::name));
        assertThat(words.stream().map(word -> word[1]).toList())
                .isEqualTo(Collections.nCopies(3, hosts.toList()).stream().flatMap(List::stream).toList());
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            switch (words.get(i)[1]) {
                case "node08" -> assertThat(line).matches("[0-9.]+  node08 +down( +-)+  connection refused");
                case "node11" -> assertThat(line).matches("[0-9.]+  node11 +garbled( +-)+  .* at byte [0-9]+");
                // The first update waits for all; the others for a second only, which a machine under load may exceed.
                default -> assertThat(line).containsPattern(i < 13 ? " up .*[0-9]" : " up .*[0-9]| waiting ");
            }
        }
    }

    @Test
    void moreUsersThanALineHoldsListTheSameProcesses() throws IOException {
        var few = "<user>ada</user><user>worker</user><task>sshd</task>";
        var many = IntStream.range(0, 1000).mapToObj("<user>nobody%d</user>"::formatted).collect(Collectors.joining());
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            var listed = processes(cluster, few);
            assertThat(listed).contains("node01 up 28110 ada vasp std (5.4)").anyMatch(line -> line.contains(" root "));
            assertThat(processes(cluster, many + few)).isEqualTo(listed);
        }
    }

    private String script(String name, String lines) throws IOException {
        var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x")).toString();
    }

    /// Of each line what does not move: host, status, number, user, name.
    private List<String> processes(SimulatedCluster cluster, String masks) throws IOException {
        var hosts = new StringBuilder("<wulfstat>" + masks);
        for (var member : cluster.members()) {
            hosts.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                    .formatted(member.name(), member.address(), cluster.port()));
        }
        var file = Files.writeString(directory.resolve("wulfhosts"), hosts + "</wulfstat>");
        var out = new ByteArrayOutputStream();
        var err = new PrintStream(OutputStream.nullOutputStream());
        var program = new Wulflogger(out, err, directory, directory,
                new DisplayFiles(directory, directory.resolve("none.toml")),
                new AlarmFiles(directory.resolve("none"), directory.resolve("none.toml")), new Stop(),
                Duration.ofMillis(5));
        assertThat(program.run("-f", file.toString(), "-t", "jobs", "-c", "1", "-d", "0.05", "--format", "tsv"))
                .isEqualTo(Wulflogger.SOME_DOWN);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .map(words -> String.join(" ", words[1], words[2], words[4], words[5], words[words.length - 1]))
                .toList();
    }
}
