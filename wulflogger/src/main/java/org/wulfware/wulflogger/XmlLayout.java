package org.wulfware.wulflogger;

import module java.base;

/// An XML document, a line an entry; it ends when the log does. What is absent is left out.
/// ```xml
/// <wulflogger display="load">
///   <host name="golem" time="1016048061.788933" status="up"><load1>0.21</load1><load5>0.05</load5></host>
///   <host name="node7" time="1016048062.002143" status="down" why="connection refused"/>
/// </wulflogger>
/// ```
/// Where lines are put together: `<group by="user" name="rgb" time="…" aggregate="sum">`. A column whose name is no name of
/// an element is `<value column="load1 / cpus">`.
final class XmlLayout implements Layout {
    private static final Pattern ELEMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private final Headings headings;

    XmlLayout(Headings headings) {
        this.headings = headings;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<wulflogger");
        attribute(out, "display", headings.display());
        out.append(">\n");
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        out.append(headings.areHosts() ? "  <host" : "  <group");
        if (!headings.areHosts()) {
            attribute(out, "by", headings.subject());
        }
        attribute(out, "name", entry.subject());
        attribute(out, "time", entry.time());
        attribute(out, headings.status(), entry.status());
        if (!entry.why().isEmpty()) {
            attribute(out, "why", entry.why());
        }
        var from = out.append('>').length();
        for (var i = 0; i < headings.columns().size(); i++) {
            var column = headings.columns().get(i);
            column.exact(entry.cells().get(i)).ifPresent(value -> value(out, column.name(), value));
        }
        if (out.length() == from) {
            out.setLength(from - 1);
            out.append("/>\n");
        } else {
            out.append(headings.areHosts() ? "</host>\n" : "</group>\n");
        }
    }

    @Override
    public void finish(StringBuilder out) {
        out.append("</wulflogger>\n");
    }

    private static void value(StringBuilder out, String column, String value) {
        var isElement = ELEMENT.matcher(column).matches() && !column.toLowerCase(Locale.ROOT).startsWith("xml");
        out.append('<').append(isElement ? column : "value");
        if (!isElement) {
            attribute(out, "column", column);
        }
        out.append('>');
        escaped(out, value);
        out.append("</").append(isElement ? column : "value").append('>');
    }

    private static void attribute(StringBuilder out, String name, String value) {
        out.append(' ').append(name).append("=\"");
        escaped(out, value);
        out.append('"');
    }

    /// Controls never come here: no text of a node keeps them.
    private static void escaped(StringBuilder out, String text) {
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case 0xfffe, 0xffff -> out.append('?');
                default -> {
                    if (letter >= 0xd800 && letter < 0xe000) {
                        out.append('?'); // half of a character
                    } else {
                        out.appendCodePoint(letter);
                    }
                }
            }
        });
    }
}
