package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.wire.Sink;

/// What a node answers that has more to say than the daemon holds of an answer, over real sockets.
@Timeout(120)
class LargeAnswersTest {
    private static final int PROCESSORS = 2048;
    private static final int PROCESSES = 3000;
    private static final String LIST = "off all\non pids\nroot on\npids all\ncmdline on\n";

    private final Texts node = new Texts();
    private final Clock clock = new Clock() {
        @Override
        public long micros() {
            return 1_016_048_061_000_042L;
        }

        @Override
        public long nanos() {
            return System.nanoTime();
        }
    };

    /// By which nothing takes any time, so that what reading took is the same in every answer.
    private final Clock still = new Clock() {
        @Override
        public long micros() {
            return clock.micros();
        }

        @Override
        public long nanos() {
            return 1;
        }
    };

    @BeforeEach
    void record() {
        var stat = new StringBuilder("cpu  1 2 3 4 5 6 7 8 9 10\n");
        var softirqs = new StringBuilder("      ");
        for (var cpu = 0; cpu < PROCESSORS; cpu++) {
            stat.append("cpu").append(cpu).append(" 1000").append(cpu).append(" 2 3000 4000000 5 6 7 8 9 10\n");
            softirqs.append("CPU").append(cpu).append("    ");
        }
        softirqs.append("\n  TIMER:");
        for (var cpu = 0; cpu < PROCESSORS; cpu++) {
            softirqs.append(' ').append(cpu * 7919);
        }
        node.with("proc/stat", stat + "intr 5\nctxt 6\nbtime 1016000000\nprocesses 7\n")
                .with("proc/softirqs", softirqs + "\n")
                .with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");
        for (var pid = 1; pid <= PROCESSES; pid++) {
            node.process(pid, "solver", 'R', 500, 7)
                    .with("proc/" + pid + "/cmdline", "/opt/solver\0--part\0" + "x".repeat(150) + pid + "\0");
        }
    }

    private TestDaemon daemon(int megabytes) throws IOException {
        var all = Settings.open(9);
        var inForce = new InForce(new Settings(0, null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                all.lineNanos(), all.idleNanos(), null, 0, 0, megabytes * Settings.MEGABYTE, null));
        var sampler = new Sampler(node, still);
        return new TestDaemon(_ -> new XmlConversation(sampler, TestDaemon.quiet(), inForce, true), inForce,
                sampler.ledger(), clock);
    }

    /// What an answer is that is held in one piece.
    private byte[] held(String commands) {
        var conversation = TestDaemon.conversation(new Sampler(node, still));
        var bytes = commands.getBytes(StandardCharsets.US_ASCII);
        conversation.accept(bytes, bytes.length);
        var sink = new Sink();
        while (conversation.next(sink) && sink.length() == 0) {
            // Not that one.
        }
        var text = new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII);
        return text.substring(text.indexOf("\n\n") + 2).getBytes(StandardCharsets.US_ASCII);
    }

    private static void say(Socket client, String commands) throws IOException {
        client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
    }

    /// The document of a packet, or the body of an answer over HTTP.
    private static byte[] document(InputStream in) throws IOException {
        var length = -1;
        while (true) {
            var line = new StringBuilder();
            for (var octet = in.read(); octet != '\n'; octet = in.read()) {
                assertThat(octet).as("closed in the header").isNotNegative();
                line.append((char) octet);
            }
            var text = line.toString().strip();
            if (text.isEmpty()) {
                var document = in.readNBytes(length);
                assertThat(document).hasSize(length);
                return document;
            }
            if (text.startsWith("Content-Length: ")) {
                length = Integer.parseInt(text.substring("Content-Length: ".length()));
            }
        }
    }

    @Test
    void inEachFormatItIsTheSameAsIfItHadBeenHeldWhole() throws Exception {
        try (var daemon = daemon(64); var client = daemon.connect()) {
            for (var round = 0; round < 3; round++) {
                for (var commands : new String[]{
                    "off all\non stat softirqs\nsend\n", LIST + "send\n", "off all\non stat\nget //cpu/idle\n"
                }) {
                    for (var format : new String[]{"xml", "json", "openmetrics", "prometheus"}) {
                        var all = "format " + format + "\n" + commands;
                        var expected = held(all);
                        say(client, all);
                        assertThat(document(client.getInputStream())).as(all).isEqualTo(expected);
                        say(client, "compress deflate\n" + commands + "compress none\n");
                        var inflated = new InflaterInputStream(
                                new ByteArrayInputStream(document(client.getInputStream())));
                        assertThat(inflated.readAllBytes()).as("deflated: %s", all).isEqualTo(expected);
                    }
                }
            }
        }
    }

    @Test
    void overHttpItIsTheSameToo() throws Exception {
        try (var daemon = daemon(64); var client = daemon.connect()) {
            var expected = held("off all\non stat softirqs\nformat json\nsend\n");
            assertThat(expected).hasSizeGreaterThan(Answers.MOST_HELD);
            for (var round = 0; round < 3; round++) {
                var head = "GET /json?off=all&on=stat&on=softirqs HTTP/1.1\r\nHost: localhost\r\n";
                say(client, head + "\r\n");
                assertThat(document(client.getInputStream())).isEqualTo(expected);
                say(client, head + "Accept-Encoding: gzip\r\n\r\n");
                var unpacked = new GZIPInputStream(new ByteArrayInputStream(document(client.getInputStream())));
                assertThat(unpacked.readAllBytes()).isEqualTo(expected);
            }
        }
    }

    @Test
    void whoReadsSlowlyGetsItWholeAndHoldsNobodyUp() throws Exception {
        var expected = held(LIST + "send\n");
        try (var daemon = daemon(64);
                var slow = daemon.connect();
                var deaf = daemon.connect();
                var other = daemon.connect()) {
            say(deaf, LIST + "send\n".repeat(20));
            say(slow, LIST + "send\n".repeat(8));
            for (var i = 0; i < 20; i++) {
                say(other, "send\n");
                assertThat(document(other.getInputStream())).isNotEmpty();
            }
            for (var i = 0; i < 8; i++) {
                assertThat(document(slow.getInputStream())).isEqualTo(expected);
            }
        }
    }

    @Test
    void beyondTheLimitThereIsAnErrorAndTheRestGoesOn() throws Exception {
        try (var daemon = daemon(1); var client = daemon.connect(); var browser = daemon.connect()) {
            say(client, LIST + "init\n" + LIST + "send\noff all\non loadavg pids\ntask nobody\nsend\n");
            assertThat(new String(document(client.getInputStream()), StandardCharsets.US_ASCII)).matches("""
                    <\\?xml version="1.0"\\?>
                    <xmlsysd>
                      <error line="12">this answer has [0-9]{7} bytes, and this node sends no more than 1048576: ask for \
                    less, or have answer-limit raised in xmlsysd.conf</error>
                    </xmlsysd>
                    """);
            assertThat(new String(document(client.getInputStream()), StandardCharsets.US_ASCII))
                    .contains("<xmlsysd init=\"1\">", "<load1>0.21</load1>")
                    .doesNotContain("failed");

            say(browser, "GET /xml?on=all HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(TestDaemon.rest(browser)).startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                    .containsPattern(
                            "\r\n\r\nthis answer has [0-9]{7} bytes, and this node sends no more than 1048576: .*\n$");
        }
    }

    @Test
    void procstatdSendsAllJobs() throws Exception {
        var sampler = new Sampler(node, still);
        var inForce = new InForce(Settings.open(9));
        try (var daemon = new TestDaemon(
                isTrusted -> new AsciiConversation(sampler, node, TestDaemon.quiet(), inForce, isTrusted), inForce,
                sampler.ledger(), clock)) {
            var lines = daemon.talk("jobs\nquit\n").split("\n");
            assertThat(lines[0]).isEqualTo(Integer.toString(PROCESSES));
            assertThat(lines).hasSize(PROCESSES + 1);
            assertThat(lines[PROCESSES]).endsWith("Cmdline: /opt/solver --part " + "x".repeat(150) + PROCESSES);
            assertThat(daemon.talk("send\nquit\n").split("\n")).contains("proc/stat/cpu[2047]/user 10002047");
        }
    }

    @Test
    void aLongCommandLineIsCutWhereThatIsSaid() throws Exception {
        var word = "y".repeat(100_000);
        node.with("proc/1/cmdline", "a\0" + word + "\0");
        try (var daemon = daemon(64); var client = daemon.connect()) {
            say(client, LIST + "send\n");
            assertThat(new String(document(client.getInputStream()), StandardCharsets.US_ASCII))
                    .contains("<cmdline>a " + "y".repeat(4094) + "...</cmdline>")
                    .contains("<task pid=\"" + PROCESSES + "\">");
        }
    }
}
