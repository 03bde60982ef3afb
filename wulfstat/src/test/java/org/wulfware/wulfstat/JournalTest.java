package org.wulfware.wulfstat;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.display.DisplaySet;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wulfstat.screen.Key;
import org.wulfware.wulfstat.screen.Size;

/// The debug window, as it is drawn.
class JournalTest {
    private static final Size SIZE = new Size(100, 30);
    private static final View VIEW = new View(new Theme(true), ZoneOffset.UTC);

    private Model model =
            Model.first(DisplaySet.BUILT_IN, List.of(Host.named("n1"), Host.named("n2"), Host.named("n3")),
                    Hosts.LOAD, Hosts.FIVE, Hosts.NOON);

    @Test
    void hostsThatAnswerOneAfterTheOtherAreOneEntry() {
        var first = answered("n1", 0, 2);
        var second = answered("n2", 0, 9);
        tell(1, false, first, Hosts.pending("n2"), Hosts.pending("n3"));
        tell(1, false, first, second, Hosts.pending("n3"));
        tell(1, true, first, second, answered("n3", 0, 170));
        assertThat(log()).isEqualTo("""
                12:00:00 n[1-3] answered after 2.0–170 ms
                12:00:01 round 1: 3 of 3 answered in 12 ms; median 9.0 ms, slowest n3 170 ms; 0 KB
                """);
    }

    @Test
    void whatHappenedEarlierStandsAboveWheneverItWasLearnt() {
        model = model.journal(model.journal().add(Hosts.NOON.plusMillis(300), "display 2 memory chosen"));
        model = model.journal(model.journal().add(Hosts.NOON.plusMillis(100), "n9 was asked"));
        tell(1, true, answered("n1", 400, 2), Hosts.refused("n2"), answered("n3", 200, 2));
        assertThat(log()).isEqualTo("""
                12:00:00 n2 down: connection refused
                12:00:00 n9 was asked
                12:00:00 n[1,3] answered after 2.0 ms
                12:00:00 display 2 memory chosen
                12:00:01 round 1: 2 of 3 answered in 12 ms; median 2.0 ms, slowest n1 2.0 ms; 0 KB
                """);
    }

    @Test
    void theMedianIsThatOfTheHostsThatAnsweredInThisRound() {
        var late = answered("n1", 0, 900);
        tell(1, true, late, answered("n2", 0, 2), answered("n3", 0, 2));
        tell(2, true, late, answered("n2", 0, 4), answered("n3", 0, 6));
        tell(3, true, late, late, late);
        assertThat(log().lines().filter(line -> line.contains("round"))).containsExactly(
                "12:00:01 round 1: 3 of 3 answered in 12 ms; median 2.0 ms, slowest n1 900 ms; 0 KB",
                "12:00:02 round 2: 2 of 3 answered in 12 ms; median 5.0 ms, slowest n3 6.0 ms; 0 KB",
                "12:00:03 round 3: 0 of 3 answered in 12 ms");
    }

    /// Hosts that send by their clocks are not asked: how long that takes is as it was when they were.
    @Test
    void hostsThatWereNotAskedAreCountedAndNotTimed() {
        tell(1, true, answered("n1", 0, 3), answered("n2", 0, 5), answered("n3", 0, 7));
        tell(2, true, answered("n1", 0, 3), answered("n2", 0, 5), answered("n3", 0, 9));
        tell(3, true, answered("n1", 0, 3), answered("n2", 0, 5), answered("n3", 0, 9));
        assertThat(log().lines().filter(line -> line.contains("round"))).containsExactly(
                "12:00:01 round 1: 3 of 3 answered in 12 ms; median 5.0 ms, slowest n3 7.0 ms; 0 KB",
                "12:00:02 round 2: 3 of 3 answered in 12 ms; median 9.0 ms, slowest n3 9.0 ms; 0 KB",
                "12:00:03 round 3: 3 of 3 answered in 12 ms; 0 KB");
    }

    @Test
    void aListOfHostsThatIsTooLongForTheLineIsCutSoThatItCanBeRead() {
        var hosts = new ArrayList<HostState>();
        for (var i = 0; i < 400; i += 2) {
            hosts.add(Hosts.refused("n%03d".formatted(i)));
        }
        model = Model.first(DisplaySet.BUILT_IN, hosts.stream().map(HostState::host).toList(), Hosts.LOAD, Hosts.FIVE,
                Hosts.NOON);
        tell(1, true, hosts.toArray(HostState[]::new));
        assertThat(log()).startsWith(
                "12:00:00 n[000,002,004,006,008,010,012,014,016,018,020,…] and 189 more down: connection refused\n");
    }

    @Test
    void whatIsSaidAgainAndAgainStandsThereOnce() {
        for (var i = 0; i < 3; i++) {
            model = model.journal(model.journal().add(Hosts.NOON.plusSeconds(i), "rack.conf:3: unknown word"));
        }
        assertThat(log()).isEqualTo("12:00:02 rack.conf:3: unknown word (3 times)\n");
    }

    @Test
    void whatIsWrongWithAFileIsNamedBelowTheListUntilTheWindowHasShownIt() {
        model = model.journal(model.journal().warn(Hosts.NOON, "site.toml:5:12: columns: unknown name\n  lod5\n  ^"));
        for (var round = 1; round < 3000; round++) {
            tell(round, true, Hosts.many(3).toArray(HostState[]::new));
        }
        assertThat(lines(model).getLast()).startsWith(" 1 message: D   ? help  0-8 Tab display");
        assertThat(log()).startsWith("""
                12:00:00 site.toml:5:12: columns: unknown name
                12:00:00   lod5
                12:00:00   ^
                12:49:56 round 2996:""");
        var closed = press(press(model, 'D'), 'D');
        assertThat(lines(closed).getLast()).startsWith(" ? help  0-8 Tab display");
        assertThat(String.join("\n", lines(press(closed, 'D')))).doesNotContain("site.toml");
    }

    private void tell(int round, boolean isWhole, HostState... states) {
        model = model.learn(Cluster.of(List.of(states), Hosts.NOON.plusSeconds(round), round, isWhole,
                Duration.ofMillis(12)));
    }

    /// A host that was first heard of so many milliseconds after noon, after so many that it took.
    private static HostState answered(String name, int at, int took) {
        return HostState.pending(Host.named(name), Hosts.NOON)
                .answered(Hosts.loaded(7), Duration.ofMillis(took), Hosts.NOON.plusMillis(at), Duration.ZERO);
    }

    private static Model press(Model before, char key) {
        return Keyboard.press(new Key.Letter(key), before, SIZE);
    }

    private static List<String> lines(Model model) {
        return VIEW.draw(model, SIZE).lines();
    }

    /// What stands in the debug window.
    private String log() {
        var lines = lines(press(model, 'D'));
        var from = lines.stream().filter(line -> line.contains("─ debug ─")).findFirst().orElseThrow();
        return lines.subList(lines.indexOf(from) + 1, lines.size() - 2)
                .stream()
                .map(line -> line.replaceAll("^│ | *│$", ""))
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
