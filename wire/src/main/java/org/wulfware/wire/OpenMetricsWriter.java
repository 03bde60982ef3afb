package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// Writes samples as Prometheus reads them: OpenMetrics 1.0 text, or the older Prometheus text 0.0.4. A metric's samples stand
/// together, in base units, under node_exporter's name where it has one. What is stale is left out, since whoever collects
/// metrics would take it for new. It is re-aimed at a sink by [#begin].
public final class OpenMetricsWriter implements DocumentWriter {
    private static final byte[] END = ascii("# EOF\n");
    private static final String AGE_NAME = "wulf_answer_age_seconds";
    private static final byte[] AGE = ascii("# HELP " + AGE_NAME + " How long ago the oldest of this was read.\n# TYPE "
            + AGE_NAME + " gauge\n" + AGE_NAME + " ");
    private static final int SITES = Catalog.indexOf(SiteMetrics.SENSOR);
    private static final long MICROS = 1_000_000;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private final @Nullable List<Family>[] families = new List[Catalog.size()];

    private final Scraped scraped = new Scraped();
    private final boolean isOpenMetrics;
    private Sink sink = new Sink();

    /// A writer, to be aimed.
    ///
    /// @param isOpenMetrics whether it is OpenMetrics text; else it is Prometheus text
    public OpenMetricsWriter(boolean isOpenMetrics) {
        this.isOpenMetrics = isOpenMetrics;
    }

    @Override
    public void begin(Sink into, boolean init, long lost, long age) {
        sink = into;
        scraped.begin();
        if (age != NEW) {
            age(sink, age);
        }
    }

    /// Writes what documents begin with that are not as new as can be.
    ///
    /// @param age how old the oldest of what follows is, in milliseconds
    public static void age(Sink into, long age) {
        into.raw(AGE).fixed(age, 3).octet((byte) '\n');
    }

    /// How many bytes that is.
    public static int ageLength(long age) {
        var sink = new Sink();
        age(sink, age);
        return sink.length();
    }

    @Override
    public void end() {
        scraped.write(sink);
        if (isOpenMetrics) {
            sink.raw(END);
        }
    }

    @Override
    public void write(int index, Table<?> table, Selection selection, @Nullable Cells cells) {
        if (table.isStale()) {
            scraped.say(index, selection, false, table.took());
            return;
        }
        var from = sink.length();
        families(index, table, selection, cells);
        if (table.hasFailed() || sink.length() > from) {
            scraped.say(index, selection, !table.hasFailed(), table.took());
        }
    }

    private void families(int index, Table<?> table, Selection selection, @Nullable Cells cells) {
        var known = families[index];
        if (known == null) {
            known = Family.of(Catalog.sensor(index));
            families[index] = known;
        }
        var isSites = index == SITES;
        if (isSites) {
            SiteMetrics.write(isOpenMetrics, index, table, selection, cells, sink);
        }
        for (var f = 0; f < known.size(); f++) {
            var family = known.get(f);
            if (isSites && family.isOurs) {
                continue;
            }
            var isBegun = false;
            for (var row = 0; row < table.rows(); row++) {
                for (var e = 0; e < family.entries.size(); e++) {
                    var entry = family.entries.get(e);
                    if (!stands(entry, index, table, row, selection, cells)) {
                        continue;
                    }
                    if (!isBegun) {
                        sink.raw(isOpenMetrics ? family.openMetrics : family.prometheus);
                        isBegun = true;
                    }
                    sink.raw(family.sample);
                    labels(entry, table, row);
                    sink.octet((byte) ' ');
                    value(entry, table, row);
                    sink.octet((byte) '\n');
                }
            }
        }
    }

    /// Whether a row has this sample. One that is there for its labels has it where one of them is wanted.
    private static boolean stands(
            Family.Entry entry, int index, Table<?> table, int row, Selection selection, @Nullable Cells cells) {
        if (entry.value() == Family.Value.TIME) {
            return row == 0 && table.stamp() != Field.ABSENT;
        }
        if (entry.slot() >= 0) {
            return wants(index, table, row, entry.slot(), selection, cells);
        }
        for (var i = 0; i < entry.labels().size(); i++) {
            var label = entry.labels().get(i);
            var slot = label.slot();
            if (slot >= 0 && !label.isIdentity() && wants(index, table, row, slot, selection, cells)) {
                return true;
            }
        }
        return false;
    }

    private static boolean wants(
            int index, Table<?> table, int row, int slot, Selection selection, @Nullable Cells cells) {
        return selection.wants(index, slot)
                && table.cell(row, slot) != Field.ABSENT
                && (cells == null || cells.wants(index, table, row, slot));
    }

    private void labels(Family.Entry entry, Table<?> table, int row) {
        var isFirst = true;
        for (var i = 0; i < entry.labels().size(); i++) {
            var label = entry.labels().get(i);
            if (label.slot() >= 0 && table.cell(row, label.slot()) == Field.ABSENT) {
                continue;
            }
            sink.octet((byte) (isFirst ? '{' : ',')).raw(label.start());
            isFirst = false;
            if (label.slot() >= 0) {
                if (label.isText()) {
                    sink.labelled(table, row, label.slot(), label.skipped(table, row));
                } else {
                    sink.number(table.cell(row, label.slot()));
                }
                sink.octet((byte) '"');
            }
        }
        if (!isFirst) {
            sink.octet((byte) '}');
        }
    }

    private void value(Family.Entry entry, Table<?> table, int row) {
        switch (entry.value()) {
            case NUMBER -> sink.fixed(table.cell(row, entry.slot()) * entry.times(), entry.decimals());
            case IS_TEXT -> sink.octet((byte) (is(table, row, entry.slot(), entry.text()) ? '1' : '0'));
            case ONE -> sink.octet((byte) '1');
            case TIME -> sink.fixed(table.stamp() / (MICROS / 1000), 3);
        }
    }

    /// Whether a cell's text is this one, which is ASCII.
    static boolean is(Table<?> table, int row, int slot, String text) {
        if (table.textLength(row, slot) != text.length()) {
            return false;
        }
        for (var i = 0; i < text.length(); i++) {
            if (table.textByte(row, slot, i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
