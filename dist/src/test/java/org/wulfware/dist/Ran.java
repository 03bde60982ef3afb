package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

/// A program of an image, run to its end: what it said and how it ended.
record Ran(int status, String out, String err) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static Ran of(List<String> command) throws Exception {
        return of(new ProcessBuilder(command));
    }

    static Ran of(ProcessBuilder builder) throws Exception {
        var process = builder.start();
        process.getOutputStream().close();
        try (var err = process.errorReader();
                var out = process.inputReader();
                var beside = Executors.newVirtualThreadPerTaskExecutor()) {
            var complaints = beside.submit(err::readAllAsString);
            var answer = out.readAllAsString();
            assertThat(process.waitFor(LIMIT)).isTrue();
            return new Ran(process.exitValue(), answer, complaints.get());
        } finally {
            process.destroyForcibly();
        }
    }

    /// On a build server a program that is missing is a failure; elsewhere the test goes without.
    static void need(String program, String pack) {
        var isThere = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(isThere).as(program + " is installed").isTrue();
        }
        assumeTrue(isThere, program + " is not installed: apt-get install " + pack);
    }

    /// A terminal for a program is a feature of the system, which a container may lack: the test then goes without.
    static void needTerminal() throws IOException, InterruptedException {
        need("script", "bsdutils");
        var tried = new ProcessBuilder("script", "-qec", "true", "/dev/null").redirectErrorStream(true).start();
        tried.getOutputStream().close();
        var said = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assumeTrue(tried.waitFor() == 0, "no pseudoterminals here: " + said.strip());
    }

    /// The flags that the launcher at `file` sets, and that its JVM does not have.
    static List<String> unknownFlags(Path file) throws Exception {
        var known = of(
                List.of(
                        file.resolveSibling("java").toString(),
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:+UnlockExperimentalVMOptions",
                        "-XX:+PrintFlagsFinal",
                        "-version"));
        assertThat(known.out()).contains(" UseSerialGC ");
        return Pattern.compile("-XX:[+-]?(\\w+)")
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .filter(flag -> !Pattern.compile("\\s" + flag + "\\s+:?=").matcher(known.out()).find())
                .toList();
    }

    /// Copies a tree as `cp -a` does: an archive remembers the times of the jars.
    static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (var path : paths.toList()) {
                Files.copy(
                        path,
                        to.resolve(from.relativize(path).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
        }
    }
}
