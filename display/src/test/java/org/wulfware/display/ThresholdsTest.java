package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Sample;

class ThresholdsTest {
    private static final Column LOAD1 = Displays.USUAL.column("load1").orElseThrow();

    @Test
    void aLoadIsHighOrLowForSoManyProcessors() {
        assertThat(load(0.05, 1)).isEqualTo(Status.IDLE);
        assertThat(load(0.5, 1)).isEqualTo(Status.NORMAL);
        assertThat(load(1, 1)).isEqualTo(Status.BUSY);
        assertThat(load(1.5, 1)).isEqualTo(Status.OVERLOADED);
        assertThat(load(1.5, 2)).isEqualTo(Status.BUSY);
        assertThat(load(1.5, 16)).isEqualTo(Status.IDLE);
        assertThat(load(200, 256)).isEqualTo(Status.BUSY);
    }

    @Test
    void aLoadOfAHostWhoseProcessorsAreNotKnownIsNeither() {
        assertThat(load(0, 0)).isEqualTo(Status.NORMAL);
        assertThat(load(900, 0)).isEqualTo(Status.NORMAL);
    }

    @Test
    void sharesSwappingErrorsAndClocksHaveTheirLimits() {
        assertThat(Thresholds.cpu(4)).isEqualTo(Status.IDLE);
        assertThat(Thresholds.cpu(80)).isEqualTo(Status.BUSY);
        assertThat(Thresholds.cpu(99)).isEqualTo(Status.OVERLOADED);
        assertThat(Thresholds.memory(0)).isEqualTo(Status.NORMAL);
        assertThat(Thresholds.memory(95)).isEqualTo(Status.OVERLOADED);
        assertThat(Thresholds.swap(30)).isEqualTo(Status.BUSY);
        assertThat(Thresholds.swapping(0)).isEqualTo(Status.NORMAL);
        assertThat(Thresholds.swapping(0.2)).isEqualTo(Status.BUSY);
        assertThat(Thresholds.errors(10)).isEqualTo(Status.OVERLOADED);
        assertThat(Thresholds.clockOffset(-2)).isEqualTo(Status.BUSY);
    }

    private static Status load(double load, int cpus) {
        var table = Hosts.table(Loadavg.SENSOR, 1).row().set(Loadavg.LOAD1, Math.round(load * 100));
        var stat = Hosts.table(Stat.SENSOR, 1);
        for (var cpu = 0; cpu < cpus; cpu++) {
            stat.row().set(Stat.CPU, cpu).set(Stat.CPU_TOT, 1000);
        }
        stat.row().set(Stat.CTXT, 5);
        return new Line(Hosts.up("n1", Sample.of(List.of(table, stat))), Line.WHOLE_HOST).cell(LOAD1).status();
    }
}
