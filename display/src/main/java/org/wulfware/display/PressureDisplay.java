package org.wulfware.display;

/// What tasks wait for.
final class PressureDisplay {
    static final Display DISPLAY = Display.of(
            Display.NO_NUMBER,
            "pressure",
            "Pressure",
            "Share of time that some tasks, or all of them, waited for processors, memory, disks and interrupts.",
            some("cpu", "cpu.some.avg10", "that some waited for a processor").heading("cpu"),
            some("cpu_60", "cpu.some.avg60", "that some waited for a processor").heading("cpu/60s"),
            some("memory", "memory.some.avg10", "that some waited for memory").heading("memory"),
            all("memory_full", "memory.full.avg10", "that all waited for memory").heading("mem-all"),
            some("memory_60", "memory.some.avg60", "that some waited for memory").heading("mem/60s"),
            some("io", "io.some.avg10", "that some waited for a disk").heading("io"),
            all("io_full", "io.full.avg10", "that all waited for a disk").heading("io-all"),
            some("io_60", "io.some.avg60", "that some waited for a disk").heading("io/60s"),
            all("irq_full", "irq.full.avg10", "that all waited for interrupts").heading("irq-all"));

    private PressureDisplay() {}

    private static Column some(String name, String field, String what) {
        return column(name, field, what).judged(Thresholds.PRESSURE);
    }

    private static Column all(String name, String field, String what) {
        return column(name, field, what).judged(Thresholds.STALL);
    }

    private static Column column(String name, String field, String what) {
        var seconds = field.substring(field.lastIndexOf("avg") + "avg".length());
        return Column.of(name, field, "Share of the last " + seconds + " s " + what + ".")
                .decimals(2)
                .width(6)
                .shown(Look.FIXED1);
    }
}
