package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Displays;
import org.wulfware.libwulf.Poll;
import org.wulfware.wulfstat.screen.Colour;
import org.wulfware.wulfstat.screen.Key;
import org.wulfware.wulfstat.screen.Size;

class ViewTest {
    private static final Size LEAST = new Size(80, 20);
    private static final View VIEW = new View(new Theme(true), ZoneOffset.UTC);

    @Test
    void theLeastScreenHoldsAllWindows() {
        var model = press(mixed(), new Key.Letter('D'));
        assertThat(shown(model, LEAST))
                .isEqualTo(
                        """
                        ┌─ wulfstat ──────────────────────────────────────────────────────── 12:00:00 ─┐
                        │ 7 hosts   3 up   3 down: garbled,refused,silent   1 asked          every 5 s │
                        │ 0 vmstat   1 load   2 memory   3 net   4 time   5 cpu   6 users   7 jobs   … │
                        ├─ 1 Load ─────────────────────────────────────────────── as named · 1–7 of 7 ─┤
                        │  host          load1      load5     load15     cpus     load/cpu             │
                        │  idle           0.05       0.05       0.05        4         0.01             │
                        │+ busy           3.50       3.50       3.50        4         0.88             │
                        │! too-busy      12.34      12.34      12.34        4         3.09             │
                        │  asked     asking…                                                           │
                        │x refused   down: connection refused · for 0 s                                │
                        │x silent    silent for 5 s                                                    │
                        │x garbled   garbled: no number at byte 17 · for 0 s                           │
                        ├─ debug ────────────────────────────────────────── [ older  ] newer  D close ─┤
                        │ 12:00:00 busy,idle,too-busy answered after 2.0 ms                            │
                        │ 12:00:00 refused down: connection refused                                    │
                        │ 12:00:00 silent silent for 5 s                                               │
                        │ 12:00:00 garbled garbled: no number at byte 17                               │
                        │ 12:00:01 round 1: 3 of 7 answered in 12 ms; median 2.0 ms, slowest idle 2.0… │
                        └──────────────────────────────────────────────────────────────────────────────┘
                         ? help  0-8 Tab display  / find  s sort  d delay  D debug  Space pause  q quit
                        """);
    }

    @Test
    void whereNoDaemonRunsHereTheListSaysHowToStartOne() {
        var lines = VIEW.draw(Hosts.model(List.of(Hosts.refused("localhost"))), LEAST).lines();
        assertThat(String.join("\n", lines.subList(5, 13))).isEqualTo(
                """
                        │x localhost  down: connection refused · for 0 s                               │
                        │                                                                              │
                        │  No daemon runs on this host. To start one,                                  │
                        │      in another terminal:  xmlsysd                                           │
                        │      as a service:         sudo systemctl enable --now xmlsysd               │
                        │  wulf doctor tells more.                                                     │
                        │                                                                              │
                        │                                                                              │""");
        var elsewhere =
                VIEW.draw(Hosts.model(List.of(Hosts.refused("node001"), Hosts.up("localhost", Hosts.loaded(1)))),
                        LEAST);
        assertThat(elsewhere.lines()).noneMatch(line -> line.contains("No daemon"));
    }

    @Test
    void theHeaderNamesThoseThatAreDownAsFarAsThereIsRoom() {
        var states = new ArrayList<>(Hosts.many(2));
        for (var number : List.of(11, 12, 13, 15)) {
            states.add(Hosts.refused("n%03d".formatted(number)));
        }
        var header = "│ 6 hosts   2 up   4 down: n[011-013,015]                                    every 5 s │";
        assertThat(VIEW.draw(Hosts.model(states), new Size(header.length(), 20)).lines().get(1)).isEqualTo(header);
        for (var number = 101; number < 200; number += 2) {
            states.add(Hosts.refused("n%03d".formatted(number)));
        }
        assertThat(VIEW.draw(Hosts.model(states), LEAST).lines().get(1))
                .isEqualTo("│ 56 hosts   2 up   54 down: n[011-013,015,101,103,…] and 48 more    every 5 s │");
        IntStream.range(1000, 2000).forEach(number -> states.add(Hosts.refused("m" + number)));
        assertThat(VIEW.draw(Hosts.model(states), LEAST).lines().get(1))
                .isEqualTo("│ 1056 hosts   2 up   1054 down                                      every 5 s │");
    }

    @Test
    void coloursSayHowAHostIs() {
        var canvas = VIEW.draw(mixed(), LEAST);
        assertThat(canvas.styleAt(20, 5).colour()).isEqualTo(Colour.GREEN);
        assertThat(canvas.styleAt(20, 6).colour()).isEqualTo(Colour.YELLOW);
        assertThat(canvas.styleAt(20, 7).colour()).isEqualTo(Colour.RED);
        assertThat(canvas.styleAt(20, 7).bold()).isTrue();
        assertThat(canvas.styleAt(3, 9).colour()).isEqualTo(Colour.RED);
    }

    @Test
    void withoutColoursMarksAndWeightSayIt() {
        var plain = new View(Theme.of(Map.of("NO_COLOR", "1")), ZoneOffset.UTC);
        var canvas = plain.draw(mixed(), LEAST);
        for (var row = 0; row < LEAST.rows(); row++) {
            for (var column = 0; column < LEAST.columns(); column++) {
                assertThat(canvas.styleAt(column, row).colour()).isEqualTo(Colour.USUAL);
            }
        }
        assertThat(canvas.lines()).isEqualTo(VIEW.draw(mixed(), LEAST).lines());
        assertThat(canvas.styleAt(20, 7).bold()).isTrue();
        assertThat(canvas.lines().get(7)).startsWith("│! too-busy");
    }

    @Test
    void anEmptyNoColorMeansColours() {
        assertThat(Theme.of(Map.of("NO_COLOR", "")).hasColours()).isTrue();
        assertThat(Theme.of(Map.of()).hasColours()).isTrue();
    }

    @Test
    void columnsThatDoNotFitAreReachedByTheArrows() {
        var model = mixed().show(Displays.all().getFirst());
        var last = Displays.all().getFirst().columns().getLast().heading();
        assertThat(VIEW.draw(model, LEAST).lines().get(4)).doesNotContain(last);
        assertThat(VIEW.draw(model, LEAST).lines().get(3)).contains("columns 1–");
        for (var i = 0; i < 20; i++) {
            model = press(model, Key.Named.RIGHT);
        }
        assertThat(VIEW.draw(model, LEAST).lines().get(4)).contains(last);
        assertThat(VIEW.draw(model, LEAST).lines().get(4).indexOf(last)).isGreaterThan(60);
        model = press(model, Key.Named.HOME);
        assertThat(VIEW.draw(model, new Size(200, 20)).lines().get(3)).doesNotContain("columns");
    }

    @Test
    void theColumnToSortByIsAlwaysInSight() {
        var model = press(mixed().show(Displays.all().getFirst()), new Key.Letter('s'));
        for (var column : Displays.all().getFirst().columns()) {
            model = press(model, Key.Named.RIGHT);
            model = column.equals(Displays.all().getFirst().columns().getFirst()) ? press(model, Key.Named.RIGHT)
                    : model;
            assertThat(VIEW.draw(model, LEAST).lines().get(4)).contains(column.heading());
        }
    }

    @Test
    void theHeaderNamesTheDisplaysAroundTheChosenOne() {
        for (var columns = 80; columns < 300; columns += 7) {
            for (var display : Displays.all()) {
                var tabs = VIEW.draw(mixed().show(display), new Size(columns, 20)).lines().get(2);
                assertThat(tabs.split("[│ …]+")).as(tabs).contains(display.name());
                assertThat(tabs.contains("… ")).as(tabs)
                        .isEqualTo(!tabs.contains(" vmstat ") || !tabs.contains(" cgroup "));
            }
        }
        assertThat(VIEW.draw(mixed().show(Displays.byNameOrNumber("cgroup")), LEAST).lines().get(2))
                .isEqualTo("│ …  pressure  interfaces  infiniband  sensors  gpu  nvidia  amdgpu  cgroup    │");
    }

    @Test
    void everyDisplayFitsEverySize() throws IOException {
        var states = List.of(
                Hosts.up("fat", Hosts.recorded("fat-256cpu")),
                Hosts.up("hostile", Hosts.recorded("hostile")),
                Hosts.up("a-name-that-is-longer-than-any-name-should-be.example.org", Hosts.recorded("golem-2.4.9")),
                Hosts.refused("dead"));
        for (var display : Displays.all()) {
            var model =
                    Model.first(DisplaySet.BUILT_IN, states.stream().map(state -> state.host()).toList(), display,
                            Hosts.FIVE, Hosts.NOON)
                            .learn(Hosts.cluster(1, states));
            for (var size : List.of(LEAST, new Size(81, 21), new Size(133, 40), new Size(400, 100))) {
                var lines = VIEW.draw(model, size).lines();
                assertThat(lines).hasSize(size.rows());
                assertThat(lines.subList(0, size.rows() - 1))
                        .as("%s at %s", display.name(), size)
                        .allSatisfy(line -> assertThat(org.wulfware.display.Width.of(line)).isEqualTo(size.columns()));
                assertThat(lines.get(3)).contains(display.title());
            }
        }
    }

    @Test
    void aTaskListNamesItsHostFaintlyAfterTheFirst() throws IOException {
        var states = List.of(Hosts.up("fat", Hosts.recorded("fat-256cpu")));
        assertThat(Hosts.model(states).show(Displays.byNameOrNumber("jobs")).listing().size()).isPositive();
    }

    private static Model mixed() {
        return Hosts.model(List.of(
                Hosts.up("idle", Hosts.loaded(5)),
                Hosts.up("busy", Hosts.loaded(350)),
                Hosts.up("too-busy", Hosts.loaded(1234)),
                Hosts.pending("asked"),
                Hosts.refused("refused"),
                Hosts.down("silent", new Poll.Silent(Hosts.FIVE)),
                Hosts.down("garbled", new Poll.Garbled("no number", 17))));
    }

    private static Model press(Model model, Key key) {
        return Keyboard.press(key, model, LEAST);
    }

    private static String shown(Model model, Size size) {
        return String.join("\n", VIEW.draw(model, size).lines()) + "\n";
    }
}
