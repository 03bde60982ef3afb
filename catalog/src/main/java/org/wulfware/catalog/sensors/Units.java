package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.text;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// The states of systemd's units, as the daemon asks for them over D-Bus and presents them, a unit a line: its name, whether it
/// is loaded, whether it is active, and what that means of its kind:
/// ```text
/// slurmd.service loaded active running
/// var-lib-nfs-rpc_pipefs.mount loaded failed failed
/// ```
/// Devices are left out.
public enum Units implements Field {
    NAME(text("unit@name", "The unit's name.")),
    LOAD(text("unit/load", "Whether its file could be read: loaded, not-found, error, masked.")),
    ACTIVE(text("unit/active", "Whether it is active, inactive, failed, or on the way.")),
    SUB(text("unit/sub", "What that means of its kind: running, exited, dead, mounted."));

    public static final Sensor<Units> SENSOR = Sensor.at("system/units", Units.class)
            .reads("wulfware/units", new UnitsText())
            .from("ListUnits over D-Bus: /run/systemd/private, else the system bus")
            .beside()
            .keeps(10)
            .onRequest();

    private final Spec spec;

    Units(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Units> sensor() {
        return SENSOR;
    }

    private static final class UnitsText implements Sensor.Parser<Units> {
        private static final Units[] STATES = {LOAD, ACTIVE, SUB};

        @Override
        public void parse(Cursor text, Table<Units> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (text.word()) {
                    out.row().copy(NAME, text);
                    for (var state : STATES) {
                        if (text.word()) {
                            out.copy(state, text);
                        }
                    }
                }
            }
        }
    }
}
