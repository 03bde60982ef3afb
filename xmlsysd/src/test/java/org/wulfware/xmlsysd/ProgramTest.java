package org.wulfware.xmlsysd;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The program itself, in a process of its own.
@Timeout(60)
class ProgramTest {
    private static final String GOLEM = Golem.TREE.toString();

    @TempDir
    private Path directory;

    @Test
    void sigtermEndsItInUnderASecondWithStatusZero() throws Exception {
        var daemon = start("-d", "0", "-b", "127.0.0.1", "--root", GOLEM);
        var port = port(daemon);
        try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(TestDaemon.packet(client)).contains("<hostname>golem</hostname>");
            daemon.destroy();
            assertThat(daemon.waitFor(1, SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        }
    }

    @Test
    void aPortInUseIsOneClearLineAndStatusOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(taken.getLocalPort());
            assertThat(run("", 1, "-d", port, "-b", "127.0.0.1"))
                    .isEqualTo("xmlsysd: cannot listen on address 127.0.0.1 port " + port
                            + ": address already in use\n");
        }
    }

    @Test
    void aWrongCommandLineIsOneLineThatQuotesItAndStatusTwo() throws Exception {
        assertThat(run("", 2, "-d", "78870"))
                .isEqualTo("xmlsysd: -d wants a number from 0 to 65535, not \"78870\"\n");
    }

    @Test
    void onceIsOnePacket() throws Exception {
        var said = run("", 0, "--once", "--root", GOLEM); // as long as the time of day makes it
        var document = said.substring(said.indexOf('<'));
        assertThat(said).isEqualTo("Content-Length: " + document.length() + "\n\n" + document);
        assertThat(document).startsWith("<?xml version=\"1.0\"?>\n").endsWith("</xmlsysd>\n");
    }

    @Test
    void aPipeOnStandardInputIsServed() throws Exception {
        assertThat(run("off all\non version\nsend\nquit\n", 0, "-i", "--root", GOLEM)).isEqualTo("""
                Content-Length: 94

                <?xml version="1.0"?>
                <xmlsysd>
                  <proc>
                    <version>2.4.9-21</version>
                  </proc>
                </xmlsysd>
                """);
    }

    /// As inetd starts it, and systemd with `Accept=yes`: the client's socket is standard input and output.
    @Test
    void aClientsSocketOnStandardInputIsServed() throws Exception {
        try (var test = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            test.setSoTimeout(20_000);
            var daemon = through(
                    List.of("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + test.getLocalPort() + "; exec \"$@\" <&3 >&3",
                            "-"),
                    "-i",
                    "--root",
                    GOLEM);
            try (var client = test.accept()) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write("send\nquit\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(TestDaemon.rest(client)).contains("<hostname>golem</hostname>");
            }
            assertThat(daemon.waitFor(20, SECONDS)).isTrue();
            assertThat(daemon.exitValue()).isZero();
        }
    }

    /// As xinetd starts it with `wait`, and the launcher for systemd: a listening socket is standard input.
    @Test
    void aListeningSocketOnStandardInputIsServedAsItsOwnWouldBe() throws Exception {
        var config = Files.writeString(directory.resolve("conf"), "verbosity = 0\n");
        var listen = "use Socket; socket(my $s, PF_INET, SOCK_STREAM, 0); bind($s, sockaddr_in(0, INADDR_LOOPBACK));"
                + " listen($s, 5); open(STDIN, '<&', $s); exec @ARGV";
        var daemon = through(List.of("perl", "-e", listen), "-i", "--root", GOLEM, "--config", config.toString());
        var port = port(daemon);
        for (var i = 0; i < 2; i++) {
            try (var client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write("send\nquit\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(TestDaemon.rest(client)).contains("<hostname>golem</hostname>");
            }
        }
        new ProcessBuilder("kill", "-HUP", Long.toString(daemon.pid())).start().waitFor();
        assertThat(line(daemon)).isEqualTo("xmlsysd: configuration read again: " + config);
        daemon.destroy();
        assertThat(daemon.waitFor(20, SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isZero();
    }

    private static String run(String input, int status, String... arguments) throws Exception {
        var process = through(List.of(), arguments);
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                + new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(20, SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(status);
        return output;
    }

    private static Process start(String... arguments) throws IOException {
        return through(List.of(), arguments);
    }

    private static Process through(List<String> launcher, String... arguments) throws IOException {
        // Who runs the tests with nohup has SIGHUP ignored; a daemon that inherits this is never hung up.
        var command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
        command.addAll(launcher);
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath()));
        command.add(Xmlsysd.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    /// The places that the daemon's own classes came from, whichever path this test was given.
    private static String classPath() {
        var places = new ArrayList<String>();
        for (Class<?> each : List.of(Xmlsysd.class, org.wulfware.wire.Sink.class, org.wulfware.catalog.Field.class)) {
            places.add(Objects.requireNonNull(each.getProtectionDomain().getCodeSource())
                    .getLocation()
                    .getPath());
        }
        return String.join(":", places);
    }

    private static int port(Process daemon) throws IOException {
        var line = line(daemon);
        return Integer.parseInt(line.substring(line.lastIndexOf(" ") + 1));
    }

    /// The next one on standard error.
    private static String line(Process daemon) throws IOException {
        var line = new StringBuilder();
        for (int octet; (octet = daemon.getErrorStream().read()) >= 0 && octet != '\n';) {
            line.append((char) octet);
        }
        return line.toString();
    }
}
