package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node that has more processes than the budget can have read at once, on a clock that a test sets.
@Timeout(60)
class ManyProcessesTest {
    private static final int PROCESSES = 3000;
    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final String LIST = "off all\non pids\nroot on\npids all\n";

    private final AtomicLong nanos = new AtomicLong(SECOND);
    private final AtomicLong used = new AtomicLong();
    private final Ledger ledger = new Ledger();
    private final InForce inForce = new InForce(settings());
    private final Budget budget = new Budget(inForce, _ -> used.get(), ledger, 0);
    private final Clock clock = new Clock() {
        @Override
        public long micros() {
            return 1_016_048_061_000_000L + nanos.get() / 1000;
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    };

    /// Each file takes 30 µs to be read.
    private final Texts node = new Texts() {
        @Override
        public int readOnce(String path, TextBuffer buffer) {
            nanos.addAndGet(30 * MICRO);
            used.addAndGet(30 * MICRO);
            return super.readOnce(path, buffer);
        }
    };

    private final Sampler sampler = new Sampler(node, clock, ledger, budget);

    private static Settings settings() {
        var all = Settings.open(9);
        return new Settings(all.port(), null, 9, 9, all.access(), all.hosts(), all.cmdline(), all.masks(),
                all.lineNanos(), all.idleNanos(), null, 10_000, 0, all.answerBytes(), null);
    }

    @BeforeEach
    void processes() {
        node.users.put(0L, "root");
        node.users.put(500L, "ada");
        for (var pid = 1; pid <= PROCESSES; pid++) {
            node.process(pid, "p" + pid, pid == 7 ? 'R' : 'S', pid % 2 == 0 ? 0 : 500, pid);
        }
    }

    private TestDaemon daemon() throws IOException {
        return new TestDaemon(isTrusted -> new XmlConversation(sampler, TestDaemon.quiet(), inForce, isTrusted),
                inForce, ledger, budget, clock);
    }

    private static void say(Socket client, String commands) throws IOException {
        client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
    }

    private static String asked(Socket client, String commands) throws IOException {
        say(client, commands);
        return TestDaemon.packet(client);
    }

    /// Lets time pass until there is an answer, and holds each ten seconds against the budget; somebody who asks for little has an
    /// answer all the time.
    private String awaited(Socket client, Socket other) throws IOException {
        var from = nanos.get();
        var before = used.get();
        for (var second = 0; client.getInputStream().available() == 0; second++) {
            assertThat(second).as("seconds until it is answered").isLessThan(100);
            nanos.addAndGet(SECOND);
            assertThat(asked(other, "help\n")).contains("<command");
            if (nanos.get() - from >= 10 * SECOND) {
                assertThat(used.get() - before).isLessThanOrEqualTo(110 * MILLI);
                from = nanos.get();
                before = used.get();
            }
        }
        return TestDaemon.packet(client);
    }

    private static int count(String answer) {
        return answer.split("<task ", -1).length - 1;
    }

    @Test
    void theListComesLateAndWholeAndLaterOnesAreAsOldAsTheySay() throws Exception {
        try (var daemon = daemon(); var client = daemon.connect(); var other = daemon.connect("127.0.0.2")) {
            say(client, LIST + "send\n");
            var first = awaited(client, other);
            assertThat(count(first)).isEqualTo(PROCESSES);
            assertThat(first).contains("<name>p3000</name>", "<user>ada</user>").doesNotContain("failed");

            node.process(7, "new", 'R', 500, 9);
            say(client, "help\nsend\n");
            assertThat(awaited(client, other)).contains("<help>");
            var second = awaited(client, other);
            assertThat(count(second)).isEqualTo(PROCESSES);
            assertThat(second).containsPattern("<xmlsysd age_ms=\"[0-9]{4,}\">").contains("<name>p7</name>");
        }
    }

    @Test
    void whatEachClientIsToldIsMadeOfTheSameList() throws Exception {
        try (var daemon = daemon(); var client = daemon.connect(); var other = daemon.connect("127.0.0.2")) {
            say(client, LIST + "send\n");
            awaited(client, other);
            // Where the test was slow, the next list was begun, and some are read once more.
            var reads = List.copyOf(node.reads).stream().filter(path -> path.endsWith("/status")).distinct().count();
            say(client, "root off\nsend\n");
            var withoutRoot = awaited(client, other);
            assertThat(count(withoutRoot)).isEqualTo(PROCESSES / 2);
            assertThat(withoutRoot).doesNotContain("<user>root</user>");
            say(client, "pids running\nsend\n");
            assertThat(awaited(client, other)).contains("<task pid=\"7\">").doesNotContain("<task pid=\"9\">");
            say(client, "user root\nsend\n");
            assertThat(count(awaited(client, other))).isEqualTo(PROCESSES / 2);
            say(client, "user nobody\ntask p12\nsend\n");
            var one = awaited(client, other);
            assertThat(count(one)).isEqualTo(1);
            assertThat(one).contains("<task pid=\"12\">").doesNotContain("<cmdline>");
            assertThat(reads).isEqualTo(PROCESSES);
        }
    }

    @Test
    void whoIsNotWillingToWaitIsToldInTimeAndAsksAgain() throws Exception {
        try (var daemon = daemon(); var client = daemon.connect(); var other = daemon.connect("127.0.0.2")) {
            say(client, "patience 2000\n" + LIST + "send\n");
            assertThat(awaited(client, other))
                    .contains("<error line=\"6\">not yet: the daemon keeps to its budget; ask again</error>");
            assertThat(nanos.get()).isLessThan(8 * SECOND);
            var refused = 1;
            say(client, "send\n");
            var answer = awaited(client, other);
            for (; answer.contains("not yet: ") && refused < 50; refused++) {
                say(client, "send\n");
                answer = awaited(client, other);
            }
            assertThat(refused).isGreaterThan(1);
            assertThat(count(answer)).isEqualTo(PROCESSES);
        }
    }

    @Test
    void patienceIsForSamplesAndTakesTwoSecondsAtLeast() throws Exception {
        try (var daemon = daemon(); var client = daemon.connect()) {
            assertThat(asked(client, "patience 100\n"))
                    .contains("<error line=\"1\">patience takes milliseconds from 2000");
            assertThat(asked(client, "patience\n")).contains("<error line=\"2\">patience takes");
            assertThat(asked(client, "patience 2000\noff all\non loadavg\nsend\n")).contains("</xmlsysd>")
                    .doesNotContain("error");
        }
    }
}
