package org.wulfware.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Tls;

/// The library and the daemon over TLS, in two processes.
class SecuredDaemonTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pattern PORTS = Pattern.compile("listening on port (\\d+), for TLS on port (\\d+)");

    @TempDir
    private Path directory;

    @Test
    @Timeout(90)
    void aClusterIsPolledAndSubscribedByCertificate() throws Exception {
        var configuration = Files.writeString(directory.resolve("xmlsysd.conf"), """
                port = 0
                tls-port = 0
                tls-certificate = %s
                tls-key = %s
                tls-clients = %s
                """.formatted(file("node.pem"), file("node.key"), file("authority.pem")));
        var daemon = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path") + ":" + System.getProperty("jdk.module.path", ""),
                "org.wulfware.xmlsysd.Xmlsysd", "-b", "127.0.0.1", "--config", configuration.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var told = daemon.errorReader()) {
            var ports = ports(told);
            var secured = new Host("localhost", "127.0.0.1", Integer.parseInt(ports.group(2)));
            var showing = new Tls(
                    Optional.of(file("authority.pem")), Optional.of(file("client.pem")),
                    Optional.of(file("client.key")),
                    Optional.empty());
            var hosts = List.of(
                    secured.over(showing),
                    secured.over(Tls.by(file("authority.pem"))),
                    new Host("node001", "127.0.0.1", secured.port()).over(showing),
                    new Host("localhost", "127.0.0.1", Integer.parseInt(ports.group(1))).over(showing),
                    new Host("clear", "127.0.0.1", Integer.parseInt(ports.group(1))));
            var settings = Settings.usual().limits(Duration.ofSeconds(3), LONG).backoff(LONG, LONG);
            try (var poller = new Poller(hosts, new Asking(List.of("off all", "on loadavg")), settings)) {
                assertThat(poller.unreadable()).isEmpty();
                poller.pace(Duration.ofMillis(100));
                poller.poll();
                var states = poller.await(LONG);
                assertThat(states.get(0).current().orElseThrow().number(Loadavg.LOAD1)).isPresent();
                assertThat(states.get(1).poll()).isEqualTo(new Poll.Refused("TLS: it wants a certificate of ours"));
                assertThat(states.get(2).poll()).isEqualTo(
                        new Poll.Refused("TLS: its certificate is for localhost, 127.0.0.1, not for node001"));
                assertThat(states.get(3).poll())
                        .isInstanceOfSatisfying(
                                Poll.Refused.class,
                                refused -> assertThat(refused.reason()).startsWith("TLS: "));
                assertThat(states.get(4).isUp()).isTrue();
                // Samples that nobody asks for, one behind the other.
                var first = states.get(0);
                for (var i = 0; i < 3; i++) {
                    first = next(poller, first);
                }
            }
        } finally {
            daemon.destroyForcibly().waitFor();
        }
    }

    private static HostState next(Poller poller, HostState before) throws InterruptedException {
        var limit = System.nanoTime() + LONG.toNanos();
        while (System.nanoTime() < limit) {
            poller.poll();
            var state = poller.await(LONG).getFirst();
            assertThat(state.isUp()).as("%s", state.poll()).isTrue();
            if (!state.equals(before)) {
                return state;
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new AssertionError("no other sample has come");
    }

    private static MatchResult ports(BufferedReader told) throws IOException {
        var before = new StringBuilder();
        for (var line = told.readLine(); line != null; line = told.readLine()) {
            var found = PORTS.matcher(line);
            if (found.find()) {
                return found.toMatchResult();
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("the daemon has ended: " + before);
    }

    private static Path file(String name) {
        return Path.of("../xmlsysd/src/test/resources/tls").toAbsolutePath().normalize().resolve(name);
    }
}
