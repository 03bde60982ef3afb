package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Uptime;

class SelectionTest {
    private final Selection selection = new Selection();

    @BeforeEach
    void nothing() {
        selection.off(Selection.ALL);
    }

    @Test
    void theDefaultSelectionIsWhatIsOnByDefault() {
        selection.reset();
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                if (!field.spec().isKey()) {
                    assertThat(wants(field)).as("%s of %s", field, sensor).isEqualTo(field.isDefault());
                }
            }
        }
        assertThat(Stat.CPU_IDLE.isDefault()).isFalse();
        assertThat(wants(Stat.CPU_TOT)).isTrue();
    }

    /// What the oldest clients say means for ever what it meant, whatever else has come to be called so.
    @Test
    void aNameOfWhatIsSentByDefaultBringsNothingElse() {
        for (var name : java.util.List.of("version", "memory", "cpu", "total", "used", "swap", "system", "proc", "net",
                "time")) {
            selection.clear();
            assertThat(selection.on(name)).isTrue();
            for (var sensor : Catalog.sensors()) {
                for (Field field : sensor.fields()) {
                    assertThat(wants(field) && !field.isDefault()).as("%s of %s by %s", field, sensor, name).isFalse();
                    if (!field.spec().isKey() && !name.equals("net")) {
                        assertThat(Selection.turnsOn(name, field)).as("%s by %s", field, name).isEqualTo(wants(field));
                    }
                }
            }
        }
    }

    /// A name that has always meant something else cannot be that of a field on request.
    @Test
    void everyFieldComesOnByAName() {
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                var names = (sensor.path() + "/" + field.spec().path()).split("[/@]");
                assertThat(
                        field.spec().isKey() || Arrays.stream(names).anyMatch(name -> Selection.turnsOn(name, field)))
                        .as(sensor + "/" + field.spec().path())
                        .isTrue();
            }
        }
    }

    @Test
    void anElementWithDefaultsInItBringsNoMoreThanThose() {
        selection.on("stat");
        assertThat(wants(Stat.CPU_TOT)).isTrue();
        assertThat(wants(Stat.CPU_IDLE)).isFalse();
        assertThat(wants(Stat.TOTAL_USER)).isFalse();
        selection.on("cpu");
        assertThat(wants(Stat.CPU_IDLE)).isFalse();
        selection.on("proc");
        assertThat(wants(Loadavg.LOAD1)).isTrue();
        assertThat(wants(Stat.CPU_IDLE)).isFalse();
        assertThat(wants(Uptime.UPTIME)).isFalse();
    }

    @Test
    void whatIsOnRequestComesOnByItsOwnNameAndByThatOfAGroupThatHoldsNothingElse() {
        selection.on("iowait");
        assertThat(wants(Stat.CPU_IOWAIT)).isTrue();
        assertThat(wants(Stat.CPU_IDLE)).isFalse();
        selection.on("cpu_total");
        assertThat(wants(Stat.TOTAL_STEAL)).isTrue();
        selection.on("uptime");
        assertThat(wants(Uptime.UPTIME)).isTrue();
        assertThat(selection.on("no_such_element")).isFalse();
    }

    @Test
    void allIsEverythingAndOffTakesAllThatIsInAnElement() {
        selection.on(Selection.ALL);
        assertThat(wants(Stat.CPU_IDLE)).isTrue();
        selection.off("cpu");
        assertThat(wants(Stat.CPU_IDLE)).isFalse();
        assertThat(wants(Stat.TOTAL_IDLE)).isTrue();
        selection.off("proc");
        assertThat(wants(Stat.TOTAL_IDLE)).isFalse();
        assertThat(wants(Uptime.UPTIME)).isFalse();
    }

    @Test
    void aGlobStandsForAllNamesThatItMatches() {
        assertThat(selection.on("load?")).isTrue();
        assertThat(wants(Loadavg.LOAD1)).isTrue();
        assertThat(wants(Stat.CPU_TOT)).isFalse();
        selection.on("cpu_t*l");
        assertThat(wants(Stat.TOTAL_STEAL)).isTrue();
        assertThat(wants(Stat.CPU_TOT)).isFalse();
        assertThat(selection.on("upt*")).isTrue();
        assertThat(wants(Uptime.UPTIME)).isTrue();
        selection.off("load?");
        assertThat(wants(Loadavg.LOAD1)).isFalse();
        selection.on("load15");
        selection.off("loadavg?");
        assertThat(wants(Loadavg.LOAD15)).isTrue();
        selection.off("*avg");
        assertThat(wants(Loadavg.LOAD15)).isFalse();
        assertThat(selection.on("no_such*")).isFalse();
        selection.off("*");
        assertThat(selection).isEqualTo(nothingWanted());
    }

    private static Selection nothingWanted() {
        var nothing = new Selection();
        nothing.off(Selection.ALL);
        return nothing;
    }

    @Test
    void everyNameOfASensorOnRequestIsAmongThoseThatGlobsSee() {
        for (var index = 0; index < Catalog.size(); index++) {
            if (Catalog.isDefault(index)) {
                continue;
            }
            var names = Catalog.names(index);
            assertThat(names).isNotEmpty().contains(Catalog.sensor(index).element());
            for (var name : names) {
                assertThat(Catalog.mayHold(index, name)).as(name).isTrue();
            }
        }
    }

    @Test
    @Timeout(20)
    void aGlobOfManyStarsIsSoonDone() {
        assertThat(selection.on("*" + "?*".repeat(2000))).isFalse();
        assertThat(selection.on("*a".repeat(1000) + "*")).isFalse();
    }

    private boolean wants(Field field) {
        return selection.wants(Catalog.indexOf(field.sensor()), field.ordinal());
    }

    @Test
    void whetherItHoldsNothingOnRequestIsKnown() {
        assertThat(selection.isOld()).isTrue();
        selection.off("stat");
        assertThat(selection.isOld()).isTrue();
        selection.on("uptime");
        assertThat(selection.isOld()).isFalse();
        selection.off("uptime");
        assertThat(selection.isOld()).isTrue();
        selection.on("iowait");
        assertThat(selection.isOld()).isFalse();
        selection.clear();
        assertThat(selection.isOld()).isTrue();
    }
}
