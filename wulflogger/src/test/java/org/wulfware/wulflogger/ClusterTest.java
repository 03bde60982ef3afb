package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// The program and a whole cluster of real daemons on simulated nodes.
@Timeout(120)
class ClusterTest {
    @TempDir
    private Path directory = Path.of("");

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
        var program = new Wulflogger(out, err, directory, directory, new Stop());
        assertThat(program.run("-f", file.toString(), "-t", "jobs", "-c", "1", "-d", "0.05", "--format", "tsv"))
                .isEqualTo(Wulflogger.SOME_DOWN);
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .map(words -> String.join(" ", words[1], words[2], words[4], words[5], words[words.length - 1]))
                .toList();
    }
}
