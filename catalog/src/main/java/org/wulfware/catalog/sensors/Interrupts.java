package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;

/// Interrupts by line, `/proc/interrupts`, summed over processors:
/// ```text
///            CPU0       CPU1
///  24:          1          0  IO-APIC   5-edge      ACPI:Ged
/// NMI:          0          0   Non-maskable interrupts
/// ERR:          0
/// ```
/// The numbers are as many as there are processors, one for `ERR` and `MIS`; the words behind them are the controller, the line
/// there and the devices, as the kernel spaces them. A node with many processors and devices has megabytes of it, and it is read part by part.
public enum Interrupts implements Field {
    IRQ(text("irq@name", "The interrupt's number or short name.")),
    TOTAL(counter("irq/total", NONE, "Interrupts served.")),
    DEVICES(text("irq/devices", "The controller and the devices, or what it is for."));

    public static final Sensor<Interrupts> SENSOR = Sensor.at("proc/interrupts", Interrupts.class)
            .reads("proc/interrupts", new PerProcessor<>(IRQ, TOTAL, DEVICES))
            .inParts()
            .onRequest();

    private final Spec spec;

    Interrupts(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Interrupts> sensor() {
        return SENSOR;
    }
}
