package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// How long the kernel runs, `/proc/uptime`:
/// ```text
/// 498610.16 494506.08
/// ```
/// The idle time is the sum over all processors.
public enum Uptime implements Field {
    UPTIME(counter("seconds", SECONDS, "Since the kernel started.").decimals(2)),
    IDLE(counter("idle", SECONDS, "Idle time since then, summed over processors.").decimals(2));

    public static final Sensor<Uptime> SENSOR =
            Sensor.at("proc/uptime", Uptime.class).reads("proc/uptime", new UptimeText()).upToAll().onRequest();

    private final Spec spec;

    Uptime(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Uptime> sensor() {
        return SENSOR;
    }

    private static final class UptimeText implements Sensor.Parser<Uptime> {
        @Override
        public void parse(Cursor text, Table<Uptime> out) {
            out.row().set(UPTIME, text.fixed(2)).set(IDLE, text.fixed(2));
        }
    }
}
