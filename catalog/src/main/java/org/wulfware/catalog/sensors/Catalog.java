package org.wulfware.catalog.sensors;

import java.util.List;
import org.wulfware.catalog.Sensor;

/// All that a node can say, in the document's order. A new sensor is one line here.
public final class Catalog {
    private static final List<Sensor<?>> SENSORS = List.of(
            Time.SENSOR,
            Identity.SENSOR,
            Users.SENSOR,
            Stat.SENSOR,
            Meminfo.SENSOR,
            NetDev.SENSOR,
            Sockstat.SENSOR,
            Loadavg.SENSOR,
            Uptime.SENSOR,
            Cpuinfo.SENSOR,
            Sysvipc.SENSOR,
            Version.SENSOR,
            Pids.SENSOR);

    private Catalog() {}

    /// The sensors, in the document's order.
    public static List<Sensor<?>> sensors() {
        return SENSORS;
    }

    /// The place of a sensor in the document's order.
    public static int indexOf(Sensor<?> sensor) {
        return SENSORS.indexOf(sensor);
    }
}
