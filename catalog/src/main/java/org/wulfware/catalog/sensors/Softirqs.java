package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;

/// Soft interrupts by kind, `/proc/softirqs` since 2.6.31, summed over processors:
/// ```text
///                     CPU0       CPU1
///       NET_TX:          3          0
/// ```
public enum Softirqs implements Field {
    SOFTIRQ(text("softirq@name", "The kind of soft interrupt.")),
    TOTAL(counter("softirq/total", NONE, "Soft interrupts served."));

    public static final Sensor<Softirqs> SENSOR = Sensor.at("proc/softirqs", Softirqs.class)
            .reads("proc/softirqs", new PerProcessor<>(SOFTIRQ, TOTAL, null))
            .inParts()
            .onRequest();

    private final Spec spec;

    Softirqs(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Softirqs> sensor() {
        return SENSOR;
    }
}
