package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.text;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The kernel's release, `/proc/sys/kernel/osrelease`:
/// ```text
/// 2.4.9-21
/// ```
public enum Version implements Field {
    VERSION(text("", "Release of the running kernel."));

    public static final Sensor<Version> SENSOR = Sensor.at("proc/version", Version.class)
            .reads("proc/sys/kernel/osrelease", new OsreleaseText())
            .unstamped()
            .keeps(Sensor.ONCE);

    private final Spec spec;

    Version(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Version> sensor() {
        return SENSOR;
    }

    private static final class OsreleaseText implements Sensor.Parser<Version> {
        @Override
        public void parse(Cursor text, Table<Version> out) {
            if (text.word()) {
                out.row().copy(VERSION, text);
            }
        }
    }
}
