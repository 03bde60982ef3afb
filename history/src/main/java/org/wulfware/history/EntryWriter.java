package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Changes;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// One host's records in a log: what has changed since its last one. Every so often a record says all there is, a *key*, so
/// that what damage costs has an end.
final class EntryWriter {
    static final int KEY = 64;
    static final int NEW_REASON = 128;

    /// What stands behind the number of a sensor.
    static final int PRESENT = 1;
    static final int FAILED = 2;
    static final int NEW_AGE = 4;
    static final int NEW_ROWS = 8;
    static final int NEW_STAMP = 16;

    /// What stands behind the place of a cell, its lowest two bits.
    static final int STEP = 0;
    static final int NUMBER = 1;
    static final int GONE = 2;
    static final int TEXT = 3;

    private static final int RECORDS_A_KEY = 64;
    private static final boolean[][] TEXTS = texts();

    private final Host host;
    private final long[] before = new long[Told.NUMBERS];
    private final long[] now = new long[Told.NUMBERS];
    private final Changes changes;
    private String reason = "";
    private @Nullable Sample sample;
    private int untilKey;
    private boolean isFirst = true;

    /// @param number of the host: keys of different hosts stand in different rounds
    /// @param changes which all hosts share
    EntryWriter(Host host, int number, Changes changes) {
        this.host = host;
        this.changes = changes;
        untilKey = 1 + number % RECORDS_A_KEY;
    }

    private static boolean[][] texts() {
        var texts = new boolean[Catalog.sensors().size()][];
        for (var i = 0; i < texts.length; i++) {
            var fields = Catalog.sensors().get(i).fields();
            texts[i] = new boolean[fields.length];
            for (var slot = 0; slot < fields.length; slot++) {
                texts[i][slot] = fields[slot].spec().kind() == Kind.TEXT;
            }
        }
        return texts;
    }

    /// The sample that was written last; null if there was none.
    @Nullable
    Sample sample() {
        return sample;
    }

    /// A sample that came between two rounds.
    void between(Sample missed, Octets out) {
        System.arraycopy(before, 0, now, 0, now.length);
        now[Told.BYTES] = missed.bytes();
        now[Told.AGE] = missed.age().orElse(Field.ABSENT);
        write(Told.BETWEEN_ROUNDS | (missed.init() ? Told.INIT : 0), reason, missed, out);
    }

    /// The state that a host is in after a round.
    ///
    /// @param round the round's time
    /// @param isRepeated whether nothing has come since the file before
    void state(HostState state, long round, boolean isRepeated, Octets out) {
        System.arraycopy(before, 0, now, 0, now.length);
        Told.numbers(state, round, now);
        write(Told.flags(state) | (isRepeated ? Told.REPEATED : 0), Told.reason(state), state.current().orElse(null),
                out);
    }

    private void write(int flags, String why, @Nullable Sample current, Octets out) {
        var isKey = isFirst || --untilKey == 0;
        if (isKey) {
            now[Told.SLACK] += before[Told.TOOK]; // since a reader that begins here knows of none before
            Arrays.fill(before, 0);
            reason = "";
            untilKey = isFirst ? untilKey : RECORDS_A_KEY;
            isFirst = false;
        }
        var isNewReason = !why.equals(reason);
        out.whole(flags | (isKey ? KEY : 0) | (isNewReason ? NEW_REASON : 0));
        if (isKey) {
            Told.host(host, out);
        }
        for (var i = 0; i < now.length; i++) {
            out.signed(now[i] - before[i]);
            before[i] = now[i];
        }
        if (isNewReason) {
            out.text(why);
            reason = why;
        }
        if (current != null) {
            sample(isKey ? null : sample, current, out);
            sample = current;
        } else if (isKey) {
            sample = null; // a reader that begins here knows of none
        }
    }

    private void sample(@Nullable Sample before, Sample now, Octets out) {
        var skipped = 0;
        var step = 0L;
        for (var index = 0; index < TEXTS.length; index++) {
            var table = now.table(index);
            var old = before == null ? null : before.table(index);
            if (table == old) {
                skipped++;
                continue;
            }
            out.whole(skipped + 1);
            skipped = 0;
            if (table == null) {
                out.octet(0);
            } else {
                step = table(old, table, TEXTS[index], step, out);
            }
        }
        out.octet(0);
    }

    /// @param stepBefore by how much the stamp of the sensor before this one moved
    private long table(@Nullable Table<?> old, Table<?> table, boolean[] texts, long stepBefore, Octets out) {
        var oldStamp = old == null ? Field.ABSENT : old.stamp();
        var oldRows = old == null ? 0 : old.rows();
        var oldAge = old == null ? Field.ABSENT : old.age();
        out.octet(PRESENT | (table.hasFailed() ? FAILED : 0) | (table.age() == oldAge ? 0 : NEW_AGE)
                | (table.rows() == oldRows ? 0 : NEW_ROWS) | (table.stamp() == oldStamp ? 0 : NEW_STAMP));
        var step = stepBefore;
        if (table.stamp() != oldStamp) {
            step = table.stamp() - (oldStamp == Field.ABSENT ? 0 : oldStamp);
            out.signed(step - stepBefore);
        }
        if (table.age() != oldAge) {
            out.signed(table.age());
        }
        if (table.rows() != oldRows) {
            out.whole(table.rows());
        }
        cells(old, table, texts, out);
        out.octet(0);
        return step;
    }

    private void cells(@Nullable Table<?> old, Table<?> table, boolean[] texts, Octets out) {
        var width = texts.length;
        var count = table.rows() * width;
        var known = old == null ? 0 : Math.min(count, old.rows() * width);
        var areTextsSame = old != null && table.textsAre(old);
        var told = -1;
        if (old != null && areTextsSame && old.rows() == table.rows()) {
            for (changes.of(table, old); changes.next();) {
                var i = changes.index();
                told = cell(old, table, i, told, texts[i % width], changes.value(), changes.before(), out);
            }
            return;
        }
        for (var i = 0; i < count; i++) {
            var cell = table.cellAt(i);
            var cellBefore = old != null && i < known ? old.cellAt(i) : Field.ABSENT;
            var isText = texts[i % width];
            if (cell != cellBefore || (isText && !areTextsSame && cell != Field.ABSENT)) {
                told = cell(i < known ? old : null, table, i, told, isText, cell, cellBefore, out);
            }
        }
    }

    /// One that has changed, as it seems.
    ///
    /// @param told the last one that was written
    /// @return the same now
    private static int cell(@Nullable Table<?> old, Table<?> table, int i, int told, boolean isText, long cell,
            long before, Octets out) {
        var place = (long) (i - told) << 2;
        if (cell == Field.ABSENT) {
            out.whole(place | GONE);
        } else if (isText) {
            var width = table.sensor().fields().length;
            if (old != null && before != Field.ABSENT && isSameText(old, table, i / width, i % width)) {
                return told;
            }
            out.whole(place | TEXT);
            text(before == Field.ABSENT ? null : old, table, i / width, i % width, out);
        } else if (before == Field.ABSENT) {
            out.whole(place | NUMBER).signed(cell);
        } else {
            out.whole(place | STEP).signed(cell - before);
        }
        return i;
    }

    private static boolean isSameText(Table<?> old, Table<?> table, int row, int slot) {
        var length = table.textLength(row, slot);
        return length == old.textLength(row, slot) && common(old, table, row, slot, length) == length;
    }

    /// How many bytes two texts begin with alike.
    private static int common(Table<?> old, Table<?> table, int row, int slot, int most) {
        var same = 0;
        while (same < most && old.textByte(row, slot, same) == table.textByte(row, slot, same)) {
            same++;
        }
        return same;
    }

    private static void text(@Nullable Table<?> old, Table<?> table, int row, int slot, Octets out) {
        var length = table.textLength(row, slot);
        var same = old == null
                ? 0
                : common(old, table, row, slot, Math.min(length, old.textLength(row, slot)));
        var bytes = new byte[length];
        table.copyText(row, slot, bytes, 0);
        out.whole(same).block(bytes, same, length - same);
    }
}
