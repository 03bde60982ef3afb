package org.wulfware.libwulf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wulfware.libwulf.TestNode.packet;
import static org.wulfware.libwulf.TestNode.write;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Users;

@Timeout(60)
class PollerTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);
    private static final Settings EAGER = Settings.usual().limits(LONG, LONG).backoff(Duration.ZERO, Duration.ZERO);
    private static final Settings HASTY = EAGER.limits(SHORT, SHORT);

    @Test
    void aHostThatAnswersIsUp() throws Exception {
        try (var node = TestNode.answering(golden());
                var poller = poller(EAGER, node.host())) {
            assertThat(poller.states().getFirst().poll()).isEqualTo(new Poll.Pending());
            var state = round(poller).getFirst();
            assertThat(state.isUp()).isTrue();
            assertThat(state.host()).isEqualTo(node.host());
            assertThat(state.current().orElseThrow().cell(1, NetDev.RECEIVE_BYTES)).isEqualTo(762887796);
            assertThat(state.previous()).isEmpty();
            assertThat(poller.states().getFirst()).isSameAs(state);
        }
    }

    @Test
    void connectionsStayOpenAndRatesStandBetweenRounds() throws Exception {
        var second = new AtomicInteger();
        try (var node = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                var at = second.getAndIncrement();
                write(out, packet(context(1000 + at * 50, 1_000_000 + at * 500_000)));
            }
        });
                var poller = poller(EAGER, node.host())) {
            for (var i = 0; i < 20; i++) {
                assertThat(round(poller).getFirst().isUp()).isTrue();
            }
            assertThat(node.connections()).isEqualTo(1);
            assertThat(node.lines()).hasSize(20).containsOnly("send");
            var state = poller.states().getFirst();
            assertThat(state.previous()).isPresent();
            assertThat(state.current().orElseThrow().number(Stat.CTXT)).hasValue(1950);
            // The node's clock runs half a second from answer to answer, and this machine's does not: a clock that jumped.
            assertThat(state.rate(Stat.CTXT)).isEmpty();
        }
    }

    @Test
    void ratesComeOutWhenTheClocksAgree() throws Exception {
        var clock = new AtomicLong();
        var settings = EAGER.clocks(clock::get, InstantSource.fixed(Instant.EPOCH).withZone(ZoneOffset.UTC));
        try (var node = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                var seconds = clock.get() / 1_000_000_000;
                write(out, packet(context(1000 + seconds * 100, seconds * 1_000_000)));
            }
        });
                var poller = poller(settings, node.host())) {
            round(poller);
            clock.addAndGet(5_000_000_000L);
            var state = round(poller).getFirst();
            assertThat(state.between()).isEqualTo(Duration.ofSeconds(5));
            assertThat(state.rate(Stat.CTXT)).hasValue(100.0);
        }
    }

    @Test
    void aDeadPortIsRefused() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        try (var poller = poller(EAGER, new Host("gone", "127.0.0.1", port))) {
            assertThat(round(poller).getFirst().poll()).isEqualTo(new Poll.Refused("connection refused"));
            assertThat(round(poller).getFirst().poll()).isEqualTo(new Poll.Refused("connection refused"));
        }
    }

    @Test
    void aSilentHostIsGivenUpAndItsConnectionDropped() throws Exception {
        try (var node = TestNode.serving((in, _) -> {
            while (in.readLine() != null) {
                // Listens and says nothing.
            }
        });
                var poller = poller(HASTY, node.host())) {
            var poll = round(poller).getFirst().poll();
            assertThat(poll).isInstanceOfSatisfying(
                    Poll.Silent.class, silent -> assertThat(silent.waited()).isBetween(SHORT, LONG));
            until(() -> node.ended() == 1);
        }
    }

    @Test
    void aHostThatIsStillBusyIsNotAskedAgain() throws Exception {
        try (var node = TestNode.serving((in, _) -> {
            while (in.readLine() != null) {
                // Listens and says nothing.
            }
        });
                var poller = poller(EAGER, node.host())) {
            poller.poll();
            until(() -> node.lines().size() == 1);
            poller.poll();
            poller.poll();
            // The class has its limit.
            assertThat(poller.await(Duration.ofDays(1)).getFirst().poll()).isEqualTo(new Poll.Pending());
            assertThat(node.lines()).containsExactly("send");
        }
    }

    @Test
    void aLateAnswerIsNotTakenForTheNext() throws Exception {
        var release = new CountDownLatch(1);
        var conversations = new AtomicInteger();
        try (var node = TestNode.serving((in, out) -> {
            var first = conversations.getAndIncrement() == 0;
            while (in.readLine() != null) {
                if (first) {
                    hold(release);
                }
                write(out, packet("<xmlsysd><system><users>" + (first ? 1 : 2) + "</users></system></xmlsysd>"));
            }
        });
                var poller = poller(HASTY, node.host())) {
            assertThat(round(poller).getFirst().poll()).isInstanceOf(Poll.Silent.class);
            release.countDown();
            var state = round(poller).getFirst();
            assertThat(state.current().orElseThrow().number(Users.USERS)).hasValue(2);
        }
    }

    @Test
    void aDocumentThatIsNoneLeavesTheConnectionInStep() throws Exception {
        var answers = new AtomicInteger();
        try (var node = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                write(out, packet(answers.getAndIncrement() == 1 ? "<xmlsysd><proc></xmlsysd>" : golden()));
            }
        });
                var poller = poller(EAGER, node.host())) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
            var garbled = round(poller).getFirst();
            assertThat(garbled.poll()).isInstanceOf(Poll.Garbled.class);
            assertThat(garbled.current()).isEmpty();
            assertThat(garbled.last()).isPresent();
            assertThat(round(poller).getFirst().isUp()).isTrue();
            assertThat(node.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoPacketIsGarbledAtOnce() throws Exception {
        for (var nonsense : List.of(
                "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n\r\nwhat?",
                "Content-Length: 99999999999\n\n<xmlsysd>",
                "\u0000\u0001\u0002\u0003\n\n\n",
                "Content-Length: 20\n\n" + golden())) {
            try (var node = TestNode.serving((in, out) -> {
                in.readLine();
                write(out, nonsense);
                in.readLine();
            });
                    var poller = poller(EAGER, node.host())) {
                poller.poll();
                until(() -> poller.states().getFirst().poll() instanceof Poll.Garbled);
                until(() -> node.ended() == 1);
            }
        }
    }

    @Test
    void anAnswerWithoutEndIsGarbled() throws Exception {
        for (var piece : List.of(golden(), "Content-", packet(golden()))) {
            try (var node = TestNode.serving((in, out) -> {
                in.readLine();
                write(out, piece.startsWith("<") ? "Content-Length: 16000000\n\n<xmlsysd>" : "");
                while (true) {
                    write(out, piece);
                }
            });
                    var poller = poller(EAGER, node.host())) {
                poller.poll();
                until(() -> poller.states().getFirst().poll() instanceof Poll.Garbled);
                until(() -> node.ended() == 1);
            }
        }
    }

    @Test
    void aSlowAnswerIsTakenAndATooSlowOneIsNot() throws Exception {
        try (var slow = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                for (var octet : packet(golden()).getBytes(US_ASCII)) {
                    out.write(octet);
                    out.flush();
                }
            }
        });
                var tooSlow = TestNode.serving((in, out) -> {
                    in.readLine();
                    for (var octet : packet(golden()).getBytes(US_ASCII)) {
                        out.write(octet);
                        out.flush();
                        LockSupport.parkNanos(1_000_000);
                    }
                });
                var poller = poller(EAGER.limits(LONG, Duration.ofSeconds(2)), slow.host(), tooSlow.host())) {
            var states = round(poller);
            assertThat(states.get(0).isUp()).isTrue();
            assertThat(states.get(1).poll()).isInstanceOf(Poll.Silent.class);
        }
    }

    @Test
    void aDaemonThatWasRestartedBetweenRoundsIsAskedOnANewConnection() throws Exception {
        var first = TestNode.answering(golden());
        try (var poller = poller(EAGER, first.host())) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
            first.close();
            try (var second = TestNode.on("127.0.0.1", first.port(), golden())) {
                assertThat(round(poller).getFirst().isUp()).isTrue();
                assertThat(second.connections()).isEqualTo(1);
            }
            until(() -> {
                poller.poll();
                return !poller.states().getFirst().isUp();
            });
            assertThat(poller.states().getFirst().poll()).isInstanceOf(Poll.Refused.class);
            try (var _ = TestNode.on("127.0.0.1", first.port(), golden())) {
                until(() -> {
                    poller.poll();
                    return poller.states().getFirst().isUp();
                });
            }
        } finally {
            first.close();
        }
    }

    @Test
    void aConnectionThatBrokeWhenAskedIsTriedOnceMoreAndThenRefused() throws Exception {
        var conversations = new AtomicInteger();
        try (var node = TestNode.serving((in, out) -> {
            conversations.incrementAndGet();
            in.readLine();
            if (conversations.get() != 3) {
                write(out, packet(golden()));
                in.readLine();
            }
        });
                var poller = poller(EAGER, node.host())) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
            // The first conversation ends on being asked again, the second answers.
            assertThat(round(poller).getFirst().isUp()).isTrue();
            assertThat(node.connections()).isEqualTo(2);
            // The second ends, and so does the third, unanswered.
            assertThat(round(poller).getFirst().poll()).isInstanceOf(Poll.Refused.class);
            assertThat(node.connections()).isEqualTo(3);
        }
    }

    @Test
    void threeHundredHostsAreAskedAtOnceByOneThread() throws Exception {
        var nodes = new ArrayList<TestNode>();
        try {
            var hosts = new ArrayList<Host>();
            for (var i = 1; i <= 300; i++) {
                var document = "<xmlsysd><system><users>" + i + "</users></system></xmlsysd>";
                var node = TestNode.on("127.0." + i / 250 + "." + (1 + i % 250), 0, document);
                nodes.add(node);
                hosts.add(node.host());
            }
            try (var poller = new Poller(hosts, Asking.DEFAULT, EAGER)) {
                for (var repeat = 0; repeat < 3; repeat++) {
                    var states = round(poller);
                    for (var i = 0; i < 300; i++) {
                        assertThat(states.get(i).current().orElseThrow().number(Users.USERS)).hasValue(i + 1);
                    }
                }
                assertThat(Thread.getAllStackTraces().keySet()).filteredOn(thread -> thread.getName().equals("poller"))
                        .hasSize(1);
            }
            assertThat(nodes).allSatisfy(node -> assertThat(node.connections()).isEqualTo(1));
        } finally {
            nodes.forEach(TestNode::close);
        }
    }

    @Test
    void noHostDelaysAnother() throws Exception {
        var never = new CountDownLatch(1);
        var settings = EAGER.lookup(name -> {
            if (name.equals("lost")) {
                hold(never);
            }
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        });
        try (var silent = TestNode.serving((in, _) -> {
            while (in.readLine() != null) {
                // Listens and says nothing.
            }
        });
                var flood = TestNode.serving((in, out) -> {
                    in.readLine();
                    write(out, "Content-Length: 16000000\n\n<xmlsysd>");
                    while (true) {
                        write(out, "<a>1</a>".repeat(1000));
                    }
                });
                var good = TestNode.answering(golden());
                var poller = poller(
                        settings, silent.host(), flood.host(), new Host("lost", "lost", 7887), good.host())) {
            for (var i = 0; i < 5; i++) {
                var before = poller.states().get(3);
                poller.poll();
                until(() -> !poller.states().get(3).equals(before));
                assertThat(poller.states().get(3).isUp()).isTrue();
            }
            assertThat(good.lines()).filteredOn("send"::equals).hasSize(5);
            assertThat(poller.states().getFirst().poll()).isEqualTo(new Poll.Pending());
            assertThat(poller.states().get(2).poll()).isEqualTo(new Poll.Pending());
        } finally {
            never.countDown();
        }
    }

    @Test
    void ofLargeAnswersFewAreReadAtATimeAndAllAreTaken() throws Exception {
        var large = "<xmlsysd><system><users>7</users></system>" + "<a>1</a>".repeat(250_000) + "</xmlsysd>";
        var nodes = new ArrayList<TestNode>();
        try {
            for (var i = 0; i < 6; i++) {
                nodes.add(TestNode.answering(large));
            }
            var hosts = new ArrayList<>(nodes.stream().map(TestNode::host).toList());
            try (var small = TestNode.answering(golden())) {
                hosts.add(small.host());
                try (var poller = new Poller(hosts, Asking.DEFAULT, EAGER)) {
                    for (var repeat = 0; repeat < 2; repeat++) {
                        var states = round(poller);
                        assertThat(states.subList(0, 6))
                                .allMatch(state -> state.current().orElseThrow().number(Users.USERS).orElse(0) == 7);
                        assertThat(states.getLast().isUp()).isTrue();
                    }
                }
            }
        } finally {
            nodes.forEach(TestNode::close);
        }
    }

    @Test
    void whatIsAskedIsToldOnceAndAgainWhenItChanges() throws Exception {
        try (var node = TestNode.answering(golden());
                var poller = new Poller(
                        List.of(node.host()), new Asking(List.of("off all", "on loadavg time")), EAGER)) {
            round(poller);
            round(poller);
            poller.ask(new Asking(List.of("off all", "on loadavg time")));
            round(poller);
            poller.ask(new Asking(List.of("off all", "on cpu")));
            round(poller);
            round(poller);
            poller.ask(Asking.DEFAULT);
            round(poller);
            assertThat(node.lines()).containsExactly(
                    "off all", "on loadavg time", "send", "off cpuinfo", "send", "send", "init", "off all", "on cpu",
                    "send",
                    "off cpuinfo", "send", "init", "send");
        }
    }

    @Test
    void aNewConnectionIsToldEverythingAgain() throws Exception {
        try (var node = TestNode.serving((in, out) -> {
            in.readLine();
            in.readLine();
            write(out, packet(golden()));
        });
                var poller = new Poller(List.of(node.host()), new Asking(List.of("on uptime")), EAGER)) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
            assertThat(round(poller).getFirst().isUp()).isTrue();
            assertThat(node.lines()).containsExactly("on uptime", "send", "on uptime", "send");
        }
    }

    @Test
    void aComplaintIsNoAnswerAndItsWordsAreKept() throws Exception {
        var complaint = packet("<xmlsysd><error>unknown name \"novel\"</error></xmlsysd>");
        try (var answers = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                write(out, complaint + packet(golden()));
            }
        });
                var hangsUp = TestNode.serving((in, out) -> {
                    in.readLine();
                    write(out, complaint);
                });
                var poller = poller(EAGER, answers.host(), hangsUp.host())) {
            var states = round(poller);
            assertThat(states.get(0).current().orElseThrow().number(Loadavg.LOAD1)).hasValue(0.21);
            assertThat(states.get(1).poll()).isEqualTo(new Poll.Refused("unknown name \"novel\""));
        }
    }

    @Test
    void aSecondAnswerToOneQuestionIsGarbled() throws Exception {
        try (var node = TestNode.serving((in, out) -> {
            in.readLine();
            write(out, packet(golden()));
            write(out, packet(golden()));
            in.readLine();
        });
                var poller = poller(EAGER, node.host())) {
            poller.poll();
            until(() -> poller.states().getFirst().poll() instanceof Poll.Garbled);
            assertThat(poller.states().getFirst().poll())
                    .isEqualTo(new Poll.Garbled("an answer that nobody asked for", 0));
        }
    }

    @Test
    void aBeginningThatNobodyAskedForIsNotTakenForTheNextAnswer() throws Exception {
        var begun = new CountDownLatch(1);
        try (var node = TestNode.serving((in, out) -> {
            in.readLine();
            write(out, packet(golden()) + "Content-Length: 5000\n\n<xml");
            begun.countDown();
            in.readLine();
        });
                var good = TestNode.answering(golden());
                var poller = poller(EAGER, node.host(), good.host())) {
            round(poller);
            begun.await();
            until(() -> {
                poller.poll();
                return poller.states().getFirst().poll() instanceof Poll.Garbled;
            });
        }
    }

    @Test
    void aHostThatHasFallenSilentIsLookedForAgainWhereItsNameIsThen() throws Exception {
        var address = new AtomicReference<>("127.0.0.1");
        var settings = EAGER.limits(LONG, Duration.ofMillis(300))
                .lookup(_ -> List.of(InetAddress.ofLiteral(address.get())));
        var answers = new AtomicInteger();
        try (var before = TestNode.serving((in, out) -> {
            while (in.readLine() != null) {
                if (answers.getAndIncrement() == 0) {
                    write(out, packet(golden()));
                }
            }
        });
                var after = TestNode.on("127.0.0.2", before.port(), golden());
                var poller = poller(settings, new Host("node", "node", before.port()))) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
            address.set("127.0.0.2");
            assertThat(round(poller).getFirst().poll()).isInstanceOf(Poll.Silent.class);
            assertThat(round(poller).getFirst().isUp()).isTrue();
            assertThat(after.connections()).isEqualTo(1);
        }
    }

    @Test
    void addressesAreNotLookedUp() throws Exception {
        var settings = EAGER.lookup(name -> {
            throw new UnknownHostException(name);
        });
        try (var node = TestNode.answering(golden());
                var poller = poller(settings, node.host(), new Host("3com", "3com", node.port()))) {
            var states = round(poller);
            assertThat(states.get(0).isUp()).isTrue();
            assertThat(states.get(1).poll()).isEqualTo(new Poll.Unknown("3com"));
        }
    }

    @Test
    void namesAreLookedUpOnceUntilTheyFail() throws Exception {
        var lookups = new AtomicInteger();
        var settings = EAGER.lookup(name -> {
            lookups.incrementAndGet();
            if (name.equals("nobody")) {
                throw new UnknownHostException(name);
            }
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        });
        var node = TestNode.serving((in, out) -> {
            in.readLine();
            write(out, packet(golden()));
        });
        try (node;
                var poller = poller(settings, new Host("node", "node", node.port()),
                        new Host("node", "node", node.port()))) {
            for (var i = 0; i < 3; i++) {
                assertThat(round(poller)).allMatch(HostState::isUp);
            }
            assertThat(node.connections()).isEqualTo(6);
            assertThat(lookups).hasValue(1);
            node.close();
            until(() -> {
                poller.poll();
                return lookups.get() > 1;
            });
        }
        try (var poller = poller(settings, new Host("nobody", "nobody", 7887))) {
            assertThat(round(poller).getFirst().poll()).isEqualTo(new Poll.Unknown("nobody"));
        }
    }

    @Test
    void aNameServerThatDoesNotAnswerIsSaidAndDelaysNoOtherHost() throws Exception {
        var asked = new AtomicInteger();
        var end = new CountDownLatch(1);
        var day = Duration.ofDays(1); // longer than this class may take
        var settings = EAGER.limits(day, day).lookup(name -> {
            if (name.equals("in-a-file")) {
                return List.of(InetAddress.ofLiteral("127.0.0.1"));
            }
            asked.incrementAndGet();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new UnknownHostException(name + ": Temporary failure in name resolution");
        });
        try (var node = TestNode.answering(golden())) {
            var hosts = new ArrayList<Host>();
            for (var i = 0; i < 100; i++) {
                hosts.add(new Host("far" + i, "far" + i, node.port()));
            }
            hosts.add(new Host("near", "in-a-file", node.port()));
            try (var poller = poller(settings, hosts.toArray(Host[]::new))) {
                poller.poll();
                var states = poller.await(day);
                assertThat(states.getLast().isUp()).isTrue();
                assertThat(states.getFirst().poll()).isEqualTo(new Poll.Pending());
                until(() -> asked.get() == 100);
            }
            try (var poller = poller(settings.limits(SHORT, SHORT), hosts.toArray(Host[]::new))) {
                poller.poll();
                until(() -> poller.states().getFirst().poll() instanceof Poll.Refused);
                assertThat(poller.states().getFirst().poll())
                        .isEqualTo(new Poll.Refused("the name server does not answer"));
                end.countDown();
            }
        }
    }

    @Test
    void aMistakeOfThisProgramCostsOneHostAndIsReported() throws Exception {
        var isFirst = new AtomicBoolean(true);
        var settings = EAGER.backoff(SHORT, SHORT).random(() -> {
            if (isFirst.getAndSet(false)) {
                throw new IllegalStateException("a mistake");
            }
            return 0;
        });
        var reported = new ConcurrentLinkedQueue<String>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> reported.add(String.valueOf(e.getMessage())));
        try (var node = TestNode.answering(golden());
                var poller = poller(settings, gone(), node.host())) {
            assertThat(round(poller).getLast().isUp()).isTrue();
            assertThat(poller.states().getFirst().poll())
                    .isEqualTo(new Poll.Garbled("internal error: java.lang.IllegalStateException: a mistake", 0));
            assertThat(round(poller).getLast().isUp()).isTrue();
            assertThat(reported).containsExactly("polling gone: java.lang.IllegalStateException: a mistake");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void whereAMistakeEndsThePollersThreadEveryWaitSaysSo() throws Exception {
        var settings = EAGER.backoff(SHORT, SHORT).random(() -> {
            throw new IllegalStateException("a mistake");
        });
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
        try (var poller = poller(settings, gone())) {
            poller.poll();
            assertThatThrownBy(() -> poller.await(Duration.ofDays(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the poller has failed: java.lang.IllegalStateException: a mistake");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    /// A host that nothing listens at.
    private static Host gone() throws IOException {
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new Host("gone", "127.0.0.1", closed.getLocalPort());
        }
    }

    @Test
    void whyANameHasNoAddressIsRemembered() throws Exception {
        var words = new AtomicReference<>("far: Temporary failure in name resolution");
        var settings = EAGER.lookup(name -> {
            throw new UnknownHostException(words.get());
        });
        try (var poller = poller(settings, new Host("far", "far", 7887))) {
            assertThat(round(poller).getFirst().poll()).isEqualTo(new Poll.Refused("the name server does not answer"));
            // What the JDK says where it has been told that a moment ago.
            words.set("far");
            assertThat(round(poller).getFirst().poll()).isEqualTo(new Poll.Refused("the name server does not answer"));
        }
        words.set("far: Name or service not known");
        try (var poller = poller(settings, new Host("far", "far", 7887), new Host("x", "fe80::1%nowhere9", 7887))) {
            assertThat(round(poller)).extracting(HostState::poll)
                    .containsExactly(new Poll.Unknown("far"),
                            new Poll.Refused("there is no interface nowhere9 here with an address of that kind"));
        }
    }

    @Test
    void theOtherAddressesOfANameAreTriedToo() throws Exception {
        var settings =
                EAGER.lookup(_ -> List.of(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("127.0.0.1")));
        try (var node = TestNode.answering(golden());
                var poller = poller(settings, new Host("node", "node", node.port()))) {
            assertThat(round(poller).getFirst().isUp()).isTrue();
        }
    }

    @Test
    void aHostThatFailsIsLeftAloneForLongerAndLonger() throws Exception {
        var clock = new AtomicLong();
        // Always the longest of what jitter allows.
        RandomGenerator longest = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
        var settings = EAGER.clocks(clock::get, InstantSource.system().withZone(ZoneOffset.UTC))
                .random(longest)
                .backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));
        try (var node = TestNode.serving((in, _) -> in.readLine());
                var poller = poller(settings, node.host())) {
            var waits = new ArrayList<Long>();
            assertThat(round(poller).getFirst().poll()).isInstanceOf(Poll.Refused.class);
            for (var i = 0; i < 6; i++) {
                var tried = node.connections();
                var waited = 0L;
                while (node.connections() == tried) {
                    waited++;
                    clock.addAndGet(1_000_000_000L);
                    round(poller);
                }
                waits.add(waited);
            }
            assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
        }
    }

    @Test
    void closingEndsConnectionsWaitsAndTheThread() throws Exception {
        try (var node = TestNode.serving((in, _) -> {
            while (in.readLine() != null) {
                // Listens and says nothing.
            }
        })) {
            var poller = poller(EAGER, node.host());
            poller.poll();
            until(() -> node.lines().size() == 1);
            var waiter = Thread.ofVirtual().start(() -> {
                try {
                    poller.await(LONG);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            poller.close();
            assertThat(waiter.join(LONG)).isTrue();
            until(() -> node.ended() == 1);
            poller.poll();
            assertThat(poller.await(LONG)).hasSize(1);
            poller.close();
        }
    }

    @Test
    void aPollerWithoutHostsHasNothingToWaitFor() throws Exception {
        try (var poller = poller(EAGER)) {
            assertThat(round(poller)).isEmpty();
        }
    }

    private static Poller poller(Settings settings, Host... hosts) {
        return new Poller(List.of(hosts), Asking.DEFAULT, settings);
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

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String context(long switches, long micros) {
        return "<xmlsysd><proc><stat tv_sec='" + (1_000_000_000 + micros / 1_000_000) + "' tv_usec='"
                + micros % 1_000_000
                + "'><ctxt>" + switches + "</ctxt></stat></proc></xmlsysd>";
    }

    private static String golden() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9", "expected-send.xml"), US_ASCII);
    }
}
