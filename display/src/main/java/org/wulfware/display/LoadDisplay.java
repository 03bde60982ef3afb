package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// Run-queue averages, and what they mean for a host of that many processors.
final class LoadDisplay {
    static final Display DISPLAY = new Display(
            1,
            "load",
            "Load",
            "How many tasks want to run, averaged over one, five and fifteen minutes.",
            load("load1", Loadavg.LOAD1, "One-minute mean of tasks that run or want to."),
            load("load5", Loadavg.LOAD5, "Five-minute mean."),
            load("load15", Loadavg.LOAD15, "Fifteen-minute mean."),
            Cpus.column(),
            Column.number("load_per_cpu", "", "The one-minute mean for each processor.")
                    .heading("load/cpu")
                    .decimals(2)
                    .shown(Human.fixed(2))
                    .formed((_, sample, _) -> perCpu(sample), List.of(Loadavg.LOAD1, Cpus.COUNTED_BY))
                    .judged(Thresholds::load));

    private LoadDisplay() {}

    static Column load(String name, Loadavg field, String help) {
        return Column.number(name, "", help)
                .width(6)
                .decimals(2)
                .shown(Human.fixed(2))
                .reads(field)
                .judged(LoadDisplay::judge);
    }

    /// A load says nothing by itself: without the number of processors it is neither high nor low.
    private static Status judge(double load, HostState state, Sample sample) {
        var cpus = Cpus.count(sample);
        return cpus.isPresent() ? Thresholds.load(load / cpus.getAsDouble()) : Status.NORMAL;
    }

    private static OptionalDouble perCpu(Sample sample) {
        var load = sample.number(Loadavg.LOAD1);
        var cpus = Cpus.count(sample);
        return load.isPresent() && cpus.isPresent()
                ? OptionalDouble.of(load.getAsDouble() / cpus.getAsDouble())
                : OptionalDouble.empty();
    }
}
