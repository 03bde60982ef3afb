package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetClass;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;

class GatheringTest {
    private static final long NOW = 1_016_048_061_788_000L;

    private static UnaryOperator<String> labels(String... labels) {
        var all = new HashMap<String, String>();
        for (var i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return name -> all.getOrDefault(name, "");
    }

    private record Value(String name, UnaryOperator<String> labels, double value) {}

    /// All metrics of it, in any order, gathered again.
    private static Table<?> again(Table<?> table) throws IOException {
        var metrics = new ArrayList<Value>();
        Metrics.of(Sample.of(List.of(table)), (metric, _, row, value) -> metrics.add(new Value(
                metric.name(),
                labels(metric.labels()
                        .stream()
                        .flatMap(label -> Stream.of(label.name(), label.value(table, row)))
                        .toArray(String[]::new)),
                value)));
        Collections.shuffle(metrics, new Random(7));
        var gathering = new Gathering(Catalog.indexOf(table.sensor()));
        for (var metric : metrics) {
            assertThat(Gathering.sensor(metric.name)).isEqualTo(Catalog.indexOf(table.sensor()));
            gathering.add(metric.name, metric.labels, metric.value);
        }
        return java.util.Objects.requireNonNull(gathering.table(NOW));
    }

    /// Each field of each sensor comes back as it went, in two rows where there may be two; but for mere places, which no metric
    /// says.
    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        for (var sensor : Catalog.sensors()) {
            var table = filled(sensor);
            var same = again(table);
            assertThat(said(same)).as(sensor.path()).isEqualTo(said(table));
            assertThat(same.stamp()).as(sensor.path()).isEqualTo(NOW);
        }
    }

    /// Two rows of each element that there may be several of, and behind them what is about the whole node.
    private static <F extends Enum<F> & Field> Table<F> filled(Sensor<F> sensor) {
        var table = new Table<>(sensor).stamp(NOW);
        var elements = new LinkedHashSet<String>();
        for (var field : sensor.fields()) {
            if (field.spec().isKey()) {
                elements.add(element(field));
            }
        }
        for (var element : elements) {
            for (var row = 0; row < 2; row++) {
                table.row();
                for (var field : sensor.fields()) {
                    if (element(field).equals(element)) {
                        fill(table, field, row);
                    }
                }
            }
        }
        table.row();
        for (var field : sensor.fields()) {
            if (!elements.contains(element(field))) {
                fill(table, field, 0);
            }
        }
        return Arrays.stream(sensor.fields()).anyMatch(field -> table.has(table.rows() - 1, field)) ? table
                : table.dropRow();
    }

    private static String element(Field field) {
        return field.spec().path().replaceFirst("[/@].*", "");
    }

    private static <F extends Enum<F> & Field> void fill(Table<F> table, F field, int number) {
        // A state is one of those that a metric asks for.
        var text = field.spec().path().equals("mount/state") ? "stale"
                : field.spec().path().matches(".*(state|activity)") ? "active"
                        : field == NetDev.DEVTYPE ? "eth"
                                : field == NetDev.DEVID ? Integer.toString(number)
                                        : field == NetDev.NAME ? "eth" + number
                                                : "t" + number + "é" + field.ordinal();
        if (field.spec().kind() == Kind.TEXT) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            table.text(table.rows() - 1, field, bytes, 0, bytes.length);
        } else {
            table.set(field, field.spec().isKey() ? number : 1000L * number + field.ordinal() + 123_456);
        }
    }

    private static <F extends Enum<F> & Field> List<String> said(Table<F> table) {
        var said = new ArrayList<String>();
        for (var row = 0; row < table.rows(); row++) {
            for (var field : table.sensor().fields()) {
                if (table.has(row, field) && field.spec().role() != Spec.Role.POSITION) {
                    said.add(row + " " + field.spec().path() + " "
                            + (field.spec().kind() == Kind.TEXT ? table.text(row, field) : table.get(row, field)));
                }
            }
        }
        return said;
    }

    @Test
    void whatIsAboutTheWholeNodeStandsBehindItsProcessorsInTheirOrder() {
        var gathering = new Gathering(Catalog.indexOf(Stat.SENSOR));
        gathering.add("node_context_switches_total", labels(), 9);
        for (var cpu : List.of("10", "2", "0")) {
            gathering.add("node_cpu_seconds_total", labels("cpu", cpu, "mode", "user"), Integer.parseInt(cpu) + 0.07);
            gathering.add("node_cpu_seconds_total", labels("cpu", cpu, "mode", "unheard of"), 5);
        }
        assertThat(gathering.isTimed()).isFalse();
        gathering.add("node_time_seconds", labels(), 1016048061.788);
        assertThat(gathering.isTimed()).isTrue();
        var table = java.util.Objects.requireNonNull(gathering.table(1));
        assertThat(said(table)).containsExactly(
                "0 cpu@id 0", "0 cpu/user 7", "1 cpu@id 2", "1 cpu/user 207", "2 cpu@id 10", "2 cpu/user 1007",
                "3 ctxt 9");
        assertThat(table.stamp()).isEqualTo(1016048061788000L);
    }

    @Test
    void anInterfaceIsTheSameByItsWholeNameAndByItsParts() {
        var gathering = new Gathering(Catalog.indexOf(NetDev.SENSOR));
        gathering.add("node_network_receive_bytes_total", labels("device", "eth12"), 5);
        gathering.add("node_network_receive_bytes_total", labels("device", "lo"), 6);
        gathering.add("wulf_dev_interface_info", labels("id", "3", "devtype", "eth", "devid", "12", "ip", "10.0.0.1"),
                1);
        var table = java.util.Objects.requireNonNull(gathering.table(1));
        assertThat(said(table)).contains("0 interface@devtype eth", "0 interface@devid 12", "0 interface/ip 10.0.0.1",
                "0 interface/receive/bytes 5", "1 interface@devtype lo", "1 interface/receive/bytes 6");
        assertThat(table.rows()).isEqualTo(2);
    }

    @Test
    void whatIsNoneOfThemSaysNothing() {
        var gathering = new Gathering(Catalog.indexOf(Loadavg.SENSOR));
        gathering.add("node_load1", labels(), Double.NaN);
        gathering.add("node_load1", labels(), Double.POSITIVE_INFINITY);
        gathering.add("go_goroutines", labels(), 7);
        gathering.add("node_forks_total", labels(), 7);
        assertThat(gathering.table(1)).isNull();
        assertThat(Gathering.sensor("go_goroutines")).isEqualTo(-1);
        // What a node's own document may not say.
        gathering.add("node_load1", labels(), -1.5);
        gathering.add("node_load5", labels(), 2.5);
        assertThat(said(java.util.Objects.requireNonNull(gathering.table(1)))).containsExactly("0 load5 250");
        var disks = new Gathering(Catalog.indexOf(Diskstats.SENSOR));
        disks.add("node_disk_reads_completed_total", labels("device", "sda"), -1);
        disks.add("node_disk_writes_completed_total", labels("device", "sda"), 1e300);
        disks.add("node_disk_info", labels("device", "sda", "major", "x"), 1);
        var links = new Gathering(Catalog.indexOf(NetClass.SENSOR));
        links.add("node_network_up", labels("device", "eth0"), 0);
        assertThat(said(java.util.Objects.requireNonNull(disks.table(1)))).containsExactly("0 disk@name sda");
        assertThat(said(java.util.Objects.requireNonNull(links.table(1)))).containsExactly("0 link@name eth0");
    }

    @Test
    void theNamesAreThoseOfAllThatSaysAField() {
        assertThat(Gathering.names(Set.of(Loadavg.LOAD1))).containsExactly("node_load1");
        assertThat(Gathering.names(Set.of(Stat.CPU_USER))).containsExactly("node_cpu_seconds_total");
        assertThat(Gathering.names(Set.of(NetClass.OPERSTATE))).containsExactlyInAnyOrder("node_network_info",
                "node_network_up");
        assertThat(Gathering.names(Map.of(Diskstats.DISK, 1).keySet())).isEmpty();
    }
}
