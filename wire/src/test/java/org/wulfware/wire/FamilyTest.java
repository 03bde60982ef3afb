package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Cgroup;
import org.wulfware.catalog.sensors.Loadavg;

class FamilyTest {
    @Test
    void everyLineOfTheTableIsAboutASensorAndItsFields() {
        for (var line : NodeExporter.LINES) {
            assertThat(Catalog.indexOf(line.sensor())).as(line.sensor()).isNotNegative();
            // Throws where a field is unknown.
            assertThat(named(Catalog.sensor(Catalog.indexOf(line.sensor())), line.metric())).isNotNull();
        }
    }

    @Test
    void everyMetricBelongsToOneSensor() {
        var owners = new HashMap<String, String>();
        for (var sensor : Catalog.sensors()) {
            for (var family : Family.of(sensor)) {
                assertThat(family.name).matches("[a-z][a-zA-Z0-9_]*");
                assertThat(owners.put(family.name, sensor.path())).as(family.name).isNull();
                assertThat(family.help).as(family.name).endsWith(".").doesNotContain("\\", "\n");
            }
        }
        assertThat(owners).hasSizeGreaterThan(600);
    }

    @Test
    void namesOfOurOwnAreInBaseUnitsAndEndAsTheirKindDoes() {
        for (var sensor : Catalog.sensors()) {
            for (var family : Family.of(sensor)) {
                if (family.name.startsWith("wulf_")) {
                    assertThat(family.name.endsWith("_total")).as(family.name).isEqualTo(family.kind == Kind.COUNTER);
                    assertThat(family.name).doesNotContain("usec", "_ms_", "kilobytes", "__");
                    assertThat(family.name).doesNotEndWith("_count").matches("[a-z0-9_]*");
                }
            }
        }
    }

    @Test
    void everyFieldIsInAFamilyWithTheKeysAroundIt() {
        for (var sensor : Catalog.sensors()) {
            var seen = new HashSet<Integer>();
            for (var family : Family.of(sensor)) {
                for (var entry : family.entries) {
                    seen.add(entry.slot());
                    entry.labels().forEach(label -> seen.add(label.slot()));
                    assertThat(entry.decimals()).as(family.name).isBetween(0, 9);
                }
            }
            for (var field : sensor.fields()) {
                // Node_exporter tells an interface apart by its name alone, and a mere place says nothing.
                if (field.spec().role() != Spec.Role.POSITION
                        && (!sensor.path().equals("proc/net/dev") || !field.spec().isKey())) {
                    assertThat(seen).as(sensor.path() + " " + field.name()).contains(field.ordinal());
                }
            }
        }
    }

    @Test
    void aNameIsMadeOfThePathAndTheUnit() {
        var family = named(Cgroup.SENSOR, "wulf_cgroup_group_usage_seconds_total");
        assertThat(family.entries).containsExactly(new Family.Entry(
                Family.Value.NUMBER,
                Cgroup.USAGE.ordinal(),
                "",
                1,
                6,
                List.of(Family.Label.of("path=\"", Cgroup.PATH))));
    }

    @Test
    void collectorsAreSelectedByNameAndSoAreSensorsWithoutOne() {
        var selection = new Selection();
        Collectors.select(List.of("loadavg", "cgroup"), List.of(), selection);
        var loadavg = Catalog.indexOf(Loadavg.SENSOR);
        for (var index = 0; index < Catalog.size(); index++) {
            var isOn = index == loadavg || index == Catalog.indexOf(Cgroup.SENSOR);
            assertThat(selection.wantsAny(index)).as(Catalog.path(index)).isEqualTo(isOn);
        }
        assertThat(selection.wants(loadavg, Loadavg.LOAD1.ordinal())).isTrue();
        assertThat(selection.wants(loadavg, Loadavg.LAST_PID.ordinal())).isFalse();
        Collectors.select(List.of(), List.of("loadavg"), selection);
        assertThat(selection.wantsAny(loadavg)).isFalse();
        assertThat(selection.wantsAny(Catalog.indexOf("proc/meminfo"))).isTrue();
        for (var known : Map.of("cpu", true, "hwmon", true, "cgroup", true, "pids", true, "cpus", false, "", false)
                .entrySet()) {
            assertThat(Collectors.has(known.getKey())).as(known.getKey()).isEqualTo(known.getValue());
        }
    }

    private static Family named(Sensor<?> sensor, String name) {
        return Family.of(sensor).stream().filter(family -> family.name.equals(name)).findFirst().orElseThrow();
    }
}
