package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// What several displays say of a host's processors.
final class Cpus {
    /// The field that tells how many there are at the least cost.
    static final Field COUNTED_BY = Stat.CPU_TOT;

    private Cpus() {}

    /// How many there are; empty if the host does not say.
    static OptionalDouble count(Sample sample) {
        var count = 0;
        for (var row = 0; row < sample.rows(Stat.SENSOR); row++) {
            count += sample.cell(row, Stat.CPU_TOT) == Field.ABSENT ? 0 : 1;
        }
        count = count == 0 ? sample.rows(Cpuinfo.SENSOR) : count;
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(count);
    }

    /// A column of the number of processors.
    static Column column() {
        return Column.number("cpus", "", "Processors.")
                .width(4)
                .shown(Human.fixed(0))
                .formed((_, sample, _) -> count(sample), List.of(COUNTED_BY));
    }

    /// The share of all processors' time, in percent, that the sum of `parts` had; empty without two samples.
    static OptionalDouble share(HostState state, Sample sample, Stat... parts) {
        var part = 0.0;
        var whole = 0.0;
        for (var row = 0; row < sample.rows(Stat.SENSOR); row++) {
            var total = state.rate(row, Stat.CPU_TOT);
            var sum = sum(state, row, parts);
            if (total.isPresent() && sum.isPresent()) {
                whole += total.getAsDouble();
                part += sum.getAsDouble();
            }
        }
        return whole > 0 ? OptionalDouble.of(Math.clamp(100 * part / whole, 0, 100)) : OptionalDouble.empty();
    }

    private static OptionalDouble sum(HostState state, int row, Stat... parts) {
        var sum = 0.0;
        for (var part : parts) {
            var rate = state.rate(row, part);
            if (rate.isEmpty()) {
                return rate;
            }
            sum += rate.getAsDouble();
        }
        return OptionalDouble.of(sum);
    }
}
