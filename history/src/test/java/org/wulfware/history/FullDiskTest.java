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
                    "recording stops until it works again: disk full",
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
        if (mayAdminister() && !isChroot()) {
            assertThat(tried.waitFor()).as(said).isZero();
        }
        assumeTrue(tried.waitFor() == 0, "no file system of one's own: " + said);
    }

    /// Whether this process may mount (CAP_SYS_ADMIN): a system that forbids it has the other test.
    private static boolean mayAdminister() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("CapEff:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> 21 & 1) != 0);
        }
    }

    /// Whether this is a chroot, in which the kernel gives nobody a name space of users.
    private static boolean isChroot() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/mountinfo"))) {
            return lines.noneMatch(line -> line.split(" ")[4].equals("/"));
        }
    }

    @Test
    void recordingGoesOnWhenItsDirectoryIsThereAgain() throws Exception {
        var kept = directory.resolve("kept");
        var away = directory.resolve("away");
        var told = Collections.synchronizedList(new ArrayList<String>());
        var village = new Village(20, 11, true);
        var hour = Duration.ofHours(1);
        try (var recording = Recording.open(kept, RecordingProgram.KEEP, told::add)) {
            recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
            Files.move(kept, away);
            // Each hour has a file of its own, which cannot be made now.
            recording.round(village.round(hour), village.now(), true);
            recording.round(village.round(hour), village.now(), true);
            Files.move(away, kept);
            recording.round(village.round(hour), village.now(), true);
            recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
        }
        assertThat(told.stream().filter(line -> line.startsWith("recording")).map(line -> line.replaceAll("/.*", "…")))
                .containsExactly(
                        "recording stops until it works again: …", "recording again; 40 records were not kept");
        try (var playback = Playback.open(kept, _ -> true, Instant.MIN, Instant.MAX)) {
            var rounds = 0;
            while (playback.next().isPresent()) {
                rounds++;
            }
            assertThat(rounds).isEqualTo(3);
        }
    }
}
