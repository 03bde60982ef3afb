package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;

/// Connections that the packet filter follows, `/proc/sys/net/netfilter/nf_conntrack_{count,max}`; before 2.6.20
/// `/proc/sys/net/ipv4/netfilter/ip_conntrack_{count,max}`. A kernel that follows none has neither.
public enum Conntrack implements Field {
    COUNT(gauge("count", NONE, "Connections followed.")),
    MOST(gauge("most", NONE, "Connections that it would follow at the most."));

    public static final Sensor<Conntrack> SENSOR = Sensor.at("proc/conntrack", Conntrack.class)
            .reads("proc/sys/net/netfilter/nf_conntrack_count", new OneNumber<>(COUNT), COUNT)
            .reads("proc/sys/net/netfilter/nf_conntrack_max", new OneNumber<>(MOST), MOST)
            .reads("proc/sys/net/ipv4/netfilter/ip_conntrack_count", new OneNumber<>(COUNT), COUNT)
            .reads("proc/sys/net/ipv4/netfilter/ip_conntrack_max", new OneNumber<>(MOST), MOST)
            .onRequest();

    private final Spec spec;

    Conntrack(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Conntrack> sensor() {
        return SENSOR;
    }
}
