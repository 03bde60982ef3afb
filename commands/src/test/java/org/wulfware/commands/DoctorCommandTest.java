package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.libwulf.Settings;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.Role;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.xmlsysd.Clock;

/// `wulf doctor` and what may be wrong with a host: real sockets, real daemons, real certificates.
@Timeout(120)
class DoctorCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final StringBuilder hosts = new StringBuilder();
    private final Map<Integer, String> ports = new LinkedHashMap<>();

    @AfterEach
    void close() throws Exception {
        for (var each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void whatListensInPlaceOfTheDaemonIsToldApart() throws Exception {
        host("ssh", speaking("SSH-2.0-OpenSSH_9.2p1 Debian\r\n", true), "");
        host("web", speaking("HTTP/1.1 400 Bad Request\r\n\r\n", false), "");
        host("odd", speaking("\u001b[2J\u001b]0;gone\u0007\n" + "x".repeat(1 << 20), true), "");
        host("alert", speaking("\u0015\u0003\u0001\0\2\2F", false), "");
        host("mute", speaking("", true), "");
        host("shut", speaking("", false), "");
        host("torn", speaking("Content-Length: 1000\n\n<xmlsysd>", false), "");
        host("wrong", speaking("Content-Length: 9\n\n<html/>\n\n", true), "");
        host("full", speaking(packet("<xmlsysd><error>too many connections from one address</error></xmlsysd>"), false),
                "");
        host("closed", closed(), "");
        host("jammed", jammed(), "");
        try (var cluster = SimulatedCluster.start(Fixtures.here(), List.of(
                new SimulatedCluster.Member(1, "well1", "127.0.0.11", Role.IDLE, "micro-6.18"),
                new SimulatedCluster.Member(2, "well2", "127.0.0.12", Role.IDLE, "micro-6.18")), 1, Clock::system)) {
            hosts.append("<host><name>well1</name><ip>127.0.0.11</ip><port>%d</port></host>".formatted(cluster.port()));
            hosts.append("<host><name>well2</name><ip>127.0.0.12</ip><port>%d</port></host>".formatted(cluster.port()));
            assertThat(doctor()).isEqualTo(Wulf.SOME_DOWN);
        }
        assertThat(err).hasToString("");
        assertThat(printed()).isEqualTo("""
                hosts      finding
                well[1-2]  all well
                closed     no daemon: connection refused on port PORT; xmlsysd -d PORT starts one in this terminal
                           next: sudo systemctl enable --now xmlsysd
                jammed     nothing comes back from port PORT: a firewall drops what is sent there, or the host is off
                           next: ping -c 3 127.0.0.1
                mute       it takes the connection and does not answer: the daemon hangs, is over its budget, or is no xmlsysd
                           next: sudo ss -ltnp sport = :PORT
                shut       it hangs up without a word: its allow does not name 127.0.0.1, or something else listens on port PORT
                           next: sudoedit /etc/wulfware/xmlsysd.conf && sudo systemctl reload xmlsysd
                full       it has as many connections from 127.0.0.1 as its connections-per-address allows
                           next: ss -tnp dport = :PORT and dst 127.0.0.1
                web        a web server answers on port PORT: "HTTP/1.1 400 Bad Request"
                           next: sudo ss -ltnp sport = :PORT
                ssh        an ssh server answers on port PORT: "SSH-2.0-OpenSSH_9.2p1 Debian"
                           next: sudo ss -ltnp sport = :PORT
                odd        something that is no xmlsysd answers on port PORT: "?[2J?]0;gone?"
                           next: sudo ss -ltnp sport = :PORT
                wrong      its answer is no sample: the root is <html>, not <xmlsysd> at byte 7
                           next: xmlsysd --version
                torn       the conversation ends early: hung up
                           next: journalctl -u xmlsysd -n 20
                alert      port PORT speaks TLS, and was asked in clear: give it a <tls/> in the wulfhosts file
                           next: man wulfhosts
                """);
    }

    @Test
    void whatIsWrongWithTlsIsToldApart() throws Exception {
        var good = Daemon.begin(directory, tls("node"));
        var expired = Daemon.begin(directory, tls("expired"));
        var asking = Daemon.begin(directory, tls("node") + "\ntls-clients = " + Daemon.certificate("authority.pem"));
        var closed = Daemon.begin(directory, tls("node") + "\nallow = 192.0.2.0/24\ntls-allow = 192.0.2.0/24");
        var trusting = "<tls ca=\"%s\" name=\"node001\"/>".formatted(Daemon.certificate("authority.pem"));
        var daemon = started(good);
        host("well", daemon.tlsPort(), trusting);
        host("foreign", daemon.tlsPort(), "<tls ca=\"%s\"/>".formatted(Daemon.certificate("other.pem")));
        host("stranger", daemon.tlsPort(), "<tls ca=\"%s\"/>".formatted(Daemon.certificate("authority.pem")));
        host("spoilt", daemon.tlsPort(), "<tls ca=\"nowhere.pem\"/>");
        host("clear", daemon.port(), trusting);
        host("plain", daemon.tlsPort(), "");
        host("expired", started(expired).tlsPort(), trusting);
        host("asking", started(asking).tlsPort(), trusting);
        var refusing = started(closed);
        host("refusing", refusing.port(), "");
        host("refusing-tls", refusing.tlsPort(), trusting);
        host("ssh", speaking("SSH-2.0-OpenSSH_9.2p1 Debian\r\n", true), trusting);
        host("mute", speaking("", true), trusting);
        assertThat(doctor()).isEqualTo(Wulf.SOME_DOWN);
        assertThat(err).hasToString("");
        assertThat(printed().replace(Daemon.certificate("").toString(), "TLS")
                .replace(directory.toString(), "HERE")).isEqualTo("""
                hosts         finding
                well          all well
                mute          it takes the connection and does not speak TLS: the daemon hangs, or is no xmlsysd
                              next: sudo ss -ltnp sport = :PORT
                refusing-tls  it hangs up before TLS begins: its tls-allow does not name 127.0.0.1, or it has too many connections from there
                              next: sudoedit /etc/wulfware/xmlsysd.conf && sudo systemctl reload xmlsysd
                refusing      it hangs up without a word: its allow does not name 127.0.0.1, or something else listens on port PORT
                              next: sudoedit /etc/wulfware/xmlsysd.conf && sudo systemctl reload xmlsysd
                ssh           an ssh server answers on port PORT: "SSH-2.0-OpenSSH_9.2p1 Debian"
                              next: sudo ss -ltnp sport = :PORT
                plain         port TLS-PORT speaks TLS, and was asked in clear: give it a <tls/> in the wulfhosts file
                              next: man wulfhosts
                clear         port PORT answers in clear, and was asked over TLS
                              next: man wulfhosts
                spoilt        a file for TLS cannot be used: HERE/nowhere.pem: no such file
                              next: ls -l HERE/nowhere.pem
                expired       its certificate has expired: no longer valid since 2001-01-01T00:00:00Z
                              next: openssl s_client -connect 127.0.0.1:TLS-PORT </dev/null 2>/dev/null | openssl x509 -noout -subject -dates
                foreign       its certificate is signed by no authority that is trusted here: not signed by an authority of TLS/other.pem
                              next: openssl s_client -connect 127.0.0.1:TLS-PORT </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer
                stranger      its certificate is for another name: for localhost, node001, 127.0.0.1, not for stranger
                              next: openssl s_client -connect 127.0.0.1:TLS-PORT </dev/null 2>/dev/null | openssl x509 -noout -subject -ext subjectAltName
                asking        it wants a certificate of this machine's: give its <tls/> certificate and key
                              next: man wulfhosts
                """);
    }

    /// What a daemon says of itself.
    ///
    /// @param ahead seconds by which its clock is
    /// @param more elements of `system`
    private static String says(long tenths, int ahead, String daemon, String more) {
        var stamp = "tv_sec=\"" + (tenths / 10 + ahead) + "\" tv_usec=\"" + tenths % 10 + "00000\"";
        return packet("<xmlsysd><system><time STAMP>2:34:21 pm</time>%s<daemon STAMP>%s</daemon></system></xmlsysd>"
                .formatted(more, daemon)
                .replace("STAMP", stamp));
    }

    private void node(String name, Node.Answer answer) throws IOException {
        var node = new Node(answer);
        open.add(node);
        host(name, node.port(), "");
    }

    @Test
    void whatIsWrongWithAHostThatAnswersIsSaid() throws Exception {
        var current = "<version>1.2.3</version>";
        node("well1", (tenths, _) -> says(tenths, 0, current, ""));
        node("odd", (tenths, _) -> says(tenths, 0, "<version>\u001b[31m</version>", ""));
        node("old1", (tenths, _) -> says(tenths, 0, "<version>1.2.3-SNAPSHOT</version>", ""));
        node("old2", (tenths, _) -> says(tenths, 0, "<version>1.2.3-SNAPSHOT</version>", ""));
        node("new", (tenths, _) -> says(tenths, 0, "<version>1.10</version>", ""));
        node("ahead", (tenths, _) -> says(tenths, 4000, current, ""));
        node("behind", (tenths, _) -> says(tenths, -3000, current, ""));
        node("failing", (tenths, number) -> says(tenths, 0, current,
                number < 3 ? "" : "<links STAMP state=\"failed\"/><textfile STAMP><error>1</error></textfile>"));
        node("hanging", (tenths, number) -> says(tenths, 0, current,
                number < 4 ? "" : "<sensors STAMP age_ms=\"5300\" state=\"stale\"/><gpu STAMP state=\"failed\"/>"));
        node("busy", (tenths, number) -> says(tenths, 0, current
                + "<clients><now>9</now></clients><budget><millionths>5000</millionths><stale>" + 100 * number
                + "</stale></budget>", ""));
        node("late", (tenths, number) -> number == 1 ? says(tenths, 0, current + "<clients><now>2</now></clients>", "")
                : "");
        node("lost", (tenths, number) -> number == 1 ? says(tenths, 0, current, "") : "");
        assertThat(doctor("1.2.3", Settings.usual())).isEqualTo(Wulf.SOME_DOWN);
        assertThat(printed()).isEqualTo("""
                hosts     finding
                well1     all well
                lost      it answered at first, and then not within four seconds
                          next: systemctl status xmlsysd
                odd       its answer is no sample: Illegal XML character ((CTRL-CHAR, code 27)) at byte 132
                          next: xmlsysd --version
                behind    its clock is 50 min behind
                          next: timedatectl
                ahead     its clock is 67 min ahead
                          next: timedatectl
                old[1-2]  its daemon is older, 1.2.3-SNAPSHOT, than the programs here, 1.2.3
                          next: xmlsysd --version
                new       its daemon is newer, 1.10, than the programs here, 1.2.3
                          next: wulf --version
                failing   sensor textfile: a file *.prom of its directory cannot be read or understood
                          next: xmlsysd --check-config
                hanging   sensors that do not answer within two seconds: sensors (/sys/class/hwmon), gpu (/sys/class/drm)
                          next: sudo dmesg -T | tail -n 20
                failing   sensors that give an error when they are read: links (/sys/class/net)
                          next: ls -l /sys/class/net
                busy      over budget: what is asked of its daemon costs more than 0.5 % of a processor, so answers are repeated or late: 9 clients, 200 answers repeated since it started
                          next: ss -tn sport = :PORT
                late      over budget: what is asked of its daemon costs more than its budget, so answers are repeated or late: 2 clients, 0 answers repeated since it started
                          next: ss -tn sport = :PORT
                """);
    }

    @Test
    void manyHostsOfOneTimeSayThatTheClockHereIsWrong() throws Exception {
        for (var name : List.of("n1", "n2", "n3")) {
            node(name, (tenths, _) -> says(tenths, 3600, "", ""));
        }
        node("right", (tenths, _) -> says(tenths, 0, "", ""));
        assertThat(doctor("1.2.3", Settings.usual())).isEqualTo(Wulf.SOME_DOWN);
        assertThat(printed()).isEqualTo("""
                hosts   finding
                n[1-3]  all well
                (here)  the clock of this machine is 60 min behind, going by most of the hosts
                        next: timedatectl
                right   its clock is 60 min behind
                        next: timedatectl
                """);
    }

    @Test
    void aNameWithoutAnAddressIsNotOneThatNobodyCanLookUp() throws Exception {
        hosts.append("<nodeset>lost[1-3],dark[01-12]</nodeset>");
        var settings = Settings.usual().lookup(name -> {
            throw new UnknownHostException(name + (name.startsWith("dark")
                    ? ": Temporary failure in name resolution"
                    : ": Name or service not known"));
        });
        assertThat(doctor("1.2.3", settings)).isEqualTo(Wulf.SOME_DOWN);
        assertThat(printed()).isEqualTo("""
                hosts        finding
                lost[1-3]    no such host: the name has no address
                             next: getent hosts lost1
                dark[01-12]  the name server does not answer, or not in time
                             next: cat /etc/resolv.conf
                """);
        out.reset();
        assertThat(doctor("1.2.3", settings, "--format", "csv", "dark07,lost1")).isEqualTo(Wulf.SOME_DOWN);
        assertThat(printed()).isEqualTo("""
                host,cause,finding,next
                dark07,name-server,"the name server does not answer, or not in time",cat /etc/resolv.conf
                lost1,unknown-host,no such host: the name has no address,getent hosts lost1
                """);
    }

    @Test
    void whereAllIsWellOneLineSaysSo() throws Exception {
        for (var name : List.of("n1", "n2", "n3")) {
            node(name, (tenths, _) -> says(tenths, 0, "", ""));
        }
        assertThat(doctor()).isEqualTo(Wulf.DONE);
        assertThat(out).hasToString("n[1-3]  all well\n");
        out.reset();
        assertThat(doctor("--format", "jsonl", "--hosts", "n2")).isEqualTo(Wulf.DONE);
        assertThat(out).hasToString("{\"host\":\"n2\",\"cause\":\"well\",\"finding\":\"all well\",\"next\":null}\n");
    }

    @Test
    void whatIsTypedWrongIsQuoted() throws Exception {
        hosts.append("<nodeset>n1</nodeset>");
        for (var wrong : List.of(List.of("--what"), List.of("--format", "pdf"), List.of("n[2-1]"),
                List.of("--shard", "9/8"))) {
            assertThat(doctor(wrong.toArray(String[]::new))).as("%s", wrong).isEqualTo(Wulf.WRONG_USAGE);
        }
        assertThat(err).hasToString("""
                wulf doctor: unknown option "--what"; see wulf doctor -h
                wulf doctor: --format "pdf": expected table, csv, tsv or jsonl
                wulf doctor: "n[2-1]", column 2: the range 2-1 runs backwards
                wulf doctor: --shard "9/8": expected which part of how many, such as 3/8
                """);
        assertThat(doctor("-h")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: wulf doctor");
        assertThat(doctor("-f", "nowhere")).isEqualTo(Wulf.FAILED);
    }

    /// The same as of a release.
    private int doctor(String release, Settings settings, String... arguments) throws Exception {
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
        var known = Hosts.of(directory, directory.resolve("home"), directory.resolve("etc"), Map.of());
        var silent = new Progress(new PrintStream(err), false, System.nanoTime());
        return new DoctorCommand(known, out, silent, release, settings).run(arguments);
    }

    private static String tls(String name) {
        return "tls-port = 0\ntls-certificate = " + Daemon.certificate(name + ".pem") + "\ntls-key = "
                + Daemon.certificate(name + ".key");
    }

    private Daemon started(Process process) throws IOException {
        var daemon = Daemon.of(process);
        open.add(daemon);
        ports.putIfAbsent(daemon.port(), "PORT");
        ports.putIfAbsent(daemon.tlsPort(), "TLS-PORT");
        return daemon;
    }

    private void host(String name, int port, String tls) {
        hosts.append("<host><name>%s</name><ip>127.0.0.1</ip><port>%d</port>%s</host>\n".formatted(name, port, tls));
        ports.putIfAbsent(port, "PORT");
    }

    private static String packet(String document) {
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    /// A server that says something once somebody has connected.
    ///
    /// @param isPatient whether it then waits, and does not hang up
    private int speaking(String words, boolean isPatient) throws IOException {
        var listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        open.add(listener);
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var client = listener.accept();
                    Thread.ofVirtual().start(() -> speak(client, words, isPatient));
                }
            } catch (IOException _) {
                // The test is over.
            }
        });
        return listener.getLocalPort();
    }

    private static void speak(Socket client, String words, boolean isPatient) {
        try (client) {
            client.getOutputStream().write(words.getBytes(StandardCharsets.ISO_8859_1));
            if (isPatient) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else {
                client.shutdownOutput();
            }
        } catch (IOException _) {
            // The client is gone.
        }
    }

    private static int closed() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return listener.getLocalPort();
        }
    }

    /// Nothing comes back from it, as from behind a firewall: nobody takes the connections that fill its queue.
    private int jammed() throws IOException {
        var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
        open.add(listener);
        for (var i = 0; i < 4; i++) {
            var client = SocketChannel.open();
            client.configureBlocking(false);
            client.connect(listener.getLocalSocketAddress());
            open.add(client);
        }
        return listener.getLocalPort();
    }

    /// What was printed, with names in the place of ports.
    private String printed() {
        var text = out.toString(StandardCharsets.UTF_8);
        for (var port : ports.entrySet()) {
            text = text.replace(Integer.toString(port.getKey()), port.getValue());
        }
        return text;
    }

    private int doctor(String... arguments) throws IOException {
        Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
        var all = new ArrayList<>(List.of("doctor"));
        all.addAll(List.of(arguments));
        var program = new Wulf(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory, directory.resolve("home"), directory.resolve("etc"), false);
        return program.run(Map.of(), all.toArray(String[]::new));
    }
}
