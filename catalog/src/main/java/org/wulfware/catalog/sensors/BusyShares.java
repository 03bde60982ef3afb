package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Field.ABSENT;

import java.util.Arrays;
import org.wulfware.catalog.Table;

/// How busy processors were between one sample and the next that the same client was sent: the least and the greatest share
/// over them, and the one in the middle, so that a node of 256 can be watched in one element. It remembers what the processors'
/// counters said and allocates nothing while there are no more of them.
///
/// It is the one thing that a node says and the kernel does not count. The time it holds for is said beside it, and it is
/// absent in a client's first sample, where processors have come or gone since the last, where a counter has gone back, and
/// where none has advanced.
public final class BusyShares {
    /// A share of a hundred percent.
    private static final long WHOLE = 100_00;

    private static final long NANOS_OF_MS = 1_000_000;

    private int count = -1;
    private long takenAt;
    private long[] ids = new long[0];

    /// The lower halves: a difference is right for a year and more.
    private int[] totals = new int[0];

    private int[] idles = new int[0];
    private int[] shares = new int[0];

    /// Nothing is remembered yet.
    public BusyShares() {}

    /// Sets the shares in `table`, which holds all of a sample taken at `nanos` of a clock that is never set, and remembers it.
    public void set(Table<Stat> table, long nanos) {
        table.remove(Stat.BUSY_LEAST).remove(Stat.BUSY_MEDIAN);
        table.remove(Stat.BUSY_GREATEST).remove(Stat.BUSY_OVER);
        var known = remember(table);
        var over = (nanos - takenAt) / NANOS_OF_MS;
        takenAt = nanos;
        if (known == 0 || !table.hasAny(Stat.TOTAL_TOT)) {
            return;
        }
        sort(known);
        for (var row = 0; row < table.rows(); row++) {
            if (table.has(row, Stat.TOTAL_TOT)) {
                table.set(row, Stat.BUSY_LEAST, shares[0]);
                table.set(row, Stat.BUSY_MEDIAN, (shares[(known - 1) / 2] + shares[known / 2]) / 2);
                table.set(row, Stat.BUSY_GREATEST, shares[known - 1]);
                table.set(row, Stat.BUSY_OVER, over);
            }
        }
    }

    /// Remembers the processors of `table`.
    ///
    /// @return how many shares there are since those remembered before; 0 if they cannot be compared
    private int remember(Table<Stat> table) {
        var before = count;
        var comparable = true;
        var known = 0;
        count = 0;
        for (var row = 0; row < table.rows(); row++) {
            var id = table.get(row, Stat.CPU);
            if (id == ABSENT) {
                continue;
            }
            var total = table.get(row, Stat.CPU_TOT);
            var idle = idle(table, row);
            if (total == ABSENT || idle == ABSENT) {
                count = -1;
                return 0;
            }
            room(count + 1);
            comparable &= count < before && ids[count] == id;
            if (comparable) {
                var passed = (int) total - totals[count];
                var rested = (int) idle - idles[count];
                comparable = passed >= 0 && rested >= 0 && rested <= passed;
                if (comparable && passed > 0) {
                    shares[known++] = (int) ((WHOLE * (passed - rested) + passed / 2) / passed);
                }
            }
            ids[count] = id;
            totals[count] = (int) total;
            idles[count++] = (int) idle;
        }
        return comparable && count == before ? known : 0;
    }

    /// By Shell's method: that of the JDK allocates.
    private void sort(int known) {
        for (var gap = known / 2; gap > 0; gap /= 2) {
            for (var i = gap; i < known; i++) {
                var share = shares[i];
                var at = i;
                for (; at >= gap && shares[at - gap] > share; at -= gap) {
                    shares[at] = shares[at - gap];
                }
                shares[at] = share;
            }
        }
    }

    /// Waiting for a disk is no work; kernels before 2.6 count it as idle.
    private static long idle(Table<Stat> table, int row) {
        var idle = table.get(row, Stat.CPU_IDLE);
        var waiting = table.get(row, Stat.CPU_IOWAIT);
        return idle == ABSENT || waiting == ABSENT ? idle : idle + waiting;
    }

    private void room(int needed) {
        if (needed > ids.length) {
            var more = Math.max(needed, ids.length * 2);
            ids = Arrays.copyOf(ids, more);
            totals = Arrays.copyOf(totals, more);
            idles = Arrays.copyOf(idles, more);
            shares = Arrays.copyOf(shares, more);
        }
    }
}
