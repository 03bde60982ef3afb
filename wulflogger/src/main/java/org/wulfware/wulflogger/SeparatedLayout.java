package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Display;

/// Exact values in base units with a separator between; an absent one is empty.
/// ```text
/// time,host,status,why,load1,load5,load15,cpus,load_per_cpu
/// 1016048061.788933,golem,up,,0.21,0.05,0.02,1,0.21
/// 1016048062.002143,node7,down,connection refused,,,,,
/// ```
final class SeparatedLayout implements Layout {
    private final Display display;
    private final char separator;

    SeparatedLayout(Display display, char separator) {
        this.display = display;
        this.separator = separator;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append("time").append(separator).append("host").append(separator);
        out.append("status").append(separator).append("why");
        for (var column : display.columns()) {
            out.append(separator).append(column.name());
        }
        out.append('\n');
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        out.append(entry.time()).append(separator);
        value(out, entry.host());
        out.append(separator).append(entry.condition().kind().word()).append(separator);
        value(out, entry.condition().why());
        for (var i = 0; i < display.columns().size(); i++) {
            out.append(separator);
            display.columns().get(i).exact(entry.cells().get(i)).ifPresent(text -> value(out, text));
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
