package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LspciTest {
    private static final long FOR_EVER = 50_000_000_000L;

    @TempDir
    Path directory;

    @Test
    void itIsRunOnceAndNotByAShell() throws IOException {
        var program = program("echo \"$@ $HOME\"; echo >>" + directory + "/runs");
        var lspci = new Lspci(List.of("/nowhere/lspci", program), FOR_EVER);
        assertThat(text(lspci)).isEqualTo("-D -mm \n");
        assertThat(text(lspci)).isEqualTo("-D -mm \n");
        assertThat(Files.readString(directory.resolve("runs"))).isEqualTo("\n");
    }

    @Test
    void moreThanAPipeHoldsIsReadWhole() throws IOException {
        var program = program("i=0; while [ $i -lt 3000 ]; do echo \"$i 0123456789012345678901234567890123456789\";"
                + " i=$((i+1)); done");
        assertThat(text(new Lspci(List.of(program), FOR_EVER)).lines()).hasSize(3000);
    }

    @Test
    void oneThatHangsPrintsForEverOrFailsSaysNothing() throws IOException {
        assertThat(text(new Lspci(List.of(program("echo a; exec sleep 1000")), 50_000_000))).isEmpty();
        assertThat(text(new Lspci(List.of(program("while :; do echo 0123456789012345678901234567890; done")),
                FOR_EVER))).isEmpty();
        assertThat(text(new Lspci(List.of(program("echo a; exit 1")), FOR_EVER))).isEmpty();
        assertThat(text(new Lspci(List.of("/nowhere/lspci"), FOR_EVER))).isEmpty();
        Files.writeString(directory.resolve("lspci"), "#!/nowhere/interpreter\n");
        assertThat(text(new Lspci(List.of(directory.resolve("lspci").toString()), FOR_EVER))).isEmpty();
    }

    private String program(String script) throws IOException {
        var file = directory.resolve("lspci");
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file.toString();
    }

    private static String text(Lspci lspci) {
        var buffer = new TextBuffer();
        var length = lspci.read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.UTF_8);
    }
}
