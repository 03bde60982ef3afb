package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The image of the daemon as a node would get it. Run after the images are made.
class DaemonImageTest {
    private static final Path IMAGE = Path.of(System.getProperty("wulfware.images"), "xmlsysd");
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// A JVM ignores some flags that are gone and only warns: the list of those that it has decides.
    @Test
    void everyFlagOfTheLaunchersStillExists() throws Exception {
        assertThat(Ran.unknownFlags(IMAGE.resolve("bin/xmlsysd"))).isEmpty();
        assertThat(Ran.unknownFlags(IMAGE.resolve("bin/procstatd"))).isEmpty();
    }

    @Test
    void startsWithoutAWordOfTheJvms() throws Exception {
        var version = Ran.of(List.of(IMAGE.resolve("bin/xmlsysd").toString(), "--version"));
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith("xmlsysd ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void whatAnEnvironmentAddsForOtherJavaProgramsIsNotForThisOne() throws Exception {
        var builder = new ProcessBuilder(IMAGE.resolve("bin/xmlsysd").toString(), "--version");
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dwulfware=picked");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dwulfware=picked");
        var version = Ran.of(builder);
        assertThat(version.out() + version.err()).startsWith("xmlsysd ").doesNotContain("icked");
    }

    /// Nothing of TLS is loaded by a daemon that does not speak it; one that does finds it in its own archive.
    @Test
    void tlsIsLoadedWhereItIsSpokenAndNowhereElse(@TempDir Path directory) throws Exception {
        var log = directory.resolve("classes.log");
        var strict = strict(directory, log);
        var plain = Files.writeString(directory.resolve("plain.conf"), "connections = 7\n");
        assertThat(asked(strict, plain, port -> ask(port, "send\nquit\n"))).endsWith("</xmlsysd>\n");
        assertThat(Files.readAllLines(log)).hasSizeGreaterThan(500)
                .noneMatch(line -> line.contains(" javax.net.ssl.") || line.contains(" sun.security.ssl.")
                        || line.contains(" javax.crypto.") || line.contains("xmlsysd.Secured")
                        || line.contains("xmlsysd.Credentials") || line.contains("xmlsysd.Handshakes"));

        var secure = new Secure(SOURCE.resolve("xmlsysd/src/test/resources/tls"));
        var spoken = secure.configuration(directory.resolve("tls.conf"));
        var answer = asked(strict, spoken, port -> {
            try (var client = secure.connect(port, "TLSv1.3")) {
                client.getOutputStream().write("send\nquit\n".getBytes(StandardCharsets.US_ASCII));
                return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            }
        });
        assertThat(answer).startsWith("Content-Length: ").endsWith("</xmlsysd>\n");
        assertThat(Files.readAllLines(log)).anyMatch(line -> line.contains("xmlsysd.Secured"))
                .filteredOn(line -> line.contains(" source: ") && !line.contains("source: shared objects file"))
                .hasSizeLessThan(60);
    }

    @FunctionalInterface
    private interface Question {
        String at(int port) throws IOException;
    }

    /// Starts a daemon, asks it on the last port that it names, and ends it.
    private static String asked(Path launcher, Path configuration, Question question) throws Exception {
        var daemon = new ProcessBuilder(launcher.toString(), "-b", "127.0.0.1", "-d", "0", "--config",
                configuration.toString()).start();
        try (var said = daemon.errorReader()) {
            return question.at(port(said));
        } finally {
            daemon.destroy();
            daemon.waitFor(LIMIT);
            daemon.destroyForcibly();
        }
    }

    /// A copy of the image below `directory`, and in it a launcher that does not run without its archive.
    private static Path strict(Path directory, Path log) throws Exception {
        var moved = directory.resolve("moved here");
        Ran.copy(IMAGE, moved);
        var strict = moved.resolve("bin/strict");
        Files.writeString(
                strict,
                Files.readString(moved.resolve("bin/xmlsysd"))
                        .replace("-Xshare:auto", "-Xshare:on -Xlog:class+load:file=" + log));
        Files.setPosixFilePermissions(strict, PosixFilePermissions.fromString("rwx------"));
        return strict;
    }

    /// A node's copy stands elsewhere, perhaps behind a link, perhaps below a name with a blank.
    @Test
    void aMovedImageStillUsesItsArchive(@TempDir Path directory) throws Exception {
        var log = directory.resolve("classes.log");
        var link = Files.createSymbolicLink(directory.resolve("xmlsysd"), strict(directory, log));

        var once = Ran.of(List.of(link.toString(), "--once"));

        assertThat(once.err()).isEmpty();
        assertThat(once.out()).startsWith("Content-Length: ").endsWith("</xmlsysd>\n");
        var loaded = Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
        assertThat(loaded).hasSizeGreaterThan(500);
        var sensor = Pattern.compile("org\\.wulfware\\.catalog\\.sensors\\.([A-Z]\\w+) ");
        assertThat(loaded.stream().flatMap(line -> sensor.matcher(line).results()).map(match -> match.group(1)))
                .as("no sensor is loaded before it is asked for")
                .containsExactlyInAnyOrder("Catalog", "Time", "Identity", "Users", "Stat", "Meminfo", "NetDev",
                        "Sockstat",
                        "Loadavg", "Cpuinfo", "Sysvipc", "Version");
        // What is loaded otherwise costs memory and the time to start. A few are: classes of flight recorder events cannot
        // be archived, and how far the thread beside the sample comes before the end is chance.
        assertThat(loaded).filteredOn(line -> !line.contains("source: shared objects file")).hasSizeLessThan(20);
    }

    @Test
    void theLauncherBecomesTheDaemonAndEndsAtOnceWhenAsked() throws Exception {
        var daemon = new ProcessBuilder(IMAGE.resolve("bin/xmlsysd").toString(), "-b", "127.0.0.1", "-d", "0").start();
        try (var said = daemon.errorReader()) {
            var port = port(said);
            assertThat(Files.readString(Path.of("/proc/" + daemon.pid() + "/cmdline")))
                    .startsWith(IMAGE.toRealPath().resolve("bin/java") + "\0");
            assertThat(daemon.children()).isEmpty();
            assertThat(ask(port, "send\nquit\n")).startsWith("Content-Length: ").endsWith("</xmlsysd>\n");

            var began = System.nanoTime();
            daemon.destroy();
            assertThat(daemon.waitFor(LIMIT)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
            assertThat(daemon.exitValue()).isZero();
        } finally {
            daemon.destroyForcibly();
        }
    }

    @Test
    void procstatdSpeaksTheOlderLanguage() throws Exception {
        var daemon =
                new ProcessBuilder(IMAGE.resolve("bin/procstatd").toString(), "-b", "127.0.0.1", "-d", "0").start();
        try (var said = daemon.errorReader()) {
            assertThat(ask(port(said), "jobs\nquit\n")).containsPattern("^\\d+\n");
        } finally {
            daemon.destroyForcibly();
        }
    }

    /// As systemd hands a socket over: the third file, and who it is for.
    @Test
    void aSocketOfSystemdsIsServed() throws Exception {
        var listen = "use Socket; $^F = 9; socket(my $s, PF_INET, SOCK_STREAM, 0);"
                + " bind($s, sockaddr_in(0, INADDR_LOOPBACK)); listen($s, 5);"
                + " fileno($s) == 3 or die 'no file 3'; $ENV{LISTEN_PID} = $$; exec @ARGV";
        var launcher = IMAGE.resolve("bin/xmlsysd").toString();
        var builder = new ProcessBuilder("perl", "-e", listen, launcher);
        builder.environment().put("LISTEN_FDS", "1");
        var daemon = builder.start();
        try (var said = daemon.errorReader()) {
            var port = port(said);
            assertThat(ask(port, "get //loadavg\nquit\n")).endsWith("</xmlsysd>\n");
            assertThat(ask(port, "get //loadavg\nquit\n")).endsWith("</xmlsysd>\n");
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + daemon.pid() + "/fd/0")).toString())
                    .startsWith("socket:");
        } finally {
            daemon.destroyForcibly();
        }

        builder.environment().put("LISTEN_FDS", "3");
        var three = Ran.of(builder);
        assertThat(three.status()).isEqualTo(2);
        assertThat(three.err()).endsWith("xmlsysd: one socket is expected, or two with TLS, not 3\n");
    }

    /// Two sockets, the one for TLS first or last: its port tells.
    @Test
    void twoSocketsOfSystemdsAreServedOneOfThemOverTls(@TempDir Path directory) throws Exception {
        var listen = "use Socket; $^F = 9; for my $f (3, 4) { socket(my $s, PF_INET, SOCK_STREAM, 0);"
                + " bind($s, sockaddr_in(0, INADDR_LOOPBACK)); listen($s, 5); fileno($s) == $f or die 'other files';"
                + " push @s, $s; push @p, (sockaddr_in(getsockname($s)))[0] }"
                + " open(my $c, '>>', $ENV{CONF}); print $c \"tls-port = $p[$ENV{TLS}]\\n\"; close $c;"
                + " $ENV{LISTEN_PID} = $$; exec @ARGV";
        for (var tls : List.of("0", "1")) {
            var conf = directory.resolve("conf" + tls);
            var certificates = SOURCE.resolve("xmlsysd/src/test/resources/tls");
            var secure = new Secure(certificates);
            Files.writeString(conf, "tls-certificate = " + certificates.resolve("node.pem") + "\ntls-key = "
                    + certificates.resolve("node.key") + "\n");
            var builder = new ProcessBuilder("perl", "-e", listen, IMAGE.resolve("bin/xmlsysd").toString(), "--config",
                    conf.toString());
            builder.environment().put("LISTEN_FDS", "2");
            builder.environment().put("CONF", conf.toString());
            builder.environment().put("TLS", tls);
            var daemon = builder.start();
            try (var said = daemon.errorReader()) {
                var ports =
                        Pattern.compile("listening on port (\\d+), for TLS on port (\\d+)").matcher(said.readLine());
                assertThat(ports.find()).isTrue();
                assertThat(Files.readString(conf)).endsWith("tls-port = " + ports.group(2) + "\n");
                for (var round = 0; round < 2; round++) {
                    assertThat(ask(Integer.parseInt(ports.group(1)), "get //loadavg\nquit\n")).endsWith("</xmlsysd>\n");
                    try (var client = secure.connect(Integer.parseInt(ports.group(2)), "TLSv1.3")) {
                        client.getOutputStream().write("get //loadavg\nquit\n".getBytes(StandardCharsets.US_ASCII));
                        assertThat(client.getInputStream().readAllBytes()).asString().endsWith("</xmlsysd>\n");
                    }
                }
            } finally {
                daemon.destroyForcibly();
            }
        }
    }

    /// A unit and its like name the daemon where the README puts the image.
    @Test
    void whatTheUnitsStartIsInTheImage() throws Exception {
        for (var file : List.of("lib/systemd/system/xmlsysd.service", "lib/systemd/system/procstatd.service",
                "share/wulfware/xmlsysd.xinetd")) {
            var text = Files.readString(IMAGE.resolve(file));
            var commands = Pattern.compile("(?m)^(?:Exec\\w+=|\\s+server +=) ?/opt/wulfware/xmlsysd/(.*)$")
                    .matcher(text)
                    .results()
                    .map(match -> match.group(1).split(" "))
                    .toList();
            assertThat(commands).as(file).isNotEmpty();
            assertThat(commands).allSatisfy(words -> assertThat(IMAGE.resolve(words[0])).isExecutable());
            assertThat(text.split("/opt/wulfware/xmlsysd/bin/")).hasSize(commands.size() + 1);
        }
        var check = Ran.of(
                List.of(IMAGE.resolve("bin/xmlsysd").toString(), "--check-config",
                        "--config=" + IMAGE.resolve("share/wulfware/xmlsysd.conf")));
        assertThat(check.out()).startsWith("port = 7887\n");
        assertThat(IMAGE.resolve("lib/systemd/system/xmlsysd.socket")).content().contains("ListenStream=7887\n");
        assertThat(IMAGE.resolve("lib/systemd/system/procstatd.socket")).content().contains("ListenStream=7885\n");
        assertThat(IMAGE.resolve("share/wulfware/xmlsysd.sysusers")).content().contains("\nu wulfware ");
        assertThat(IMAGE.resolve("lib/systemd/system/xmlsysd.service")).content().contains("\nUser=wulfware\n");
    }

    /// What `ExecStartPost=` waits for.
    @Test
    void aStartIsOverWhenTheDaemonListens() throws Exception {
        var listening = IMAGE.resolve("share/wulfware/listening").toString();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var waited = Ran.of(List.of("sh", listening, Long.toString(ProcessHandle.current().pid())));
            assertThat(socket.isClosed()).isFalse();
            assertThat(waited.status()).isZero();
            assertThat(waited.out() + waited.err()).isEmpty();
        }
        var gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(Ran.of(List.of("sh", listening, Long.toString(gone.pid()))).status()).isEqualTo(1);
    }

    @Test
    void theManualPagesAreWhereManLooksForThemAndWithoutFault() throws Exception {
        var pages = IMAGE.resolve("share/man");
        var names = Stream.of("man5/xmlsysd.conf.5", "man8/procstatd.8", "man8/xmlsysd.8");
        var command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "style"));
        names.forEach(name -> command.add(pages.resolve(name).toString()));
        Ran.need("mandoc", "mandoc");
        // What it says of pages of others depends on what is installed here.
        assertThat(Ran.of(command).out().lines())
                .noneMatch(line -> !line.contains("STYLE: referenced manual not found")
                        && !line.contains("STYLE: operating system explicitly specified"));
    }

    private static int port(BufferedReader said) throws IOException {
        var line = String.valueOf(said.readLine());
        assertThat(line).contains("listening on port ");
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static String ask(int port, String commands) throws IOException {
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout((int) LIMIT.toMillis());
            client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
