package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final String HEAD = "time,host\n";
    private final Instant[] now = {Instant.parse("2026-11-24T10:00:30Z")};

    @TempDir
    private Path directory;

    @Test
    void noLineIsLostOrTornWhenAFileIsPutAside() throws IOException {
        var written = new StringBuilder();
        try (var log = log(new Rotation(100, Duration.ZERO, 99))) {
            for (var i = 0; i < 40; i++) {
                var update = i + ",a\n" + i + ",b\n";
                written.append(update);
                log.write(update);
            }
        }
        var read = new StringBuilder();
        for (var file : oldestFirst()) {
            var text = Files.readString(file);
            assertThat(text).startsWith(HEAD).endsWith("b\n").hasSizeLessThanOrEqualTo(100);
            read.append(text.substring(HEAD.length()));
        }
        assertThat(read).hasToString(written.toString());
        assertThat(oldestFirst()).hasSizeGreaterThan(3);
    }

    @Test
    void noMoreAreKeptThanSaid() throws IOException {
        try (var log = log(new Rotation(20, Duration.ZERO, 2))) {
            for (var i = 0; i < 9; i++) {
                log.write(i + ",abcdef\n");
            }
        }
        assertThat(oldestFirst().stream().map(file -> file.getFileName().toString()))
                .containsExactly("log.2", "log.1", "log");
        assertThat(Files.readString(directory.resolve("log.1"))).isEqualTo(HEAD + "7,abcdef\n");
    }

    @Test
    void aNewPeriodBeginsANewFile() throws IOException {
        try (var log = log(new Rotation(Long.MAX_VALUE, Duration.ofMinutes(1), 9))) {
            log.write("1,a\n");
            now[0] = now[0].plusSeconds(29);
            log.write("2,a\n");
            now[0] = now[0].plusSeconds(1);
            log.write("3,a\n");
        }
        assertThat(Files.readString(directory.resolve("log.1"))).isEqualTo(HEAD + "1,a\n2,a\n");
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo(HEAD + "3,a\n");
    }

    @Test
    void aFileOfTheSameHeadingsIsGoneOnWithAndAnotherIsPutAside() throws IOException {
        try (var log = log(Rotation.NONE)) {
            log.write("1,a\n");
        }
        try (var log = log(Rotation.NONE)) {
            log.write("2,a\n");
        }
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo(HEAD + "1,a\n2,a\n");
        Files.writeString(directory.resolve("log"), "somebody else's\n");
        try (var log = log(Rotation.NONE)) {
            log.write("3,a\n");
        }
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo(HEAD + "3,a\n");
        assertThat(Files.readString(directory.resolve("log.1"))).isEqualTo("somebody else's\n");
    }

    @Test
    void eachFileOfADocumentIsAWholeOne() throws IOException {
        try (var log = new LogFile(directory.resolve("log"), new Rotation(40, Duration.ZERO, 9), "<log>\n", "</log>\n",
                clock())) {
            for (var i = 0; i < 5; i++) {
                log.write("  <host name='" + i + "'/>\n");
            }
        }
        for (var file : oldestFirst()) {
            assertThat(Files.readString(file)).startsWith("<log>\n").endsWith("</log>\n");
        }
        assertThat(oldestFirst()).hasSize(5);
    }

    @Test
    void aFileThatOthersEmptyBeginsWithTheHeadingsAgain() throws IOException {
        var file = directory.resolve("log");
        try (var log = log(Rotation.NONE)) {
            log.write("1,a\n");
            log.write("2,a\n");
            Files.write(file, new byte[0]);
            log.write("3,a\n");
            log.write("4,a\n");
            Files.writeString(file, "cut\n");
            log.write("5,a\n");
        }
        assertThat(Files.readString(file)).isEqualTo("cut\n" + HEAD + "5,a\n");
    }

    @Test
    void aFileThatIsOnlyCutShorterKeepsItsHeadings() throws IOException {
        var file = directory.resolve("log");
        try (var log = log(Rotation.NONE)) {
            log.write("1,a\n2,a\n");
            Files.writeString(file, HEAD + "1,a\n");
            log.write("3,a\n");
        }
        assertThat(Files.readString(file)).isEqualTo(HEAD + "1,a\n3,a\n");
    }

    @Test
    void aFileThatIsMovedAwayIsWrittenToUntilItIsReopened() throws IOException {
        try (var log = log(Rotation.NONE)) {
            log.write("1,a\n");
            Files.move(directory.resolve("log"), directory.resolve("log.1"));
            log.write("2,a\n");
            log.reopen();
            log.write("3,a\n");
            log.reopen();
            log.write("4,a\n");
        }
        assertThat(Files.readString(directory.resolve("log.1"))).isEqualTo(HEAD + "1,a\n2,a\n");
        assertThat(Files.readString(directory.resolve("log"))).isEqualTo(HEAD + "3,a\n4,a\n");
    }

    @Test
    void aLogThatCannotBeReopenedGoesOnWhereItWas() throws IOException {
        var inside = Files.createDirectory(directory.resolve("inside"));
        var file = inside.resolve("log");
        try (var log = new LogFile(file, Rotation.NONE, HEAD, "", clock())) {
            log.write("1,a\n");
            Files.move(inside, directory.resolve("elsewhere"));
            assertThatThrownBy(log::reopen).isInstanceOf(IOException.class);
            log.write("2,a\n");
        }
        assertThat(Files.readString(directory.resolve("elsewhere/log"))).isEqualTo(HEAD + "1,a\n2,a\n");
    }

    private LogFile log(Rotation rotation) throws IOException {
        return new LogFile(directory.resolve("log"), rotation, HEAD, "", clock());
    }

    private InstantSource clock() {
        return () -> now[0];
    }

    private List<Path> oldestFirst() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted(Comparator.comparingInt((Path file) -> {
                var name = file.getFileName().toString();
                return name.equals("log") ? 0 : -Integer.parseInt(name.substring("log.".length()));
            })).toList();
        }
    }
}
