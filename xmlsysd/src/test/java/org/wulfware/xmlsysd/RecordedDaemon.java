package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The daemon as a process of its own that serves standard input and output, as inetd starts it.
final class RecordedDaemon {
    private RecordedDaemon() {}

    /// What it says to `commands` about the tree at `root` in this locale, without what tells the time.
    static String answer(Path root, String locale, String commands) throws IOException, InterruptedException {
        return timeless(said(List.of(), List.of("--root", root.toString()), locale, commands));
    }

    /// The same of this system itself, run behind the words of `before`.
    static String answer(List<String> before, String commands) throws IOException, InterruptedException {
        return timeless(said(before, List.of(), "C.UTF-8", commands));
    }

    private static String said(List<String> before, List<String> options, String locale, String commands)
            throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(before);
        command.addAll(List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        var path = System.getProperty("jdk.module.path");
        command.addAll(
                path == null
                        ? List.of("-cp", System.getProperty("java.class.path"), Xmlsysd.class.getName())
                        : List.of("-p", path, "-m", "org.wulfware.xmlsysd/" + Xmlsysd.class.getName()));
        command.add("-i");
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", locale);
        var input = Files.createTempFile("commands", ".txt");
        try {
            Files.write(input, (commands + "quit\n").getBytes(StandardCharsets.ISO_8859_1));
            var process = builder.redirectInput(input.toFile()).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            return said;
        } finally {
            Files.delete(input);
        }
    }

    private static String timeless(String said) {
        var lines = said.lines().filter(line -> !line.contains("<time") && !line.contains("timestamp")).toList();
        return String.join("\n", lines).replaceAll(" tv_u?sec=\"\\d+\"", "");
    }
}
