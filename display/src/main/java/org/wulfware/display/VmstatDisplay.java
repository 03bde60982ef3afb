package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// What `vmstat` says, a host a line.
final class VmstatDisplay {
    private static final List<org.wulfware.catalog.Field> CPU_TIMES =
            List.of(Stat.CPU_USER, Stat.CPU_NICE, Stat.CPU_SYS, Stat.CPU_TOT);

    static final Display DISPLAY = new Display(
            0,
            "vmstat",
            "Vmstat",
            "Memory, swapping, disks, interrupts and processors, as vmstat shows them.",
            LoadDisplay.load("load1", Loadavg.LOAD1, "One-minute mean of tasks that run or want to."),
            MemoryDisplay.bytes("free", Meminfo.MEMORY_FREE, "Memory that nobody uses."),
            MemoryDisplay.bytes("buff", Meminfo.MEMORY_BUFFERS, "Buffers of block devices."),
            MemoryDisplay.bytes("cache", Meminfo.MEMORY_CACHED, "Page cache."),
            perSecond("si", "pages/s", "Swapped in.", Stat.SWAP_IN, 1).judged(Thresholds::swapping),
            perSecond("so", "pages/s", "Swapped out.", Stat.SWAP_OUT, 1).judged(Thresholds::swapping),
            perSecond("bi", "bytes/s", "Read from block devices.", Stat.PAGE_IN, 1024).shown(Human::bytes),
            perSecond("bo", "bytes/s", "Written to block devices.", Stat.PAGE_OUT, 1024).shown(Human::bytes),
            perSecond("in", "1/s", "Interrupts.", Stat.INTR, 1),
            perSecond("cs", "1/s", "Context switches.", Stat.CTXT, 1),
            perSecond("forks", "1/s", "Processes and threads begun.", Stat.PROCESSES, 1),
            percent("us", "In user mode, low priority included.", VmstatDisplay::user),
            percent("sy", "In the kernel.", VmstatDisplay::system),
            percent("id", "Neither: idle, waiting for disks, or taken by interrupts and by the host's own host.",
                    VmstatDisplay::idle)
                    .judged(idle -> Thresholds.cpu(100 - idle)));

    private VmstatDisplay() {}

    private static Column perSecond(String name, String unit, String help, Stat counter, double factor) {
        return Column.number(name, unit, help).decimals(1).rate(counter, factor);
    }

    private static Column percent(String name, String help, Column.Formula made) {
        return Column.number(name, "%", help)
                .width(3)
                .decimals(1)
                .shown(Human.fixed(0))
                .rates(made, CPU_TIMES);
    }

    private static OptionalDouble user(HostState state, Sample sample, int row) {
        return Cpus.share(state, sample, Stat.CPU_USER, Stat.CPU_NICE);
    }

    private static OptionalDouble system(HostState state, Sample sample, int row) {
        return Cpus.share(state, sample, Stat.CPU_SYS);
    }

    private static OptionalDouble idle(HostState state, Sample sample, int row) {
        var busy = Cpus.share(state, sample, Stat.CPU_USER, Stat.CPU_NICE, Stat.CPU_SYS);
        return busy.isPresent() ? OptionalDouble.of(100 - busy.getAsDouble()) : busy;
    }
}
