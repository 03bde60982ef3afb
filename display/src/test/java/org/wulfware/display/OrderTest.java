package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

class OrderTest {
    private static final Display LOAD = Displays.byNameOrNumber("load");
    private static final Display CPU = Displays.byNameOrNumber("cpu");

    @Test
    void numbersStandGreatestFirstAbsentOnesAfterThemAndTheDeadLast() {
        var dead = Hosts.down("dead", new Poll.Refused("connection refused"));
        var states = List.of(dead, silent("a"), load("b", 50), load("c", 700), silent("d"), load("e", 0));
        var order = Order.by(LOAD.column("load1").orElseThrow());
        assertThat(names(order, LOAD, states)).containsExactly("c", "b", "e", "a", "d", "dead");
        assertThat(names(order.reversed(), LOAD, states)).containsExactly("e", "b", "c", "a", "d", "dead");
    }

    @Test
    void linesThatAreAlikeStayAsTheyWere() {
        var states = List.of(load("c", 5), load("a", 5), load("b", 5));
        var order = Order.by(LOAD.column("load1").orElseThrow());
        assertThat(names(order, LOAD, states)).containsExactly("c", "a", "b");
        assertThat(names(order.reversed(), LOAD, states)).containsExactly("c", "a", "b");
    }

    @Test
    void hostsStandInTheOrderOfTheNumbersInTheirNames() {
        var states =
                List.of(load("node10", 1), load("Node2", 1), load("node2b", 1), load("login", 1), load("node002", 1));
        assertThat(names(Order.BY_HOST, LOAD, states)).containsExactly("login", "Node2", "node002", "node2b", "node10");
    }

    @Test
    void deadHostsStandLastByNameToo() {
        var states = List.of(
                Hosts.down("b", new Poll.Silent(Hosts.FIVE)), load("c", 1), Hosts.down("a", new Poll.Unknown("a")));
        assertThat(names(Order.BY_HOST, LOAD, states)).containsExactly("c", "a", "b");
    }

    @Test
    void wordsStandFromAToZ() {
        var states = List.of(model("a", "Xeon"), model("b", "celeron"), silent("c"), model("d", "Athlon"));
        assertThat(names(Order.by(CPU.column("model").orElseThrow()), CPU, states)).containsExactly("d", "b", "a", "c");
    }

    @Test
    void thoseThatAreAlikeAreSortedByWhatStandsNext() throws Exception {
        var states = List.of(load("c", 5), load("b", 7), load("a", 5), load("d", 7));
        assertThat(names(typed("load1,host"), LOAD, states)).containsExactly("a", "c", "b", "d");
        assertThat(names(typed("-load1, -host"), LOAD, states)).containsExactly("d", "b", "c", "a");
        assertThat(names(typed("max(load1, 0.06),host").reversed(), LOAD, states)).containsExactly("b", "d", "a", "c");
        assertThat(typed("host,load1 * 2,-cpus").expressions()).hasToString("[load1 * 2, cpus]");
        var expected = Order.expected("load1,+host", LOAD, DisplaySet.BUILT_IN);
        assertThat(names(expected, LOAD, states)).containsExactly("b", "d", "a", "c");
        assertThat(names(Order.expected("+load1", LOAD, DisplaySet.BUILT_IN), LOAD, states))
                .containsExactly("c", "a", "b", "d");
    }

    private static Order typed(String keys) throws Exception {
        return Order.of(keys, LOAD, DisplaySet.BUILT_IN);
    }

    @Test
    void namesOfAnyLengthAreCompared() {
        assertThat(Order.compareNames("n99999999999999999999999", "n100000000000000000000000")).isNegative();
        assertThat(Order.compareNames("n0", "n")).isPositive();
        assertThat(Order.compareNames("", "")).isZero();
    }

    private static List<String> names(Order order, Display display, List<HostState> states) {
        return order.sort(display.lines(states)).stream().map(Line::host).toList();
    }

    private static HostState load(String name, long hundredths) {
        return Hosts.up(name, Sample.of(List.of(Hosts.table(Loadavg.SENSOR, 1).row().set(Loadavg.LOAD1, hundredths))));
    }

    private static HostState model(String name, String model) {
        return Hosts.up(name,
                Sample.of(List.of(Hosts.text(Hosts.table(Cpuinfo.SENSOR, 1).row(), Cpuinfo.MODEL_NAME, model))));
    }

    private static HostState silent(String name) {
        return Hosts.up(name, Sample.of(List.of()));
    }
}
