package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BITS;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;

/// The pool of the random number generator, `/proc/sys/kernel/random/{entropy_avail,poolsize}`. Since 5.18 both say 256 once the
/// generator is seeded, whatever is taken from it. 2.4 has the pool's size in bytes.
public enum Entropy implements Field {
    AVAILABLE(gauge("available", BITS, "Entropy in the pool.")),
    POOLSIZE(gauge("poolsize", BITS, "How much the pool holds at the most."));

    public static final Sensor<Entropy> SENSOR = Sensor.at("proc/entropy", Entropy.class)
            .reads("proc/sys/kernel/random/entropy_avail", new OneNumber<>(AVAILABLE), AVAILABLE)
            .reads("proc/sys/kernel/random/poolsize", new OneNumber<>(POOLSIZE), POOLSIZE)
            .onRequest();

    private final Spec spec;

    Entropy(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Entropy> sensor() {
        return SENSOR;
    }
}
