package org.wulfware.wulflogger;

import module java.base;

/// An object a line: numbers as numbers, exact and in base units; what is absent is `null`.
/// ```json
/// {"time":1016048061.788933,"host":"golem","status":"up","why":null,"load1":0.21,"load5":0.05,"load15":0.02}
/// ```
final class JsonLayout implements Layout {
    private final Headings headings;

    JsonLayout(Headings headings) {
        this.headings = headings;
    }

    @Override
    public void begin(StringBuilder out) {}

    @Override
    public void entry(Entry entry, StringBuilder out) {
        out.append("{\"time\":").append(entry.time());
        name(out, headings.subject());
        string(out, entry.subject());
        name(out, headings.status());
        string(out, entry.status());
        out.append(",\"why\":");
        if (entry.why().isEmpty()) {
            out.append("null");
        } else {
            string(out, entry.why());
        }
        for (var i = 0; i < headings.columns().size(); i++) {
            var column = headings.columns().get(i);
            name(out, column.name());
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

    private static void name(StringBuilder out, String name) {
        out.append(',');
        string(out, name);
        out.append(':');
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
