package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk without room, in a file system of its own: of a user's own namespace, so that nobody has to be root.
@Timeout(60)
class FullDiskTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void recordingStopsWithALineAndGoesOnWhenThereIsRoom() throws Exception {
        var commands = "mount -t tmpfs -o size=1m none \"$0\" && exec \"$@\"";
        var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", commands, directory.toString()));
        command.addAll(Child.command(FullDiskProgram.class, directory.toString()));
        mayMount();
        var said = Files.createTempFile("full", ".txt");
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        process.environment().remove("JAVA_TOOL_OPTIONS");
        var started = process.start();
        try {
            assertThat(started.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readAllLines(said)).containsExactly(
                    "recording stops until it works again: No space left on device",
                    "recording again; 220 records were not kept", "100 rounds since there is room");
        } finally {
            started.destroyForcibly().waitFor();
            Files.delete(said);
        }
    }

    private void mayMount() throws IOException, InterruptedException {
        var tried = new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", directory.toString())
                .redirectErrorStream(true)
                .start();
        var said = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(tried.waitFor()).as(said).isZero();
        }
        assumeTrue(tried.waitFor() == 0, "no file system of one's own: " + said);
    }
}
