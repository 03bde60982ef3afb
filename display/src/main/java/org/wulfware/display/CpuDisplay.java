package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Cpuinfo;

/// What the processors are: the first stands for all.
final class CpuDisplay {
    static final Display DISPLAY = new Display(
            5,
            "cpu",
            "Processors",
            "Make, clock, cache and number of the processors.",
            Cpus.column(),
            Column.number("clock", "Hz", "Clock of the first, when last read.")
                    .width(7)
                    .shown(Human::hertz)
                    .formed((_, sample, _) -> times(sample.number(Cpuinfo.CLOCK), 1e6), List.of(Cpuinfo.CLOCK)),
            Column.number("cache", "bytes", "Cache of the last level.")
                    .shown(Human::bytes)
                    .formed((_, sample, _) -> times(sample.number(Cpuinfo.CACHESIZE), 1024),
                            List.of(Cpuinfo.CACHESIZE)),
            Column.text("vendor", "Who made it.").grows(8, 13).says(Cpuinfo.VENDOR_ID),
            Column.text("model", "What they call it.")
                    .grows(12, 40)
                    .says(
                            (_, sample, _) -> squeezed(sample.text(Cpuinfo.MODEL_NAME)), List.of(Cpuinfo.MODEL_NAME)));

    private CpuDisplay() {}

    /// Makers fill the name up with blanks: `Intel(R) Xeon(R) CPU           E5420  @ 2.50GHz`.
    private static String squeezed(String model) {
        return model.replaceAll(" +", " ");
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }
}
