package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.wire.Sample;

/// Memory and swap.
final class MemoryDisplay {
    static final Display DISPLAY = new Display(
            2,
            "memory",
            "Memory",
            "Memory and swap: how much there is, and what holds it.",
            bytes("total", Meminfo.MEMORY_TOTAL, "Memory that the kernel manages."),
            bytes("used", Meminfo.MEMORY_USED, "Total less free: buffers and cache count as used."),
            bytes("free", Meminfo.MEMORY_FREE, "Memory that nobody uses."),
            bytes("shared", Meminfo.MEMORY_SHARED, "Shared memory and tmpfs."),
            bytes("buffers", Meminfo.MEMORY_BUFFERS, "Buffers of block devices."),
            bytes("cached", Meminfo.MEMORY_CACHED, "Page cache."),
            Column.number("in_use_pct", "%",
                    "Memory in use, buffers and page cache (but for shared memory) not counted.")
                    .heading("inuse%")
                    .decimals(1)
                    .shown(Human.fixed(0))
                    .formed(
                            (_, sample, _) -> inUse(sample),
                            List.of(
                                    Meminfo.MEMORY_TOTAL,
                                    Meminfo.MEMORY_FREE,
                                    Meminfo.MEMORY_SHARED,
                                    Meminfo.MEMORY_BUFFERS,
                                    Meminfo.MEMORY_CACHED))
                    .judged(Thresholds::memory),
            bytes("swap_total", Meminfo.SWAP_TOTAL, "Swap space.").heading("swap"),
            bytes("swap_used", Meminfo.SWAP_USED, "Swap space in use.").heading("swused"),
            Column.number("swap_used_pct", "%", "Swap space in use.")
                    .heading("swap%")
                    .decimals(1)
                    .shown(Human.fixed(0))
                    .formed(
                            (_, sample, _) -> percent(
                                    sample.number(Meminfo.SWAP_USED), sample.number(Meminfo.SWAP_TOTAL)),
                            List.of(Meminfo.SWAP_USED, Meminfo.SWAP_TOTAL))
                    .judged(Thresholds::swap));

    private MemoryDisplay() {}

    static Column bytes(String name, Meminfo field, String help) {
        return Column.number(name, "bytes", help).shown(Human::bytes).reads(field);
    }

    /// Shared memory and tmpfs stand in the page cache but cannot be dropped as its other pages can.
    private static OptionalDouble inUse(Sample sample) {
        var total = sample.number(Meminfo.MEMORY_TOTAL);
        var free = sample.number(Meminfo.MEMORY_FREE);
        if (total.isEmpty() || free.isEmpty() || free.getAsDouble() > total.getAsDouble()) {
            return OptionalDouble.empty();
        }
        var droppable = sample.number(Meminfo.MEMORY_BUFFERS).orElse(0)
                + sample.number(Meminfo.MEMORY_CACHED).orElse(0)
                - sample.number(Meminfo.MEMORY_SHARED).orElse(0);
        var used = total.getAsDouble() - free.getAsDouble() - Math.max(0, droppable);
        return percent(OptionalDouble.of(Math.max(0, used)), total);
    }

    /// None for a host without any: no swap is not zero percent of it.
    private static OptionalDouble percent(OptionalDouble part, OptionalDouble whole) {
        return part.isPresent() && whole.orElse(0) > 0
                ? OptionalDouble.of(100 * part.getAsDouble() / whole.getAsDouble())
                : OptionalDouble.empty();
    }
}
