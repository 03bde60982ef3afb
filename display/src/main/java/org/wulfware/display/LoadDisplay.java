package org.wulfware.display;

/// Run-queue averages, and what they mean for a host of that many processors.
final class LoadDisplay {
    static final Display DISPLAY = Display.of(
            1,
            "load",
            "Load",
            "How many tasks want to run, averaged over one, five and fifteen minutes.",
            load("load1", "One-minute mean of tasks that run or want to."),
            load("load5", "Five-minute mean."),
            load("load15", "Fifteen-minute mean."),
            CpuDisplay.count("cpus"),
            Column.of("load_per_cpu", "load_per_cpu", "The one-minute mean for each processor.")
                    .heading("load/cpu")
                    .decimals(2)
                    .shown(Look.FIXED2)
                    .judged(Thresholds.LOAD_PER_CPU));

    private LoadDisplay() {}

    static Column load(String name, String help) {
        return Column.of(name, name, help).width(6).decimals(2).shown(Look.FIXED2).judged(Thresholds.LOAD);
    }
}
