package org.wulfware.wulflogger;

import module java.base;

/// Exact values in base units with a separator between; an absent one is empty.
/// ```text
/// time,host,status,why,load1,load5,load15,cpus,load_per_cpu
/// 1016048061.788933,golem,up,,0.21,0.05,0.02,1,0.21
/// 1016048062.002143,node7,down,connection refused,,,,,
/// ```
final class SeparatedLayout implements Layout {
    private final Headings headings;
    private final char separator;

    SeparatedLayout(Headings headings, char separator) {
        this.headings = headings;
        this.separator = separator;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append("time").append(separator);
        value(out, headings.subject());
        out.append(separator).append(headings.status()).append(separator).append("why");
        for (var column : headings.columns()) {
            out.append(separator);
            value(out, column.name());
        }
        out.append('\n');
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        out.append(entry.time()).append(separator);
        value(out, entry.subject());
        out.append(separator).append(entry.status()).append(separator);
        value(out, entry.why());
        for (var i = 0; i < headings.columns().size(); i++) {
            out.append(separator);
            headings.columns().get(i).exact(entry.cells().get(i)).ifPresent(text -> value(out, text));
        }
        out.append('\n');
    }

    /// Tabs and line ends never come here: no text of a node keeps them.
    private void value(StringBuilder out, String text) {
        if (separator == ',' && (text.indexOf(',') >= 0 || text.indexOf('"') >= 0)) {
            out.append('"').append(text.replace("\"", "\"\"")).append('"');
        } else {
            out.append(text);
        }
    }
}
