package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.libwulf.TestNode.packet;
import static org.wulfware.libwulf.TestNode.write;

import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Stat;

/// Samples that come by the node's clock, and what is not asked again for a while.
@Timeout(60)
class PaceTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Settings EAGER = Settings.usual().limits(LONG, LONG).backoff(Duration.ZERO, Duration.ZERO);

    @Test
    void aDaemonThatSendsByItsClockIsNotAskedAgain() throws Exception {
        var socket = new ArrayBlockingQueue<OutputStream>(1);
        try (var node = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send")) {
                    write(out, packet(context(1)));
                } else if (line.startsWith("every ")) {
                    socket.add(out);
                }
            }
        });
                var poller = poller(EAGER, node)) {
            poller.pace(HOUR);
            assertThat(switches(round(poller))).isEqualTo(1);
            var out = held(socket);
            write(out, packet(context(2)));
            until(() -> switches(poller.states()) == 2);
            // This one is of the last half hour, and so of this round.
            assertThat(switches(round(poller))).isEqualTo(2);
            write(out, packet(context(3)));
            until(() -> switches(poller.states()) == 3);
            assertThat(node.lines()).containsExactly("send", "every 3600000");
        }
    }

    @Test
    void whatElseIsAskedOfASubscriberIsAskedAtOnceAndSoIsAnotherPace() throws Exception {
        var socket = new ArrayBlockingQueue<OutputStream>(3);
        try (var node = TestNode.serving((in, out) -> {
            var answers = 0;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send")) {
                    write(out, packet(context(10 + answers++)));
                } else if (line.startsWith("every ") || line.equals("stop")) {
                    socket.add(out);
                }
            }
        });
                var poller = poller(EAGER, node)) {
            poller.pace(HOUR);
            round(poller);
            write(held(socket), packet(context(2)));
            until(() -> switches(poller.states()) == 2);
            poller.ask(new Asking(List.of("off all", "on stat")));
            assertThat(switches(round(poller))).isEqualTo(11);
            poller.pace(Duration.ofHours(2));
            assertThat(switches(round(poller))).isEqualTo(12);
            write(held(socket), packet(context(3)));
            until(() -> switches(poller.states()) == 3);
            poller.pace(Duration.ZERO);
            assertThat(switches(round(poller))).isEqualTo(13);
            // One that was on its way already is no reason to think ill of the node.
            write(held(socket), packet(context(4)));
            until(() -> switches(poller.states()) == 4);
            assertThat(switches(round(poller))).isEqualTo(14);
            assertThat(node.connections()).isEqualTo(1);
            assertThat(node.lines()).containsExactly(
                    "send", "every 3600000", "off all", "on stat", "send", "send", "every 7200000", "send", "stop",
                    "send");
        }
    }

    @Test
    void whatWasOnItsWayWhenSomethingElseWasAskedIsNoAnswerToThat() throws Exception {
        var socket = new ArrayBlockingQueue<OutputStream>(1);
        var late = new AtomicInteger();
        var isReset = new AtomicBoolean();
        try (var node = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("init")) {
                    if (late.incrementAndGet() == 2) {
                        write(out, packet(context(7))); // by the clock, just before it heard that
                    }
                    isReset.set(true);
                } else if (line.equals("send")) {
                    write(out, packet(isReset.getAndSet(false)
                            ? context(20 + late.get()).replace("<xmlsysd>", "<xmlsysd init=\"1\">")
                            : context(1)));
                } else if (line.startsWith("every ")) {
                    socket.add(out);
                }
            }
        });
                var poller = poller(EAGER, node)) {
            poller.pace(HOUR);
            round(poller);
            write(held(socket), packet(context(2)));
            until(() -> switches(poller.states()) == 2);
            poller.ask(new Asking(List.of("off all", "on stat")));
            round(poller);
            poller.ask(new Asking(List.of("off all", "on stat loadavg")));
            poller.poll();
            until(() -> node.lines().contains("on stat loadavg"));
            assertThat(switches(poller.await(LONG))).isEqualTo(21);
            assertThat(poller.states().getFirst().isOld()).isFalse();
            // From now on it is known that this daemon tells its answers apart.
            poller.ask(new Asking(List.of("off all", "on loadavg stat")));
            assertThat(switches(round(poller))).isEqualTo(22);
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @Test
    void aHostThatHasNotAnsweredSomethingElseYetHasAnOldSample() throws Exception {
        var socket = new ArrayBlockingQueue<OutputStream>(1);
        try (var node = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("on stat")) {
                    socket.add(out);
                } else if (line.equals("send") && socket.isEmpty()) {
                    write(out, packet(context(1)));
                }
            }
        });
                var poller = poller(EAGER, node)) {
            assertThat(round(poller).getFirst().isOld()).isFalse();
            poller.ask(new Asking(List.of("off all", "on stat")));
            poller.poll();
            until(() -> poller.states().getFirst().isOld());
            assertThat(switches(poller.states())).isEqualTo(1);
            write(held(socket), packet(context(2)));
            until(() -> switches(poller.states()) == 2);
            assertThat(poller.states().getFirst().isOld()).isFalse();
        }
    }

    @Test
    void aRoundWaitsForTheSampleThatIsToCome() throws Exception {
        var socket = new ArrayBlockingQueue<OutputStream>(1);
        try (var node = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send")) {
                    write(out, packet(context(1)));
                } else if (line.startsWith("every ")) {
                    write(out, packet(context(2)));
                    socket.add(out);
                }
            }
        });
                var poller = poller(EAGER, node)) {
            poller.pace(Duration.ofMillis(1));
            round(poller);
            var out = held(socket);
            until(() -> switches(poller.states()) == 2);
            LockSupport.parkNanos(2_000_000); // half a period and more
            poller.poll();
            var waiter = Thread.ofVirtual().start(() -> {
                try {
                    poller.await(LONG);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(waiter.join(Duration.ofMillis(20))).isFalse();
            write(out, packet(context(3)));
            assertThat(waiter.join(LONG)).isTrue();
            assertThat(switches(poller.states())).isEqualTo(3);
        }
    }

    @Test
    void aDaemonOfTheOldKindIsAskedEachTime() throws Exception {
        try (var silent = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send")) {
                    write(out, packet(context(1)));
                }
            }
        });
                var complaining = TestNode.serving((in, out) -> {
                    for (var line = in.readLine(); line != null; line = in.readLine()) {
                        write(out, packet(
                                line.equals("send")
                                        ? context(1)
                                        : "<xmlsysd><error>unknown command \"" + line + "\"</error></xmlsysd>"));
                    }
                });
                var poller = poller(EAGER, silent, complaining)) {
            poller.pace(HOUR);
            for (var i = 0; i < 3; i++) {
                assertThat(round(poller)).allMatch(HostState::isUp);
            }
            assertThat(silent.lines()).containsExactly("send", "every 3600000", "send", "send");
            assertThat(complaining.lines()).isEqualTo(silent.lines());
        }
    }

    @Test
    void aSubscriptionThatFallsSilentIsGivenUp() throws Exception {
        var limit = Duration.ofMillis(150);
        try (var node = TestNode.serving((in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send") || line.startsWith("every ")) {
                    write(out, packet(context(1)));
                }
            }
        });
                var poller = poller(EAGER.limits(limit, limit), node)) {
            poller.pace(Duration.ofMillis(50));
            round(poller);
            until(() -> poller.states().getFirst().poll() instanceof Poll.Silent);
            until(() -> node.ended() == 1);
        }
    }

    @Test
    void aSubscriptionThatBreaksIsMadeAnewAtTheNextRound() throws Exception {
        try (var node = TestNode.serving((in, out) -> {
            in.readLine();
            write(out, packet(context(1)));
            in.readLine();
            write(out, packet(context(2)));
        });
                var poller = poller(EAGER, node)) {
            poller.pace(Duration.ofMillis(1));
            while (node.ended() < 3) {
                assertThat(round(poller)).allMatch(HostState::isUp);
            }
        }
    }

    @Test
    void whatANodeReadsOnceAMinuteIsNotAskedForMoreOften() throws Exception {
        try (var node = TestNode.serving((in, out) -> {
            var says = true;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "off cpuinfo" -> says = false;
                    case "init" -> says = true;
                    default -> write(out, packet(document(says, 2)));
                }
            }
        });
                var poller = poller(EAGER, node)) {
            for (var i = 0; i < 4; i++) {
                var state = round(poller).getFirst();
                assertThat(state.current().orElseThrow().text(Cpuinfo.MODEL_NAME)).isEqualTo("i586");
            }
            assertThat(node.lines()).containsExactly("send", "off cpuinfo", "send", "send", "send");
        }
    }

    @Test
    void aProcessorMoreIsAChangeOfWhatIsKnownOfThem() throws Exception {
        var cpus = new int[]{2};
        try (var node = TestNode.serving((in, out) -> {
            var says = true;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                switch (line) {
                    case "off cpuinfo" -> says = false;
                    case "init" -> says = true;
                    default -> write(out, packet(document(says, cpus[0])));
                }
            }
        });
                var poller = poller(EAGER, node)) {
            round(poller);
            round(poller);
            cpus[0] = 3;
            round(poller);
            round(poller);
            round(poller);
            assertThat(node.lines()).containsExactly(
                    "send", "off cpuinfo", "send", "send", "init", "send", "off cpuinfo", "send");
        }
    }

    @Test
    void hostsMayChangeAndThoseThatStayKeepTheirState() throws Exception {
        try (var stays = answering();
                var goes = answering();
                var comes = answering();
                var poller = poller(EAGER, goes, stays)) {
            var before = round(poller).get(1);
            poller.hosts(List.of(stays.host(), comes.host()));
            assertThat(poller.states().getFirst()).isSameAs(before);
            var states = round(poller);
            assertThat(states).hasSize(2).allMatch(HostState::isUp);
            assertThat(states.getFirst().previous()).isEqualTo(before.current());
            until(() -> goes.ended() == 1);
            assertThat(stays.connections()).isEqualTo(1);
        }
    }

    private static TestNode answering() throws Exception {
        return TestNode.answering(context(1));
    }

    private static String document(boolean saysCpuinfo, int cpus) {
        var text = new StringBuilder("<xmlsysd><proc><stat>");
        for (var i = 0; i < cpus; i++) {
            text.append("<cpu id='").append(i).append("'><user>1</user></cpu>");
        }
        text.append("</stat>");
        if (saysCpuinfo) {
            text.append("<cpuinfo><processor id='0'><model_name>i586</model_name></processor></cpuinfo>");
        }
        return text.append("</proc></xmlsysd>").toString();
    }

    private static String context(long switches) {
        return "<xmlsysd><proc><stat><ctxt>" + switches + "</ctxt></stat></proc></xmlsysd>";
    }

    private static double switches(List<HostState> states) {
        return states.getFirst().current().map(sample -> sample.number(Stat.CTXT).orElse(-1)).orElse(-1.0);
    }

    private static OutputStream held(BlockingQueue<OutputStream> queue) throws InterruptedException {
        var out = queue.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(out).isNotNull();
        return out;
    }

    private static Poller poller(Settings settings, TestNode... nodes) {
        return new Poller(List.of(nodes).stream().map(TestNode::host).toList(), Asking.DEFAULT, settings);
    }

    private static List<HostState> round(Poller poller) throws InterruptedException {
        poller.poll();
        return poller.await(LONG);
    }

    private static void until(BooleanSupplier condition) {
        var limit = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
