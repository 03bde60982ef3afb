package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.JIFFIES;
import static org.wulfware.catalog.Unit.KILOBYTES;
import static org.wulfware.catalog.Unit.MILLISECONDS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PAGES;
import static org.wulfware.catalog.Unit.PERCENT;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.ReadingLimits;
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
///
/// A processor's line says `user nice system idle`, since 2.6 `iowait irq softirq`, since 2.6.11 `steal`, since 2.6.24
/// `guest`, since 2.6.33 `guest_nice`. Behind `processes` there are `procs_running` and `procs_blocked` since 2.6, and since
/// 2.6.31 `softirq`, the sum of all before each. The first line is the sum over processors, each column rounded by itself, so
/// that it may differ from their sum in the last digit; what it says is `cpu_total`.
///
/// No line says how busy the least busy and the busiest processor were, and a client that is sent `cpu_total` alone cannot
/// tell. So `busy` is formed, as nothing else is, from one sample to the next that the same connection was sent, and says over
/// how long: what of its time each processor was neither idle nor waiting for a disk. It is absent in the first sample, where
/// processors have come or gone since the last or a time went back, and where none has advanced.
public enum Stat implements Field {
    CPU(gauge("cpu@id", NONE, "The number of the processor.")),
    CPU_USER(counter("cpu/user", JIFFIES, "Time in user mode.")),
    CPU_NICE(counter("cpu/nice", JIFFIES, "Time in user mode at low priority.")),
    CPU_SYS(counter("cpu/sys", JIFFIES, "Time in the kernel.")),
    CPU_TOT(counter("cpu/tot", JIFFIES, "All time, idle time included.")),
    CPU_IDLE(counter("cpu/idle", JIFFIES, "Idle time.").onRequest()),
    CPU_IOWAIT(counter("cpu/iowait", JIFFIES, "Idle time while a task waited for a disk.").onRequest()),
    CPU_IRQ(counter("cpu/irq", JIFFIES, "Time serving interrupts.").onRequest()),
    CPU_SOFTIRQ(counter("cpu/softirq", JIFFIES, "Time serving soft interrupts.").onRequest()),
    CPU_STEAL(counter("cpu/steal", JIFFIES, "Time that the hypervisor gave to others.").onRequest()),
    CPU_GUEST(counter("cpu/guest", JIFFIES, "Time running guests, inside user already.").onRequest()),
    CPU_GUEST_NICE(counter("cpu/guest_nice", JIFFIES, "Time running niced guests, inside nice already.").onRequest()),
    TOTAL_USER(counter("cpu_total/user", JIFFIES, "Time of all processors in user mode.").onRequest()),
    TOTAL_NICE(counter("cpu_total/nice", JIFFIES, "Time of all in user mode at low priority.").onRequest()),
    TOTAL_SYS(counter("cpu_total/sys", JIFFIES, "Time of all in the kernel.").onRequest()),
    TOTAL_TOT(counter("cpu_total/tot", JIFFIES, "All time of all, idle time included.").onRequest()),
    TOTAL_IDLE(counter("cpu_total/idle", JIFFIES, "Idle time of all.").onRequest()),
    TOTAL_IOWAIT(counter("cpu_total/iowait", JIFFIES, "Idle time of all while a task waited for a disk.").onRequest()),
    TOTAL_IRQ(counter("cpu_total/irq", JIFFIES, "Time of all serving interrupts.").onRequest()),
    TOTAL_SOFTIRQ(counter("cpu_total/softirq", JIFFIES, "Time of all serving soft interrupts.").onRequest()),
    TOTAL_STEAL(counter("cpu_total/steal", JIFFIES, "Time of all that the hypervisor gave to others.").onRequest()),
    TOTAL_GUEST(counter("cpu_total/guest", JIFFIES, "Time of all running guests, inside user already.").onRequest()),
    TOTAL_GUEST_NICE(counter("cpu_total/guest_nice", JIFFIES, "Time of all running niced guests, inside nice already.")
            .onRequest()),
    BUSY_LEAST(share("least", "Share of its time that the least busy processor was busy, since the sample before.")),
    BUSY_MEDIAN(share("median", "The same of the processor in the middle.")),
    BUSY_GREATEST(share("greatest", "The same of the busiest.")),
    BUSY_OVER(gauge("cpu_total/busy/over_ms", MILLISECONDS, "How long before this one that sample was taken.")
            .onRequest()),
    PAGE_IN(counter("page/in", KILOBYTES, "Read from block devices.")),
    PAGE_OUT(counter("page/out", KILOBYTES, "Written to block devices.")),
    SWAP_IN(counter("swap/in", PAGES, "Pages brought in from swap.")),
    SWAP_OUT(counter("swap/out", PAGES, "Pages put out to swap.")),
    INTR(counter("intr", NONE, "Interrupts served.")),
    CTXT(counter("ctxt", NONE, "Context switches.")),
    PROCESSES(counter("processes", NONE, "Processes and threads begun.")),
    BTIME(gauge("btime", SECONDS, "When the kernel started, after 1970.").onRequest()),
    PROCS_RUNNING(gauge("procs_running", NONE, "Threads that run or could.").onRequest()),
    PROCS_BLOCKED(gauge("procs_blocked", NONE, "Threads that wait for a disk.").onRequest()),
    SOFTIRQ(counter("softirq", NONE, "Soft interrupts served.").onRequest());

    public static final Sensor<Stat> SENSOR = Sensor.at("proc/stat", Stat.class)
            .reads("proc/stat", new StatText())
            .upTo(PROCESSES)
            .inFull(new StatInFull())
            .reads("proc/vmstat", new VmstatText(), PAGE_IN, PAGE_OUT, SWAP_IN, SWAP_OUT)
            .upToAll();

    private static final byte[] CPU_LINE = Cursor.literal("cpu");
    private static final byte[] PAGE_LINE = Cursor.literal("page ");
    private static final byte[] SWAP_LINE = Cursor.literal("swap ");
    private static final byte[] INTR_LINE = Cursor.literal("intr ");
    private static final byte[] CTXT_LINE = Cursor.literal("ctxt ");
    private static final byte[] PROCESSES_LINE = Cursor.literal("processes ");
    private static final byte[] BTIME_LINE = Cursor.literal("btime ");
    private static final byte[] PROCS_RUNNING_LINE = Cursor.literal("procs_running ");
    private static final byte[] PROCS_BLOCKED_LINE = Cursor.literal("procs_blocked ");
    private static final byte[] SOFTIRQ_LINE = Cursor.literal("softirq ");
    private static final byte[] PGPGIN = Cursor.literal("pgpgin ");
    private static final byte[] PGPGOUT = Cursor.literal("pgpgout ");
    private static final byte[] PSWPIN = Cursor.literal("pswpin ");
    private static final byte[] PSWPOUT = Cursor.literal("pswpout ");

    /// `iowait irq softirq steal`; guest times after them are inside `user` and `nice`.
    private static final int IOWAIT_TO_STEAL = 4;

    private final Spec spec;

    private static Spec share(String name, String help) {
        return gauge("cpu_total/busy/" + name, PERCENT, help).decimals(2).onRequest();
    }

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
                if (isKernelLine(text, out) && out.has(out.rows() - 1, PROCESSES)) {
                    return; // every kernel prints it behind the others
                }
            }
        }
    }

    private static boolean isKernelLine(Cursor text, Table<Stat> out) {
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
        } else {
            return false;
        }
        return true;
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

    private static final class StatInFull implements Sensor.Parser<Stat> {
        @Override
        public void parse(Cursor text, Table<Stat> out) {
            var sum = -1;
            for (; text.take(CPU_LINE); text.nextLine()) {
                if (text.peek() == ' ') {
                    sum = text.stepped();
                    continue;
                }
                var id = text.number();
                if (id != ABSENT) {
                    times(text, CPU_USER.ordinal(), out.row().set(CPU, id));
                }
            }
            // Where the text ends here, lines of processors were cut off.
            if (sum >= 0 && !text.atEnd() && text.peek() != 'c') {
                var behind = text.stepped();
                if (out.rows() == 0) {
                    // Without numbered lines there is one processor, and the sum is its own.
                    times(text.to(sum), CPU_USER.ordinal(), out.row().set(CPU, 0));
                }
                times(text.to(sum), TOTAL_USER.ordinal(), out.row());
                text.to(behind);
            } else {
                out.row();
            }
            for (; !text.atEnd(); text.nextLine()) {
                if (isKernelLine(text, out)) {
                    continue;
                }
                if (text.take(BTIME_LINE)) {
                    out.set(BTIME, text.number());
                } else if (text.take(PROCS_RUNNING_LINE)) {
                    out.set(PROCS_RUNNING, ReadingLimits.possible32(text.number()));
                } else if (text.take(PROCS_BLOCKED_LINE)) {
                    out.set(PROCS_BLOCKED, ReadingLimits.possible32(text.number()));
                } else if (text.take(SOFTIRQ_LINE)) {
                    out.set(SOFTIRQ, text.number());
                }
            }
        }
    }

    /// Sets the fields from the slot of user time on, those of the row begun last.
    private static void times(Cursor text, int userSlot, Table<Stat> out) {
        var row = out.rows() - 1;
        var tot = 0L;
        var idleSlot = userSlot + CPU_IDLE.ordinal() - CPU_USER.ordinal();
        var guestSlot = userSlot + CPU_GUEST.ordinal() - CPU_USER.ordinal();
        var totSlot = userSlot + CPU_TOT.ordinal() - CPU_USER.ordinal();
        for (var slot = userSlot; slot < guestSlot + 2; slot++) {
            if (slot == totSlot) {
                continue;
            }
            if (slot > idleSlot && text.blanks().peek() == '\n') {
                break;
            }
            var time = text.number();
            out.set(row, slot, time);
            tot = slot < guestSlot ? sum(tot, time) : tot;
        }
        out.set(row, totSlot, tot);
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
