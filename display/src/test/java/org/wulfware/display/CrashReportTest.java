package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashReportTest {
    @TempDir
    private Path directory;

    @Test
    void theLineSaysWhereTheTraceIs() throws IOException {
        var line = CrashReport.of("wulf hosts", "1.0", new IllegalStateException("\u001b[2J"), directory);
        try (var files = Files.list(directory)) {
            var file = files.findFirst().orElseThrow();
            assertThat(line).isEqualTo(
                    "internal error: java.lang.IllegalStateException: ?[2J. Please report it to where you have"
                            + " Wulfware from, with " + file);
            assertThat(Files.readString(file)).startsWith("wulf hosts 1.0, Java ").contains("CrashReportTest.java:");
            assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void oneMistakeHasOneTraceHoweverOftenItIsMadeAndOtherTroubleHasNone() throws IOException {
        var reports = new CrashReports("wulfstat", "1.0", directory);
        var lines = IntStream.range(0, 3).mapToObj(_ -> reports.of(new IllegalStateException("x"))).toList();
        assertThat(lines).containsOnly(lines.getFirst());
        assertThat(reports.of(new NoSuchFileException("kept"))).isEqualTo("kept: no such file");
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
        for (var i = 0; i < 30; i++) {
            assertThat(reports.of(new IllegalStateException("y" + i))).startsWith("internal error: ");
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(20);
        }
    }

    @Test
    void whereNoFileCanBeWrittenThatIsSaid() {
        assertThat(CrashReport.of("wulfstat", "1.0", new IllegalStateException("x"), directory.resolve("none")))
                .startsWith("internal error: java.lang.IllegalStateException: x. ")
                .contains("its trace cannot be written: java.nio.file.NoSuchFileException");
    }
}
