package org.wulfware.catalog.sensors;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.wulfware.catalog.Sensor;

/// All that a node can say, in the document's order. A new sensor is one line here.
public final class Catalog {
    private static final List<Sensor<?>> SENSORS = List.of(
            Time.SENSOR,
            Identity.SENSOR,
            Users.SENSOR,
            Hwmon.SENSOR,
            Powercap.SENSOR,
            Cpufreq.SENSOR,
            NetClass.SENSOR,
            Infiniband.SENSOR,
            Edac.SENSOR,
            Numa.SENSOR,
            Block.SENSOR,
            Cgroup.SENSOR,
            Pci.SENSOR,
            Amdgpu.SENSOR,
            Mounts.SENSOR,
            Stat.SENSOR,
            Meminfo.SENSOR,
            Vmstat.SENSOR,
            Diskstats.SENSOR,
            Mdstat.SENSOR,
            Pressure.SENSOR,
            Interrupts.SENSOR,
            Softirqs.SENSOR,
            Entropy.SENSOR,
            FileNr.SENSOR,
            Conntrack.SENSOR,
            NetDev.SENSOR,
            Sockstat.SENSOR,
            Sockstat6.SENSOR,
            Snmp.SENSOR,
            Snmp6.SENSOR,
            Netstat.SENSOR,
            TcpStates.SENSOR,
            NfsClient.SENSOR,
            Loadavg.SENSOR,
            Uptime.SENSOR,
            Cpuinfo.SENSOR,
            Sysvipc.SENSOR,
            Version.SENSOR,
            Pids.SENSOR);

    private static final Map<Sensor<?>, Integer> PLACES = places();

    private Catalog() {}

    /// The sensors, in the document's order.
    public static List<Sensor<?>> sensors() {
        return SENSORS;
    }

    /// The place of a sensor in the document's order, or -1.
    public static int indexOf(Sensor<?> sensor) {
        var place = PLACES.get(sensor);
        return place == null ? -1 : place;
    }

    private static Map<Sensor<?>, Integer> places() {
        var places = new IdentityHashMap<Sensor<?>, Integer>();
        for (var sensor : SENSORS) {
            places.put(sensor, places.size());
        }
        return places;
    }
}
