package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.wulfstat.screen.Sitting;
import org.wulfware.wulfstat.screen.Terminal;
import org.wulfware.xmlsysd.Clock;

/// The program as a person starts it, but for the terminal.
@Timeout(120)
class WulfstatTest {
    private final Sitting sitting = new Sitting(100, 30);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void helpNamesEveryOptionAndEndsWell() {
        assertThat(run("-h")).isZero();
        assertThat(said(out))
                .contains("-t", "-d", "-c", "-f", "-l", "-h", "-v", "--version", "HOSTS", "NO_COLOR", "Exit status");
        assertThat(said(out).lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theListNamesEveryDisplay() {
        assertThat(run("-l")).isZero();
        assertThat(said(out)).contains("0 vmstat", "1 load", "8 jobcmd", "load15");
    }

    @Test
    void theReleaseIsOneLine() {
        assertThat(run("--version")).isZero();
        assertThat(said(out).lines()).hasSize(1).first().asString().startsWith("wulfstat ");
    }

    @Test
    void whatIsMistypedIsOneLineAndTheStatusTwo() {
        assertThat(run("--bogus")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: unknown option \"--bogus\"; see wulfstat -h\n");
        assertThat(run("-t", "zebra")).isEqualTo(2);
        assertThat(said()).startsWith("wulfstat: unknown type \"zebra\"; there are 0 vmstat,").hasLineCount(1);
        assertThat(run("-d", "soon")).isEqualTo(2);
        assertThat(said()).contains("\"soon\" is no delay: expected seconds between 0.01");
        assertThat(run("-c", "many")).isEqualTo(2);
        assertThat(said()).contains("-c \"many\": expected a number of updates");
        assertThat(run("-d")).isEqualTo(2);
        assertThat(said()).contains("-d needs a value");
        assertThat(run("node[9-1]")).isEqualTo(2);
        assertThat(said()).contains("runs backwards").hasLineCount(1);
        assertThat(sitting.seen.writes()).isZero();
    }

    @Test
    void whatIsWrongWithAWulfhostsFileIsToldBeforeTheScreenIsTaken() throws IOException {
        var file = Files.writeString(directory.resolve("wulfhosts"), "<wulfstat>\n  <hst/>\n</wulfstat>\n");
        assertThat(run("-f", file.toString())).isEqualTo(1);
        assertThat(said()).contains(file + ":2:").contains("<hst>");
        assertThat(run("-f", directory.resolve("none").toString())).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: " + directory.resolve("none") + ": no such file\n");
        assertThat(sitting.seen.writes()).isZero();
    }

    @Test
    void aFileOfAuthoritiesThatCannotBeUsedIsToldBeforeTheScreenIsTaken() throws IOException {
        var file = Files.writeString(
                directory.resolve("wulfhosts"),
                "<wulfstat><nodeset>g[1-9]<tls ca='ca.pem'/></nodeset></wulfstat>");
        assertThat(run("-f", file.toString())).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: " + directory.resolve("ca.pem") + ": no such file\n");
        assertThat(sitting.seen.writes()).isZero();
    }

    @Test
    void withoutATerminalItNamesTheProgramThatNeedsNone() {
        assertThat(run(Optional::empty, "n1")).isEqualTo(2);
        assertThat(said()).contains("no terminal").contains("wulflogger").hasLineCount(1);
    }

    @Test
    void aTerminalThatNothingCanBeDrawnOnIsToldInOneLine() {
        sitting.kind("");
        assertThat(run("n1")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: TERM is not set, so what this terminal can show is not known: try"
                + " TERM=xterm; wulflogger prints the same tables anywhere\n");
        sitting.kind("dumb");
        assertThat(run("n1")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: TERM is \"dumb\": nothing can be drawn on such a terminal; wulflogger"
                + " prints the same tables anywhere\n");
        assertThat(run("-h")).isZero();
        assertThat(sitting.seen.writes()).isZero();
    }

    @Test
    void aSignalThatEndsItAtOnceGivesTheTerminalBackFirst() throws Exception {
        try (var node = new Node()) {
            var end = Aside.run(() -> run("-d", "0.1", node.name()));
            sitting.seen.awaitText("1 up   0 down");
            sitting.happen(Terminal.Happening.KILLED);
            // Not only later: whoever is told ends the process next.
            assertThat(sitting.seen.isAlternate()).isFalse();
            assertThat(sitting.hasKeys()).isFalse();
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void aTerminalThatCannotBeUsedIsAFailure() {
        Wulfstat.Terminals broken = () -> {
            throw new IOException("there is no stty");
        };
        assertThat(run(broken, "n1")).isEqualTo(1);
        assertThat(said()).contains("there is no stty").hasLineCount(1);
    }

    @Test
    void aClusterOfAllKindsIsShownAndStopsBeingAsked() throws Exception {
        try (var cluster =
                SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(12), 1, Clock::system)) {
            var file = new StringBuilder("<wulfstat>\n");
            for (var member : cluster.members()) {
                file.append("<host><name>%s</name><ip>%s</ip><port>%d</port></host>%n"
                        .formatted(member.name(), member.address(), cluster.port()));
            }
            var path = Files.writeString(directory.resolve("wulfhosts"), file + "</wulfstat>");
            var end = Aside.run(() -> run("-f", path.toString(), "-d", "0.2"));
            sitting.seen.awaitText("10 up   2 down: node[08,11]");
            sitting.seen.awaitText("x node08  down: connection refused");
            sitting.seen.awaitText("x node11  garbled: ");
            assertThat(sitting.seen.lines().get(4)).contains("load1", "load/cpu");
            for (var number = 0; number <= 8; number++) {
                sitting.seen.type(Integer.toString(number));
                var title = "─ " + number + " ";
                sitting.seen.await(title, seen -> seen.lines().get(3).contains(title));
                // Behind the host's name: marks for what is absent until it has been asked.
                sitting.seen.await(
                        "values", seen -> seen.lines().get(5).substring(9).matches(".*[0-9a-z].*"));
            }
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
            assertThat(said()).isEmpty();
            assertThat(sitting.seen.surprises()).isEmpty();
            assertThat(sitting.seen.isAlternate()).isFalse();
        }
    }

    @Test
    void hostsTypedAreThoseOfTheFileAndOthersByTheirNames() throws Exception {
        try (var golem = new Node();
                var other = new Node()) {
            Files.writeString(directory.resolve("wulfhosts"), """
                    <wulfstat>
                      <host><name>golem</name><ip>127.0.0.1</ip><port>%d</port></host>
                      <host><name>unasked</name><ip>127.0.0.1</ip></host>
                    </wulfstat>
                    """.formatted(golem.port()));
            var end = Aside.run(() -> run("-d", "0.1", "golem,golem", other.name()));
            sitting.seen.awaitText("2 up   0 down");
            assertThat(sitting.seen.text()).contains(" golem ", " 127.0.0.1 ").doesNotContain("unasked");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void conditionsNameGroupsOfTheHostsFile() throws Exception {
        try (var golem = new Node();
                var other = new Node()) {
            Files.writeString(directory.resolve("wulfhosts"), """
                    <wulfstat>
                      <group name="ours">golem</group>
                      <host><name>golem</name><ip>127.0.0.1</ip><port>%d</port></host>
                      <host><name>other</name><ip>127.0.0.1</ip><port>%d</port></host>
                    </wulfstat>
                    """.formatted(golem.port(), other.port()));
            var end = Aside.run(() -> run("-d", "0.1", "--where", "host in @ours"));
            sitting.seen.awaitText("where host in @ours · as named · 1–1 of 1");
            assertThat(sitting.seen.text()).contains(" golem ").doesNotContain(" other ");
            sitting.seen.type("w\u0015not (host in @ours)\r");
            sitting.seen.awaitText("where not (host in @ours) · as named · 1–1 of 1");
            assertThat(sitting.seen.text()).contains(" other ").doesNotContain(" golem ");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void linesColumnsAndTheirOrderMayBeTypedAsForTheLogger() throws Exception {
        try (var cluster =
                SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(6), 1, Clock::system)) {
            var hosts = cluster.members().stream().map(member -> member.address() + ":" + cluster.port());
            var end = Aside.run(() -> run(
                    "-t", "load", "-d", "0.2", "--columns", "cpus,memory.total as ram", "--where", "cpus < 200",
                    "--sort",
                    "-count(cpu)", "--hosts", hosts.collect(Collectors.joining(","))));
            sitting.seen.awaitText("where cpus < 200 · count(cpu) ↓ · 1–5 of 5");
            var lines = sitting.seen.lines();
            assertThat(lines.get(4)).containsPattern("host +cpus +ram +│");
            assertThat(lines.subList(5, 10).stream().map(line -> line.replaceAll("^│. [0-9.]+ +([0-9]+) .*", "$1")))
                    .containsExactly("20", "20", "16", "12", "8");
            assertThat(lines.get(10)).matches("│ +│");
            sitting.seen.type("2");
            sitting.seen.await(
                    "2 Memory",
                    seen -> seen.lines().get(3).matches("├─ 2 Memory ─.* where cpus < 200 · count\\(cpu\\) ↓ .*"));
            sitting.seen.type("7");
            sitting.seen.await("7 Jobs", seen -> seen.lines().get(3).matches("├─ 7 .*where cpus < 200 · as named .*"));
            sitting.seen.type("1wx");
            sitting.seen.awaitText("only where: cpus < 200x");
            sitting.seen.type("\r");
            sitting.seen.awaitText("character 11: ");
            sitting.seen.type("\u0015cpus > 1000\r");
            sitting.seen.awaitText("no line of which this holds");
            sitting.seen.type("w\u0015\r");
            sitting.seen.awaitText("as named · 1–6 of 6");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void severalThingsToSortByAreNamedAsTheyWereTyped() throws Exception {
        try (var node = new Node()) {
            var end = Aside.run(() -> run("--sort", "-cpus, host", node.name()));
            sitting.seen.awaitText("-cpus, host · 1–1 of 1");
            sitting.seen.type("r");
            sitting.seen.awaitText("-cpus, host, reversed · 1–1 of 1");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void whatIsTypedWrongOfThemIsToldAsByTheLogger() {
        assertThat(run("--where", "load1 >", "n1")).isEqualTo(2);
        assertThat(said()).startsWith("wulfstat: --where: expected ");
        assertThat(run("--where", "load1", "n1")).isEqualTo(2);
        assertThat(said()).contains("expected a condition, such as load1 > 2");
        assertThat(run("--sort", "lod1", "n1")).isEqualTo(2);
        assertThat(said()).contains("is it load1?");
        assertThat(run("--shard", "0/8", "n1")).isEqualTo(2);
        assertThat(said()).contains("--shard \"0/8\": expected which part of how many, such as 3/8");
        assertThat(run("--shard", "2/2", "golem")).isEqualTo(2);
        assertThat(said()).contains("of 1 host none falls in shard 2/2");
        assertThat(run("--aggregate", "sum", "n1")).isEqualTo(2);
        assertThat(said()).contains("unknown option \"--aggregate\"");
        assertThat(sitting.seen.writes()).isZero();
    }

    @Test
    void aFileNamedBesideHostsHasToBeThere() {
        var none = directory.resolve("none");
        assertThat(run("-f", none.toString(), "golem")).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: " + none + ": no such file\n");
    }

    @Test
    @Timeout(30)
    void nodesAreAskedToSendByTheirClocks() throws Exception {
        try (var node = new Node()) {
            var end = Aside.run(() -> run("-d", "0.2", node.name()));
            sitting.seen.awaitText("1 up   0 down");
            while (!node.heard().contains("every 200")) {
                Thread.onSpinWait();
            }
            sitting.seen.type("d1\r");
            while (!node.heard().contains("every 1000")) {
                Thread.onSpinWait();
            }
            sitting.seen.type("d.05\r");
            while (!node.heard().contains("stop")) {
                Thread.onSpinWait();
            }
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void aHostThatComesBackAppearsByItself() throws Exception {
        try (var node = new Node()) {
            var end = Aside.run(() -> run("-d", "0.1", node.name()));
            sitting.seen.awaitText("1 up   0 down");
            node.unplug();
            sitting.seen.awaitText("0 up   1 down");
            sitting.seen.awaitText("x 127.0.0.1  down: ");
            node.plugIn();
            sitting.seen.awaitText("1 up   0 down");
            sitting.seen.type("D");
            sitting.seen.awaitText("answered again after");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void hostsThatTheFileNamesLaterAppearAndWhatIsWrongInItIsTold() throws Exception {
        var file = directory.resolve("wulfhosts");
        try (var one = new Node();
                var two = new Node()) {
            Files.writeString(file, "<wulfstat>" + host("one", one) + host("old", two) + "</wulfstat>");
            // Not before its time by the clock: they are shown at once.
            var end = Aside.run(() -> run("-v", "-d", "100"));
            sitting.seen.awaitText("2 up   0 down");
            replace(file, "<wulfstat>" + host("two", two) + host("one", one) + "</wulfstat>");
            sitting.seen.awaitText("the files of hosts have changed: new two; gone old");
            sitting.seen.await("two", seen -> seen.text().contains(" two ") && seen.text().contains("2 up   0 down"));
            assertThat(sitting.seen.text()).contains(" one ");
            replace(file, "<wulfstat>");
            sitting.seen.awaitText("the hosts stay as they were");
            assertThat(sitting.seen.text()).contains(file + ":1:", "2 up   0 down");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
        }
    }

    private static String host(String name, Node node) {
        return "<host><name>" + name + "</name><ip>127.0.0.1</ip><port>" + node.port() + "</port></host>";
    }

    /// At once, as an editor does it.
    private static void replace(Path file, String text) throws IOException {
        var other = Files.writeString(file.resolveSibling("other"), text);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aDisplayFromAFileIsThereToo() throws Exception {
        Files.writeString(directory.resolve("site.toml"), """
                [display.our-load]
                title = "What we look at"
                columns = ["load5"]
                [display.broken]
                columns = ["lod5"]
                """);
        try (var cluster =
                SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(1), 1, Clock::system)) {
            var host = cluster.members().getFirst().address() + ":" + cluster.port();
            assertThat(run("-t", "our-load", "-d", "0.05", "-c", "3", host)).isZero();
            assertThat(run("-l")).isZero();
            assertThat(said(out)).contains("our-load  ", "    (" + directory.resolve("site.toml") + ")");
            assertThat(run("-t", "broken")).isEqualTo(2);
            assertThat(said()).contains("site.toml:5:12: columns: unknown name lod5; is it load5?")
                    .contains("unknown type \"broken\"");
        }
    }

    @Test
    void afterSoManyUpdatesItEnds() throws Exception {
        try (var cluster =
                SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(3), 1, Clock::system)) {
            var hosts = cluster.members().stream().map(member -> member.address() + ":" + cluster.port());
            var arguments = Stream.concat(Stream.of("-d", "0.05", "-c", "3"), hosts).toArray(String[]::new);
            assertThat(run(arguments)).isZero();
            assertThat(sitting.seen.isAlternate()).isFalse();
        }
    }

    @Test
    void whatIsWrongWithAnIncludedFileIsKeptUntilItIsSeen() throws Exception {
        var racks = Files.createDirectory(directory.resolve("racks"));
        try (var node = new Node()) {
            var rack = Files.writeString(racks.resolve("one.xml"), "<wulfstat>" + host("one", node) + "</wulfstat>");
            Files.writeString(directory.resolve("wulfhosts"),
                    "<wulfstat><include file=\"racks/one.xml\"/></wulfstat>");
            var end = Aside.run(() -> run("-d", "100"));
            sitting.seen.awaitText("1 up   0 down");
            replace(rack, "<wulfstat><host><nam>one</nam></host></wulfstat>");
            sitting.seen.awaitText(" messages: D   ? help");
            assertThat(sitting.seen.text()).contains("1 up   0 down", " one ");
            sitting.seen.type("D");
            sitting.seen.awaitText("the hosts stay as they were");
            assertThat(sitting.seen.text()).contains(rack + ":1:");
            sitting.seen.type("D");
            sitting.seen.await("no message", seen -> seen.lines().getLast().startsWith(" ? help"));
            replace(rack, "<wulfstat><host>");
            sitting.seen.awaitText(" messages: D   ? help");
            sitting.seen.type("q");
            assertThat(end.get(40, TimeUnit.SECONDS)).isZero();
            assertThat(said()).startsWith("wulfstat: " + rack + ":1:").endsWith("the hosts stay as they were\n");
        }
    }

    @Test
    void afterAMistakeOfTheProgramHostsAreAskedOn() throws Exception {
        var left = new AtomicInteger(2);
        RandomGenerator random = () -> {
            if (left.getAndDecrement() > 0) {
                throw new IllegalStateException("a mistake");
            }
            return 0;
        };
        int gone;
        try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            gone = closed.getLocalPort();
        }
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, _) -> {});
        try (var node = new Node()) {
            var hosts = List.of(new Host("well", "127.0.0.1", node.port()), new Host("gone", "127.0.0.1", gone));
            var rounds = new LinkedBlockingQueue<Cluster>();
            var failures = new LinkedBlockingQueue<Throwable>();
            var settings = Settings.usual().random(random);
            try (var polling = new Polling(Wulfhosts.of(hosts), settings, List.of(), 0)) {
                polling.begin(Report.of(Hosts.LOAD), new Pace(Duration.ofMillis(50), false), rounds::add,
                        failures::add);
                assertThat(failures.poll(20, TimeUnit.SECONDS))
                        .hasMessage("the poller has failed: java.lang.IllegalStateException: a mistake");
                Cluster last;
                do {
                    last = rounds.poll(20, TimeUnit.SECONDS);
                } while (last.counts().up() < 1 || last.counts().down() < 1);
                assertThat(last.states().getLast().poll()).isInstanceOf(Poll.Refused.class);
            }
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
    }

    @Test
    void theLastRoundIsOverWhenItIsKnownOfEveryHostWhetherItAnswers() throws Exception {
        try (var hangs = new ServerSocket(0, 5, InetAddress.getLoopbackAddress()); var node = new Node()) {
            var hosts = List.of(new Host("well", "127.0.0.1", node.port()),
                    new Host("hangs", "127.0.0.1", hangs.getLocalPort()));
            var limit = Duration.ofSeconds(1);
            var rounds = new ArrayBlockingQueue<Cluster>(100);
            try (var polling = new Polling(Wulfhosts.of(hosts), Settings.usual().limits(limit, limit), List.of(), 3)) {
                polling.begin(Report.of(Hosts.LOAD), new Pace(Duration.ofMillis(50), false), rounds::add, _ -> {});
                Cluster last;
                do {
                    last = rounds.poll(20, TimeUnit.SECONDS);
                } while (last.round() < 3 || !last.isWhole());
                assertThat(last.counts().up()).isEqualTo(1);
                assertThat(last.states().getLast().poll()).isInstanceOf(Poll.Silent.class);
            }
        }
    }

    private int run(String... arguments) {
        err.reset();
        return run(() -> Optional.of(sitting), arguments);
    }

    private int run(Wulfstat.Terminals terminals, String... arguments) {
        return Wulfstat.run(arguments, terminals, directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")), stream(out), stream(err));
    }

    private String said() {
        return said(err);
    }

    private static String said(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
