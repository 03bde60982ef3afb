package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Cell;
import org.wulfware.display.Column;
import org.wulfware.display.Column.Align;
import org.wulfware.display.Width;

/// Aligned columns:
/// ```text
/// #time              host   status    load1   load5  load15  cpus  load/cpu
/// 1016048061.788933  golem  up         0.21    0.05    0.02     1      0.21
/// 1016048062.002143  node7  down          -       -       -     -         -  connection refused
/// ```
/// A blank inside a value becomes `_`, but in the last column, so that a line always splits into the same columns.
final class TableLayout implements Layout {
    private static final int TIME_WIDTH = 17;
    private static final int STATUS_WIDTH = 7;
    private static final String GAP = "  ";

    private final List<Column> columns;
    private final Headings headings;
    private final int subjectWidth;

    TableLayout(Headings headings) {
        this.headings = headings;
        columns = headings.columns();
        subjectWidth = Math.max(headings.subject().length(), headings.subjectWidth());
    }

    @Override
    public void begin(StringBuilder out) {
        start(out, "#time", headings.subject(), headings.status());
        for (var column : columns) {
            put(out, column.heading(), column.preferred(), column.align());
        }
        end(out);
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        entry(entry, entry.time(), out);
    }

    @Override
    public void summary(List<Entry> averages, StringBuilder out) {
        averages.forEach(average -> entry(average, Averages.WORD, out));
    }

    private void entry(Entry entry, String time, StringBuilder out) {
        start(out, time, joined(entry.subject()), entry.status());
        for (var i = 0; i < columns.size(); i++) {
            var text = entry.cells().get(i).text();
            var column = columns.get(i);
            put(out, i == columns.size() - 1 ? text : joined(text), column.preferred(), column.align());
        }
        if (!entry.why().isEmpty()) {
            trim(out);
            out.append(GAP).append(entry.why());
        }
        end(out);
    }

    private void start(StringBuilder out, String time, String subject, String status) {
        out.append(filled(time, TIME_WIDTH, Align.LEFT));
        put(out, subject, subjectWidth, Align.LEFT);
        put(out, status, Math.max(STATUS_WIDTH, headings.status().length()), Align.LEFT);
    }

    private static void put(StringBuilder out, String text, int width, Align align) {
        out.append(GAP).append(filled(text, width, align));
    }

    /// A log loses nothing: what is too wide for its column moves the rest of its line.
    private static String filled(String text, int width, Align align) {
        return Width.fit(text, Math.max(width, Width.of(text)), align);
    }

    private static String joined(String text) {
        return text.equals(Cell.DASH) ? text : text.replace(' ', '_');
    }

    private static void end(StringBuilder out) {
        trim(out);
        out.append('\n');
    }

    private static void trim(StringBuilder out) {
        while (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
    }
}
