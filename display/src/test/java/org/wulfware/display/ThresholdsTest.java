package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Measure;
import org.wulfware.libwulf.Scope;
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
    void sharesSwappingErrorsAndClocksHaveTheirLimits() throws ExpressionException {
        assertThat(judged(Thresholds.CPU, 4)).isEqualTo(Status.IDLE);
        assertThat(judged(Thresholds.CPU, 80)).isEqualTo(Status.BUSY);
        assertThat(judged(Thresholds.CPU, 99)).isEqualTo(Status.OVERLOADED);
        assertThat(judged(Thresholds.IDLE_CPU, 96)).isEqualTo(Status.IDLE);
        assertThat(judged(Thresholds.IDLE_CPU, 1)).isEqualTo(Status.OVERLOADED);
        assertThat(judged(Thresholds.MEMORY, 0)).isEqualTo(Status.NORMAL);
        assertThat(judged(Thresholds.MEMORY, 95)).isEqualTo(Status.OVERLOADED);
        assertThat(judged(Thresholds.SWAP, 30)).isEqualTo(Status.BUSY);
        assertThat(judged(Thresholds.SWAPPING, 0)).isEqualTo(Status.NORMAL);
        assertThat(judged(Thresholds.SWAPPING, 0.2)).isEqualTo(Status.BUSY);
        assertThat(judged(Thresholds.ERRORS, 10)).isEqualTo(Status.OVERLOADED);
        assertThat(judged(Thresholds.CLOCK_OFFSET, -2)).isEqualTo(Status.BUSY);
        assertThat(judged(Thresholds.NONE, 1e9)).isEqualTo(Status.NORMAL);
    }

    private static Status judged(Thresholds thresholds, double value) throws ExpressionException {
        var measure = thresholds.equals(Thresholds.CLOCK_OFFSET) ? Expression.of("1s").measure()
                : thresholds.busy().contains("%") ? Measure.PERCENT : Measure.NONE;
        return Judgement.of(thresholds, Scope.NOTHING, Optional.empty(), measure)
                .of(Hosts.up("n1", Sample.of(List.of())), Line.WHOLE_HOST, value);
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
