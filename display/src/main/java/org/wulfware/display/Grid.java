package org.wulfware.display;

import module java.base;

/// A table for a person, whose columns are as wide as what stands in them:
/// ```text
/// host    pid    user   S   cpu%   rss  name
/// node01  28110  ada    R  100.0  2.1G  vasp std (5.4)
/// ```
/// A blank inside a value becomes `_`, but in the last column, so that a line always splits into the same columns.
public final class Grid {
    /// A column's heading, and where in it values stand.
    public record Heading(String text, Column.Align align) {}

    private static final String GAP = "  ";

    private final List<Heading> headings;
    private final int[] widths;

    public Grid(List<Heading> headings) {
        this.headings = List.copyOf(headings);
        widths = headings.stream().mapToInt(heading -> heading.text.length()).toArray();
    }

    /// Makes room for a row: all that are printed come here before.
    public void measure(List<String> row) {
        for (var i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], Width.of(row.get(i)));
        }
    }

    public void begin(StringBuilder out) {
        row(headings.stream().map(Heading::text).toList(), out);
    }

    /// Appends a row, with its line's end.
    public void row(List<String> row, StringBuilder out) {
        for (var i = 0; i < widths.length; i++) {
            var isLast = i == widths.length - 1;
            var text = row.get(i);
            out.append(i == 0 ? "" : GAP);
            if (isLast && headings.get(i).align == Column.Align.LEFT) {
                out.append(text);
            } else {
                var joined = isLast || text.indexOf(' ') < 0 ? text : text.replace(' ', '_');
                out.append(Width.fit(joined, widths[i], headings.get(i).align));
            }
        }
        out.append('\n');
    }
}
