package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a daemon on real sockets answers that has used up its budget, on a clock that a test sets.
@Timeout(60)
class OverBudgetTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long NOON = 1_016_048_061;

    private static final String LOADAVG = "0.21 0.05 0.02 1/80 11206\n";

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong used = new AtomicLong();
    private final Ledger ledger = new Ledger();
    private final InForce inForce = inForce(10_000);
    private final Budget budget = new Budget(inForce, _ -> used.get(), ledger, 0);
    private final Clock clock = new Clock() {
        @Override
        public long micros() {
            return NOON * 1_000_000 + nanos.get() / 1000;
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    };

    /// Each text takes as long to be read as its own number of milliseconds.
    private final Texts node = new Texts() {
        @Override
        public @Nullable Text open(String path) {
            var text = super.open(path);
            return text == null ? null : buffer -> {
                passed((path.endsWith("loadavg") ? 45 : path.endsWith("/stat") ? 20 : 0) * MILLI);
                return text.read(buffer);
            };
        }
    };

    private final Sampler sampler = new Sampler(node, clock, ledger, budget);

    private static InForce inForce(int millionths) {
        var all = Settings.open(9);
        return new InForce(new Settings(all.port(), null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                all.lineNanos(), all.idleNanos(), null, millionths, 0, all.answerBytes(), null));
    }

    private TestDaemon daemon() throws IOException {
        return new TestDaemon(isTrusted -> new XmlConversation(sampler, TestDaemon.quiet(), inForce, isTrusted),
                inForce,
                ledger, budget, clock);
    }

    /// The daemon has computed so long.
    private void passed(long time) {
        nanos.addAndGet(time);
        used.addAndGet(time);
    }

    /// Everything is used up, and more, and the daemon has noticed; a client has just been told something.
    private void spend(Socket client) throws IOException {
        used.addAndGet(200 * MILLI);
        nanos.addAndGet(SECOND);
        asked(client, "help\n");
    }

    private static void say(Socket client, String commands) throws IOException {
        client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
    }

    private static String asked(Socket client, String commands) throws IOException {
        say(client, commands);
        return TestDaemon.packet(client);
    }

    @Test
    void anAnswerOverTheBudgetHasItsAgeAndTheStampsOfTheSampleThatItIsOf() throws Exception {
        node.with("proc/loadavg", LOADAVG);
        try (var daemon = daemon(); var client = daemon.connect()) {
            var first = asked(client, "off all\non loadavg\nsend\n");
            assertThat(first).contains("<xmlsysd>\n").contains("<loadavg tv_sec=\"1016048061\" tv_usec=\"000000\">");

            nanos.addAndGet(SECOND);
            node.with("proc/loadavg", "9.99 0.05 0.02 1/80 11206\n");
            assertThat(asked(client, "send\n")).as("who has used nothing newer than the language is told no age")
                    .isEqualTo(first);
            assertThat(asked(client, "help\nsend\n")).contains("<help>");
            assertThat(TestDaemon.packet(client)).isEqualTo("Content-Length: 222\n\n" + first
                    .substring(first.indexOf("\n\n") + 2)
                    .replace("<xmlsysd>", "<xmlsysd age_ms=\"1045\">"));
            assertThat(asked(client, "format json\npretty off\nsend\n"))
                    .contains(
                            "{\"xmlsysd\":{\"age_ms\":1045,\"proc\":{\"loadavg\":{\"tv_sec\":1016048061,\"tv_usec\":0,");
            assertThat(asked(client, "format openmetrics\nsend\n"))
                    .contains("\nwulf_answer_age_seconds 1.045\n", "\nnode_load1 0.21\n");
            assertThat(daemon.talk("GET /json?get=//load1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .contains("\"age_ms\": 1045")
                    .contains("\"load1\": 0.21");
            assertThat(ledger.stale).isEqualTo(5);

            nanos.addAndGet(11 * SECOND);
            assertThat(asked(client, "format xml\nsend\n")).contains("<xmlsysd><proc>").contains("<load1>9.99</load1>");
            assertThat(ledger.stale).isEqualTo(5);
        }
    }

    @Test
    void whatHasNotBeenReadYetIsReadAllTheSame() throws Exception {
        node.with("proc/loadavg", LOADAVG).with("proc/uptime", "7.00 8.00\n");
        try (var daemon = daemon(); var client = daemon.connect()) {
            asked(client, "off all\non loadavg\nsend\n");
            assertThat(asked(client, "on uptime\nsend\n")).contains("<xmlsysd age_ms=\"45\">", "<load1>0.21",
                    "<seconds>7.00</seconds>").doesNotContain("failed");
            node.with("proc/uptime", "8.00 9.00\n");
            assertThat(asked(client, "send\n")).contains("age_ms=", "<seconds>7.00</seconds>");
            nanos.addAndGet(11 * SECOND);
            assertThat(asked(client, "off loadavg\nsend\n")).contains("<seconds>8.00</seconds>")
                    .doesNotContain("failed", "age_ms");
        }
    }

    @Test
    void whereNothingIsLeftClientsWaitAndAreAnsweredOnceThereIsMore() throws Exception {
        node.with("proc/loadavg", LOADAVG).with("proc/stat", "ctxt 7\n");
        try (var daemon = daemon(); var client = daemon.connect(); var other = daemon.connect()) {
            asked(client, "off all\non loadavg\nsend\n");
            asked(other, "off all\non stat\nsend\n");
            spend(client);
            say(client, "help\n");
            say(other, "help\nhelp\n");
            daemon.awaitHeld();
            assertThat(client.getInputStream().available()).isZero();
            nanos.addAndGet(11 * SECOND);
            TestDaemon.packet(client);
            TestDaemon.packet(other);
            TestDaemon.packet(other);
            assertThat(ledger.withheld).isPositive();
        }
    }

    @Test
    void whoAsksForLittleAndSeldomIsAnsweredWhateverOthersHaveUsed() throws Exception {
        node.with("proc/loadavg", LOADAVG);
        try (var daemon = daemon(); var greedy = daemon.connect(); var modest = daemon.connect("127.0.0.2")) {
            asked(modest, "off all\non uptime\nsend\n");
            asked(greedy, "off all\non loadavg\nsend\n");
            spend(greedy);
            for (var turn = 0; turn < 5; turn++) {
                say(greedy, "send\n");
                daemon.awaitHeld();
                nanos.addAndGet(SECOND);
                assertThat(asked(modest, "send\n")).contains("</xmlsysd>");
                used.addAndGet(20 * MILLI);
            }
            assertThat(greedy.getInputStream().available()).isZero();
        }
    }

    @Test
    void aReloadOfTheSettingsLetsThemGo() throws Exception {
        node.with("proc/loadavg", LOADAVG);
        try (var daemon = daemon(); var client = daemon.connect()) {
            asked(client, "off all\non loadavg\nsend\n");
            spend(client);
            say(client, "help\n");
            daemon.awaitHeld();
            inForce.set(inForce(0).settings(), null);
            TestDaemon.packet(client);
        }
    }

    @Test
    void aDaemonThatHoldsItsClientsBackEndsAtOnce() throws Exception {
        node.with("proc/loadavg", LOADAVG);
        try (var daemon = daemon(); var client = daemon.connect()) {
            asked(client, "off all\non loadavg\nsend\n");
            spend(client);
            say(client, "help\n");
            daemon.awaitHeld();
        }
    }

    @Test
    void samplesByTheClockThatAreNotSentAreCountedAndSaid() throws Exception {
        node.with("proc/loadavg", LOADAVG);
        try (var daemon = daemon(); var client = daemon.connect(); var other = daemon.connect()) {
            asked(client, "off all\nevery 60000\nhelp\n");
            asked(other, "off all\non loadavg\nsend\n");
            spend(other);
            say(other, "help\n");
            daemon.awaitHeld();
            nanos.addAndGet(300 * SECOND);
            used.addAndGet(400 * SECOND);
            assertThat(TestDaemon.packet(other)).as("nobody waits for ever").contains("<help>");
            assertThat(TestDaemon.packet(client)).contains("<xmlsysd lost=\"4\">\n");
            assertThat(ledger.skipped).isEqualTo(4);
        }
    }

    @Test
    void processesAreListedInFullHoweverLongThatTakes() throws Exception {
        for (var pid = 1; pid <= 9; pid++) {
            node.process(pid, "sh", 'R', 500, 7);
        }
        try (var daemon = daemon(); var client = daemon.connect()) {
            assertThat(asked(client, "off all\non pids\npids all\nsend\n"))
                    .contains("<task pid=\"1\">", "<task pid=\"9\">")
                    .doesNotContain("failed");
            node.process(10, "sh", 'R', 500, 7);
            // It is paid for before anything else is answered.
            say(client, "send\n");
            daemon.awaitHeld();
            nanos.addAndGet(30 * SECOND);
            assertThat(TestDaemon.packet(client)).contains("<task pid=\"10\">").doesNotContain("failed");
        }
    }

    @Test
    void whoMayNotSeeCommandLinesIsNotToldThoseThatAnotherWas() throws Exception {
        node.process(1, "sh", 'R', 500, 7).process(2, "sh", 'R', 500, 7).process(3, "sh", 'R', 500, 7);
        node.with("proc/loadavg", LOADAVG);
        var trusted = new XmlConversation(sampler, TestDaemon.quiet(), own(), true);
        var stranger = new XmlConversation(sampler, TestDaemon.quiet(), own(), false);
        var asked = "off all\non pids\npids all\ncmdline on\nsend\n";
        budget.turn(clock.nanos());
        assertThat(answer(trusted, asked)).contains("<cmdline>").doesNotContain("age_ms");
        budget.turn(clock.nanos());
        nanos.addAndGet(SECOND);
        assertThat(answer(trusted, "send\n")).contains("age_ms=\"1060\"", "<cmdline>");
        assertThat(answer(stranger, asked)).as("another list")
                .contains("<task")
                .doesNotContain("cmdline", "age_ms", "failed");
        assertThat(answer(trusted, "pids running\nsend\n")).as("another list")
                .contains("<cmdline>")
                .doesNotContain("age_ms", "failed");
    }

    private static InForce own() {
        return new InForce(Settings.defaults(7887));
    }

    private static String answer(Conversation conversation, String commands) {
        var bytes = commands.getBytes(StandardCharsets.US_ASCII);
        conversation.accept(bytes, bytes.length);
        var sink = new org.wulfware.wire.Sink();
        var all = new StringBuilder();
        while (conversation.next(sink)) {
            all.append(new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII));
        }
        return all.toString();
    }

    @Test
    void aPatternThatTakesTooLongToBeMatchedIsAnError() throws Exception {
        inForce.set(inForce(1000).settings(), null);
        try (var daemon = daemon(); var client = daemon.connect()) {
            assertThat(asked(client, "off all\non /^load[15]$/\nhelp\n")).contains("<command");
            assertThat(asked(client, "on /(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*(.*)*x/ /(.*)*y/\n"))
                    .contains("<error line=\"4\">", "takes longer to be matched than the daemon's budget allows");
        }
    }

    @Test
    void sixtyWhoScrapeAtOnceGetOneSampleWithItsAge() throws Exception {
        node.with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");
        try (var daemon = daemon()) {
            assertThat(scraped(daemon)).contains("wulf_answer_age_seconds 0.045\n", "node_load1 0.21\n");
            passed(3 * MILLI);
            node.with("proc/loadavg", "9.99 0.05 0.02 1/80 11206\n");
            var clients = new ArrayList<Socket>();
            for (var i = 0; i < 8; i++) {
                clients.add(daemon.connect());
            }
            for (var client : clients) {
                say(client, SCRAPE);
            }
            for (var client : clients) {
                assertThat(TestDaemon.rest(client))
                        .startsWith("HTTP/1.1 200 OK\r\n")
                        .contains("wulf_answer_age_seconds 0.048\n", "node_load1 0.21\n");
                client.close();
            }
            for (var i = 0; i < 52; i++) {
                assertThat(scraped(daemon)).contains("wulf_answer_age_seconds 0.048\n", "node_load1 0.21\n");
            }
            assertThat(node.reads.stream().filter("proc/loadavg"::equals)).hasSize(1);
            passed(1);
            nanos.addAndGet(20 * SECOND);
            assertThat(scraped(daemon)).contains("node_load1 9.99\n").doesNotContain("wulf_answer_age_seconds");
        }
    }

    @Test
    void whoScrapesForSomethingElseGetsThat() throws Exception {
        node.with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n").with("proc/uptime", "10.00 20.00\n");
        try (var daemon = daemon()) {
            scraped(daemon);
            assertThat(daemon.talk(SCRAPE.replace("/metrics", "/metrics?collect[]=filefd")))
                    .doesNotContain("node_load1");
            assertThat(daemon.talk(SCRAPE.replace("/metrics", "/metrics?collect[]=loadavg")))
                    .contains("node_load1 0.21\n");
            assertThat(daemon.talk(SCRAPE.replace("\r\n\r\n", "\r\nAccept: application/openmetrics-text\r\n\r\n")))
                    .contains("application/openmetrics-text", "node_load1 0.21\n")
                    .endsWith("# EOF\n");
            assertThat(daemon.talk(SCRAPE.replace("/metrics", "/metrics?collect[]=nothing")))
                    .startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void quikOverTheBudgetIsTheSameAnswerForAll() throws Exception {
        node.with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");
        Conversations ascii = trusted -> new AsciiConversation(sampler, node, TestDaemon.quiet(), inForce, trusted);
        try (var daemon = new TestDaemon(ascii, inForce, ledger, budget, clock)) {
            var first = daemon.talk("quik\nquit\n");
            assertThat(first).contains("proc/loadavg/load1 0.21\n");
            node.with("proc/loadavg", "9.99 0.05 0.02 1/80 11206\n");
            assertThat(daemon.talk("quik\nquik\nquit\n")).as("with its old stamps").isEqualTo(first + first);
            assertThat(daemon.talk("quik\nquit\n")).isEqualTo(first);
            nanos.addAndGet(20 * SECOND);
            assertThat(daemon.talk("quik\nquit\n")).contains("proc/loadavg/load1 9.99\n");
        }
    }

    private static final String SCRAPE = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private static String scraped(TestDaemon daemon) throws IOException {
        return daemon.talk(SCRAPE);
    }
}
