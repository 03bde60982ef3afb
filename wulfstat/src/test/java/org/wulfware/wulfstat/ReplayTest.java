package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Report;
import org.wulfware.history.Keep;
import org.wulfware.history.Playback;
import org.wulfware.history.Recording;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.testkit.VirtualTerminal;
import org.wulfware.wulfstat.screen.Sitting;

/// What was recorded is on the same screen as what is.
@Timeout(120)
class ReplayTest {
    private static final Keep KEEP =
            Keep.USUAL.exact(Duration.ofDays(40_000)).thinned(Duration.ofDays(40_000));
    private static final String DOWN = "\033[B";
    private static final String UP = "\033[A";

    @TempDir
    private Path directory = Path.of("");

    private final Sitting sitting = new Sitting(80, 20);
    private final VirtualTerminal seen = sitting.seen;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    /// A round every ten seconds from noon on, in which the load of each host is the round's number; the second host is down
    /// from the fourth round on up to the ninth.
    private void record(int hosts, int rounds) throws IOException {
        record(hosts, IntStream.range(0, rounds).mapToObj(round -> Duration.ofSeconds(round * 10L)).toList());
    }

    private void record(int hosts, List<Duration> rounds) throws IOException {
        var states = new ArrayList<HostState>();
        for (var i = 1; i <= hosts; i++) {
            states.add(HostState.pending(Host.named("n%03d".formatted(i)), Hosts.NOON));
        }
        try (var recording = Recording.open(directory.resolve("kept"), KEEP, line -> {
            throw new AssertionError(line);
        })) {
            for (var round = 0; round < rounds.size(); round++) {
                var at = Hosts.NOON.plus(rounds.get(round));
                for (var i = 0; i < hosts; i++) {
                    states.set(i, i == 1 && round >= 4 && round < 9
                            ? states.get(i).down(new Poll.Refused("connection \033[31mrefused"), at)
                            : states.get(i)
                                    .answered(Hosts.loaded(round), Duration.ofMillis(2), at, Duration.ofSeconds(10)));
                }
                recording.round(states, at, true);
            }
        }
    }

    /// Plays it so slowly that nothing moves unless it is told to.
    private void slowly() throws Exception {
        start(0.001, 0);
        seen.awaitText("replay of 2026-11-22 12:00:00");
    }

    private void start(double speed, int rounds) throws IOException {
        var playback = Playback.open(directory.resolve("kept"), _ -> true, Instant.MIN, Instant.MAX);
        var playing = Playing.open(playback, "kept", speed);
        var pace = new Pace(Hosts.FIVE, false, Optional.of(Tape.at(speed)));
        var first = Model.first(DisplaySet.BUILT_IN, playing.first(), Hosts.LOAD, pace);
        var view = new View(new Theme(true), ZoneOffset.UTC);
        var session = new Session(sitting, playing, view, InstantSource.system(), first, rounds);
        Thread.ofPlatform().daemon().start(() -> {
            try {
                session.run();
                end.complete("ended");
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
    }

    private void awaitTime(String time) throws Exception {
        seen.await(time, terminal -> terminal.lines().getFirst().contains("replay of 2026-11-22 " + time + " "));
    }

    private void quit() throws Exception {
        seen.type("q");
        assertThat(end.get(40, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    @Test
    void itLooksAsItDidThenAndSaysThatItIsOver() throws Exception {
        record(3, 20);
        slowly();
        seen.type(".....");
        awaitTime("12:00:50");
        seen.awaitText("paused");
        assertThat(seen.text().stripTrailing()).isEqualTo("""
                ┌─ wulfstat ─────────────────────────────────── replay of 2026-11-22 12:00:50 ─┐
                │ 3 hosts   2 up   1 down: n002                                         paused │
                │ 0 vmstat   1 load   2 memory   3 net   4 time   5 cpu   6 users   7 jobs   … │
                ├─ 1 Load ─────────────────────────────────────────────── as named · 1–3 of 3 ─┤
                │  host      load1      load5     load15     cpus     load/cpu                 │
                │  n001       0.05       0.05       0.05        4         0.01                 │
                │x n002  down: connection ?[31mrefused · for 10 s                              │
                │  n003       0.05       0.05       0.05        4         0.01                 │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                └──────────────────────────────────────────────────────────────────────────────┘
                 ? help  Space pause  , . round  M m minute  T t ten  O o hour  - + speed
                """.stripTrailing());
        assertThat(seen.look("replay of").reversed()).isTrue();
        quit();
        assertThat(seen.surprises()).isEmpty();
    }

    @Test
    void keysLeadBackAndForth() throws Exception {
        record(3, 800);
        slowly();
        seen.type("m");
        awaitTime("12:01:00");
        seen.type("tt");
        awaitTime("12:21:00");
        seen.type("o");
        awaitTime("13:21:00");
        assertThat(seen.lines().get(5)).contains("n001       4.86");
        seen.type("O");
        awaitTime("12:21:00");
        seen.type("T");
        awaitTime("12:11:00");
        seen.type("M");
        awaitTime("12:10:00");
        seen.type(",,,");
        awaitTime("12:09:30");
        seen.type("e");
        awaitTime("14:13:10");
        seen.awaitText("at the end");
        seen.type(".m,");
        awaitTime("14:13:00");
        seen.type("b");
        awaitTime("12:00:00");
        seen.type(",M");
        seen.type(".");
        awaitTime("12:00:10");
        // Many at once come to the same as one by one.
        seen.type("ooTMm..,");
        awaitTime("13:50:20");
        quit();
    }

    @Test
    void itGoesOnByItselfUntilTheEndAndStaysThere() throws Exception {
        record(3, 400);
        start(3600, 0);
        seen.awaitText("3600×");
        seen.awaitText("at the end");
        awaitTime("13:06:30");
        assertThat(seen.lines().get(5)).contains("n001       3.99");
        seen.type(" ");
        seen.type("b");
        awaitTime("12:00:00");
        seen.awaitText("paused");
        seen.type("-");
        seen.type(" ");
        seen.awaitText("1800×");
        seen.awaitText("at the end");
        seen.type("+++++++");
        seen.type("b");
        seen.awaitText("86400×");
        seen.awaitText("at the end");
        quit();
    }

    @Test
    void afterSoManyUpdatesItEnds() throws Exception {
        record(3, 400);
        start(600, 3);
        assertThat(end.get(40, TimeUnit.SECONDS)).isEqualTo("ended");
    }

    @Test
    void whereNothingWasRecordedForLongAJumpLeadsToWhatFollows() throws Exception {
        record(2, List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(7),
                Duration.ofHours(7).plusSeconds(10)));
        slowly();
        seen.type("m");
        awaitTime("12:00:10");
        seen.type("m");
        awaitTime("19:00:00");
        seen.type("M");
        awaitTime("12:00:10");
        quit();
    }

    @Test
    void helpAndTheDebugWindowKnowOfIt() throws Exception {
        record(3, 20);
        slowly();
        seen.type("?");
        seen.awaitText("m  M             a minute on, back");
        assertThat(seen.text()).doesNotContain("seconds between polls");
        seen.type("\033[F");
        seen.await("the end of it", terminal -> !terminal.text().contains("a minute on, back"));
        seen.type("q");
        seen.type("D....");
        seen.awaitText("12:00:40 n002 down: connection ?[31mrefused");
        seen.type(",");
        seen.awaitText("12:00:30 went there: 3 up, 0 down");
        seen.type("d");
        seen.awaitText("what was recorded comes as it was; + and - play it faster, slower");
        quit();
    }

    @Test
    void keysAreAnsweredWhileALongWayIsGone() throws Exception {
        record(150, 300);
        slowly();
        for (var turn = 0; turn < 10; turn++) {
            seen.type(turn % 2 == 0 ? "e" : "b");
            seen.type(turn % 2 == 0 ? DOWN : UP);
            seen.awaitText(turn % 2 == 0 ? "2–14 of 150" : "1–13 of 150");
        }
        awaitTime("12:00:00");
        quit();
    }

    /// Whoever is told of the first round does not come back: nothing that is wanted meanwhile may wait for that.
    @Test
    void nobodyWhoWantsToBeElsewhereWaitsUntilItIsReached() throws Exception {
        record(1, 20);
        var playback = Playback.open(directory.resolve("kept"), _ -> true, Instant.MIN, Instant.MAX);
        var pace = new Pace(Hosts.FIVE, false, Optional.of(Tape.at(0.001)));
        var told = new LinkedBlockingQueue<Cluster>();
        var held = new CountDownLatch(1);
        try (var playing = Playing.open(playback, "kept", 0.001)) {
            playing.begin(Report.of(Hosts.LOAD), pace, cluster -> {
                told.add(cluster);
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }, _ -> {});
            told.take();
            var moved = pace.play(tape -> tape.go(Move.end()));
            playing.pace(moved);
            playing.pace(moved.play(tape -> tape.go(Move.by(Duration.ofSeconds(-30)))));
            assertThat(told).isEmpty();
            held.countDown();
            assertThat(told.take().at()).isEqualTo(Hosts.NOON.plusSeconds(160));
        }
    }

    @Test
    void linesColumnsOrderAndHostsAreChosenAsOfWhatIs() throws Exception {
        record(4, 20);
        var run = Aside.run(() -> run(
                "--replay", "kept", "--speed", "0.001", "--from", "2026-11-22T12:01:40Z", "--columns", "load1 as l",
                "--where", "load1 > 0.01", "--sort", "-host", "--hosts", "n[002-004,007]", "-v"));
        seen.awaitText("where load1 > 0.01");
        assertThat(seen.lines().subList(5, 8).stream().map(line -> line.replaceAll(" +", " ")))
                .allMatch(line -> line.startsWith("│ n00") && line.contains(" 0.10 "));
        assertThat(seen.text()).contains("3 hosts   3 up", "not recorded in that time: n007").doesNotContain("n001");
        seen.type("q");
        assertThat(run.get(40, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void alarmsAreThoseOfThen() throws Exception {
        record(3, 400);
        var run = Aside.run(() -> run("--replay", "kept", "--speed", "0.001", "--alarm",
                "load1 > 0.045 for 30s", "-v"));
        seen.awaitText("replay of ");
        for (var round = 1; round <= 8; round++) {
            seen.type(".");
            var seconds = ":%02d ".formatted(round * 10 % 60);
            seen.await(seconds, terminal -> terminal.lines().getFirst().contains(seconds));
        }
        seen.awaitText("alarm raised: load1 > 0.045");
        seen.awaitText("1 alarm");
        seen.type("b");
        seen.awaitText("went there: 3 up");
        seen.type("a");
        seen.awaitText("the alarm that there is is not raised");
        seen.type("q");
        seen.type("q");
        assertThat(run.get(40, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void whatCannotBePlayedIsToldBeforeTheScreenIsTaken() throws IOException {
        assertThat(run("--replay", "none")).isEqualTo(1);
        assertThat(said()).contains("none: no such directory").hasLineCount(1);
        Files.createDirectory(directory.resolve("empty"));
        assertThat(run("--replay", "empty")).isEqualTo(1);
        assertThat(said()).contains("empty: nothing has been recorded there").hasLineCount(1);
        record(3, 20);
        assertThat(run("--replay", "kept", "--from", "2026-11-23")).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: kept: nothing was recorded there in that time\n");
        assertThat(run("--replay", "kept", "--to", "2026-11-20")).isEqualTo(1);
        assertThat(said()).isEqualTo("wulfstat: kept: nothing was recorded there in that time\n");
        assertThat(run("--replay", "kept", "n009")).isEqualTo(1);
        assertThat(said()).contains("none of these hosts was recorded there in that time: n009");
        assertThat(run(Optional::empty, "--replay", "kept")).isEqualTo(2);
        assertThat(said()).contains("no terminal");
        assertThat(seen.writes()).isZero();
    }

    @Test
    void whatIsTypedWrongIsOneLineAndTheStatusTwo() {
        assertThat(run("--from", "-2h")).isEqualTo(2);
        assertThat(said()).isEqualTo("wulfstat: --from goes with --replay, which names the recording\n");
        assertThat(run("--replay", "kept", "--from", "soon")).isEqualTo(2);
        assertThat(said()).startsWith("wulfstat: --from \"soon\": expected ");
        assertThat(run("--replay", "kept", "--speed", "fast")).isEqualTo(2);
        assertThat(said()).contains("--speed \"fast\": expected how many times as fast, such as 60 or 0.5");
        assertThat(run("--replay", "kept", "-d", "1")).isEqualTo(2);
        assertThat(said()).isEqualTo(
                "wulfstat: -d and --replay: one of them; --speed says how fast a recording is played\n");
        assertThat(run("--replay", "kept", "n[2-1]")).isEqualTo(1);
        assertThat(seen.writes()).isZero();
    }

    @Test
    void whatIsDamagedIsCountedAndTheRestIsPlayed() throws Exception {
        record(3, 800);
        Path damaged;
        try (var files = Files.list(directory.resolve("kept"))) {
            damaged = files.filter(file -> file.toString().endsWith(".exact")).sorted().findFirst().orElseThrow();
        }
        var bytes = Files.readAllBytes(damaged);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 40, (byte) 7);
        Files.write(damaged, bytes);
        var run = Aside.run(() -> run("--replay", "kept", "--speed", "86400", "-v"));
        seen.awaitText("at the end");
        seen.awaitText(".exact is damaged: ");
        seen.type("q");
        assertThat(run.get(40, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(said()).matches("wulfstat: kept: [0-9]{6}-[0-9TZ]+\\.exact is damaged: [0-9]+ records are lost\n");
    }

    private int run(String... arguments) {
        return run(() -> Optional.of(sitting), arguments);
    }

    private int run(Wulfstat.Terminals terminals, String... arguments) {
        err.reset();
        return Wulfstat.run(arguments, terminals, directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")), stream(out), stream(err));
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(OutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }
}
