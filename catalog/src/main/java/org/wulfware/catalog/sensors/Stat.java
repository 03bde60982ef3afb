package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.JIFFIES;
import static org.wulfware.catalog.Unit.KILOBYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The kernel's own counters, `/proc/stat`:
/// ```text
/// cpu  7405 0 1692 72850 242 0 31 125 0 0
/// cpu0 3666 0 719 36698 14 0 9 60 0 0
/// page 317279 1860644
/// swap 1 0
/// intr 54537416 49861016 9417 0
/// ctxt 8610762
/// btime 1015549451
/// processes 52819
/// ```
/// Kernels since 2.6 have no `page` and `swap` lines: there `/proc/vmstat` says `pgpgin`, `pgpgout` (kilobytes, as the old
/// lines) and `pswpin`, `pswpout` (pages). Guest time is inside `user` already and is not counted again in `tot`.
public enum Stat implements Field {
    CPU(gauge("cpu@id", NONE, "The number of the processor.")),
    CPU_USER(counter("cpu/user", JIFFIES, "Time in user mode.")),
    CPU_NICE(counter("cpu/nice", JIFFIES, "Time in user mode at low priority.")),
    CPU_SYS(counter("cpu/sys", JIFFIES, "Time in the kernel.")),
    CPU_TOT(counter("cpu/tot", JIFFIES, "All time, idle time included.")),
    PAGE_IN(counter("page/in", KILOBYTES, "Read from block devices.")),
    PAGE_OUT(counter("page/out", KILOBYTES, "Written to block devices.")),
    SWAP_IN(counter("swap/in", PAGES, "Pages brought in from swap.")),
    SWAP_OUT(counter("swap/out", PAGES, "Pages put out to swap.")),
    INTR(counter("intr", NONE, "Interrupts served.")),
    CTXT(counter("ctxt", NONE, "Context switches.")),
    PROCESSES(counter("processes", NONE, "Processes and threads begun."));

    public static final Sensor<Stat> SENSOR = Sensor.at("proc/stat", Stat.class)
            .reads("proc/stat", new StatText())
            .upTo(PROCESSES)
            .reads("proc/vmstat", new VmstatText(), PAGE_IN, PAGE_OUT, SWAP_IN, SWAP_OUT)
            .upToAll();

    private static final byte[] CPU_LINE = Cursor.literal("cpu");
    private static final byte[] PAGE_LINE = Cursor.literal("page ");
    private static final byte[] SWAP_LINE = Cursor.literal("swap ");
    private static final byte[] INTR_LINE = Cursor.literal("intr ");
    private static final byte[] CTXT_LINE = Cursor.literal("ctxt ");
    private static final byte[] PROCESSES_LINE = Cursor.literal("processes ");
    private static final byte[] PGPGIN = Cursor.literal("pgpgin ");
    private static final byte[] PGPGOUT = Cursor.literal("pgpgout ");
    private static final byte[] PSWPIN = Cursor.literal("pswpin ");
    private static final byte[] PSWPOUT = Cursor.literal("pswpout ");

    /// `iowait irq softirq steal`; guest times after them are inside `user` and `nice`.
    private static final int IOWAIT_TO_STEAL = 4;

    private final Spec spec;

    Stat(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Stat> sensor() {
        return SENSOR;
    }

    private static final class StatText implements Sensor.Parser<Stat> {
        @Override
        public void parse(Cursor text, Table<Stat> out) {
            var sumOnly = false;
            for (; text.take(CPU_LINE); text.nextLine()) {
                if (text.peek() == ' ') {
                    // The sum of all. A kernel without numbered lines has one processor, and this is it.
                    if (out.rows() == 0) {
                        sumOnly = true;
                        cpu(text, out.row().set(CPU, 0));
                    }
                    continue;
                }
                var id = text.number();
                if (id != ABSENT) {
                    if (sumOnly) {
                        out.dropRow();
                        sumOnly = false;
                    }
                    cpu(text, out.row().set(CPU, id));
                }
            }
            if (sumOnly && (text.atEnd() || text.peek() == 'c')) {
                out.dropRow(); // no kernel ends here: the lines of the processors were cut off
            }
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(PAGE_LINE)) {
                    out.set(PAGE_IN, text.number()).set(PAGE_OUT, text.number());
                } else if (text.take(SWAP_LINE)) {
                    out.set(SWAP_IN, text.number()).set(SWAP_OUT, text.number());
                } else if (text.take(INTR_LINE)) {
                    out.set(INTR, text.number());
                } else if (text.take(CTXT_LINE)) {
                    out.set(CTXT, text.number());
                } else if (text.take(PROCESSES_LINE)) {
                    out.set(PROCESSES, text.number());
                    return; // every kernel prints it behind the others
                }
            }
        }
    }

    private static void cpu(Cursor text, Table<Stat> out) {
        var user = text.number();
        var nice = text.number();
        var sys = text.number();
        out.set(CPU_USER, user).set(CPU_NICE, nice).set(CPU_SYS, sys);
        var tot = sum(sum(sum(user, nice), sys), text.number());
        // Kernels before 2.6 end behind idle, those before 2.6.11 before steal.
        for (var column = 0; column < IOWAIT_TO_STEAL && text.blanks().peek() != '\n'; column++) {
            tot = sum(tot, text.number());
        }
        out.set(CPU_TOT, tot);
    }

    private static long sum(long a, long b) {
        return a == ABSENT || b == ABSENT || a > Long.MAX_VALUE - b ? ABSENT : a + b;
    }

    private static final class VmstatText implements Sensor.Parser<Stat> {
        @Override
        public void parse(Cursor text, Table<Stat> out) {
            if (out.rows() == 0) {
                out.row();
            }
            var wanted = 4;
            if (text.peek() != 'p') {
                text.nextLine('p');
            }
            for (; wanted > 0 && !text.atEnd(); text.nextLine('p')) {
                if (text.take(PGPGIN)) {
                    out.set(PAGE_IN, text.number());
                    wanted--;
                } else if (text.take(PGPGOUT)) {
                    out.set(PAGE_OUT, text.number());
                    wanted--;
                } else if (text.take(PSWPIN)) {
                    out.set(SWAP_IN, text.number());
                    wanted--;
                } else if (text.take(PSWPOUT)) {
                    out.set(SWAP_OUT, text.number());
                    wanted--;
                }
            }
        }
    }
}
