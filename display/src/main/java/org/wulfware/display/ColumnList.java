package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.ExpressionException;

/// What `--columns` names: columns of displays, and expressions, with commas between them, `load1, max(cpu.busy) as
/// busiest`.
final class ColumnList {
    private static final Pattern NAMED = Pattern.compile("(.*\\S)\\s+as\\s+([A-Za-z_][A-Za-z0-9_]*)", Pattern.DOTALL);

    private ColumnList() {}

    /// @throws ExpressionException if an expression cannot be understood
    /// @throws UsageException if there is none between two commas, or two columns have one name
    static List<Column> of(String typed, Display display, DisplaySet displays)
            throws ExpressionException, UsageException {
        var columns = new ArrayList<Column>();
        var names = new HashSet<String>();
        for (var part : parts(typed)) {
            if (part.isBlank()) {
                throw new UsageException("--columns " + Usage.quoted(typed) + ": expected names or expressions, with"
                        + " commas between them");
            }
            var column = column(part.strip(), display, displays);
            if (!names.add(column.name())) {
                throw new UsageException("--columns " + Usage.quoted(typed) + ": two columns are called " + column
                        + "; expected " + column.text() + " as OTHER");
            }
            columns.add(column);
        }
        return columns;
    }

    private static Column column(String part, Display display, DisplaySet displays) throws ExpressionException {
        var named = NAMED.matcher(part);
        var text = named.matches() ? named.group(1) : part;
        var known = displays.column(text, display);
        if (known.isPresent()) {
            var name = named.matches() ? named.group(2) : text;
            return known.get().name().equals(name) ? known.get() : known.get().named(name);
        }
        var column = adHoc(text, display, displays);
        return named.matches() ? column.named(named.group(2)) : column;
    }

    /// A column that is its expression and nothing else.
    static Column adHoc(String text, Display display, DisplaySet displays) throws ExpressionException {
        var name = text.replaceAll("\\s+", "");
        return Column.of(name, text, "Is " + text + ".").in(display.rows(), displays.scope(display)).understand();
    }

    /// Splits at commas that stand in no brackets and no quotes.
    static List<String> parts(String typed) {
        var parts = new ArrayList<String>();
        var depth = 0;
        var from = 0;
        var quote = '\0';
        for (var at = 0; at < typed.length(); at++) {
            var letter = typed.charAt(at);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '"' || letter == '\'') {
                quote = letter;
            } else if (letter == '(' || letter == '[') {
                depth++;
            } else if (letter == ')' || letter == ']') {
                depth--;
            } else if (letter == ',' && depth <= 0) {
                parts.add(typed.substring(from, at));
                from = at + 1;
            }
        }
        parts.add(typed.substring(from));
        return parts;
    }
}
