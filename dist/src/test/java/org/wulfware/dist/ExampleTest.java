package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// What the page on libwulf shows is what a newcomer gets.
@Timeout(120)
class ExampleTest {
    private static final Path DOCS = Path.of(System.getProperty("wulfware.source"), "docs");
    private static final Path EXAMPLE = DOCS.resolve("examples/Busiest.java");

    @Test
    void thePageShowsTheFile() throws IOException {
        assertThat(Files.readString(DOCS.resolve("libwulf.md")))
                .contains("```java\n" + Files.readString(EXAMPLE) + "```\n");
    }

    @Test
    void itRunsOnASimulatedCluster() throws Exception {
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            var hosts = "127.0.0.[11-22]:" + cluster.port();
            var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            var ran = Ran.of(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                    System.getProperty("java.class.path"), EXAMPLE.toString(), hosts));
            assertThat(ran.status()).as(ran.err()).isZero();
            var said = ran.out().lines().toList();
            assertThat(said).hasSize(12);
            for (var line : said) {
                assertThat(line).matches(switch (line.split(" ")[0]) {
                    case "127.0.0.18" -> "127.0.0.18  down";
                    case "127.0.0.21" -> "127.0.0.21  garbled";
                    default -> "127\\.0\\.0\\.[0-9]+  [0-9]+\\.[0-9] %";
                });
            }
        }
    }
}
