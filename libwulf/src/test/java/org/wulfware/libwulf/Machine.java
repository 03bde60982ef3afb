package org.wulfware.libwulf;

import java.time.Duration;
import java.time.Instant;
import org.wulfware.catalog.sensors.Cgroup;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Mounts;
import org.wulfware.catalog.sensors.NetClass;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Sample;

/// A node of two processors that has answered twice, ten seconds apart, for expressions to be asked of.
final class Machine {
    static final Duration TEN = Duration.ofSeconds(10);
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long GIGA = 1L << 30;

    private Machine() {}

    static HostState up() {
        return HostState.pending(new Host("node07", "192.0.2.7", 7887), NOON)
                .answered(sample(0, 0), Duration.ofMillis(4), NOON, Duration.ZERO)
                .answered(sample(10, 1), Duration.ofMillis(4), NOON.plus(TEN), TEN);
    }

    static HostState down() {
        return HostState.pending(Host.named("node08"), NOON).down(new Poll.Refused("connection refused"), NOON);
    }

    /// @param done 1 in the second sample
    private static Sample sample(double second, long done) {
        var samples = Samples.at(second);
        var stat = samples.table(Stat.SENSOR);
        // In these ten seconds the first works for 9, the second for 1.
        stat.row().set(Stat.CPU, 0).set(Stat.CPU_USER, 5000 + 700 * done).set(Stat.CPU_NICE, 100 * done);
        stat.set(Stat.CPU_SYS, 100 * done).set(Stat.CPU_TOT, 9000 + 1000 * done);
        stat.row().set(Stat.CPU, 1).set(Stat.CPU_USER, 60 * done).set(Stat.CPU_NICE, 0);
        stat.set(Stat.CPU_SYS, 40 * done).set(Stat.CPU_TOT, 9000 + 1000 * done);
        stat.row().set(Stat.CTXT, 5000 * done).set(Stat.PAGE_IN, 100 * done);
        samples.table(Loadavg.SENSOR).row().set(Loadavg.LOAD1, 310);
        var memory = samples.table(Meminfo.SENSOR).row().set(Meminfo.MEMORY_TOTAL, 8 * GIGA);
        memory.set(Meminfo.MEMORY_FREE, 2 * GIGA).set(Meminfo.MEMORY_CACHED, GIGA).set(Meminfo.MEMORY_BUFFERS, GIGA);
        memory.set(Meminfo.SWAP_TOTAL, 0).set(Meminfo.SWAP_FREE, 0);
        disks(samples, done);
        interfaces(samples, done);
        var mounts = samples.table(Mounts.SENSOR).row();
        Samples.text(mounts, Mounts.POINT, "/");
        Samples.text(mounts, Mounts.TYPE, "ext4");
        mounts.set(Mounts.SIZE, 100 * GIGA).set(Mounts.FREE, 30 * GIGA).set(Mounts.AVAILABLE, 10 * GIGA);
        mounts.row().set(Mounts.SIZE, 300 * GIGA).set(Mounts.FREE, 70 * GIGA).set(Mounts.AVAILABLE, 70 * GIGA);
        Samples.text(mounts, Mounts.POINT, "/home");
        Samples.text(mounts, Mounts.TYPE, "nfs4");
        tasks(samples, done);
        var groups = samples.table(Cgroup.SENSOR).row();
        Samples.text(groups, Cgroup.PATH, "/slurm/job_42");
        groups.set(Cgroup.USAGE, 15_000_000 * done).set(Cgroup.MEMORY_CURRENT, GIGA).set(Cgroup.MEMORY_MAX, 4 * GIGA);
        return samples.sample();
    }

    private static void disks(Samples samples, long done) {
        var disks = samples.table(Diskstats.SENSOR).row();
        Samples.text(disks, Diskstats.DISK, "sda");
        disks.set(Diskstats.READ_SECTORS, 20_480 * done).set(Diskstats.BUSY_MS, 4000 * done);
        disks.row().set(Diskstats.READ_SECTORS, 0).set(Diskstats.BUSY_MS, 9000 * done);
        Samples.text(disks, Diskstats.DISK, "sdb");
    }

    private static void interfaces(Samples samples, long done) {
        var dev = samples.table(NetDev.SENSOR);
        var links = samples.table(NetClass.SENSOR);
        for (var name : new String[]{"lo", "eth", "ib"}) {
            dev.row().set(NetDev.ID, dev.rows() - 1).set(NetDev.RECEIVE_BYTES, 10_000L * dev.rows() * done);
            dev.set(NetDev.TRANSMIT_BYTES, 0);
            Samples.text(dev, NetDev.DEVTYPE, name);
            Samples.text(dev, NetDev.DEVID, name.equals("lo") ? "" : "0");
            Samples.text(dev, NetDev.NAME, name.equals("lo") ? "lo" : name + "0");
            links.row().set(NetClass.SPEED, 1000L * dev.rows());
            Samples.text(links, NetClass.NAME, name.equals("lo") ? "lo" : name + "0");
        }
    }

    private static void tasks(Samples samples, long done) {
        var tasks = samples.table(Pids.SENSOR).row().set(Pids.PID, 812).set(Pids.START, 5).set(Pids.RSS, GIGA);
        tasks.set(Pids.UTIME, 900 * done).set(Pids.STIME, 50 * done);
        Samples.text(tasks, Pids.NAME, "mcarlo");
        Samples.text(tasks, Pids.USER, "rgb");
        Samples.text(tasks, Pids.CONTROL_GROUP, "/system.slice/slurmstepd.scope/job_42/step_0/user/task_0");
        tasks.row().set(Pids.PID, 813).set(Pids.START, 6).set(Pids.RSS, GIGA / 2);
        tasks.set(Pids.UTIME, 100 * done).set(Pids.STIME, 0);
        Samples.text(tasks, Pids.NAME, "sh");
        Samples.text(tasks, Pids.USER, "\u001b[2Jroot");
    }
}
