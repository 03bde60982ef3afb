package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
    private static final long NOW = 1_795_372_011_250_000L;
    private static final long SECOND = 1_000_000;

    private final Texts node = new Texts().with("proc/loadavg", "0.20 0.18 0.12 1/80 11206\n");

    @Test
    void theNextSampleIsDueAtTheNextMultipleOfThePeriod() {
        assertThat(new Subscription(SECOND, 0, NOW).left(NOW)).isEqualTo(750_000);
        assertThat(new Subscription(SECOND, 0, NOW).left(NOW + 749_999)).isEqualTo(1);
        assertThat(new Subscription(SECOND, 0, NOW).left(NOW + 760_000)).isEqualTo(-10_000);
        assertThat(new Subscription(SECOND, 300_000, NOW).left(NOW)).isEqualTo(50_000);
        assertThat(new Subscription(SECOND, 5_300_000, NOW).left(NOW)).isEqualTo(50_000);
        assertThat(new Subscription(10 * SECOND, 0, NOW).left(NOW)).isEqualTo(8_750_000);
        assertThat(new Subscription(SECOND, 250_000, NOW).left(NOW)).isEqualTo(SECOND);
    }

    @Test
    void aSampleThatCameLateDoesNotMoveTheNextOne() {
        var random = new Random(2002);
        var now = NOW;
        var subscription = new Subscription(SECOND, 0, now);
        for (var round = 0; round < 10_000; round++) {
            now += subscription.left(now) + random.nextInt(40_000);
            assertThat(subscription.left(now)).isBetween(-40_000L, 0L);
            subscription.pass(now);
            assertThat(now + subscription.left(now)).isEqualTo(NOW - 250_000 + (round + 2) * SECOND);
        }
    }

    @Test
    void aClockThatIsSetBackOrForwardCostsNoMoreThanOnePeriod() {
        var subscription = new Subscription(SECOND, 0, NOW);
        var back = NOW - 3600 * SECOND;
        assertThat(subscription.left(back)).isEqualTo(750_000);
        var forward = NOW + 3600 * SECOND;
        assertThat(subscription.left(forward)).isNegative();
        subscription.pass(forward);
        assertThat(subscription.left(forward)).isEqualTo(750_000);
    }

    @Test
    void samplesComeUntilAClientSaysStop() throws Exception {
        try (var daemon = new TestDaemon(node, Clock.system(), 4); var client = daemon.connect()) {
            say(client, "off all\non load1\nevery 10\n");
            var seconds = 0L;
            for (var i = 0; i < 5; i++) {
                var stamp = stamp(TestDaemon.packet(client));
                assertThat(stamp).isGreaterThan(seconds);
                seconds = stamp;
            }
            say(client, "every 20 offset 5\n");
            TestDaemon.packet(client);
            say(client, "stop\nget //load5\n");
            while (!TestDaemon.packet(client).contains("load5")) {
                // what was on its way
            }
            say(client, "get //load15\n");
            assertThat(TestDaemon.packet(client)).contains("load15");
        }
    }

    @Test
    void aClientThatReadsSlowlyIsToldHowMuchItLostAndDelaysNobody() throws Exception {
        var disks = new StringBuilder();
        for (var disk = 0; disk < 3000; disk++) {
            disks.append("   8 ").append(disk).append(" sd").append(disk).append(" 1 2 3 4 5 6 7 8 9 10 11\n");
        }
        node.with("proc/diskstats", disks.toString());
        try (var daemon = new TestDaemon(node, Clock.system(), 4);
                var slow = daemon.connect();
                var polite = daemon.connect()) {
            say(slow, "off all\non diskstats\nevery 10\n");
            var lost = Pattern.compile("<xmlsysd lost=\"([1-9][0-9]*)\">");
            // It reads nothing while a second client is sent many more than could be on the way to it, and then all of it.
            say(polite, "off all\non load1\nevery 10\n");
            for (var round = 0; round < 40; round++) {
                assertThat(TestDaemon.packet(polite)).contains("<load1>0.20</load1>");
            }
            for (var packets = 0; !lost.matcher(TestDaemon.packet(slow)).find(); packets++) {
                assertThat(packets).as("packets without a loss").isLessThan(40);
            }
        }
    }

    @Test
    void whatIsNoPeriodIsSaid() throws Exception {
        try (var daemon = new TestDaemon(node, Clock.system(), 4)) {
            for (var wrong : new String[]{"", "9", "86400001", "1e3", "-1", "1000 offset", "1000 offset x", "1000 250",
                "99999999999999999999", "1000 offset 5 5"}) {
                assertThat(daemon.talk("every " + wrong + "\nquit\n"))
                        .contains("every takes milliseconds from 10 to 86400000");
            }
        }
    }

    @Test
    void aPipeIsServedByTheClockToo() throws Exception {
        var typed = new PipedOutputStream();
        var out = new ByteArrayOutputStream() {
            @Override
            public synchronized void flush() {
                notifyAll();
            }
        };
        var conversation = TestDaemon.conversation(new Sampler(node, Clock.system()));
        var pipe = new Pipe(conversation, new PipedInputStream(typed), out, Clock.system());
        var thread = Thread.ofPlatform().start(() -> {
            try {
                pipe.converse();
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        });
        typed.write("off all\non load1\nevery 10\n".getBytes(StandardCharsets.US_ASCII));
        synchronized (out) {
            while (out.toString(StandardCharsets.US_ASCII).split("</xmlsysd>", -1).length < 4) {
                out.wait(20_000);
            }
        }
        typed.write("stop\nhelp\n".getBytes(StandardCharsets.US_ASCII));
        typed.close();
        thread.join(20_000);
        assertThat(out.toString(StandardCharsets.US_ASCII)).endsWith("  </help>\n</xmlsysd>\n");
    }

    private static void say(java.net.Socket client, String text) throws java.io.IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static long stamp(String packet) {
        var stamp = Pattern.compile("tv_sec=\"(\\d+)\" tv_usec=\"(\\d+)\"").matcher(packet);
        assertThat(stamp.find()).isTrue();
        return Long.parseLong(stamp.group(1)) * SECOND + Long.parseLong(stamp.group(2));
    }
}
