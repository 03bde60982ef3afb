package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.MILLISECONDS;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECTORS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Block devices and partitions, `/proc/diskstats`, a line each:
/// ```text
///  254       0 vda 132060 13508 5614146 116312 13295 38688 6758720 19999 0 13652 138831 25685 17 4207768 2516 93 3
///    3       1 hda1 35486 54012 35496 38030
/// ```
/// The columns behind the name: reads, merged, sectors, milliseconds; the same of writes; in flight, busy and weighted time; since
/// 4.18 the same four of discards; since 5.5 flushes and their time. Before 2.6.25 a partition has four only: reads, sectors read,
/// writes, sectors written. The kernel shows a blank in a device's name as `!` or as it is never: names are one word. Counters
/// of 32-bit kernels wrap at 2^32. 2.4 has no such file.
public enum Diskstats implements Field {
    DISK(text("disk@name", "The block device's name.")),
    MAJOR(gauge("disk/major", NONE, "The number of the device's driver.")),
    MINOR(gauge("disk/minor", NONE, "The device's number there.")),
    READS(counter("disk/read/requests", NONE, "Reads completed.")),
    READS_MERGED(counter("disk/read/merged", NONE, "Reads merged with one beside them.")),
    READ_SECTORS(counter("disk/read/sectors", SECTORS, "What was read; a sector is 512 bytes whatever the device.")),
    READ_MS(counter("disk/read/ms", MILLISECONDS, "Time that reads took, added up.")),
    WRITES(counter("disk/write/requests", NONE, "Writes completed.")),
    WRITES_MERGED(counter("disk/write/merged", NONE, "Writes merged with one beside them.")),
    WRITE_SECTORS(
            counter("disk/write/sectors", SECTORS, "What was written; a sector is 512 bytes whatever the device.")),
    WRITE_MS(counter("disk/write/ms", MILLISECONDS, "Time that writes took, added up.")),
    IN_FLIGHT(gauge("disk/in_flight", NONE, "Requests begun and not completed.")),
    BUSY_MS(counter("disk/busy_ms", MILLISECONDS, "Time with any request in flight.")),
    WEIGHTED_MS(counter("disk/weighted_ms", MILLISECONDS, "The same, each moment times the requests in flight.")),
    DISCARDS(counter("disk/discard/requests", NONE, "Discards completed.")),
    DISCARDS_MERGED(counter("disk/discard/merged", NONE, "Discards merged with one beside them.")),
    DISCARD_SECTORS(
            counter("disk/discard/sectors", SECTORS, "What was discarded, in units of 512 bytes whatever the device.")),
    DISCARD_MS(counter("disk/discard/ms", MILLISECONDS, "Time that discards took, added up.")),
    FLUSHES(counter("disk/flush/requests", NONE, "Flushes completed.")),
    FLUSH_MS(counter("disk/flush/ms", MILLISECONDS, "Time that flushes took, added up."));

    public static final Sensor<Diskstats> SENSOR = Sensor.at("proc/diskstats", Diskstats.class)
            .reads("proc/diskstats", new DiskstatsText())
            .shortLines()
            .onRequest();

    /// So many has a partition's line before 2.6.25.
    private static final int PARTITION_COLUMNS = 4;

    private final Spec spec;

    Diskstats(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Diskstats> sensor() {
        return SENSOR;
    }

    private static final class DiskstatsText implements Sensor.Parser<Diskstats> {
        @Override
        public void parse(Cursor text, Table<Diskstats> out) {
            for (; !text.atEnd(); text.nextLine()) {
                var major = text.number();
                var minor = text.number();
                if (!text.word()) {
                    continue;
                }
                out.row().copy(DISK, text).set(MAJOR, major).set(MINOR, minor);
                var columns = text.stepped();
                if (!text.restOfLine()) {
                    continue; // how many columns a line has says only its end
                }
                text.to(columns);
                text.skip(PARTITION_COLUMNS);
                if (text.blanks().peek() == '\n') {
                    text.to(columns);
                    out.set(READS, text.number()).set(READ_SECTORS, text.number());
                    out.set(WRITES, text.number()).set(WRITE_SECTORS, text.number());
                    continue;
                }
                text.to(columns);
                for (var slot = READS.ordinal(); slot <= FLUSH_MS.ordinal(); slot++) {
                    out.set(out.rows() - 1, slot, text.number());
                }
            }
        }
    }
}
