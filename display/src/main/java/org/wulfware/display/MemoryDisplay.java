package org.wulfware.display;

/// Memory and swap.
final class MemoryDisplay {
    static final Display DISPLAY = Display.of(
            2,
            "memory",
            "Memory",
            "Memory and swap: how much there is, and what holds it.",
            Column.of("total", "memory.total", "Memory that the kernel manages."),
            Column.of("used", "memory.used", "Total less free: buffers and cache count as used."),
            Column.of("free", "memory.free", "Memory that nobody uses."),
            Column.of("shared", "memory.shared", "Shared memory and tmpfs."),
            Column.of("buffers", "memory.buffers", "Buffers of block devices."),
            Column.of("cached", "memory.cached", "Page cache."),
            Column.of(
                    "in_use_pct",
                    "memory.in_use%",
                    "Memory in use, buffers and page cache (but for shared memory) not counted.")
                    .heading("inuse%")
                    .judged(Thresholds.MEMORY),
            Column.of("swap_total", "swap.total", "Swap space.").heading("swap"),
            Column.of("swap_used", "swap.used", "Swap space in use.").heading("swused"),
            Column.of("swap_used_pct", "swap.used%", "Swap space in use; absent where there is none.")
                    .heading("swap%")
                    .judged(Thresholds.SWAP));

    private MemoryDisplay() {}
}
