package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// File systems and the room in them, as the daemon presents them, a line each: it asks for the room on a thread beside, since a
/// file system whose server is dead answers never. Blanks in names are written as the kernel does (`\040`), what is not known
/// as `-`; a device that is called so is `\055`:
/// ```text
/// / ext4 /dev/vda2 rw ok 3 274877906944 89120317440 75083776000
/// /home nfs4 nas1:/export/home rw stale 64 1099511627776 549755813888 549755813888
/// /scratch lustre 10.2.0.1@o2ib:/scratch ro stale - - - -
/// ```
/// They are asked beside the sample every ten seconds while somebody wants to know, so that the first packets may lack them.
/// The numbers are seconds since the file system answered, its size, what is free in it, and what of that others than root may
/// use. What has no size, such as /proc, is left out.
///
/// The inodes and those of them that are free stand in a text of their own, in the same order, since they are dearer to learn;
/// some file systems make inodes as they go and have no number:
/// ```text
/// / 17039360 16512345
/// /home - -
/// ```
public enum Mounts implements Field {
    POINT(text("mount@point", "Where it is mounted.")),
    TYPE(text("mount/type", "The kind of file system.")),
    DEVICE(text("mount/device", "The device or the server that it is on, if that has a name.")),
    READ_ONLY(gauge("mount/read_only", NONE, "1 if the file system is read-only, wherever it is mounted.")),
    STATE(text("mount/state", "Whether it answers: ok, or stale while it does not.")),
    AGE(gauge("mount/age", SECONDS, "Since when the sizes hold.")),
    SIZE(gauge("mount/size_bytes", BYTES, "Its size.")),
    FREE(gauge("mount/free_bytes", BYTES, "Room that is free.")),
    AVAILABLE(gauge("mount/available_bytes", BYTES, "Free room that others than root may use.")),
    INODES(gauge("mount/inodes", NONE, "Files that it may hold.")),
    INODES_FREE(gauge("mount/inodes_free", NONE, "How many more files it may hold."));

    public static final Sensor<Mounts> SENSOR = Sensor.at("system/mounts", Mounts.class)
            .reads("wulfware/mounts", new MountsText())
            .reads("wulfware/inodes", new InodesText(), INODES, INODES_FREE)
            .from("/proc/self/mounts", POINT, TYPE, DEVICE, READ_ONLY)
            .from("statvfs(3)")
            .onRequest();

    private final Spec spec;

    Mounts(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Mounts> sensor() {
        return SENSOR;
    }

    private static final class MountsText implements Sensor.Parser<Mounts> {
        private static final byte[] READ_ONLY_WORD = Cursor.literal("ro");
        private static final byte[] READ_WRITE_WORD = Cursor.literal("rw");

        @Override
        public void parse(Cursor text, Table<Mounts> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (!text.word()) {
                    continue;
                }
                Escaped.copy(POINT, text, out.row());
                if (text.word()) {
                    out.copy(TYPE, text);
                }
                if (text.word() && (text.wordLength() > 1 || text.wordByte(0) != '-')) {
                    Escaped.copy(DEVICE, text, out);
                }
                text.blanks();
                out.set(READ_ONLY, text.at(READ_ONLY_WORD) ? 1 : text.at(READ_WRITE_WORD) ? 0 : ABSENT);
                text.skip(1);
                if (text.word()) {
                    out.copy(STATE, text);
                }
                out.set(AGE, text.number()).set(SIZE, text.number());
                out.set(FREE, text.number()).set(AVAILABLE, text.number());
            }
        }
    }

    private static final class InodesText implements Sensor.Parser<Mounts> {
        @Override
        public void parse(Cursor text, Table<Mounts> out) {
            var next = 0;
            for (; !text.atEnd(); text.nextLine()) {
                var row = text.word() ? row(text, next, out) : -1;
                if (row >= 0) {
                    out.set(row, INODES, text.number()).set(row, INODES_FREE, text.number());
                    next = row + 1;
                }
            }
        }

        /// The first row at or behind `from` of the file system that the mark names, or -1.
        private static int row(Cursor text, int from, Table<Mounts> out) {
            for (var row = from; row < out.rows(); row++) {
                if (Escaped.is(row, POINT, text, out)) {
                    return row;
                }
            }
            return -1;
        }
    }
}
