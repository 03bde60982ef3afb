package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Host;

/// One host's records, read from a log one after the other, and put into columns. It is emptied and filled again, host by host.
final class Image {
    /// What is known of a sensor now.
    private static final class Seen {
        boolean isPresent;
        int rows;
        long stamp = Field.ABSENT;
        long age = Field.ABSENT;
        long[] cells = new long[0];
    }

    private static final int MOST_ROWS = 1 << 20;
    private static final int LONGEST_TEXT = 1 << 24;

    private final Names names;
    private final Block block;
    private final Seen[] sensors;
    private final long[] numbers = new long[Told.NUMBERS];
    private boolean isKnown;

    Image(Names names, Block block) {
        this.names = names;
        this.block = block;
        sensors = new Seen[names.sensors().size()];
        Arrays.setAll(sensors, _ -> new Seen());
    }

    /// Begins another host.
    void clear() {
        isKnown = false;
        Arrays.fill(numbers, 0);
        for (var seen : sensors) {
            seen.isPresent = false;
            seen.rows = 0;
            seen.stamp = Field.ABSENT;
            seen.age = Field.ABSENT;
        }
    }

    /// Something before the next record was lost: what it builds on is not known until the next key.
    void lost() {
        isKnown = false;
    }

    /// The host that an entry is a key of; null if it is none.
    static @Nullable Host host(Cursor in) {
        return (in.whole() & EntryWriter.KEY) == 0 ? null : Told.host(in);
    }

    /// Whether the entry could be read, or builds on something that was lost.
    boolean read(Cursor in, int round) {
        var flags = (int) in.whole();
        var isKey = (flags & EntryWriter.KEY) != 0;
        if (!isKey && !isKnown) {
            return false;
        }
        var record = block.begin();
        if (isKey) {
            isKnown = true;
            Told.host(in);
            Arrays.fill(numbers, 0);
            block.reason(record, "");
        }
        var tookBefore = numbers[Told.TOOK];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] += in.signed();
        }
        block.told(record, round, flags & ~(EntryWriter.KEY | EntryWriter.NEW_REASON), numbers,
                numbers[Told.SLACK] + tookBefore);
        if ((flags & EntryWriter.NEW_REASON) != 0) {
            block.reason(record, in.text());
        }
        var kind = flags & Told.KIND;
        if (kind == Told.ANSWERED || kind == Told.BETWEEN_ROUNDS) {
            if (isKey) {
                forget(record);
            }
            sample(in, record);
        } else if (isKey) {
            forget(record);
        }
        return true;
    }

    private void forget(int record) {
        for (var index = 0; index < sensors.length; index++) {
            if (sensors[index].isPresent) {
                gone(index, record);
            }
        }
    }

    private void gone(int index, int record) {
        var seen = sensors[index];
        seen.isPresent = false;
        rows(index, 0, record);
        seen.stamp = Field.ABSENT;
        seen.age = Field.ABSENT;
        block.sensor(index).told(record, 0, Field.ABSENT, Field.ABSENT, 0);
    }

    private void rows(int index, int rows, int record) {
        var seen = sensors[index];
        var width = names.sensor(index).width();
        if (rows * width > seen.cells.length) {
            seen.cells = Arrays.copyOf(seen.cells, Math.max(rows * width, seen.cells.length * 2));
        }
        for (var cell = rows * width; cell < seen.rows * width; cell++) {
            if (seen.cells[cell] != Field.ABSENT) {
                block.sensor(index).cell(cell).set(record, Field.ABSENT);
            }
        }
        if (rows > seen.rows) {
            Arrays.fill(seen.cells, seen.rows * width, rows * width, Field.ABSENT);
        }
        seen.rows = rows;
    }

    private void sample(Cursor in, int record) {
        var step = 0L;
        var index = -1;
        for (var gap = in.whole(); gap != 0; gap = in.whole()) {
            index = (int) Math.min(index + Math.min(gap, Short.MAX_VALUE), Short.MAX_VALUE);
            var known = names.sensor(index);
            var seen = sensors[index];
            var control = in.octet();
            if ((control & EntryWriter.PRESENT) == 0) {
                gone(index, record);
                continue;
            }
            seen.isPresent = true;
            if ((control & EntryWriter.NEW_STAMP) != 0) {
                step += in.signed();
                seen.stamp = (seen.stamp == Field.ABSENT ? 0 : seen.stamp) + step;
            }
            if ((control & EntryWriter.NEW_AGE) != 0) {
                seen.age = in.signed();
            }
            if ((control & EntryWriter.NEW_ROWS) != 0) {
                rows(index, in.count(MOST_ROWS), record);
            }
            var columns = block.sensor(index);
            columns.told(record, control & (EntryWriter.PRESENT | EntryWriter.FAILED), seen.stamp, seen.age, seen.rows);
            cells(in, record, seen, known.width(), columns);
        }
    }

    private void cells(Cursor in, int record, Seen seen, int width, Block.SensorColumns columns) {
        var count = seen.rows * width;
        var at = -1;
        for (var token = in.whole(); token != 0; token = in.whole()) {
            at += (int) Math.min(token >>> 2, count);
            if (at < 0 || at >= count) {
                throw new DamagedException("no such cell");
            }
            var before = seen.cells[at];
            var value = switch ((int) token & 3) {
                case EntryWriter.STEP -> before + in.signed();
                case EntryWriter.NUMBER -> in.signed();
                case EntryWriter.GONE -> Field.ABSENT;
                default -> text(in, before);
            };
            seen.cells[at] = value;
            columns.cell(at).set(record, value);
        }
    }

    private long text(Cursor in, long before) {
        var old = before == Field.ABSENT ? new byte[0] : block.texts().get(before);
        var same = in.count(old.length);
        var more = in.count(LONGEST_TEXT);
        var bytes = Arrays.copyOf(old, same + more);
        in.copy(bytes, same, more);
        return block.texts().number(bytes);
    }
}
