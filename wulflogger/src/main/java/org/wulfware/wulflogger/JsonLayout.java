package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Display;

/// An object a line: numbers as numbers, exact and in base units; what is absent is `null`.
/// ```json
/// {"time":1016048061.788933,"host":"golem","status":"up","why":null,"load1":0.21,"load5":0.05,"load15":0.02}
/// ```
final class JsonLayout implements Layout {
    private final Display display;

    JsonLayout(Display display) {
        this.display = display;
    }

    @Override
    public void begin(StringBuilder out) {}

    @Override
    public void entry(Entry entry, StringBuilder out) {
        out.append("{\"time\":").append(entry.time());
        out.append(",\"host\":");
        string(out, entry.host());
        out.append(",\"status\":");
        string(out, entry.condition().kind().word());
        out.append(",\"why\":");
        if (entry.condition().why().isEmpty()) {
            out.append("null");
        } else {
            string(out, entry.condition().why());
        }
        for (var i = 0; i < display.columns().size(); i++) {
            var column = display.columns().get(i);
            out.append(",\"").append(column.name()).append("\":");
            var exact = column.exact(entry.cells().get(i));
            if (exact.isEmpty()) {
                out.append("null");
            } else if (column.isText()) {
                string(out, exact.get());
            } else {
                out.append(exact.get());
            }
        }
        out.append("}\n");
    }

    /// Controls never come here: no text of a node keeps them.
    private static void string(StringBuilder out, String text) {
        out.append('"');
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == '"' || letter == '\\') {
                out.append('\\');
            }
            out.append(letter);
        }
        out.append('"');
    }
}
