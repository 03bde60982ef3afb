package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.Sample;

class AlarmsTest {
    private static final Instant NOON = Hosts.NOON;

    private final List<String> told = new ArrayList<>();
    private Alarms alarms = new Alarms(List.of());

    private void watch(String... typed) throws ExpressionException, UsageException {
        var all = new ArrayList<Alarm>();
        for (var text : typed) {
            all.add(Alarm.typed(text, DisplaySet.BUILT_IN));
        }
        alarms = new Alarms(all);
    }

    /// A round at so many seconds after noon; what changes is told as `raised load1 > 5 [a, b]`.
    private List<String> at(int second, HostState... states) {
        told.clear();
        for (var change : alarms.update(List.of(states), NOON.plusSeconds(second))) {
            assertThat(change.at()).isEqualTo(NOON.plusSeconds(second));
            told.add(change.kind().word() + " " + change.alarm().name() + " " + change.hosts());
        }
        return told;
    }

    private static HostState load(String name, double load) {
        var table = Hosts.table(Loadavg.SENSOR, 0).row().set(Loadavg.LOAD1, Math.round(load * 100));
        return Hosts.up(name, Sample.of(List.of(table)));
    }

    private static HostState mute(String name) {
        return Hosts.up(name, Sample.of(List.of()));
    }

    private static HostState down(String name) {
        return Hosts.down(name, new Poll.Refused("connection refused"));
    }

    @Test
    void itIsRaisedOnceAndClearedOnceForAllHostsOfARoundTogether() throws Exception {
        watch("load1 > 5");
        assertThat(at(0, load("a", 9), load("b", 1), load("c", 9))).containsExactly("raised load1 > 5 [a, c]");
        assertThat(at(5, load("a", 9), load("b", 9), load("c", 9))).containsExactly("raised load1 > 5 [b]");
        assertThat(at(10, load("a", 9), load("b", 9), load("c", 9))).isEmpty();
        assertThat(alarms.raised()).extracting(raised -> raised.host().name() + " " + raised.since())
                .containsExactly(
                        "a 2026-11-22T12:00:00Z", "c 2026-11-22T12:00:00Z", "b 2026-11-22T12:00:05Z");
        assertThat(at(15, load("a", 1), load("b", 1), load("c", 9))).containsExactly("cleared load1 > 5 [a, b]");
        assertThat(at(20, load("a", 1), load("b", 1), load("c", 9))).isEmpty();
        assertThat(at(25, load("a", 9), load("b", 1), load("c", 1)))
                .containsExactly("cleared load1 > 5 [c]", "raised load1 > 5 [a]");
    }

    @Test
    void whatHasToLastIsPendingFirst() throws Exception {
        watch("load1 > 5 for 2min");
        assertThat(at(0, load("a", 9))).isEmpty();
        assertThat(at(119, load("a", 9))).isEmpty();
        assertThat(alarms.raised()).isEmpty();
        assertThat(at(120, load("a", 9))).containsExactly("raised load1 > 5 [a]");
        assertThat(alarms.raised().getFirst().since()).isEqualTo(NOON.plusSeconds(120));
        assertThat(at(125, load("a", 1))).containsExactly("cleared load1 > 5 [a]");
    }

    @Test
    void whatFailsInBetweenBeginsAgainAndWasNeverTold() throws Exception {
        watch("load1 > 5 for 2min");
        at(0, load("a", 9));
        assertThat(at(60, load("a", 1))).isEmpty();
        assertThat(alarms.remembered()).isZero();
        at(65, load("a", 9));
        assertThat(at(130, load("a", 9))).isEmpty();
        assertThat(at(185, load("a", 9))).containsExactly("raised load1 > 5 [a]");
    }

    @Test
    void whatAHostDoesNotSayLeavesAllAsItIs() throws Exception {
        watch("load1 > 5 for 1min", "not (load1 > 5)");
        assertThat(at(0, mute("a"), down("b"))).isEmpty();
        assertThat(alarms.remembered()).isZero();
        at(5, load("a", 9), load("b", 9));
        assertThat(at(35, mute("a"), down("b"))).isEmpty();
        assertThat(at(95, mute("a"), down("b"))).isEmpty();
        assertThat(at(100, load("a", 9), down("b"))).containsExactly("raised load1 > 5 [a]");
        assertThat(at(105, down("a"), load("b", 1)))
                .containsExactly("raised not (load1 > 5) [b]");
        assertThat(alarms.raised()).extracting(raised -> raised.host().name()).containsExactly("a", "b");
        assertThat(at(110, load("a", 2), mute("b")))
                .containsExactly("cleared load1 > 5 [a]", "raised not (load1 > 5) [a]");
    }

    @Test
    void aHostThatIsDownIsAnAlarmLikeOthers() throws Exception {
        watch("down", "load1 > 5");
        assertThat(at(0, HostState.pending(Host.named("a"), NOON), load("b", 1))).isEmpty();
        assertThat(at(5, load("a", 9), down("b"))).containsExactly("raised down [b]", "raised load1 > 5 [a]");
        assertThat(at(10, Hosts.down("a", new Poll.Silent(Hosts.FIVE)), load("b", 1)))
                .containsExactly("cleared down [b]", "raised down [a]");
    }

    @Test
    void hostsThatAreWatchedNoMoreAreForgottenAndThoseRaisedTold() throws Exception {
        watch("load1 > 5", "load1 > 5 for 1h", "down");
        at(0, load("a", 9), load("b", 9), down("c"));
        assertThat(alarms.remembered()).isEqualTo(5);
        assertThat(at(5, load("b", 9), load("d", 1))).containsExactly("gone load1 > 5 [a]", "gone down [c]");
        assertThat(alarms.remembered()).isEqualTo(2);
        assertThat(at(10)).containsExactly("gone load1 > 5 [b]");
        assertThat(alarms.remembered()).isZero();
    }

    @Test
    void nothingIsRememberedOfThoseThatAreQuiet() throws Exception {
        watch("load1 > 5", "load1 > 5 for 1h");
        var quiet = IntStream.range(0, 1000).mapToObj(i -> load("n" + i, 1)).toArray(HostState[]::new);
        var busy = IntStream.range(0, 1000).mapToObj(i -> load("n" + i, 9)).toArray(HostState[]::new);
        at(0, quiet);
        assertThat(alarms.remembered()).isZero();
        at(5, busy);
        at(10, busy);
        assertThat(alarms.remembered()).isEqualTo(2000);
        at(15, quiet);
        assertThat(alarms.remembered()).isZero();
    }

    @Test
    void aClockThatIsSetBackCostsNoMoreThanWhatHadLastedSoFar() throws Exception {
        watch("load1 > 5 for 1min");
        at(7200, load("a", 9));
        assertThat(at(0, load("a", 9))).isEmpty();
        assertThat(at(59, load("a", 9))).isEmpty();
        assertThat(at(60, load("a", 9))).containsExactly("raised load1 > 5 [a]");
        assertThat(at(-3600, load("a", 9))).isEmpty();
        assertThat(at(-3599, load("a", 1))).containsExactly("cleared load1 > 5 [a]");
    }

    @Test
    void onlyTheHostsThatItIsAboutAreLookedAt() throws Exception {
        var typed = Alarm.typed("load1 > 5", DisplaySet.BUILT_IN);
        alarms = new Alarms(List.of(new Alarm("busy", Alarm.Level.CRITICAL, typed.when(), Duration.ZERO,
                host -> host.name().equals("b"))));
        assertThat(at(0, load("a", 9), load("b", 9))).containsExactly("raised busy [b]");
        assertThat(at(5, load("a", 9))).containsExactly("gone busy [b]");
    }

    @Test
    void aConditionIsTypedAsWhereTakesItAndATimeBehindIt() throws Exception {
        var alarm = Alarm.typed("  load1 / cpus > 1.5   for 90s ", DisplaySet.BUILT_IN);
        assertThat(alarm.name()).isEqualTo("load1 / cpus > 1.5");
        assertThat(alarm.lasting()).isEqualTo(Duration.ofSeconds(90));
        assertThat(alarm.level().word()).isEqualTo("warning");
        var named = Alarm.typed("hostname == \"gone for 2min\"", DisplaySet.BUILT_IN);
        assertThat(named.lasting()).isZero();
        // A column of a display, whatever is shown.
        assertThat(Alarm.typed("memory.in_use_pct > 95", DisplaySet.BUILT_IN).when().fields()).isNotEmpty();
    }

    @Test
    void whatIsTypedWrongIsShownWithItsPlace() {
        assertThatThrownBy(() -> Alarm.typed("lod1 > 2 for 5min", DisplaySet.BUILT_IN)).hasMessage("""
                unknown name lod1; is it load1?
                  lod1 > 2
                  ^""");
        assertThatThrownBy(() -> Alarm.typed("load1", DisplaySet.BUILT_IN))
                .hasMessageStartingWith("expected a condition, such as load1 > 2, and not a number");
        assertThatThrownBy(() -> Alarm.typed("load1 > 2 for 5parsecs", DisplaySet.BUILT_IN))
                .hasMessage("for 5parsecs: expected a span of time, such as 90s, 30min, 48h or 7d");
        assertThatThrownBy(() -> Alarm.typed("load1 > 2 for 0s", DisplaySet.BUILT_IN))
                .hasMessageStartingWith("for 0s: ");
    }

    @Test
    void hostsAreAskedForWhatTheConditionsNeed() throws Exception {
        var all = List.of(Alarm.typed("load1 > 5", DisplaySet.BUILT_IN), Alarm.typed("down", DisplaySet.BUILT_IN));
        var cluster = Wulfhosts.read(new ByteArrayInputStream(
                "<wulfhosts><nodeset>n[1-3]</nodeset><task>slurmd</task></wulfhosts>".getBytes(StandardCharsets.UTF_8)),
                "wulfhosts");
        assertThat(Alarms.asking(all, cluster, Set.of()).commands()).containsExactly("off all", "on time load1");
        assertThat(Alarms.asking(all, cluster, Set.of(Loadavg.LOAD5)).commands())
                .containsExactly("off all", "on time load5 load1");
        // Of processes those that the file asks for are listed, too.
        var tasks = List.of(Alarm.typed("count(task where name == \"slurmd\") == 0", DisplaySet.BUILT_IN));
        assertThat(Alarms.asking(tasks, cluster, Set.of()).commands()).contains("task slurmd");
        var report = Report.of(Displays.USUAL);
        assertThat(report.asking(cluster, tasks).commands()).contains("task slurmd")
                .containsAll(report.asking(cluster).commands().subList(0, 1));
        assertThat(report.asking(cluster, List.of())).isEqualTo(report.asking(cluster));
        assertThat(Alarms.needRates(all)).isFalse();
        assertThat(Alarms.needRates(List.of(Alarm.typed("cpu.busy > 90", DisplaySet.BUILT_IN)))).isTrue();
    }
}
