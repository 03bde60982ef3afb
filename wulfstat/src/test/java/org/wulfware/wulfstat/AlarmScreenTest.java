package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.Alarm;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.libwulf.HostState;
import org.wulfware.testkit.Fixtures;
import org.wulfware.testkit.SimulatedCluster;
import org.wulfware.wulfstat.screen.Colour;
import org.wulfware.wulfstat.screen.Key;
import org.wulfware.wulfstat.screen.Sitting;
import org.wulfware.wulfstat.screen.Size;
import org.wulfware.xmlsysd.Clock;

/// Alarms, from the rounds to the screen.
@Timeout(120)
class AlarmScreenTest {
    private static final Size LEAST = new Size(80, 20);
    private static final View VIEW = new View(new Theme(true), ZoneOffset.UTC);

    @TempDir
    private Path directory;

    private static Alarm alarm(String name, Alarm.Level level, String typed) throws Exception {
        var understood = Alarm.typed(typed, DisplaySet.BUILT_IN);
        return new Alarm(name, level, understood.when(), understood.lasting(), _ -> true);
    }

    private static AlarmWatch watch() throws Exception {
        return new AlarmWatch(List.of(Alarm.typed("load1 / cpus > 0.5", DisplaySet.BUILT_IN),
                alarm("very busy", Alarm.Level.CRITICAL, "load1 > 10"),
                alarm("off", Alarm.Level.CRITICAL, "down")));
    }

    private static List<HostState> states(int late) {
        return List.of(Hosts.up("idle", Hosts.loaded(5)), Hosts.up("busy", Hosts.loaded(350)),
                Hosts.up("late", Hosts.loaded(late)), Hosts.up("too-busy", Hosts.loaded(1234)), Hosts.refused("dead"));
    }

    /// After two rounds: in the second one host more is busy.
    private static Model model() throws Exception {
        var watch = watch();
        return Hosts.model(states(5))
                .learn(watch.seen(Hosts.cluster(2, states(5))))
                .learn(watch.seen(Hosts.cluster(62, states(700))))
                .at(Hosts.NOON.plusSeconds(70));
    }

    @Test
    void hostsAreMarkedAndTheHeaderCounts() throws Exception {
        assertThat(shown(press(model(), new Key.Letter('D')), LEAST)).isEqualTo("""
                ┌─ wulfstat ──────────────────────────────────────────────────────── 12:01:10 ─┐
                │ 5 hosts   4 up   3 alarms, 4 hosts   1 down: dead                  every 5 s │
                │ 0 vmstat   1 load   2 memory   3 net   4 time   5 cpu   6 users   7 jobs   … │
                ├─ 1 Load ─────────────────────────────────────────────── as named · 1–5 of 5 ─┤
                │  host          load1      load5     load15     cpus     load/cpu             │
                │  idle           0.05       0.05       0.05        4         0.01             │
                │+*busy           3.50       3.50       3.50        4         0.88             │
                │!*late           7.00       7.00       7.00        4         1.75             │
                │!*too-busy      12.34      12.34      12.34        4         3.09             │
                │x*dead      down: connection refused · for 70 s                               │
                │                                                                              │
                │                                                                              │
                ├─ debug ────────────────────────────────────────── [ older  ] newer  D close ─┤
                │ 12:00:02 alarm raised: very busy on too-busy                                 │
                │ 12:00:02 alarm raised: off on dead                                           │
                │ 12:00:02 round 2: 4 of 5 answered in 12 ms; 0 KB                             │
                │ 12:01:02 alarm raised: load1 / cpus > 0.5 on late                            │
                │ 12:01:02 round 62: 4 of 5 answered in 12 ms; 0 KB                            │
                └──────────────────────────────────────────────────────────────────────────────┘
                 ? help  0-8 Tab display  / find  s sort  d delay  D debug  Space pause  q quit
                """);
        var canvas = VIEW.draw(model(), LEAST);
        assertThat(canvas.styleAt(2, 6).colour()).isEqualTo(Colour.YELLOW);
        assertThat(canvas.styleAt(2, 8).colour()).isEqualTo(Colour.RED);
        assertThat(canvas.styleAt(22, 1).colour()).isEqualTo(Colour.RED);
    }

    @Test
    void theyAreListedTheWorstFirstAndOfThoseTheNewest() throws Exception {
        assertThat(shown(press(model(), new Key.Letter('a')), LEAST)).isEqualTo("""
                ┌─ wulfstat ──────────────────────────────────────────────────────── 12:01:10 ─┐
                │ 5 hosts   4 up   3 alarms, 4 hosts   1 down: dead                  every 5 s │
                │ 0 vmstat   1 load   2 memory   3 net   4 time   5 cpu   6 users   7 jobs   … │
                ├─ 1 Load ─────────────────────────────────────────────── as named · 1–5 of 5 ─┤
                │  host          load1      load5     load15     cpus     load/cpu             │
                │  idle           0.05       0.05       0.05        4         0.01             │
                │+┌─ Alarms ─────────────────────────────────────────────────────────────────┐ │
                │!│ since        level     hosts  alarm                   which              │ │
                │!│ 12:00:02     critical      1  very busy               too-busy           │ │
                │x│ 12:00:02     critical      1  off                     dead               │ │
                │ │ 12:01:02     warning       1  load1 / cpus > 0.5      late               │ │
                │ │ 12:00:02     warning       2  load1 / cpus > 0.5      busy,too-busy      │ │
                │ └──────────────────────────────────────────────────────────────────────────┘ │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                │                                                                              │
                └──────────────────────────────────────────────────────────────────────────────┘
                 ↑↓ scroll  any other key back
                """);
        var after = press(press(model(), new Key.Letter('a')), new Key.Letter('x'));
        assertThat(after.mode()).isEqualTo(Mode.BROWSING);
        var later = press(model().at(Hosts.NOON.plus(Duration.ofDays(3))), new Key.Letter('a'));
        assertThat(shown(later, LEAST)).contains("│ 11-22 12:00  critical      1  very busy ");
    }

    @Test
    void whatDoesNotFitIsScrolledAndClearedOnesGo() throws Exception {
        var alarms = new ArrayList<Alarm>();
        for (var i = 100; i < 130; i++) {
            alarms.add(alarm("a" + i, Alarm.Level.WARNING, "load1 * " + i + " > 0"));
        }
        var watch = new AlarmWatch(alarms);
        var model = press(Hosts.model(states(5)).learn(watch.seen(Hosts.cluster(2, states(5)))), new Key.Letter('a'));
        assertThat(shown(model, LEAST)).contains(" a100 ").contains(" 1–14 of 30 ").doesNotContain(" a114 ");
        assertThat(shown(press(model, Key.Named.UP), LEAST)).isEqualTo(shown(model, LEAST));
        model = press(press(model, Key.Named.PAGE_DOWN), Key.Named.DOWN);
        assertThat(shown(model, LEAST)).contains(" 15–28 of 30 ");
        model = press(model, Key.Named.END);
        assertThat(shown(model, LEAST)).contains(" a129 ").contains(" 17–30 of 30 ");
        var gone = model.learn(watch.seen(Hosts.cluster(3, List.of(Hosts.refused("dead")))));
        assertThat(shown(gone, LEAST)).contains("none of the 30 alarms is raised").doesNotContain(" alarms   1 down");
        assertThat(press(gone, Key.Named.UP).mode()).isEqualTo(new Mode.Alarming(0));
        model = press(model, Key.Named.HOME);
        assertThat(shown(model, LEAST)).contains(" 1–14 of 30 ");
    }

    @Test
    void whereThereIsNothingToListThatIsSaid() throws Exception {
        var none = press(Hosts.model(states(5)), new Key.Letter('a'));
        assertThat(shown(none, LEAST)).contains("│ there are no alarms: --alarm, and wulfware-alarms(5), say what");
        var watch = new AlarmWatch(List.of(alarm("x", Alarm.Level.WARNING, "load1 > 99")));
        var quiet = press(Hosts.model(states(5)).learn(watch.seen(Hosts.cluster(2, states(5)))), new Key.Letter('a'));
        assertThat(shown(quiet, LEAST)).contains("│ the alarm that there is is not raised");
    }

    @Test
    void aRoundThatIsNotOverRaisesNothingAndForgetsNothing() throws Exception {
        var watch = watch();
        var half = Cluster.of(states(5), Hosts.NOON, 1, false, Duration.ofMillis(3));
        assertThat(watch.seen(half).alarmed().groups()).isEmpty();
        var whole = watch.seen(Hosts.cluster(1, states(5))).alarmed();
        assertThat(whole.news()).hasSize(3);
        var next = watch.seen(half).alarmed();
        assertThat(next.groups()).isEqualTo(whole.groups());
        assertThat(next.news()).isEmpty();
    }

    @Test
    void aHostileNameIsDrawnCleanWhereverItIs() throws Exception {
        var evil = "e\u001b[31m\u202e\nx";
        var watch = new AlarmWatch(List.of(alarm("b\u001b]0;x", Alarm.Level.CRITICAL, "load1 > 0")));
        var sitting = new Sitting(100, 30);
        var script = new Script();
        var end = begin(sitting, script, List.of(Hosts.up(evil, Hosts.loaded(5))), watch);
        sitting.seen.awaitText("1 alarm");
        sitting.seen.type("D");
        sitting.seen.awaitText("alarm raised: b?]0;x on e?[31m??x");
        sitting.seen.type("a");
        sitting.seen.awaitText("since");
        assertThat(sitting.seen.text()).contains("b?]0;x").contains("  e?[31m??x");
        sitting.seen.type("xq");
        end.get(40, TimeUnit.SECONDS);
        sitting.seen.hangUp();
        assertThat(sitting.seen.surprises()).isEmpty();
    }

    @Test
    void atATerminalTheyComeAndGoWithTheRounds() throws Exception {
        var sitting = new Sitting(100, 30);
        var script = new Script();
        var end = begin(sitting, script, states(5), watch());
        sitting.seen.awaitText("3 alarms");
        sitting.seen.type("a");
        sitting.seen.awaitText("critical");
        script.tell(Hosts.cluster(2, List.of(Hosts.up("idle", Hosts.loaded(5)))));
        sitting.seen.awaitText("none of the 3 alarms is raised");
        assertThat(sitting.seen.text()).doesNotContain("3 alarms  ");
        sitting.seen.type("xq");
        end.get(40, TimeUnit.SECONDS);
    }

    private static CompletableFuture<String> begin(Sitting sitting, Script script, List<HostState> states,
            AlarmWatch watch) throws InterruptedException {
        var hosts = states.stream().map(HostState::host).toList();
        var first = Model.first(DisplaySet.BUILT_IN, hosts, Hosts.LOAD, Hosts.FIVE, Hosts.NOON);
        var session = new Session(sitting, script, VIEW, InstantSource.fixed(Hosts.NOON), first, 0, watch);
        var end = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                session.run();
                end.complete("ended");
            } catch (Throwable e) {
                end.completeExceptionally(e);
            }
        });
        script.awaitBegin();
        script.tell(Hosts.cluster(1, states));
        return end;
    }

    @Test
    void hostsAreAskedForWhatAlarmsNeedWhateverIsShown() throws Exception {
        Files.writeString(directory.resolve("alarms.toml"), """
                [[alarm]]
                name = "some room"
                when = "memory.available% > 0 and host =~ '*1'"
                [[alarm]]
                name = "broken"
                when = "lod1 > 0"
                """);
        var sitting = new Sitting(100, 30);
        var err = new ByteArrayOutputStream();
        try (var cluster = SimulatedCluster.start(Fixtures.here(), SimulatedCluster.usual(1), 1, Clock::system)) {
            var host = cluster.members().getFirst().address() + ":" + cluster.port();
            var status = Aside.run(() -> Wulfstat.run(
                    new String[]{"-d", "60", "-v", "--alarm", "cpu.busy >= 0", host}, () -> Optional.of(sitting),
                    directory, directory,
                    new DisplayFiles(directory.resolve("displays.d"), directory.resolve("displays.toml")),
                    new PrintStream(err), new PrintStream(err)));
            sitting.seen.awaitText("2 alarms");
            sitting.seen.type("[");
            sitting.seen.awaitText("alarms.toml:6:1: when: unknown name lod1");
            sitting.seen.type("a");
            sitting.seen.awaitText("some room");
            assertThat(sitting.seen.text()).contains("cpu.busy >= 0");
            sitting.seen.type("xq");
            assertThat(status.get(40, TimeUnit.SECONDS)).isZero();
        }
        // The window was open and was never closed: whether anybody has looked there is not known.
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("wulfstat: ").contains("unknown name lod1");
    }

    private static Model press(Model model, Key key) {
        return Keyboard.press(key, model, LEAST);
    }

    private static String shown(Model model, Size size) {
        return String.join("\n", VIEW.draw(model, size).lines()) + "\n";
    }
}
