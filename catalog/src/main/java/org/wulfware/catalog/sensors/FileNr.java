package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Open files, `/proc/sys/fs/file-nr`:
/// ```text
/// 2125    0       2466193
/// ```
/// The second column is 0 since 2.6, where what is allocated is in use; 2.4 keeps what it has once allocated. Without a limit
/// the third is 2^63-1.
public enum FileNr implements Field {
    ALLOCATED(gauge("allocated", NONE, "Open files, and in 2.4 those kept for use.")),
    UNUSED(gauge("unused", NONE, "What of them is kept for use.")),
    MOST(gauge("most", NONE, "Open files that the kernel allows."));

    public static final Sensor<FileNr> SENSOR =
            Sensor.at("proc/files", FileNr.class).reads("proc/sys/fs/file-nr", new FileNrText()).onRequest();

    private final Spec spec;

    FileNr(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<FileNr> sensor() {
        return SENSOR;
    }

    private static final class FileNrText implements Sensor.Parser<FileNr> {
        @Override
        public void parse(Cursor text, Table<FileNr> out) {
            out.row().set(ALLOCATED, text.number()).set(UNUSED, text.number()).set(MOST, text.number());
        }
    }
}
