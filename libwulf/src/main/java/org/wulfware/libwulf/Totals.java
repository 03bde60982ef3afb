package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Unit;
import org.wulfware.catalog.sensors.Amdgpu;
import org.wulfware.catalog.sensors.Cgroup;
import org.wulfware.catalog.sensors.Conntrack;
import org.wulfware.catalog.sensors.Entropy;
import org.wulfware.catalog.sensors.FileNr;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Mounts;
import org.wulfware.catalog.sensors.Numa;
import org.wulfware.catalog.sensors.Nvidia;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;

/// What a field is a part of, so that `memory.free%` means something.
final class Totals {
    private static final Map<Field, Field> TOTALS = totals();

    private Totals() {}

    static @Nullable Field of(Field part) {
        return TOTALS.get(part);
    }

    private static Map<Field, Field> totals() {
        var totals = new HashMap<Field, Field>();
        for (var field : Meminfo.values()) {
            if (field.spec().unit() == Unit.BYTES) {
                totals.put(field, field.spec().path().startsWith("swap/") ? Meminfo.SWAP_TOTAL : Meminfo.MEMORY_TOTAL);
            }
        }
        totals.put(Meminfo.HUGEPAGES_FREE, Meminfo.HUGEPAGES_TOTAL);
        totals.put(Meminfo.HUGEPAGES_RSVD, Meminfo.HUGEPAGES_TOTAL);
        for (var field : Stat.values()) {
            if (field.spec().unit() == Unit.JIFFIES) {
                totals.put(field, field.spec().path().startsWith("cpu_total/") ? Stat.TOTAL_TOT : Stat.CPU_TOT);
            }
        }
        for (var field : Numa.values()) {
            if (field.spec().unit() == Unit.BYTES) {
                totals.put(field, Numa.TOTAL);
            }
        }
        totals.put(Mounts.FREE, Mounts.SIZE);
        totals.put(Mounts.AVAILABLE, Mounts.SIZE);
        totals.put(Mounts.INODES_FREE, Mounts.INODES);
        totals.put(Cgroup.MEMORY_CURRENT, Cgroup.MEMORY_MAX);
        totals.put(Cgroup.MEMORY_PEAK, Cgroup.MEMORY_MAX);
        totals.put(Cgroup.PIDS_CURRENT, Cgroup.PIDS_MAX);
        totals.put(Amdgpu.VRAM_USED, Amdgpu.VRAM_TOTAL);
        totals.put(Amdgpu.WATTS, Amdgpu.WATTS_CAP);
        totals.put(Nvidia.MEMORY_USED, Nvidia.MEMORY_TOTAL);
        totals.put(Nvidia.WATTS, Nvidia.WATTS_LIMIT);
        totals.put(Pids.RSS, Meminfo.MEMORY_TOTAL);
        totals.put(FileNr.ALLOCATED, FileNr.MOST);
        totals.put(Conntrack.COUNT, Conntrack.MOST);
        totals.put(Entropy.AVAILABLE, Entropy.POOLSIZE);
        return Map.copyOf(totals);
    }
}
