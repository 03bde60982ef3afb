package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Memory, `/proc/meminfo`, in bytes. Kernels up to 2.4 begin with a table of their own, whose figures the lines below
/// it repeat:
/// ```text
///         total:    used:    free:  shared: buffers:  cached:
/// Mem:  327102464 263335936 63766528   393216 109690880 108212224
/// MemTotal:       319436 kB
/// MemFree:         62272 kB
/// MemShared:         384 kB
/// ```
/// `MemShared` became `Shmem` in 2.6.32; in between no kernel says what is shared. `used` is total less free, as it always
/// was: it counts buffers and cache as used.
public enum Meminfo implements Field {
    MEMORY_TOTAL(gauge("memory/total", BYTES, "Memory that the kernel manages.")),
    MEMORY_USED(gauge("memory/used", BYTES, "Total less free: buffers and cache count as used.")),
    MEMORY_FREE(gauge("memory/free", BYTES, "Memory nobody uses.")),
    MEMORY_SHARED(gauge("memory/shared", BYTES, "Shared memory and tmpfs.")),
    MEMORY_BUFFERS(gauge("memory/buffers", BYTES, "Buffers of block devices.")),
    MEMORY_CACHED(gauge("memory/cached", BYTES, "Page cache.")),
    SWAP_TOTAL(gauge("swap/total", BYTES, "Swap space.")),
    SWAP_USED(gauge("swap/used", BYTES, "Swap space in use.")),
    SWAP_FREE(gauge("swap/free", BYTES, "Swap space not in use."));

    public static final Sensor<Meminfo> SENSOR =
            Sensor.at("proc/meminfo", Meminfo.class).reads("proc/meminfo", new MeminfoText()).upToAll();

    private static final byte[] MEM_TOTAL = Cursor.literal("MemTotal:");
    private static final byte[] MEM_FREE = Cursor.literal("MemFree:");
    private static final byte[] MEM_SHARED = Cursor.literal("MemShared:");
    private static final byte[] SHMEM = Cursor.literal("Shmem:");
    private static final byte[] BUFFERS = Cursor.literal("Buffers:");
    private static final byte[] CACHED = Cursor.literal("Cached:");
    private static final byte[] SWAP_TOTAL_LINE = Cursor.literal("SwapTotal:");
    private static final byte[] SWAP_FREE_LINE = Cursor.literal("SwapFree:");
    private static final byte[] KB = Cursor.literal("kB");

    /// The lines that fields come from: once all were there, the rest of the text holds nothing wanted.
    private static final int LINES = 7;

    private final Spec spec;

    Meminfo(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Meminfo> sensor() {
        return SENSOR;
    }

    private static final class MeminfoText implements Sensor.Parser<Meminfo> {
        @Override
        public void parse(Cursor text, Table<Meminfo> out) {
            out.row();
            for (var wanted = LINES; wanted > 0 && !text.atEnd(); text.nextLine()) {
                if (isLine(text, out)) {
                    wanted--;
                }
            }
            out.set(MEMORY_USED, difference(out.get(0, MEMORY_TOTAL), out.get(0, MEMORY_FREE)));
            out.set(SWAP_USED, difference(out.get(0, SWAP_TOTAL), out.get(0, SWAP_FREE)));
        }
    }

    private static boolean isLine(Cursor text, Table<Meminfo> out) {
        return switch (text.peek()) {
            case 'M' -> isBytes(text, MEM_TOTAL, MEMORY_TOTAL, out)
                    || isBytes(text, MEM_FREE, MEMORY_FREE, out)
                    || isBytes(text, MEM_SHARED, MEMORY_SHARED, out);
            case 'S' -> isBytes(text, SHMEM, MEMORY_SHARED, out)
                    || isBytes(text, SWAP_TOTAL_LINE, SWAP_TOTAL, out)
                    || isBytes(text, SWAP_FREE_LINE, SWAP_FREE, out);
            case 'B' -> isBytes(text, BUFFERS, MEMORY_BUFFERS, out);
            case 'C' -> isBytes(text, CACHED, MEMORY_CACHED, out);
            default -> false;
        };
    }

    private static boolean isBytes(Cursor text, byte[] line, Meminfo field, Table<Meminfo> out) {
        if (!text.take(line)) {
            return false;
        }
        var kilobytes = text.number();
        if (kilobytes != ABSENT && kilobytes <= Long.MAX_VALUE / 1024 && text.blanks().take(KB)) {
            out.set(field, kilobytes * 1024);
        }
        return true;
    }

    private static long difference(long total, long free) {
        return total == ABSENT || free == ABSENT || free > total ? ABSENT : total - free;
    }
}
