package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// What nodes say of their devices and groups: a line for each of them. Nothing here is computed: a display is expressions.
final class DeviceDisplays {
    /// Disks as a whole: their parts, and what is no device, are counted in them or not of interest.
    private static final String WHOLE_DISKS = "name !~ /^(loop|ram|zram|fd|sr)[0-9]/"
            + " and name !~ /^([sv]d|hd|xvd)[a-z]+[0-9]+$/ and name !~ /^(nvme[0-9]+n|mmcblk)[0-9]+p[0-9]+$/";

    static final Display DISK = rows("diskstats.disk", WHOLE_DISKS, named(
            "disk",
            "Disks",
            "What each disk does; partitions and loop devices are left out.",
            Column.of("disk", "disk.name", "The device's name.").grows(7, 10),
            Column.of("reads", "rate(read.requests)", "Reads completed.").heading("rd/s"),
            Column.of("writes", "rate(write.requests)", "Writes completed.").heading("wr/s"),
            Column.of("read", "rate(read.sectors)", "What was read.").heading("rd_B/s").width(7),
            Column.of("written", "rate(write.sectors)", "What was written.").heading("wr_B/s").width(7),
            Column.of("read_wait", "rate(read.ms) / rate(read.requests)", "How long a read took.").heading("rd_wait"),
            Column.of("write_wait", "rate(write.ms) / rate(write.requests)", "How long a write took.")
                    .heading("wr_wait"),
            Column.of("queue", "rate(weighted_ms) / 100%", "Requests in flight, on average.")
                    .decimals(2)
                    .shown(Look.FIXED1),
            Column.of("busy_pct", "disk.busy", "Share of time with any request in flight.")
                    .heading("busy%")
                    .judged(Thresholds.DEVICE)));

    static final Display FILESYSTEMS = rows("mounts.mount", "", named(
            "filesystems",
            "File systems",
            "How full each file system is.",
            Column.of("mount", "mount.point", "Where it is mounted.").grows(10, 24),
            Column.of("type", "mount.type", "The kind of file system.").width(6),
            Column.of("size", "mount.size_bytes", "Its size."),
            Column.of("used", "mount.used", "Room in use."),
            Column.of("available", "mount.available_bytes", "Free room that others than root may use.")
                    .heading("avail"),
            Column.of("used_pct", "mount.used%", "Room in use, of that which others than root may use.")
                    .heading("used%")
                    .judged(Thresholds.ROOM),
            Column.of("inodes_pct", "100 - mount.inodes_free%", "Files that it holds, of those that it may hold.")
                    .heading("files%")
                    .judged(Thresholds.ROOM),
            Column.of("read_only", "mount.read_only", "1 if it cannot be written to.").heading("ro").shown(Look.YES_NO),
            Column.of("state", "mount.state", "Whether it answers: ok, or stale while it does not.")
                    .width(5)
                    .judged(new Thresholds("", "", "mount.state == \"stale\""))));

    static final Display SENSORS = rows("sensors.sensor", "", named(
            "sensors",
            "Sensors",
            "Temperatures, fans, voltages and power, as the hardware measures them.",
            Column.of("chip", "either(sensor.chip_name, sensor.chip)", "The chip, by its driver's name.").grows(8, 12),
            Column.of("sensor", "either(sensor.label, sensor.id)", "What is measured.").grows(8, 16),
            Column.of("celsius", "sensor.celsius", "Temperature.")
                    .heading("°C")
                    .decimals(1)
                    .shown(Look.FIXED1)
                    .judged(new Thresholds("", "value >= sensor.celsius_max", "value >= sensor.celsius_crit")),
            Column.of("celsius_crit", "sensor.celsius_crit", "Temperature at which it takes harm.").heading("crit"),
            Column.of("rpm", "sensor.rpm", "Speed of a fan.").judged(new Thresholds("", "", "value < sensor.rpm_min")),
            Column.of("volts", "sensor.volts", "Voltage.")
                    .judged(new Thresholds("", "", "value < sensor.volts_min or value > sensor.volts_max")),
            Column.of("watts", "either(sensor.watts, sensor.watts_average)", "Power, else its average.")
                    .decimals(1)
                    .shown(Look.FIXED1),
            Column.of("alarm", "sensor.alarm", "1 while the chip finds a limit passed.")
                    .shown(Look.YES_NO)
                    .judged(new Thresholds("", "", "value > 0"))));

    static final Display INTERFACES = rows("dev.interface", "", named(
            "interfaces",
            "Interfaces",
            "What goes through each interface.",
            Column.of("interface", "interface.name", "Its name.").grows(9, 10),
            Column.of("state", "link[name = interface.name].operstate", "Whether it works.").width(7),
            Column.of("speed", "link[name = interface.name].speed", "Speed in bits a second."),
            Column.of("rx", "rate(receive.bytes)", "Received.").heading("rx_B/s").width(7),
            Column.of("tx", "rate(transmit.bytes)", "Sent.").heading("tx_B/s").width(7),
            Column.of("rx_packets", "rate(receive.packets)", "Packets received.").heading("rx_pkt/s"),
            Column.of("tx_packets", "rate(transmit.packets)", "Packets sent.").heading("tx_pkt/s"),
            Column.of("rx_errors", "rate(receive.errs + receive.drop)", "Received with errors, or dropped.")
                    .heading("rx_err/s")
                    .judged(Thresholds.ERRORS),
            Column.of("tx_errors", "rate(transmit.errs + transmit.drop)", "Not sent for errors, or dropped.")
                    .heading("tx_err/s")
                    .judged(Thresholds.ERRORS),
            Column.of("busy_pct",
                    "share(8 * max(rate(receive.bytes), rate(transmit.bytes)) / link[name = interface.name].speed, 1)",
                    "The busier direction, of what the interface can do.")
                    .heading("busy%")
                    .judged(Thresholds.DEVICE)));

    static final Display INFINIBAND = rows("infiniband.port", "", named(
            "infiniband",
            "InfiniBand",
            "What goes through each port of an InfiniBand adapter.",
            Column.of("adapter", "port.adapter", "The adapter.").width(8),
            Column.of("port", "port.number", "The number of the port.").width(4).shown(Look.FIXED0),
            Column.of("state", "port.state", "DOWN, INIT, ARMED, ACTIVE or ACTIVE_DEFER.").width(7),
            Column.of("speed", "port.rate", "Speed in bits a second."),
            Column.of("rx", "rate(port.rcv_data)", "Received.").heading("rx_B/s").width(7),
            Column.of("tx", "rate(port.xmit_data)", "Sent.").heading("tx_B/s").width(7),
            Column.of("errors", "rate(port.rcv_errors + port.xmit_discards)", "Packets with errors, or dropped.")
                    .heading("err/s")
                    .judged(Thresholds.ERRORS),
            Column.of("link_downed", "port.link_downed", "How often the link failed to recover and went down.")
                    .heading("downed")));

    static final Display CGROUP = rows("cgroup.group", "", named(
            "cgroup",
            "Control groups",
            "What control groups use, those of a workload manager's jobs among them.",
            Column.of("job", "group.job", "The number of the job that the group is of.").width(8),
            Column.of("step", "group.step", "The step of the job.").width(6),
            Column.of("cpu_pct", "group.cpu", "Processor time since the last sample; 100 is one processor.")
                    .heading("cpu%")
                    .shown(Look.FIXED1),
            Column.of("throttled_pct", "rate(group.throttled_usec)", "Time that it was held back by its share.")
                    .heading("held%")
                    .judged(Thresholds.STALL),
            Column.of("memory", "group.memory_current", "Memory in use."),
            Column.of("memory_pct", "group.memory_current%", "Memory in use, of that which it may use.")
                    .heading("mem%")
                    .judged(Thresholds.MEMORY),
            Column.of("tasks", "group.pids_current", "Processes and threads."),
            Column.of("oom_kills", "group.oom_kill", "Processes killed for want of memory.")
                    .heading("kills")
                    .judged(new Thresholds("", "", "value > 0")),
            Column.of("group", "group.path", "Its path below the root of all.").grows(12, 40)));

    static final Display NVIDIA = rows("nvidia.gpu", "", named(
            "nvidia",
            "NVIDIA graphics processors",
            "What each of NVIDIA's graphics processors does.",
            Column.of("gpu", "gpu.index", "Which processor, as the driver counts them.").width(3).shown(Look.FIXED0),
            Column.of("busy_pct", "gpu.busy", "How busy it is.").heading("busy%").judged(Thresholds.DEVICE),
            Column.of("memory", "gpu.memory_used", "Its memory in use."),
            Column.of("memory_pct", "gpu.memory_used%", "Its memory in use.").heading("mem%").judged(Thresholds.MEMORY),
            Column.of("celsius", "gpu.celsius", "Temperature.").heading("°C").judged(Thresholds.GPU_CELSIUS),
            Column.of("watts", "gpu.watts", "Power.").shown(Look.FIXED0).decimals(1),
            Column.of("clock", "gpu.clock_sm", "Clock of the processors.").width(7),
            Column.of("processes", "gpu.processes", "Processes that compute on it.").heading("procs"),
            Column.of("model", "gpu.model", "What it is called.").grows(10, 24)));

    static final Display AMDGPU = rows("gpu.gpu", "", named(
            "amdgpu",
            "AMD graphics processors",
            "What each of AMD's graphics processors does.",
            Column.of("gpu", "gpu.card", "The card.").width(6),
            Column.of("busy_pct", "gpu.busy", "How busy it is.").heading("busy%").judged(Thresholds.DEVICE),
            Column.of("memory", "gpu.vram_used", "Its memory in use."),
            Column.of("memory_pct", "gpu.vram_used%", "Its memory in use.").heading("mem%").judged(Thresholds.MEMORY),
            Column.of("celsius", "either(gpu.celsius_hottest, gpu.celsius)", "Temperature at its hottest place.")
                    .heading("°C")
                    .judged(Thresholds.GPU_CELSIUS),
            Column.of("watts", "gpu.watts", "Power.").shown(Look.FIXED0).decimals(1),
            Column.of("model", "gpu.model", "Its name, where the driver has one.").grows(10, 24)));

    static final Display CORES = rows("stat.cpu", "", named(
            "cores",
            "Processors one by one",
            "What each processor does.",
            Column.of("cpu", "cpu.id", "The number of the processor.").width(4).shown(Look.FIXED0),
            Column.of("busy_pct", "cpu.busy", "In programs and in the kernel.").heading("busy%").judged(Thresholds.CPU),
            Column.of("user_pct", "cpu.user%", "In user mode.").heading("user%"),
            Column.of("nice_pct", "cpu.nice%", "In user mode at low priority.").heading("nice%"),
            Column.of("sys_pct", "cpu.sys%", "In the kernel.").heading("sys%"),
            Column.of("iowait_pct", "cpu.iowait%", "Idle while a task waited for a disk.").heading("iowait%"),
            Column.of("irq_pct", "(cpu.irq + cpu.softirq)%", "Serving interrupts.").heading("irq%"),
            Column.of("steal_pct", "cpu.steal%", "Given to others by the hypervisor.").heading("steal%")));

    private DeviceDisplays() {}

    private static Display named(String name, String title, String help, Column... columns) {
        return Display.of(Display.NO_NUMBER, name, title, help, columns);
    }

    private static Display rows(String name, String condition, Display display) {
        try {
            var rows = Rows.named(name);
            var each = display.of(rows);
            return condition.isEmpty()
                    ? each
                    : each.where(Expression.of(condition, Scope.NOTHING, Optional.of(rows)));
        } catch (ExpressionException e) {
            throw new IllegalStateException(display.name() + ": " + e.getMessage(), e);
        }
    }
}
