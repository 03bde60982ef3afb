package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Uptime;

/// What a node sends and node_exporter has no metric of, since it follows from others: it is reckoned from these as the node
/// does, where all of them are there, and where nobody says it himself.
final class Inferred {
    /// A processor's time is the sum of these; those behind the fourth came with later kernels.
    private static final List<Stat> TIMES = List.of(Stat.CPU_USER, Stat.CPU_NICE, Stat.CPU_SYS, Stat.CPU_IDLE,
            Stat.CPU_IOWAIT, Stat.CPU_IRQ, Stat.CPU_SOFTIRQ, Stat.CPU_STEAL);
    private static final int ALWAYS = 4;

    private static final Map<Field, List<? extends Field>> PARTS = Map.of(
            Stat.CPU_TOT, TIMES,
            Meminfo.MEMORY_USED, List.of(Meminfo.MEMORY_TOTAL, Meminfo.MEMORY_FREE),
            Meminfo.SWAP_USED, List.of(Meminfo.SWAP_TOTAL, Meminfo.SWAP_FREE),
            Uptime.UPTIME, List.of(Stat.BTIME),
            Uptime.IDLE, List.of(Stat.CPU_IDLE));

    private Inferred() {}

    /// These fields, and those that they can be reckoned from.
    static Set<Field> with(Collection<Field> wanted) {
        var all = new LinkedHashSet<>(wanted);
        wanted.forEach(field -> all.addAll(PARTS.getOrDefault(field, List.of())));
        return all;
    }

    /// Adds to the tables of one sample what is missing there.
    ///
    /// @param isTimed whether the stamp of processors is by the node's own clock
    @SuppressWarnings("unchecked") // each table stands under its own sensor's place
    static void complete(Map<Integer, Table<?>> tables, boolean isTimed) {
        for (var table : List.copyOf(tables.values())) {
            if (table.sensor() == Stat.SENSOR) {
                var stat = (Table<Stat>) table;
                processors(stat);
                if (isTimed) {
                    uptime(stat, tables);
                }
            } else if (table.sensor() == Meminfo.SENSOR) {
                var memory = (Table<Meminfo>) table;
                difference(memory, Meminfo.MEMORY_USED, Meminfo.MEMORY_TOTAL, Meminfo.MEMORY_FREE);
                difference(memory, Meminfo.SWAP_USED, Meminfo.SWAP_TOTAL, Meminfo.SWAP_FREE);
            }
        }
    }

    private static void processors(Table<Stat> stat) {
        for (var row = 0; row < stat.rows(); row++) {
            if (stat.has(row, Stat.CPU_TOT)) {
                continue;
            }
            var sum = 0L;
            for (var time : TIMES) {
                if (stat.has(row, time)) {
                    sum += stat.get(row, time);
                }
            }
            var at = row;
            if (TIMES.subList(0, ALWAYS).stream().allMatch(time -> stat.has(at, time))) {
                stat.set(row, Stat.CPU_TOT, sum);
            }
        }
    }

    private static void uptime(Table<Stat> stat, Map<Integer, Table<?>> tables) {
        var place = org.wulfware.catalog.sensors.Catalog.indexOf(Uptime.SENSOR);
        if (tables.containsKey(place)) {
            return;
        }
        var uptime = new Table<>(Uptime.SENSOR).stamp(stat.stamp());
        var idle = 0L;
        var hasIdle = false;
        for (var row = 0; row < stat.rows(); row++) {
            if (stat.has(row, Stat.BTIME)) {
                var hundredths = stat.stamp() / 10_000 - stat.get(row, Stat.BTIME) * 100;
                uptime.onlyRow().set(Uptime.UPTIME, hundredths >= 0 ? hundredths : Field.ABSENT);
            }
            if (stat.has(row, Stat.CPU_IDLE)) {
                hasIdle = true;
                idle += stat.get(row, Stat.CPU_IDLE);
            }
        }
        if (hasIdle) {
            uptime.onlyRow().set(Uptime.IDLE, idle);
        }
        if (uptime.rows() > 0) {
            tables.put(place, uptime);
        }
    }

    private static void difference(Table<Meminfo> memory, Meminfo what, Meminfo whole, Meminfo part) {
        if (memory.rows() > 0 && !memory.has(0, what) && memory.has(0, whole) && memory.has(0, part)
                && memory.get(0, part) <= memory.get(0, whole)) {
            memory.set(0, what, memory.get(0, whole) - memory.get(0, part));
        }
    }
}
