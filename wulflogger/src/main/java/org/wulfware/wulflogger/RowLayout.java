package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;
import org.wulfware.display.RowFormat;
import org.wulfware.display.RowFormat.Value;

/// A row an entry, for programs:
/// ```text
/// time,host,status,why,load1,load5,load15,cpus,load_per_cpu
/// 1016048061.788933,golem,up,,0.21,0.05,0.02,1,0.21
/// 1016048062.002143,node7,down,connection refused,,,,,
/// ```
final class RowLayout implements Layout {
    private final Headings headings;
    private final RowFormat format;
    private final List<String> names;

    RowLayout(Headings headings, RowFormat format) {
        this.headings = headings;
        this.format = format;
        names = Stream.concat(
                Stream.of("time", headings.subject(), headings.status(), "why"),
                headings.columns().stream().map(Column::name))
                .toList();
    }

    @Override
    public void begin(StringBuilder out) {
        format.begin(names, out);
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        var values = new ArrayList<>(List.of(
                Value.number(entry.time()), Value.text(entry.subject()), Value.text(entry.status()),
                entry.why().isEmpty() ? Value.ABSENT : Value.text(entry.why())));
        for (var i = 0; i < headings.columns().size(); i++) {
            values.add(Value.of(headings.columns().get(i), entry.cells().get(i)));
        }
        format.row(names, values, out);
    }
}
