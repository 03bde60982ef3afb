package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RegularFileTest {
    @TempDir
    Path directory;

    @Test
    void aFileUpToTheLimitIsReadWhole() throws Exception {
        var file = Files.writeString(directory.resolve("hosts"), "node001\n");

        assertThat(RegularFile.read(file, 8)).asString().isEqualTo("node001\n");
        assertThat(RegularFile.read(Files.createSymbolicLink(directory.resolve("link"), file), 8)).hasSize(8);
    }

    @Test
    void aLargerOneIsRefused() throws Exception {
        var file = Files.writeString(directory.resolve("hosts"), "node001\n");

        assertThatThrownBy(() -> RegularFile.read(file, 7)).isInstanceOf(FileSystemException.class)
                .hasMessage(file + ": larger than 7 bytes");
    }

    @Test
    void whatSaysNothingOfItsSizeFailsAtTheLimit() throws IOException {
        try (var in = RegularFile.open(Path.of("/proc/self/status"), 3)) {
            assertThat(in.read()).isGreaterThan(0);
            assertThatThrownBy(in::readAllBytes).hasMessage("/proc/self/status: larger than 3 bytes");
        }
    }

    @Test
    void devicesPipesAndDirectoriesAreRefusedUnopened() throws Exception {
        var zero = Files.createSymbolicLink(directory.resolve("zero"), Path.of("/dev/zero"));
        var fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> RegularFile.read(zero, 1 << 20)).hasMessage(zero + ": not a regular file");
        assertThatThrownBy(() -> RegularFile.read(fifo, 1 << 20)).hasMessage(fifo + ": not a regular file");
        assertThatThrownBy(() -> RegularFile.read(directory, 1 << 20)).hasMessage(directory + ": is a directory");
    }

    @Test
    void aMissingOneIsThatAndNothingElse() {
        assertThatThrownBy(() -> RegularFile.read(directory.resolve("none"), 8))
                .isInstanceOf(NoSuchFileException.class);
    }
}
