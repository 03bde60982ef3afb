package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program as a process of its own, on a terminal that `script` makes.
@Timeout(120)
class SignalTest {
    private static final String TAKEN = "\033[?1049h";
    private static final String GIVEN_BACK = "\033[0m\033[?7h\033[?25h\033[?1049l";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"USR1, 138", "ALRM, 142", "ABRT, 134", "XCPU, 152"})
    void aSignalThatEndsItGivesTheTerminalBackAndIsWhatTheShellSees(String signal, int status) throws Exception {
        var classes = Stream.of("jdk.module.path", "java.class.path")
                .map(System::getProperty)
                .filter(Objects::nonNull)
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toRealPath();
        // The shell stays, and says what it has seen and how the terminal is set.
        var command = "ulimit -c 0; cd " + directory + "; " + java
                + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp " + classes
                + " org.wulfware.wulfstat.Wulfstat -d 0.5 127.0.0.1:9; echo \"status $?\"; stty -a";
        var seen = directory.resolve("seen");
        var tried = new ProcessBuilder("script", "-qec", "true", "/dev/null").redirectErrorStream(true).start();
        tried.getOutputStream().close();
        var trouble = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(tried.waitFor() == 0, "no pseudoterminals here: " + trouble);
        var script = new ProcessBuilder("script", "-qfec", command, seen.toString());
        script.environment().put("TERM", "xterm");
        script.environment().remove("JAVA_TOOL_OPTIONS");
        var process = script.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await(seen, "connection refused");
            var program = process.toHandle()
                    .descendants()
                    .filter(one -> one.info().command().equals(Optional.of(java.toString())))
                    .findFirst()
                    .orElseThrow();
            var kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + program.pid()).start();
            assertThat(kill.waitFor()).isZero();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            var said = Files.readString(seen, StandardCharsets.ISO_8859_1);
            assertThat(said).contains(TAKEN).contains("status " + status);
            var after = said.substring(said.indexOf(GIVEN_BACK) + 1);
            assertThat(after).doesNotContain(TAKEN).containsPattern("\\bicanon\\b").containsPattern(" echo\\b");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void await(Path file, String text) throws IOException {
        var limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(file) || !Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
            assertThat(System.nanoTime()).as("never said %s", text).isLessThan(limit);
            Thread.onSpinWait();
        }
    }
}
