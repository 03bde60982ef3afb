package org.wulfware.display;

/// What the processors are: the first stands for all.
final class CpuDisplay {
    static final Display DISPLAY = Display.of(
            5,
            "cpu",
            "Processors",
            "Make, clock, cache and number of the processors.",
            count("either(cpus, count(processor))"),
            Column.of("clock", "first(processor.clock)", "Clock of the first, when last read.").width(7),
            Column.of("cache", "first(processor.cachesize)", "Cache of the last level."),
            Column.of("vendor", "first(processor.vendor_id)", "Who made it.").grows(8, 13),
            Column.of("model", "squeeze(first(processor.model_name))", "What they call it.").grows(12, 40));

    private CpuDisplay() {}

    /// How many processors there are.
    static Column count(String expression) {
        return Column.of("cpus", expression, "Processors.").width(4).shown(Look.FIXED0);
    }
}
