package org.wulfware.display;

/// What `vmstat` says, a host a line.
final class VmstatDisplay {
    static final Display DISPLAY = Display.of(
            0,
            "vmstat",
            "Vmstat",
            "Memory, swapping, disks, interrupts and processors, as vmstat shows them.",
            LoadDisplay.load("load1", "One-minute mean of tasks that run or want to."),
            Column.of("free", "memory.free", "Memory that nobody uses."),
            Column.of("buff", "memory.buffers", "Buffers of block devices."),
            Column.of("cache", "memory.cached", "Page cache."),
            Column.of("si", "rate(swap.in)", "Swapped in.").judged(Thresholds.SWAPPING),
            Column.of("so", "rate(swap.out)", "Swapped out.").judged(Thresholds.SWAPPING),
            Column.of("bi", "rate(page.in)", "Read from block devices."),
            Column.of("bo", "rate(page.out)", "Written to block devices."),
            Column.of("in", "rate(intr)", "Interrupts."),
            Column.of("cs", "rate(ctxt)", "Context switches."),
            Column.of("forks", "rate(stat.processes)", "Processes and threads begun."),
            Column.of("us", "(cpu.user + cpu.nice)%", "In user mode, low priority included.").width(3),
            Column.of("sy", "cpu.sys%", "In the kernel.").width(3),
            Column.of("id", "100 - cpu.busy",
                    "Neither: idle, waiting for disks, or taken by interrupts and by the host's own host.")
                    .width(3)
                    .judged(Thresholds.IDLE_CPU));

    private VmstatDisplay() {}
}
