package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.wire.Sink;

/// The daemon on real sockets, with clients that behave and clients that do not.
@Timeout(60)
class ServerTest {
    private static final Tree TREE = new Texts().with("proc/loadavg", "0.21 0.05 0.02 1/80 11206\n");
    private static final String ONE = """
            Content-Length: 208

            <?xml version="1.0"?>
            <xmlsysd>
              <proc>
                <loadavg tv_sec="1016048061" tv_usec="799388">
                  <load1>0.21</load1>
                  <load5>0.05</load5>
                  <load15>0.02</load15>
                </loadavg>
              </proc>
            </xmlsysd>
            """;

    @Test
    void helpNamesEveryCommandAndEachOfThemIsOne() throws IOException {
        try (var daemon = new TestDaemon(Golem.tree(), new Golem.ThatClock(), 10)) {
            var usage = Pattern.compile("usage=\"(\\w+)").matcher(daemon.talk("help\nquit\n"));
            var commands = new ArrayList<String>();
            while (usage.find()) {
                commands.add(usage.group(1));
            }
            assertThat(commands).contains("send", "on", "off", "init", "help", "quit").doesNotHaveDuplicates();
            for (var command : commands) {
                assertThat(daemon.talk(command + "\nquit\n")).as(command).doesNotContain("unknown command");
            }
        }
    }

    @Test
    void namesMayBeGlobs() throws IOException {
        try (var daemon = new TestDaemon(Golem.tree(), new Golem.ThatClock(), 10)) {
            var answer = daemon.talk("off *\non load? ctx*\nsend\nquit\n");
            assertThat(answer)
                    .containsPattern("(?s)<ctxt>.*<load5>")
                    .doesNotContain("<load15>", "<memory>");
        }
    }

    @Test
    void afterConnectingSendAnswersTheGoldenPacket() throws Exception {
        try (var daemon = new TestDaemon(Golem.tree(), new Golem.ThatClock(), 10);
                var client = daemon.connect()) {
            client.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(TestDaemon.packet(client)).isEqualTo(Golem.expected());
        }
    }

    @Test
    void commandsInOneSegmentAreAllCarriedOutAndAnsweredBeforeTheEnd() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10)) {
            var answers = daemon.talk("send\r\noff all\n\n  send  \non loadavg\nsend\nquit\nsend\n");
            assertThat(answers).startsWith(ONE);
            assertThat(documents(answers)).hasSize(3);
            assertThat(documents(answers).get(1)).isEqualTo("""
                    <?xml version="1.0"?>
                    <xmlsysd>
                    </xmlsysd>
                    """);
            assertThat(documents(answers).get(2)).contains("<load1>0.21</load1>");
        }
    }

    @Test
    void commandsMayBeSplitAtAnyByte() throws Exception {
        var commands = "off all\r\non loadavg\r\nsend\r\nquit\r\n";
        for (var at = 1; at < commands.length(); at++) {
            try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10);
                    var client = daemon.connect()) {
                client.setTcpNoDelay(true);
                var out = client.getOutputStream();
                out.write(commands.substring(0, at).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                out.write(commands.substring(at).getBytes(StandardCharsets.US_ASCII));
                assertThat(TestDaemon.rest(client)).as("split at %d", at)
                        .isEqualTo(ONE.replace("799388", "788933"));
            }
        }
    }

    @Test
    void theLastLineCountsWhenTheClientHangsUpWithoutEndingIt() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10);
                var client = daemon.connect()) {
            client.getOutputStream().write("send".getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            assertThat(TestDaemon.rest(client)).isEqualTo(ONE);
        }
    }

    @Test
    void initIsAnsweredByTheNextDocumentAndOnlyByThat() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10)) {
            var documents = documents(daemon.talk("send\ninit\nsend\nsend\nquit\n"));
            assertThat(documents.get(0)).contains("<xmlsysd>\n");
            assertThat(documents.get(1)).contains("<xmlsysd init=\"1\">\n");
            assertThat(documents.get(2)).contains("<xmlsysd>\n");
        }
    }

    @Test
    void aClientThatNeverReadsIsNoLongerServedAndDelaysNobody() throws Exception {
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(Golem.tree(), clock, 10);
                var deaf = daemon.connect();
                var other = daemon.connect()) {
            var sends = "send\n".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
            // The daemon stops reading once an answer is not taken, so a client that writes on is blocked in turn.
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        deaf.getOutputStream().write(sends);
                    }
                } catch (IOException _) { // it is meant to be cut off
                }
            });
            for (var i = 0; i < 100; i++) {
                other.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(TestDaemon.packet(other)).endsWith("</xmlsysd>\n");
            }
            assertThat(writer.isAlive()).isTrue();
            // Answers go out to it until the kernel takes no more; from then on its time runs.
            for (var seconds = 0; writer.isAlive(); seconds++) {
                assertThat(seconds).isLessThan(100_000);
                clock.nanos.addAndGet(1_000_000_000L);
                ask(other);
            }
        }
    }

    @Test
    void clientsThatDoNotReadKeepNoMoreThanThereIsRoomFor() throws Exception {
        var size = 16 << 20;
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(_ -> new Large(size), clock, 10);
                var first = daemon.connect();
                var second = daemon.connect()) {
            first.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(first.getInputStream().read()).isEqualTo('x');
            second.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
            // Its answer is being written, and nobody reads on: it fills the kernel's buffers, and the rest is kept.
            assertThat(second.getInputStream().read()).isEqualTo('x');
            assertThat(readUpTo(first, size)).isLessThan(size - 1);
            assertThat(second.getInputStream().readNBytes(size - 1)).hasSize(size - 1);
        }
    }

    /// Answers every line with so many bytes.
    private static final class Large extends Conversation {
        private final byte[] answer;

        Large(int size) {
            super(TestDaemon.quiet());
            answer = new byte[size];
            // Nothing that could be kept in less room.
            new Random(7).nextBytes(answer);
            answer[0] = 'x';
        }

        @Override
        void carryOut(byte[] line, int start, int end, Sink to) {
            to.drain().raw(answer, answer.length);
        }

        @Override
        void error(String message, Sink to) {}
    }

    private static int readUpTo(Socket client, int most) throws IOException {
        var all = 0;
        var bytes = new byte[1 << 16];
        try {
            for (int got; all < most && (got = client.getInputStream().read(bytes)) > 0;) {
                all += got;
            }
        } catch (SocketException _) { // a reset is an end too
        }
        return all;
    }

    @Test
    void tenMegabytesWithoutALineEndGetOneErrorAndTheDoor() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10);
                var client = daemon.connect()) {
            Thread.ofVirtual().start(() -> {
                try {
                    client.getOutputStream().write(new byte[10 << 20]);
                } catch (IOException _) { // it may be cut off before the last byte
                }
            });
            assertThat(TestDaemon.packet(client)).isEqualTo("""
                    Content-Length: 97

                    <?xml version="1.0"?>
                    <xmlsysd>
                      <error line="1">line longer than 4096 bytes</error>
                    </xmlsysd>
                    """);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aLineThatIsNoCommandGetsAnErrorAndTheConversationGoesOn() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 10)) {
            assertThat(daemon.talk("\nsnd <&\u001b[2J\nsend\nquit\n")).isEqualTo("""
                    Content-Length: 111

                    <?xml version="1.0"?>
                    <xmlsysd>
                      <error line="2">unknown command &quot;snd&quot;; try help</error>
                    </xmlsysd>
                    """ + ONE);
        }
    }

    @Test
    void twoHundredClientsAtOnceAreAllAnswered() throws Exception {
        try (var daemon = new TestDaemon(TREE, new Golem.ThatClock(), 200)) {
            var clients = new ArrayList<Socket>();
            for (var i = 0; i < 200; i++) {
                clients.add(daemon.connect());
            }
            for (var round = 0; round < 3; round++) {
                for (var client : clients) {
                    client.getOutputStream().write("off all\non loadavg\nsend\n".getBytes(StandardCharsets.US_ASCII));
                }
                for (var client : clients) {
                    assertThat(TestDaemon.packet(client)).contains("<load1>0.21</load1>");
                }
            }
            for (var client : clients) {
                client.close();
            }
        }
    }

    @Test
    void whenAllPlacesAreTakenTheOneIdleLongestGivesWay() throws Exception {
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(TREE, clock, 2);
                var first = daemon.connect();
                var second = daemon.connect()) {
            clock.nanos.addAndGet(1_000_000);
            ask(second);
            clock.nanos.addAndGet(1_000_000);
            ask(first);
            clock.nanos.addAndGet(1_000_000);
            try (var third = daemon.connect()) {
                ask(third);
                assertThat(isCut(second)).isTrue();
                ask(first);
            }
        }
    }

    @Test
    void aLineBegunMustEndInTenSeconds() throws Exception {
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(TREE, clock, 10);
                var slow = daemon.connect();
                var polite = daemon.connect()) {
            slow.getOutputStream().write("se".getBytes(StandardCharsets.US_ASCII));
            ask(polite);
            ask(polite);
            clock.nanos.addAndGet(9_000_000_000L);
            slow.getOutputStream().write("n".getBytes(StandardCharsets.US_ASCII));
            ask(polite);
            clock.nanos.addAndGet(2_000_000_000L);
            ask(polite);
            assertThat(isCut(slow)).isTrue();
            ask(polite);
        }
    }

    @Test
    void aConversationThatIsOnlyQuietIsKept() throws Exception {
        var clock = new Golem.ThatClock();
        try (var daemon = new TestDaemon(TREE, clock, 10);
                var client = daemon.connect()) {
            ask(client);
            clock.nanos.addAndGet(86_400_000_000_000L);
            ask(client);
        }
    }

    @Test
    void clientsThatAskManyThingsAtOnceAreAnsweredInTurn() throws Exception {
        var shared = new Shared();
        try (var daemon = new TestDaemon(_ -> shared.client(), new Golem.ThatClock(), 50);
                var holder = daemon.connect();
                var polite = daemon.connect()) {
            point(holder, "ask\n");
            point(polite, "ask\n");
            var greedy = new ArrayList<Socket>();
            for (var i = 0; i < 20; i++) {
                greedy.add(daemon.connect());
                point(greedy.getLast(), "ask\n");
            }
            shared.answered.clear();
            write(holder, "hold\n");
            shared.held.await();
            for (var client : greedy) {
                write(client, "quiet\nask\n".repeat(50));
            }
            write(polite, "ask\n");
            shared.gate.countDown();
            for (var client : greedy) {
                assertThat(client.getInputStream().readNBytes(50)).hasSize(50);
                client.close();
            }
            assertThat(polite.getInputStream().read()).isEqualTo('.');
        }
        // Counted, for each client, at two moments: when the polite one had its answer, and the first greedy one its last.
        assertThat(shared.counts(shared.answered.indexOf(1))).allMatch(count -> count < 10);
        var done = IntStream.range(0, shared.answered.size())
                .filter(at -> shared.counts(at).contains(50L))
                .findFirst()
                .orElseThrow();
        assertThat(shared.counts(done)).filteredOn(count -> count > 40).hasSize(20);
    }

    @Test
    void whoAsksOneThingAtATimeWaitsForOneTurnOfTheOthersAtTheMost() throws Exception {
        var shared = new Shared();
        try (var daemon = new TestDaemon(_ -> shared.client(), new Golem.ThatClock(), 50);
                var holder = daemon.connect();
                var polite = daemon.connect()) {
            point(holder, "ask\n");
            point(polite, "ask\n");
            var greedy = new ArrayList<Socket>();
            for (var i = 0; i < 20; i++) {
                greedy.add(daemon.connect());
                point(greedy.getLast(), "ask\n");
            }
            write(holder, "hold\n");
            shared.held.await();
            // The first one's third line is carried out at the beginning of a round in which the others have their turns too.
            write(greedy.getFirst(), "ask\nask\nstop\n");
            for (var client : greedy.subList(1, 20)) {
                write(client, "ask\n".repeat(50));
            }
            shared.gate.countDown();
            shared.stopped.await();
            write(polite, "ask\n");
            shared.answered.clear();
            shared.stop.countDown();
            assertThat(polite.getInputStream().read()).isEqualTo('.');
            for (var client : greedy) {
                client.close();
            }
        }
        assertThat(shared.answered.stream().limit(4)).contains(1);
    }

    @Test
    void aClientThatAsksFasterThanItIsAnsweredIsReadNoFurther() throws Exception {
        var shared = new Shared();
        try (var daemon = new TestDaemon(_ -> shared.client(), new Golem.ThatClock(), 10);
                var client = daemon.connect()) {
            var lines = 200_000;
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    write(client, "ask\n".repeat(lines));
                    client.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(client.getInputStream().readAllBytes()).hasSize(lines);
            writer.join();
            // One read, and the line that the read before it has left unended.
            assertThat(shared.mostKept.get()).isLessThanOrEqualTo(8192 + Conversation.LONGEST_LINE);
        }
    }

    @Test
    void aClientThatGivesWayWithLinesLeftGetsNoFurtherAnswers() throws Exception {
        var shared = new Shared();
        try (var daemon = new TestDaemon(_ -> shared.client(), new Golem.ThatClock(), 1);
                var greedy = daemon.connect()) {
            write(greedy, "hold\n" + "ask\n".repeat(1_000));
            shared.held.await();
            try (var other = daemon.connect()) {
                write(other, "ask\n");
                shared.gate.countDown();
                assertThat(other.getInputStream().read()).isEqualTo('.');
                assertThat(readUpTo(greedy, 1_001)).isLessThan(1_001);
                point(other, "ask\n");
            }
        }
    }

    private static void point(Socket client, String lines) throws IOException {
        write(client, lines);
        assertThat(client.getInputStream().read()).isEqualTo('.');
    }

    private static void write(Socket client, String lines) throws IOException {
        client.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    }

    /// What the clients of a server have had, numbered as they connected, in the order of the answers.
    private static final class Shared {
        final List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch stopped = new CountDownLatch(1);
        final CountDownLatch stop = new CountDownLatch(1);
        final AtomicInteger mostKept = new AtomicInteger();
        private int clients;

        /// Answers a line with a point, `quiet` with nothing; at `hold` and `stop` the server stands still until it is
        /// let on.
        Conversation client() {
            var number = clients++;
            return new Conversation(TestDaemon.quiet()) {
                private int kept;

                @Override
                void accept(byte[] bytes, int length) {
                    super.accept(bytes, length);
                    kept += length;
                    mostKept.accumulateAndGet(kept, Math::max);
                }

                @Override
                void carryOut(byte[] line, int start, int end, Sink to) {
                    kept -= end + 1 - start;
                    var word = new String(line, start, end - start, StandardCharsets.US_ASCII);
                    if (word.equals("quiet")) {
                        return;
                    }
                    if (word.equals("hold")) {
                        standStill(held, gate);
                    } else if (word.equals("stop")) {
                        standStill(stopped, stop);
                    }
                    answered.add(number);
                    to.octet((byte) '.');
                }

                @Override
                void error(String message, Sink to) {}
            };
        }

        private static void standStill(CountDownLatch says, CountDownLatch until) {
            says.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /// The answers that each client had had when `last` was given, `last` included.
        Collection<Long> counts(int last) {
            return answered.subList(0, last + 1)
                    .stream()
                    .collect(Collectors.groupingBy(number -> number, Collectors.counting()))
                    .values();
        }
    }

    private static void ask(Socket client) throws IOException {
        client.getOutputStream().write("send\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(TestDaemon.packet(client)).endsWith("</xmlsysd>\n");
    }

    private static boolean isCut(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException _) { // a reset is an end too
            return true;
        }
    }

    private static List<String> documents(String answers) {
        var documents = new ArrayList<String>();
        for (var rest = answers; !rest.isEmpty();) {
            var header = rest.indexOf("\n\n");
            var length = Integer.parseInt(rest.substring("Content-Length: ".length(), header));
            documents.add(rest.substring(header + 2, header + 2 + length));
            rest = rest.substring(header + 2 + length);
        }
        return documents;
    }
}
