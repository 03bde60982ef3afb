package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The program as a process of its own.
@Timeout(60)
class ProgramTest {
    @Test
    void aPipeThatIsClosedEndsItQuietlyWithStatus0() throws Exception {
        try (var node = Node.golem()) {
            var program = program("-d", "0.02", "localhost:" + node.port());
            try (var lines = program.inputReader()) {
                assertThat(lines.readLine()).startsWith("#time ");
                assertThat(lines.readLine()).contains("localhost  up         0.21 ");
            }
            assertThat(program.waitFor()).isZero();
            assertThat(program.errorReader().lines()).isEmpty();
        }
    }

    @Test
    void aSignalEndsItWithWholeLinesAndStatus0() throws Exception {
        try (var node = Node.golem()) {
            var program = program("-d", "0.02", "--format", "jsonl", "localhost:" + node.port());
            try (var lines = program.inputReader()) {
                assertThat(lines.readLine()).endsWith("}");
                program.toHandle().destroy();
                assertThat(lines.lines()).allMatch(line -> line.endsWith("}"));
            }
            assertThat(program.waitFor()).isZero();
            assertThat(program.errorReader().lines()).isEmpty();
        }
    }

    @Test
    void whatIsTypedWrongEndsItWithStatus2() throws Exception {
        var program = program("-t", "nonsense");
        assertThat(program.errorReader().lines()).singleElement()
                .asString()
                .startsWith("wulflogger: unknown type \"nonsense\"; there are 0 vmstat, ");
        assertThat(program.inputReader().lines()).isEmpty();
        assertThat(program.waitFor()).isEqualTo(2);
    }

    private static Process program(String... arguments) throws IOException {
        return Java.process(Wulflogger.class, List.of(arguments)).start();
    }
}
