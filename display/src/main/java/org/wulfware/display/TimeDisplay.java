package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.wire.Sample;

/// The hosts' clocks, how long they have been up, and how much of that they worked.
final class TimeDisplay {
    static final Display DISPLAY = new Display(
            4,
            "time",
            "Time",
            "Local time, time since the kernel started, and the share of it that the processors worked.",
            Column.text("time", "Local time of day on the host.")
                    .width(11)
                    .says(Time.TIME)
                    .sortedBy((_, sample, _) -> stamp(sample)),
            Column.number("uptime", "s", "Since the kernel started.")
                    .width(11)
                    .decimals(2)
                    .shown(Human::uptime)
                    .reads(Uptime.UPTIME),
            Column.number("duty_pct", "%", "Share of that time that the processors were not idle.")
                    .heading("duty%")
                    .decimals(1)
                    .shown(Human.fixed(1))
                    .formed((_, sample, _) -> duty(sample), List.of(Uptime.UPTIME, Uptime.IDLE, Cpus.COUNTED_BY))
                    .judged(Thresholds::cpu),
            Column.number("clock_offset", "s", "How far the host's clock is ahead of the one here.")
                    .heading("offset")
                    .width(8)
                    .decimals(3)
                    .shown(Human::offset)
                    .formed((state, _, _) -> state.clockOffset(), List.of(Time.TIME))
                    .judged(Thresholds::clockOffset));

    private TimeDisplay() {}

    private static OptionalDouble duty(Sample sample) {
        var uptime = sample.number(Uptime.UPTIME);
        var idle = sample.number(Uptime.IDLE);
        var cpus = Cpus.count(sample);
        if (idle.isEmpty() || cpus.isEmpty() || uptime.orElse(0) <= 0) {
            return OptionalDouble.empty();
        }
        var share = 1 - idle.getAsDouble() / (uptime.getAsDouble() * cpus.getAsDouble());
        return OptionalDouble.of(Math.clamp(100 * share, 0, 100));
    }

    private static OptionalDouble stamp(Sample sample) {
        var taken = sample.taken();
        return taken.isPresent() ? OptionalDouble.of(taken.getAsLong() / 1e6) : OptionalDouble.empty();
    }
}
