package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

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

    /// As by `kill -STOP` and `kill -CONT`, and by a closed lid.
    @Test
    void itIsStoppedForLongerThanAHostMayTakeAndCallsNobodySilentForThat() throws Exception {
        try (var first = Node.golem(); var second = Node.golem()) {
            var program = program("-d", "0.2", "--format", "csv", "--columns", "load1", "localhost:" + first.port(),
                    "127.0.0.1:" + second.port());
            try (var lines = program.inputReader()) {
                for (var i = 0; i < 9; i++) {
                    assertThat(lines.readLine()).isNotNull();
                }
                signal("-STOP", program);
                assertThat(program.waitFor(Duration.ofSeconds(7))).isFalse();
                second.hangUp();
                signal("-CONT", program);
                var said = new HashMap<String, Integer>();
                for (var i = 0; i < 60; i++) {
                    var words = lines.readLine().split(",");
                    said.merge(words[2], 1, Integer::sum);
                }
                assertThat(said.keySet()).isSubsetOf("up", "waiting");
                assertThat(said.get("up")).isGreaterThan(30);
                program.destroy();
            }
            assertThat(second.heard().stream().filter(line -> line.startsWith("every "))).hasSize(2);
        }
    }

    private static void signal(String name, Process program) throws Exception {
        assertThat(new ProcessBuilder("kill", name, Long.toString(program.pid())).start().waitFor()).isZero();
    }

    @Test
    void aHangupOpensTheLogsFileAnew(@TempDir Path directory) throws Exception {
        var file = directory.resolve("load.csv");
        var aside = directory.resolve("load.csv.old");
        try (var node = Node.golem()) {
            var program = program("-d", "0.02", "--format", "csv", "--columns", "load1", "--output", file.toString(),
                    "localhost:" + node.port());
            try {
                awaitLine(file, ",localhost,up,,0.21");
                Files.move(file, aside);
                hangUp(program);
                awaitLine(file, ",localhost,up,,0.21");
                assertThat(Files.readString(file)).startsWith("time,host,status,why,load1\n");
                Files.write(file, new byte[0]);
                awaitLine(file, ",localhost,up,,0.21");
                assertThat(Files.readString(file)).startsWith("time,host,status,why,load1\n");
                // On a busy machine the last update may not have been answered in its time; its line is whole all the same.
                assertThat(Files.readString(aside)).matches("(?s).*,localhost,(up,,0\\.21|waiting,no answer yet,)\n");
            } finally {
                program.toHandle().destroy();
            }
            assertThat(program.waitFor()).isZero();
            assertThat(program.errorReader().lines()).isEmpty();
        }
    }

    private static void hangUp(Process program) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -HUP " + program.pid()).start().waitFor()).isZero();
    }

    private static void awaitLine(Path file, String end) throws IOException {
        var limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!Files.exists(file) || Files.readString(file).lines().noneMatch(line -> line.endsWith(end))) {
            assertThat(System.nanoTime()).as("no line in %s ends with %s", file, end).isLessThan(limit);
            Thread.onSpinWait();
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
