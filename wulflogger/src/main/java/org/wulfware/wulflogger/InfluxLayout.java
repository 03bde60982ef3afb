package org.wulfware.wulflogger;

import module java.base;

/// InfluxDB's line protocol: the display is the measurement, the host and what tells its lines apart are tags, times are in
/// nanoseconds. All numbers are floating-point ones, whatever they look like; what is absent is left out.
/// ```text
/// load,host=golem up=true,load1=0.21,load5=0.05,load15=0.02 1016048061788933000
/// load,host=node7 up=false,why="connection refused" 1016048062002143000
/// ```
final class InfluxLayout implements Layout {
    private final Headings headings;

    InfluxLayout(Headings headings) {
        this.headings = headings;
    }

    @Override
    public void begin(StringBuilder out) {}

    @Override
    public void entry(Entry entry, StringBuilder out) {
        escaped(out, headings.display());
        tag(out, headings.subject(), entry.subject());
        var fields = new StringBuilder();
        if (headings.areHosts()) {
            fields.append("up=").append(entry.status().equals("up"));
            if (!entry.why().isEmpty()) {
                text(fields.append(",why="), entry.why());
            }
        } else {
            tag(out, headings.status(), entry.status());
        }
        for (var i = 0; i < entry.identity().size(); i++) {
            tag(out, headings.labels().get(i), entry.identity().get(i));
        }
        for (var i = 0; i < headings.columns().size(); i++) {
            var column = headings.columns().get(i);
            var exact = column.exact(entry.cells().get(i));
            if (exact.isEmpty() || headings.isKey(column)) {
                continue;
            }
            // A field that is called as a tag is could be asked for by neither.
            var isTag = headings.labels().contains(column.name());
            escaped(fields.append(fields.isEmpty() ? "" : ","), column.name() + (isTag ? "_2" : ""));
            fields.append('=');
            if (column.isText()) {
                text(fields, exact.get());
            } else {
                fields.append(exact.get());
            }
        }
        if (fields.isEmpty()) {
            fields.append("up=true"); // a line without fields is none
        }
        out.append(' ').append(fields).append(' ').append(entry.micros()).append("000\n");
    }

    private static void tag(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            escaped(out.append(','), name);
            escaped(out.append('='), value);
        }
    }

    /// A backslash has no escape there, and behind one a separator would be none.
    private static void escaped(StringBuilder out, String text) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == ',' || letter == '=' || letter == ' ') {
                out.append('\\');
            }
            out.append(letter == '\\' ? '/' : letter);
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
}
