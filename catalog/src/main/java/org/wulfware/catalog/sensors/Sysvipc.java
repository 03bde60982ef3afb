package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.BYTES;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// System V message queues, semaphores and shared memory, `/proc/sysvipc/{msg,sem,shm}`, a line each after a heading:
/// ```text
///        key      shmid perms       size  cpid  lpid nattch   uid   gid  cuid  cgid      atime      dtime      ctime
///          0          0  1600     393216  1402  1391      2   500   500   500   500 1016031442 1016031442 1016031440
/// ```
public enum Sysvipc implements Field {
    MSGBUFS(gauge("msgbufs", NONE, "Message queues.")),
    MSGTOT(gauge("msgtot", BYTES, "Bytes in them.")),
    SEMBUFS(gauge("sembufs", NONE, "Sets of semaphores.")),
    SEMTOT(gauge("semtot", NONE, "Semaphores in them.")),
    SHMBUFS(gauge("shmbufs", NONE, "Segments of shared memory.")),
    SHMTOT(gauge("shmtot", BYTES, "Their size."));

    public static final Sensor<Sysvipc> SENSOR = Sensor.at("proc/sysvipc", Sysvipc.class)
            .reads("proc/sysvipc/msg", new Sum(MSGBUFS, MSGTOT), MSGBUFS, MSGTOT)
            .shortLines()
            .reads("proc/sysvipc/sem", new Sum(SEMBUFS, SEMTOT), SEMBUFS, SEMTOT)
            .shortLines()
            .reads("proc/sysvipc/shm", new Sum(SHMBUFS, SHMTOT), SHMBUFS, SHMTOT)
            .shortLines();

    private final Spec spec;

    Sysvipc(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Sysvipc> sensor() {
        return SENSOR;
    }

    /// Counts the lines behind the heading and adds up their fourth column. A text that is cut short says neither.
    private record Sum(Sysvipc count, Sysvipc total) implements Sensor.Parser<Sysvipc> {
        @Override
        public void parse(Cursor text, Table<Sysvipc> out) {
            out.onlyRow();
            if (!text.restOfLine()) {
                return;
            }
            var lines = 0;
            var sum = 0L;
            for (text.nextLine(); !text.atEnd(); text.nextLine()) {
                var size = text.skip(3).number();
                if (!text.restOfLine()) {
                    return;
                }
                lines++;
                sum = sum == ABSENT || size == ABSENT || sum > Long.MAX_VALUE - size ? ABSENT : sum + size;
            }
            out.set(count, lines).set(total, sum);
        }
    }
}
