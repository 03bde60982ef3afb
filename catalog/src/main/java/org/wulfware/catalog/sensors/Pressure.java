package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.MICROSECONDS;
import static org.wulfware.catalog.Unit.PERCENT;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// How long tasks had to wait for what they wanted, `/proc/pressure/{cpu,memory,io,irq}`, since 4.20 where the kernel was built and
/// started with it:
/// ```text
/// some avg10=62.02 avg60=33.20 avg300=24.62 total=1513853417
/// full avg10=0.00 avg60=0.00 avg300=0.00 total=0
/// ```
/// `some` is time in which at least one task waited, `full` that in which all that were not idle did. `cpu` has `full` since 5.13
/// (always 0 for a whole node); `irq` has `full` only, since 6.1. The averages are the kernel's own, renewed every two seconds.
public enum Pressure implements Field {
    CPU_SOME_AVG10(gauge("cpu/some/avg10", PERCENT, "Share of the last 10 s that any task waited for a processor.")
            .decimals(2)),
    CPU_SOME_AVG60(gauge("cpu/some/avg60", PERCENT, "Share of the last 60 s that any task waited for a processor.")
            .decimals(2)),
    CPU_SOME_AVG300(gauge("cpu/some/avg300", PERCENT, "Share of the last 300 s that any task waited for a processor.")
            .decimals(2)),
    CPU_SOME_TOTAL(counter("cpu/some/total", MICROSECONDS, "Time that any task waited for a processor.")),
    CPU_FULL_AVG10(gauge("cpu/full/avg10", PERCENT, "Share of the last 10 s that all tasks waited for a processor.")
            .decimals(2)),
    CPU_FULL_AVG60(gauge("cpu/full/avg60", PERCENT, "Share of the last 60 s that all tasks waited for a processor.")
            .decimals(2)),
    CPU_FULL_AVG300(gauge("cpu/full/avg300", PERCENT, "Share of the last 300 s that all tasks waited for a processor.")
            .decimals(2)),
    CPU_FULL_TOTAL(counter("cpu/full/total", MICROSECONDS, "Time that all tasks waited for a processor.")),
    MEMORY_SOME_AVG10(
            gauge("memory/some/avg10", PERCENT, "Share of the last 10 s that any task waited for memory.").decimals(2)),
    MEMORY_SOME_AVG60(
            gauge("memory/some/avg60", PERCENT, "Share of the last 60 s that any task waited for memory.").decimals(2)),
    MEMORY_SOME_AVG300(gauge("memory/some/avg300", PERCENT, "Share of the last 300 s that any task waited for memory.")
            .decimals(2)),
    MEMORY_SOME_TOTAL(counter("memory/some/total", MICROSECONDS, "Time that any task waited for memory.")),
    MEMORY_FULL_AVG10(gauge("memory/full/avg10", PERCENT, "Share of the last 10 s that all tasks waited for memory.")
            .decimals(2)),
    MEMORY_FULL_AVG60(gauge("memory/full/avg60", PERCENT, "Share of the last 60 s that all tasks waited for memory.")
            .decimals(2)),
    MEMORY_FULL_AVG300(gauge("memory/full/avg300", PERCENT, "Share of the last 300 s that all tasks waited for memory.")
            .decimals(2)),
    MEMORY_FULL_TOTAL(counter("memory/full/total", MICROSECONDS, "Time that all tasks waited for memory.")),
    IO_SOME_AVG10(
            gauge("io/some/avg10", PERCENT, "Share of the last 10 s that any task waited for a disk.").decimals(2)),
    IO_SOME_AVG60(
            gauge("io/some/avg60", PERCENT, "Share of the last 60 s that any task waited for a disk.").decimals(2)),
    IO_SOME_AVG300(
            gauge("io/some/avg300", PERCENT, "Share of the last 300 s that any task waited for a disk.").decimals(2)),
    IO_SOME_TOTAL(counter("io/some/total", MICROSECONDS, "Time that any task waited for a disk.")),
    IO_FULL_AVG10(
            gauge("io/full/avg10", PERCENT, "Share of the last 10 s that all tasks waited for a disk.").decimals(2)),
    IO_FULL_AVG60(
            gauge("io/full/avg60", PERCENT, "Share of the last 60 s that all tasks waited for a disk.").decimals(2)),
    IO_FULL_AVG300(
            gauge("io/full/avg300", PERCENT, "Share of the last 300 s that all tasks waited for a disk.").decimals(2)),
    IO_FULL_TOTAL(counter("io/full/total", MICROSECONDS, "Time that all tasks waited for a disk.")),
    IRQ_FULL_AVG10(gauge("irq/full/avg10", PERCENT, "Share of the last 10 s that all tasks waited for interrupts.")
            .decimals(2)),
    IRQ_FULL_AVG60(gauge("irq/full/avg60", PERCENT, "Share of the last 60 s that all tasks waited for interrupts.")
            .decimals(2)),
    IRQ_FULL_AVG300(gauge("irq/full/avg300", PERCENT, "Share of the last 300 s that all tasks waited for interrupts.")
            .decimals(2)),
    IRQ_FULL_TOTAL(counter("irq/full/total", MICROSECONDS, "Time that all tasks waited for interrupts."));

    public static final Sensor<Pressure> SENSOR = Sensor.at("proc/pressure", Pressure.class)
            .reads("proc/pressure/cpu", new PressureText(CPU_SOME_AVG10, CPU_FULL_AVG10), CPU_SOME_AVG10,
                    CPU_SOME_AVG60, CPU_SOME_AVG300, CPU_SOME_TOTAL, CPU_FULL_AVG10, CPU_FULL_AVG60, CPU_FULL_AVG300,
                    CPU_FULL_TOTAL)
            .reads("proc/pressure/memory", new PressureText(MEMORY_SOME_AVG10, MEMORY_FULL_AVG10), MEMORY_SOME_AVG10,
                    MEMORY_SOME_AVG60, MEMORY_SOME_AVG300, MEMORY_SOME_TOTAL, MEMORY_FULL_AVG10, MEMORY_FULL_AVG60,
                    MEMORY_FULL_AVG300, MEMORY_FULL_TOTAL)
            .reads("proc/pressure/io", new PressureText(IO_SOME_AVG10, IO_FULL_AVG10), IO_SOME_AVG10, IO_SOME_AVG60,
                    IO_SOME_AVG300, IO_SOME_TOTAL, IO_FULL_AVG10, IO_FULL_AVG60, IO_FULL_AVG300, IO_FULL_TOTAL)
            .reads("proc/pressure/irq", new PressureText(IRQ_FULL_AVG10, IRQ_FULL_AVG10), IRQ_FULL_AVG10,
                    IRQ_FULL_AVG60, IRQ_FULL_AVG300, IRQ_FULL_TOTAL)
            .onRequest();

    private static final byte[] SOME_WORD = Cursor.literal("some ");
    private static final byte[] FULL_WORD = Cursor.literal("full ");
    private static final byte[] AVG10 = Cursor.literal("avg10=");
    private static final byte[] AVG60 = Cursor.literal("avg60=");
    private static final byte[] AVG300 = Cursor.literal("avg300=");
    private static final byte[] TOTAL = Cursor.literal("total=");

    private final Spec spec;

    Pressure(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Pressure> sensor() {
        return SENSOR;
    }

    /// @param some the first of four fields
    /// @param full the first of four others
    private record PressureText(Pressure some, Pressure full) implements Sensor.Parser<Pressure> {
        @Override
        public void parse(Cursor text, Table<Pressure> out) {
            out.onlyRow();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(FULL_WORD)) {
                    line(text, full.ordinal(), out);
                } else if (some != full && text.take(SOME_WORD)) {
                    line(text, some.ordinal(), out);
                }
            }
        }
    }

    private static void line(Cursor text, int slot, Table<Pressure> out) {
        for (var i = 0; i < 3; i++) {
            if (text.blanks().take(i == 0 ? AVG10 : i == 1 ? AVG60 : AVG300)) {
                out.set(0, slot + i, text.fixed(2));
            }
        }
        if (text.blanks().take(TOTAL)) {
            out.set(0, slot + 3, text.number());
        }
    }
}
