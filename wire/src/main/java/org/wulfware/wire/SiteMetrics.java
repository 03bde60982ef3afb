package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Textfile;

/// Writes the metrics of a site's files by their own names, with labels and values as they stand there.
final class SiteMetrics {
    /// The sensor's path.
    static final String SENSOR = "system/textfile";

    private static final byte[] HELP = ascii("# HELP ");
    private static final byte[] TYPE = ascii("# TYPE ");
    private static final byte[] UNKNOWN = ascii("unknown");
    private static final byte[] TOTAL = ascii("_total");

    private SiteMetrics() {}

    /// Writes all rows that are wanted; those of one family stand together.
    static void write(
            boolean isOpenMetrics, int index, Table<?> table, Selection selection, @Nullable Cells cells, Sink sink) {
        var value = Textfile.VALUE.ordinal();
        var said = Textfile.SAID.ordinal();
        var begun = -1;
        for (var row = 0; row < table.rows(); row++) {
            if (table.cell(row, said) == Field.ABSENT
                    || !(selection.wants(index, value) || selection.wants(index, said))
                    || (cells != null && !cells.wants(index, table, row, value)
                            && !cells.wants(index, table, row, said))) {
                continue;
            }
            if (begun < 0 || !isSame(table, row, begun)) {
                metadata(isOpenMetrics, table, row, sink);
                begun = row;
            }
            sink.verbatim(table, row, Textfile.NAME.ordinal(), 0);
            if (table.cell(row, Textfile.LABELS.ordinal()) != Field.ABSENT) {
                sink.octet((byte) '{').verbatim(table, row, Textfile.LABELS.ordinal(), 0).octet((byte) '}');
            }
            sink.octet((byte) ' ').verbatim(table, row, said, 0).octet((byte) '\n');
        }
    }

    private static void metadata(boolean isOpenMetrics, Table<?> table, int row, Sink sink) {
        var isCounter = OpenMetricsWriter.is(table, row, Textfile.TYPE.ordinal(), "counter");
        var isUntyped = OpenMetricsWriter.is(table, row, Textfile.TYPE.ordinal(), "untyped");
        var isTotal = ends(table, row, TOTAL);
        // In OpenMetrics a counter is called without the _total that its metrics end with.
        var without = isOpenMetrics && isCounter && isTotal ? TOTAL.length : 0;
        sink.raw(HELP).verbatim(table, row, Textfile.FAMILY.ordinal(), without).octet((byte) ' ');
        sink.help(table, row, Textfile.HELP.ordinal()).octet((byte) '\n');
        sink.raw(TYPE).verbatim(table, row, Textfile.FAMILY.ordinal(), without).octet((byte) ' ');
        if (isOpenMetrics && (isUntyped || (isCounter && !isTotal))) {
            sink.raw(UNKNOWN);
        } else {
            sink.verbatim(table, row, Textfile.TYPE.ordinal(), 0);
        }
        sink.octet((byte) '\n');
    }

    private static boolean ends(Table<?> table, int row, byte[] end) {
        var slot = Textfile.FAMILY.ordinal();
        var from = table.textLength(row, slot) - end.length;
        for (var i = 0; i < end.length; i++) {
            if (from <= 0 || table.textByte(row, slot, from + i) != end[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Table<?> table, int row, int other) {
        var slot = Textfile.FAMILY.ordinal();
        if (table.textLength(row, slot) != table.textLength(other, slot)) {
            return false;
        }
        for (var i = 0; i < table.textLength(row, slot); i++) {
            if (table.textByte(row, slot, i) != table.textByte(other, slot, i)) {
                return false;
            }
        }
        return true;
    }
}
