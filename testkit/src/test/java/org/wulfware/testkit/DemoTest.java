package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo with the real daemon, and in place of the clients scripts that say how they were called.
class DemoTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    private Path directory = Path.of(".");

    private Path daemon = Path.of(".");

    @BeforeEach
    void theDaemonIsTheOneJustBuilt() throws IOException {
        daemon = script("xmlsysd", "echo $$ >>" + pids() + "\nexec " + java() + " org.wulfware.xmlsysd.Xmlsysd \"$@\"");
    }

    @Test
    void withoutATerminalItPrintsBothTablesAndEnds() throws Exception {
        var logger = script("logger", "echo \"$1 $2 $3 $4 $5 $6\" >>" + directory + "/calls\ncat \"$8\" >"
                + directory + "/hosts\nexit 3");
        assertThat(run("--logger=" + logger, "--nodes=4")).isEmpty();
        assertThat(Files.readString(directory.resolve("calls"))).isEqualTo("""
                -t load -d 1 -c 3
                -t memory -d 1 -c 3
                """);
        assertThat(Files.readString(directory.resolve("hosts"))
                .replaceAll("<port>\\d+<", "<port>N<")
                .replaceFirst("<name>[^<]+<", "<name>this<")).isEqualTo("""
                <?xml version="1.0"?>
                <wulfstat>
                  <root/>
                  <host><name>this</name><ip>127.0.0.1</ip><port>N</port></host>
                  <host><name>node01</name><ip>127.0.0.11</ip><port>N</port></host>
                  <host><name>node02</name><ip>127.0.0.12</ip><port>N</port></host>
                  <host><name>node03</name><ip>127.0.0.13</ip><port>N</port></host>
                  <host><name>node04</name><ip>127.0.0.14</ip><port>N</port></host>
                </wulfstat>
                """);
        assertNothingIsLeft();
    }

    @Test
    void allHostsCanBeAskedWhileItRuns() throws Exception {
        var logger = script("logger", "cp \"$8\" " + directory + "/hosts.new && mv " + directory + "/hosts.new "
                + directory + "/hosts\necho $$ >>" + pids() + "\nexec sleep 600");
        var demo = start("--logger=" + logger, "--nodes=2");
        try {
            await(() -> Files.exists(directory.resolve("hosts")));
            var hosts = Files.readString(directory.resolve("hosts"));
            var places = Pattern.compile("<ip>(.*)</ip><port>(\\d+)<").matcher(hosts).results().toList();
            assertThat(places).hasSize(3);
            for (var place : places) {
                try (var client = new Client(place.group(1), Integer.parseInt(place.group(2)))) {
                    assertThat(client.ask("off all", "on identity", "send")).contains("<hostname>");
                }
            }
        } finally {
            demo.destroy();
        }
        assertThat(demo.waitFor(LIMIT)).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void aLoggerThatFailsIsSaid() throws Exception {
        var logger = script("logger", "exit 2");
        assertThat(run("--logger=" + logger, "--nodes=1")).contains(logger + " ended with status 2");
        assertNothingIsLeft();
    }

    @Test
    void aDaemonThatDoesNotStartIsQuoted() throws Exception {
        daemon = script("broken", "echo 'broken: no such luck' >&2; exit 1");
        assertThat(run("--logger=true", "--nodes=1")).contains("the daemon did not start: broken: no such luck");
    }

    @Test
    void whatWasTypedWrongIsSaidInOneLine() throws Exception {
        assertThat(run("--nodes=245")).contains("--nodes wants a number from 1 to 244, not \"245\"");
        assertThat(run("--nodes=many")).contains("--nodes wants a number, not \"many\"");
        assertThat(run("--noodles=5")).contains("unknown argument \"--noodles=5\"; --help lists the options");
        assertThat(run("--seed")).contains("--seed wants a value behind it");
        assertThat(run("--fixtures", "/nowhere")).contains("--fixtures wants a directory, and \"/nowhere\" is none");
    }

    /// Runs it to its end, and returns what it says beyond its progress line.
    private String run(String... arguments) throws Exception {
        var demo = start(arguments);
        var said = new String(demo.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor(LIMIT)).isTrue();
        var rest = said.lines().filter(line -> !line.contains("starting")).collect(Collectors.joining("\n"));
        assertThat(demo.exitValue()).as(said)
                .isEqualTo(rest.isEmpty() ? 0
                        : rest.contains("ended with") || rest
                                .contains("did not start") ? 1 : 2);
        return rest;
    }

    private Process start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(java().split(" ")));
        command.add(1, "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
        command.addAll(List.of(Demo.class.getName(), "--daemon", daemon.toString()));
        if (!List.of(arguments).contains("--fixtures")) {
            command.addAll(List.of("--fixtures", Fixtures.here().directory().toString()));
        }
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private void assertNothingIsLeft() throws Exception {
        for (var pid : Files.readAllLines(Path.of(pids()))) {
            assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive)).as(pid).isEmpty();
        }
        try (var files = Files.list(directory.resolve("tmp"))) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".wulfhosts"));
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        var end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private String pids() {
        return directory.resolve("pids").toString();
    }

    /// A Java that runs what this test runs.
    private static String java() {
        var path = System.getProperty("jdk.module.path", "") + File.pathSeparator
                + System.getProperty("java.class.path", "");
        return Path.of(System.getProperty("java.home"), "bin/java") + " -XX:TieredStopAtLevel=1 -cp " + path;
    }

    private Path script(String name, String lines) throws IOException {
        var file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
