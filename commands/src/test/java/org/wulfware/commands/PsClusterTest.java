package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// `wulf ps` and a whole cluster of real daemons on simulated nodes.
@Timeout(60)
class PsClusterTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void daemonsChooseTheProcesses() throws Exception {
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            var hosts = new StringBuilder("<wulfhosts>");
            for (var member : cluster.members()) {
                hosts.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>"
                        .formatted(member.name(), member.address(), cluster.port()));
            }
            Files.writeString(directory.resolve("wulfhosts"), hosts + "</wulfhosts>");
            assertThat(ps("--user", "ada,eve,worker", "--columns", "host,pid,user,nice,job,command", "node[01-02,12]"))
                    .isZero();
            assertThat(out).hasToString("""
                    host       pid  user    ni  job     command
                    node01   28110  ada      0  771203  /sw/vasp/vasp std (5.4)
                    node01   28111  ada      0  -       /sw/vasp/vasp std (5.4)
                    node01   28112  ada      0  -       /sw/vasp/vasp std (5.4)
                    node01   28113  ada      0  -       /sw/vasp/vasp std (5.4)
                    node01   28114  ada      0  -       /sw/vasp/vasp std (5.4)
                    node02  301207  eve      0  -       -bash
                    node02  301233  eve     19  -       python3 train.py --name größe ×2
                    node02  301340  eve      0  -       ./a)(b -x
                    node12   16239  worker   0  -       python3 work.py crunch (2) busy --in a b --out=c
                    node12   16240  worker   0  42      python3 work.py tail) of sleep
                    """);
            out.reset();
            assertThat(ps("--state", "R", "--top", "1000", "--columns", "host,cpu")).isEqualTo(Wulf.SOME_DOWN);
            assertThat(out.toString(StandardCharsets.UTF_8).lines().skip(1)).hasSizeGreaterThan(20)
                    .allMatch(line -> line.matches("node[0-9]+ +[0-9.]+"));
            assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2)
                    .anyMatch("wulf ps: node08: down: connection refused"::equals)
                    .anyMatch(line -> line.startsWith("wulf ps: node11: garbled: "));
        }
    }

    private int ps(String... arguments) {
        var all = new ArrayList<>(List.of("ps", "-d", "0.2"));
        all.addAll(List.of(arguments));
        var program = new Wulf(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory, directory.resolve("home"), directory.resolve("etc"), false);
        return program.run(Map.of(), all.toArray(String[]::new));
    }
}
