package org.wulfware.display;

/// The hosts' clocks, how long they have been up, and how much of that they worked.
final class TimeDisplay {
    static final Display DISPLAY = Display.of(
            4,
            "time",
            "Time",
            "Local time, time since the kernel started, and the share of it that the processors worked.",
            Column.of("time", "system.time", "Local time of day on the host.").width(11).sortedBy("taken"),
            Column.of("uptime", "uptime", "Since the kernel started.").width(11).decimals(2).shown(Look.UPTIME),
            Column.of("duty_pct", "duty", "Share of that time that the processors were not idle.")
                    .heading("duty%")
                    .shown(Look.FIXED1)
                    .judged(Thresholds.CPU),
            Column.of("clock_offset", "clock_offset", "How far the host's clock is ahead of the one here.")
                    .heading("offset")
                    .width(8)
                    .decimals(3)
                    .shown(Look.OFFSET)
                    .judged(Thresholds.CLOCK_OFFSET));

    private TimeDisplay() {}
}
