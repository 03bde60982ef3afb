package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.libwulf.TestNode.packet;
import static org.wulfware.libwulf.TestNode.write;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The poller's thread is stopped at its clock, as a busy machine, a person or a closed lid would stop it, while time and the
/// hosts go on.
@Timeout(120)
class LatenessTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// Nothing takes so long, however busy the machine is.
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Settings EAGER = Settings.usual().limits(LONG, LIMIT).backoff(Duration.ZERO, Duration.ZERO);

    /// More than one look at all sockets tells of.
    private static final int CROWD = 1500;

    private final StoppedClock clock = new StoppedClock();
    private final Settings settings = EAGER.clocks(clock, clock.timeOfDay());

    @Test
    void allThatHasArrivedIsReadBeforeAnybodyIsJudged() throws Exception {
        var limits = settings.limits(LONG, Duration.ofMillis(100));
        try (var herd = new Herd();
                var poller = new Poller(herd.hosts(CROWD), Asking.DEFAULT, limits)) {
            poller.poll();
            until(() -> poller.states().stream().allMatch(HostState::isUp));
            herd.hold();
            poller.poll();
            until(() -> herd.held() == CROWD);
            clock.stop();
            herd.answer();
            clock.passed(Duration.ofMillis(200)); // not so long that the limits would be any longer for it
            clock.goOn();
            assertThat(poller.await(PATIENCE)).allMatch(HostState::isUp)
                    .allMatch(state -> state.previous().isPresent());
            assertThat(herd.connections()).isEqualTo(CROWD);
        }
    }

    @Test
    void theTimeForWhichThePollerWasStoppedIsNoHosts() throws Exception {
        try (var herd = new Herd();
                var poller = new Poller(herd.hosts(3), Asking.DEFAULT, settings)) {
            poller.poll();
            until(() -> poller.states().stream().allMatch(HostState::isUp));
            herd.hold();
            poller.poll();
            until(() -> herd.held() == 3);
            clock.stop();
            clock.passed(Duration.ofSeconds(5));
            clock.goOn();
            turns(poller, 5);
            assertThat(poller.states()).allMatch(HostState::isUp);
            herd.answer();
            assertThat(poller.await(PATIENCE)).allMatch(state -> state.previous().isPresent());
            assertThat(herd.connections()).isEqualTo(3);
        }
    }

    @Test
    void aHostThatHangsIsJudgedAllTheSame() throws Exception {
        try (var herd = new Herd();
                var poller = new Poller(herd.hosts(3), Asking.DEFAULT, settings)) {
            poller.poll();
            until(() -> poller.states().stream().allMatch(HostState::isUp));
            herd.hold();
            poller.poll();
            until(() -> herd.held() == 3);
            until(() -> {
                // However long it is stopped each time.
                clock.passed(Duration.ofSeconds(20));
                turns(poller, 1);
                return poller.states().stream().allMatch(state -> state.poll() instanceof Poll.Silent);
            });
        }
    }

    @Test
    void connectionsThatWereLostMeanwhileAreReopenedBeforeAnybodyIsJudged() throws Exception {
        try (var herd = new Herd();
                var poller = new Poller(herd.hosts(CROWD), Asking.DEFAULT, settings)) {
            poller.poll();
            until(() -> poller.states().stream().allMatch(HostState::isUp));
            var since = poller.states().stream().map(HostState::since).toList();
            herd.begin(); // of an answer that never ends
            poller.poll();
            until(() -> herd.held() == CROWD);
            clock.stop();
            herd.hangUp();
            clock.passed(Duration.ofSeconds(30));
            clock.goOn();
            var states = poller.await(PATIENCE);
            assertThat(states).allMatch(HostState::isUp).allMatch(state -> state.previous().isPresent());
            assertThat(states.stream().map(HostState::since).toList()).isEqualTo(since);
            assertThat(herd.connections()).isEqualTo(2 * CROWD);
        }
    }

    @Test
    void connectionsThatWereLostWithoutAWordAreReopenedBeforeAnybodyIsJudged() throws Exception {
        try (var herd = new Herd();
                var poller = new Poller(herd.hosts(3), Asking.DEFAULT, settings)) {
            poller.poll();
            until(() -> poller.states().stream().allMatch(HostState::isUp));
            var since = poller.states().stream().map(HostState::since).toList();
            herd.hold();
            poller.poll();
            until(() -> herd.held() == 3);
            clock.stop();
            herd.forget();
            clock.passed(Duration.ofSeconds(30));
            clock.goOn();
            until(() -> {
                clock.passed(Duration.ofMillis(200));
                return herd.connections() == 6;
            });
            var states = poller.await(PATIENCE);
            assertThat(states).allMatch(HostState::isUp).allMatch(state -> state.previous().isPresent());
            assertThat(states.stream().map(HostState::since).toList()).isEqualTo(since);
        }
    }

    @Test
    void aWayThatIsNotThereYetAfterASuspensionIsTriedAgainBeforeAnybodyIsJudged() throws Exception {
        var first = TestNode.answering("<xmlsysd/>");
        try (var poller = new Poller(List.of(first.host()), Asking.DEFAULT, settings)) {
            poller.poll();
            until(() -> poller.states().getFirst().isUp());
            var since = poller.states().getFirst().since();
            clock.stop();
            first.close();
            clock.passed(Duration.ofSeconds(30));
            clock.goOn();
            turns(poller, 5);
            assertThat(poller.states().getFirst().isUp()).isTrue();
            try (var second = TestNode.on("127.0.0.1", first.port(), "<xmlsysd/>")) {
                clock.passed(Duration.ofMillis(1100));
                until(() -> second.connections() == 1);
                assertThat(poller.await(PATIENCE).getFirst().since()).isEqualTo(since);
                assertThat(poller.states().getFirst().previous()).isPresent();
            }
            // Later on nobody is to blame but the host.
            until(() -> {
                clock.passed(Duration.ofMillis(200));
                poller.poll();
                return poller.states().getFirst().poll() instanceof Poll.Refused;
            });
            assertThat(clock.getAsLong()).isGreaterThan(Duration.ofSeconds(35).toNanos());
        } finally {
            first.close();
        }
    }

    /// Waits for turns of the poller's loop, which waits for nothing but the next round.
    private void turns(Poller poller, int count) {
        var enough = clock.looks() + count * 4L; // it looks thrice in each, and where limits are judged
        until(() -> {
            poller.poll();
            return clock.looks() >= enough;
        });
    }

    private static void until(BooleanSupplier condition) {
        var limit = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// A clock that stands still but for what passes, and that holds the poller's thread where it looks at it.
    private static final class StoppedClock implements LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final AtomicLong looks = new AtomicLong();
        private volatile @Nullable CountDownLatch gate;
        private volatile CountDownLatch isThere = new CountDownLatch(1);

        @Override
        public long getAsLong() {
            if (Thread.currentThread().getName().equals("poller")) {
                looks.incrementAndGet();
                var closed = gate;
                if (closed != null) {
                    isThere.countDown();
                    await(closed);
                }
            }
            return nanos.get();
        }

        void stop() {
            isThere = new CountDownLatch(1);
            gate = new CountDownLatch(1);
            await(isThere);
        }

        void passed(Duration time) {
            nanos.addAndGet(time.toNanos());
        }

        void goOn() {
            var closed = gate;
            gate = null;
            if (closed != null) {
                closed.countDown();
            }
        }

        /// How many times the poller has looked at it.
        long looks() {
            return looks.get();
        }

        /// A time of day that goes with it: time that passes on the machine is no suspension.
        Clock timeOfDay() {
            return new Clock() {
                @Override
                public Instant instant() {
                    return NOON.plusNanos(nanos.get());
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            };
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Hosts that are one node, and answer at its word.
    private static final class Herd implements AutoCloseable {
        private final TestNode node;
        private final Queue<OutputStream> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicInteger generation = new AtomicInteger();
        private volatile boolean isHeld;
        private volatile boolean isBegun;

        Herd() throws IOException {
            node = TestNode.serving((in, out) -> {
                var mine = generation.get();
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    if (line.equals("send") && isHeld && mine == generation.get()) {
                        if (isBegun) {
                            write(out, "Content-Length: 500\n\n<xmlsysd>");
                        }
                        waiting.add(out);
                    } else if (line.equals("send")) {
                        write(out, packet("<xmlsysd/>"));
                    }
                }
            });
        }

        List<Host> hosts(int count) {
            var hosts = new ArrayList<Host>();
            for (var i = 0; i < count; i++) {
                hosts.add(new Host("node" + i, "127.0.0.1", node.port()));
            }
            return hosts;
        }

        /// Answers no more.
        void hold() {
            isHeld = true;
        }

        /// Answers with a beginning.
        void begin() {
            isBegun = true;
            isHeld = true;
        }

        int held() {
            return waiting.size();
        }

        void answer() throws IOException {
            isHeld = false;
            for (var out = waiting.poll(); out != null; out = waiting.poll()) {
                write(out, packet("<xmlsysd/>"));
            }
        }

        /// Ends the conversations that there are; those to come are answered.
        void hangUp() throws IOException {
            forget();
            for (var out = waiting.poll(); out != null; out = waiting.poll()) {
                out.close();
            }
        }

        /// Never says a word in the conversations that there are; those to come are answered.
        void forget() {
            generation.incrementAndGet();
            isHeld = false;
        }

        int connections() {
            return node.connections();
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
