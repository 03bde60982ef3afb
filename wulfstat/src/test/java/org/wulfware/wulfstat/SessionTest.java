package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Displays;
import org.wulfware.display.Report;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.testkit.VirtualTerminal;
import org.wulfware.wire.Sample;
import org.wulfware.wulfstat.screen.Sitting;
import org.wulfware.wulfstat.screen.Terminal.Happening;

/// The whole program but for its hosts, at a terminal in memory.
@Timeout(120)
class SessionTest {
    private static final String UP = "\033[A";
    private static final String DOWN = "\033[B";
    private static final String RIGHT = "\033[C";
    private static final String PAGE_UP = "\033[5~";
    private static final String PAGE_DOWN = "\033[6~";
    private static final String HOME = "\033[H";
    private static final String END = "\033[F";
    private static final String ESCAPE = "\033";

    private final Sitting sitting = new Sitting(100, 30);
    private final VirtualTerminal seen = sitting.seen;
    private final Script script = new Script();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @AfterEach
    void nothingThatNoProgramShouldSendWasSent() {
        seen.hangUp();
        assertThat(seen.surprises()).isEmpty();
    }

    @Test
    void theFirstFrameShowsEveryHostBeforeAnyHasAnswered() throws Exception {
        start(List.of(Hosts.pending("golem"), Hosts.pending("b013")), 0);
        seen.awaitText("2 asked");
        assertThat(seen.text()).contains("wulfstat", "2 hosts", "golem  asking…", "b013   asking…", "q quit");
        assertThat(seen.isAlternate()).isTrue();
        assertThat(seen.isCursorShown()).isFalse();
    }

    @Test
    void quittingLeavesTheTerminalAsItWas() throws Exception {
        seen.write("$ wulfstat".getBytes(StandardCharsets.US_ASCII));
        begin(Hosts.many(3));
        seen.type("q");
        assertEnds();
        assertThat(seen.lines().getFirst()).isEqualTo("$ wulfstat");
        assertThat(seen.text()).doesNotContain("n001");
        assertThat(seen.isAlternate()).isFalse();
        assertThat(seen.isCursorShown()).isTrue();
        assertThat(seen.isWrapping()).isTrue();
        assertThat(sitting.hasKeys()).isFalse();
        assertThat(script.isClosed()).isTrue();
    }

    @Test
    void controlCAsAKeyAndAsASignalEndIt() throws Exception {
        begin(Hosts.many(3));
        seen.type("?\003");
        assertEnds();
    }

    @Test
    void anInterruptEndsIt() throws Exception {
        begin(Hosts.many(3));
        sitting.happen(Happening.INTERRUPTED);
        assertEnds();
    }

    @Test
    void aTerminalThatHangsUpEndsIt() throws Exception {
        begin(Hosts.many(3));
        seen.hangUp();
        end.handle((_, _) -> "ended").get(40, TimeUnit.SECONDS);
        assertThat(script.isClosed()).isTrue();
    }

    @Test
    void aMistakeOfTheProgramIsShownUntilItIsSeenWithItsTraceAndTheSittingGoesOn() throws Exception {
        begin(Hosts.many(3));
        var mistake = new IllegalStateException("\033[2J a mistake");
        script.fail(mistake);
        seen.awaitText("1 message: D   ? help");
        script.fail(mistake);
        script.fail(new IOException("kept: input/output error"));
        seen.awaitText("2 messages: D   ? help");
        script.tell(Hosts.cluster(2, Hosts.many(4)));
        seen.awaitText("n004");
        seen.type("D");
        seen.awaitText("kept: input/output error");
        var shown = seen.lines().stream().map(line -> line.replaceAll("[│]", "").strip()).toList();
        var words = String.join(" ", shown).replaceAll(" 12:00:00", "");
        var file = Pattern.compile("(/\\S+/wulfstat-[0-9]+\\.trace)").matcher(words);
        assertThat(file.find()).as(words).isTrue();
        var trace = Path.of(file.group());
        try {
            assertThat(words)
                    .contains("internal error: java.lang.IllegalStateException: ?[2J a mistake. Please report it"
                            + " to where you have Wulfware from, with " + trace);
            assertThat(Files.readString(trace)).contains("SessionTest.java:");
        } finally {
            Files.deleteIfExists(trace);
        }
        seen.type("D");
        seen.await("no message", terminal -> terminal.lines().getLast().startsWith(" ? help"));
        seen.type("q");
        assertEnds();
    }

    @Test
    void theListScrollsByLineByPageAndToItsEnds() throws Exception {
        begin(Hosts.many(100));
        seen.awaitText("1–23 of 100");
        seen.type(DOWN);
        seen.awaitText("2–24 of 100");
        assertThat(seen.text()).doesNotContain("n001").contains("n002", "n024");
        seen.type(PAGE_DOWN);
        seen.awaitText("24–46 of 100");
        seen.type(UP);
        seen.awaitText("23–45 of 100");
        seen.type(PAGE_UP);
        seen.awaitText("1–23 of 100");
        seen.type(END);
        seen.awaitText("78–100 of 100");
        assertThat(seen.lines().get(27)).contains("n100");
        seen.type(DOWN + PAGE_DOWN + "j");
        seen.type(HOME);
        seen.awaitText("1–23 of 100");
        assertThat(seen.lines().get(5)).contains("n001");
    }

    @Test
    void itFollowsAResizeAndSaysWhenThereIsTooLittleRoom() throws Exception {
        begin(Hosts.many(100));
        seen.type(END);
        seen.awaitText("78–100 of 100");
        sitting.resize(140, 50);
        seen.awaitText("58–100 of 100");
        assertThat(seen.lines().get(49)).contains("q quit");
        sitting.resize(80, 20);
        seen.awaitText("78–90 of 100");
        assertThat(seen.lines().get(19)).contains("q quit");
        sitting.resize(79, 20);
        seen.awaitText("needs 80×20");
        assertThat(seen.text()).contains("here are 79×20; q quits").doesNotContain("n100");
        sitting.resize(20, 3);
        seen.awaitText("here are 20×3");
        sitting.resize(1, 1);
        sitting.resize(100, 30);
        seen.awaitText("78–100 of 100");
        assertThat(seen.lines().getFirst()).startsWith("┌─ wulfstat ─").endsWith("─┐");
    }

    @Test
    void numbersAndTabChangeTheDisplayAndWhatIsAsked() throws Exception {
        begin(Hosts.many(3));
        seen.type("2");
        seen.awaitText(" 2 Memory ");
        seen.type("\t");
        seen.awaitText(" 3 ");
        seen.await("the net display", terminal -> terminal.lines().get(3).contains(" 3 "));
        seen.type("\033[Z\033[Z");
        seen.await("the load display", terminal -> terminal.lines().get(3).contains(" 1 Load "));
        seen.type("8");
        seen.await("the last display", terminal -> terminal.lines().get(3).contains(" 8 "));
        seen.type("9");
        seen.type("0");
        seen.await("the first display", terminal -> terminal.lines().get(3).contains(" 0 "));
        assertThat(script.asked.stream().map(display -> display.number()).toList())
                .containsExactly(1, 2, 3, 2, 1, 8, 0);
    }

    @Test
    void whileADisplayChangesHostsKeepWhatTheySaidMarkedAsOld() throws Exception {
        var states = List.of(Hosts.up("n001", Hosts.loaded(25)), Hosts.refused("n002"));
        var load = Report.of(Hosts.LOAD);
        var memory = Report.of(Displays.byNameOrNumber("memory"));
        start(states, 0);
        script.awaitBegin();
        script.tell(Hosts.cluster(1, states).asked(load));
        seen.awaitText("0.25");
        seen.type("2");
        seen.awaitText(" 2 Memory ");
        assertThat(seen.lines().get(5)).contains("~ n001 ", " … ").doesNotContain(" - ");
        assertThat(seen.lines().get(6)).contains("x n002 ");
        seen.type("1");
        // What has been asked for before is known again at once.
        seen.await("the load", terminal -> terminal.lines().get(5).contains("0.25"));
        assertThat(seen.lines().get(5)).doesNotContain("…");
        seen.type("2");
        seen.awaitText(" 2 Memory ");
        // News that was on its way is of what was asked before.
        script.tell(Hosts.cluster(2, states).asked(load));
        script.tell(Hosts.cluster(3, List.of(states.get(0).old(), Hosts.refused("n002"))).asked(memory));
        seen.awaitText("connection refused");
        assertThat(seen.lines().get(5)).contains("~ n001 ", " … ").doesNotContain(" - ");
        script.tell(Hosts.cluster(4, states).asked(memory));
        seen.await("that it says nothing of it", terminal -> terminal.lines().get(5).contains("  n001 "));
        assertThat(seen.lines().get(5)).contains("its daemon does not say").doesNotContain("…");
    }

    @Test
    void aRateThatNeedsASecondSampleIsStillToCome() throws Exception {
        var table = new Table<>(NetDev.SENSOR).stamp(1_000_000);
        table.row().set(NetDev.RECEIVE_BYTES, 1000).set(NetDev.TRANSMIT_BYTES, 1000);
        var once = Hosts.up("n001", Sample.of(List.of(table)));
        start(List.of(once), 0);
        script.awaitBegin();
        seen.type("3");
        script.tell(Hosts.cluster(1, List.of(once)));
        seen.await("rates to come", terminal -> terminal.lines().get(5).contains(" … "));
    }

    @Test
    void helpLiesOverTheListUntilAKey() throws Exception {
        begin(Hosts.many(100));
        seen.type("?");
        seen.awaitText("Help");
        assertThat(seen.text()).contains("one line up, down", "find a host by a part of its name");
        seen.type(END);
        seen.await("the end of it", terminal -> !terminal.text().contains("one line up, down"));
        assertThat(seen.text()).contains("Displays");
        seen.type(ESCAPE);
        seen.await("the list again", terminal -> !terminal.text().contains("Help"));
        assertThat(seen.text()).contains("n001");
    }

    @Test
    void aHostIsFoundWhileItsNameIsTyped() throws Exception {
        begin(Hosts.many(100));
        seen.type("/");
        seen.awaitText("find host:");
        seen.type("n07");
        seen.awaitText("n070");
        assertThat(seen.look("n070").reversed()).isTrue();
        seen.type("5");
        seen.await("n075 marked", terminal -> terminal.text().contains("n075") && terminal.look("n075").reversed());
        seen.type("\177\177");
        seen.await("n001", terminal -> terminal.text().contains("n001") && terminal.look("n001").reversed());
        seen.type("\025n099\r");
        seen.await("n099", terminal -> terminal.text().contains("n099") && terminal.look("n099").reversed());
        seen.awaitText("q quit");
        seen.type(ESCAPE);
        seen.await("no mark", terminal -> !terminal.look("n099").reversed());
    }

    @Test
    void theNextMatchAndTheOneBeforeGoAround() throws Exception {
        begin(Hosts.many(100));
        seen.type("/n05\r");
        seen.await("n050", terminal -> terminal.text().contains("n050") && terminal.look("n050").reversed());
        seen.type("n");
        seen.await("n051", terminal -> terminal.look("n051").reversed());
        assertThat(seen.look("n050").reversed()).isFalse();
        seen.type("NN");
        seen.await("n059", terminal -> terminal.look("n059").reversed());
    }

    @Test
    void aNameThatNobodyHasIsSaid() throws Exception {
        begin(Hosts.many(30));
        seen.type("/zebra");
        seen.awaitText("no such host");
        seen.type("\r");
        seen.awaitText("no host is called zebra");
        seen.type(DOWN);
        seen.awaitText("q quit");
    }

    @Test
    void aColumnToSortByIsChosenWithArrows() throws Exception {
        begin(Hosts.many(100));
        seen.type("s");
        seen.awaitText("sort by as named");
        seen.type(RIGHT + RIGHT);
        seen.awaitText("sort by load1 ↓");
        assertThat(seen.lines().get(5)).contains("n100");
        seen.type("r");
        seen.awaitText("sort by load1 ↑");
        assertThat(seen.lines().get(5)).contains("n001");
        seen.type("r\r");
        seen.awaitText("load1 ↓ · 1–23 of 100");
        assertThat(seen.lines().get(5)).contains("n100");
        seen.type("s" + RIGHT + ESCAPE);
        seen.awaitText("q quit");
        assertThat(seen.text()).contains("load1 ↓ · 1–23 of 100");
    }

    @Test
    void theDelayIsAskedForAndNonsenseIsRefusedInWords() throws Exception {
        begin(Hosts.many(3));
        seen.awaitText("every 5 s");
        seen.type("d");
        seen.awaitText("seconds between polls (now 5 s):");
        seen.type("fast\r");
        seen.awaitText("\"fast\" is no delay");
        seen.type("\0250.5\r");
        seen.awaitText("every 0.5 s");
        assertThat(script.paces).containsExactly(new Pace(Duration.ofMillis(500), false));
        seen.type(" ");
        seen.awaitText("paused");
        assertThat(script.paces.getLast().isPaused()).isTrue();
        seen.type(" ");
        seen.awaitText("every 0.5 s");
    }

    @Test
    void theDebugWindowTellsOfThePollsAndScrolls() throws Exception {
        begin(Hosts.many(3));
        var states = new ArrayList<>(Hosts.many(3));
        states.set(1, Hosts.refused("n002"));
        script.tell(Hosts.cluster(2, states));
        seen.type("D");
        seen.awaitText("─ debug ─");
        assertThat(seen.text())
                .contains(
                        "n[001-003] answered after 2.0 ms",
                        "n002 down: connection refused",
                        "round 2: 2 of 3 answered in 12 ms; 0 KB");
        for (var round = 3; round < 60; round++) {
            script.tell(Hosts.cluster(round, states));
            seen.awaitText("round " + round + ":");
        }
        assertThat(seen.text()).doesNotContain("round 41:");
        seen.type("[[");
        seen.awaitText("round 41:");
        assertThat(seen.text()).doesNotContain("round 59:");
        seen.type("]]");
        seen.awaitText("round 59:");
        seen.type("D");
        seen.await("closed", terminal -> !terminal.text().contains("─ debug ─"));
    }

    @Test
    void aDeadHostHasItsLineSayingWhyAndComesBackByItself() throws Exception {
        var states = new ArrayList<>(Hosts.many(3));
        states.set(1, Hosts.refused("n002"));
        begin(states);
        seen.awaitText("x n002  down: connection refused");
        assertThat(seen.text()).contains("2 up", "1 down");
        assertThat(seen.look("down: connection").foreground()).isEqualTo(31);
        script.tell(Hosts.cluster(2, Hosts.many(3)));
        seen.awaitText("3 up");
        assertThat(seen.text()).doesNotContain("connection refused");
        assertThat(seen.lines().get(6)).contains("n002").contains("0.02");
    }

    @Test
    void whatANodeSendsNeverReachesTheTerminalAsAControlSequence() throws Exception {
        var evil = "e\033[2J\033]0;owned\007v\u009b31mi\u202el\u200b\r\n漢字\u0301";
        var states = new ArrayList<HostState>();
        states.add(Hosts.up(evil, task(evil)));
        states.add(Hosts.down("\033c" + evil, new Poll.Refused(evil)));
        states.add(Hosts.down("n3", new Poll.Garbled(evil, 7)));
        begin(states);
        seen.type("D");
        seen.awaitText("─ debug ─");
        for (var display : Displays.all()) {
            seen.type(display.hasNumber() ? Integer.toString(display.number()) : "\t");
            var title = " " + display.title() + " ";
            seen.await(title, terminal -> terminal.lines().get(3).contains(title));
        }
        assertThat(seen.text()).contains("e?[2J?]0;owned?v?31mi?l?").contains("漢字");
        seen.type("/\033[2J" + "e?\r");
        seen.awaitText("q quit");
        assertThat(seen.surprises()).isEmpty();
        assertThat(seen.clears()).as("the first, the alternate screen, the first frame").isEqualTo(3);
        assertThat(seen.lines()).allMatch(line -> line.isEmpty() || line.length() > 1);
    }

    @Test
    void anUpdateIsOneSmallWriteThatWipesNothing() throws Exception {
        begin(Hosts.many(100));
        seen.awaitText("1–23 of 100");
        var clears = seen.clears();
        var writes = seen.writes();
        var bytes = seen.bytes();
        var states = new ArrayList<>(Hosts.many(100));
        states.set(4, Hosts.up("n005", Hosts.loaded(777)));
        script.tell(Hosts.cluster(2, states));
        seen.awaitText("7.77");
        assertThat(seen.writes() - writes).isEqualTo(1);
        assertThat(seen.bytes() - bytes).isLessThan(250);
        assertThat(seen.clears()).isEqualTo(clears);
    }

    @Test
    void afterAStopAllOfItIsDrawnAgain() throws Exception {
        begin(Hosts.many(3));
        sitting.happen(Happening.SUSPENDED);
        seen.await("a stop", _ -> sitting.stops() == 1);
        seen.awaitText("n003");
        assertThat(sitting.hasKeys()).isTrue();
        sitting.happen(Happening.CONTINUED);
        seen.type("D");
        seen.awaitText("─ debug ─");
        assertThat(seen.text()).contains("n003");
    }

    @Test
    void controlLDrawsAllOfItAgain() throws Exception {
        begin(Hosts.many(3));
        seen.write("\033[6;1Hsomebody else writes here".getBytes(StandardCharsets.US_ASCII));
        seen.type("\f");
        seen.await("no stranger's words", terminal -> !terminal.text().contains("somebody"));
        assertThat(seen.text()).contains("n001");
    }

    @Test
    void afterSoManyRoundsItEndsByItself() throws Exception {
        start(Hosts.many(3), 2);
        script.awaitBegin();
        script.tell(Hosts.cluster(1, Hosts.many(3)));
        seen.awaitText("3 up");
        assertThat(end).isNotDone();
        script.tell(Hosts.cluster(2, Hosts.many(3)));
        assertEnds();
    }

    @Test
    void keysAreAnsweredWithAThousandHostsAndNewsWithoutEnd() throws Exception {
        var states = new ArrayList<>(Hosts.many(1000));
        for (var i = 0; i < states.size(); i += 5) {
            states.set(i, Hosts.refused(states.get(i).host().name()));
        }
        begin(states);
        seen.type("s" + RIGHT + RIGHT + "\r");
        seen.awaitText("load1 ↓");
        var isOver = new AtomicBoolean();
        var news = Thread.ofPlatform().daemon().start(() -> {
            for (var round = 2; !isOver.get(); round++) {
                script.tell(Hosts.cluster(round, states));
            }
        });
        for (var turn = 0; turn < 20; turn++) {
            seen.type(turn % 2 == 0 ? DOWN : UP);
            seen.awaitText(turn % 2 == 0 ? "2–24 of 1000" : "1–23 of 1000");
        }
        isOver.set(true);
        news.join();
    }

    private static Sample task(String name) {
        var table = new Table<>(Pids.SENSOR).row();
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        table.set(Pids.PID, 7);
        table.text(0, Pids.NAME, bytes, 0, bytes.length);
        table.text(0, Pids.CMDLINE, bytes, 0, bytes.length);
        table.text(0, Pids.USER, bytes, 0, bytes.length);
        return Sample.of(List.of(table));
    }

    /// Starts the program, and lets these hosts have answered once.
    private void begin(List<HostState> states) throws InterruptedException {
        start(states, 0);
        script.awaitBegin();
        script.tell(Hosts.cluster(1, states));
        seen.await("a header", terminal -> !terminal.text().contains(" asked ") && terminal.text().contains(" up "));
    }

    private void start(List<HostState> states, int rounds) {
        var hosts = states.stream().map(HostState::host).toList();
        var clock = InstantSource.fixed(Hosts.NOON);
        var first = Model.first(DisplaySet.BUILT_IN, hosts, Hosts.LOAD, Hosts.FIVE, Hosts.NOON);
        var session = new Session(sitting, script, new View(new Theme(true), ZoneOffset.UTC), clock, first, rounds);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                session.run();
                end.complete("ended");
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
    }

    private void assertEnds() throws Exception {
        assertThat(end.get(40, TimeUnit.SECONDS)).isEqualTo("ended");
    }
}
