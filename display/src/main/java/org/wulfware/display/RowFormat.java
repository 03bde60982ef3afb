package org.wulfware.display;

import module java.base;

/// Rows for programs to read: a line each, of exact values in base units.
public enum RowFormat {
    /// Values separated by commas, as in RFC 4180, but for the line's end, which is a line feed. Before a text that a spreadsheet
    /// would take for a formula stands a `'`.
    CSV {
        @Override
        public void begin(List<String> names, StringBuilder out) {
            separated(names.stream().map(Value::text).toList(), ',', out);
        }

        @Override
        public void row(List<String> names, List<Value> values, StringBuilder out) {
            separated(values, ',', out);
        }
    },
    /// Values separated by tabs, which no value holds.
    TSV {
        @Override
        public void begin(List<String> names, StringBuilder out) {
            separated(names.stream().map(Value::text).toList(), '\t', out);
        }

        @Override
        public void row(List<String> names, List<Value> values, StringBuilder out) {
            separated(values, '\t', out);
        }
    },
    /// A JSON object a line: numbers as numbers; what is absent is `null`.
    JSONL {
        @Override
        public void begin(List<String> names, StringBuilder out) {}

        @Override
        public void row(List<String> names, List<Value> values, StringBuilder out) {
            for (var i = 0; i < values.size(); i++) {
                out.append(i == 0 ? '{' : ',');
                string(names.get(i), out);
                out.append(':');
                var value = values.get(i);
                if (value.kind == Kind.TEXT) {
                    string(value.words, out);
                } else {
                    out.append(value.kind == Kind.ABSENT ? "null" : value.words);
                }
            }
            out.append("}\n");
        }
    };

    private enum Kind {
        NUMBER,
        TEXT,
        ABSENT
    }

    /// One value of a row. Its words hold no controls: no text of a node keeps them.
    public static final class Value {
        /// One that nobody said: never a zero.
        public static final Value ABSENT = new Value(Kind.ABSENT, "");

        private final Kind kind;
        private final String words;

        private Value(Kind kind, String words) {
            this.kind = kind;
            this.words = words;
        }

        public static Value text(String words) {
            return new Value(Kind.TEXT, words);
        }

        /// A number.
        ///
        /// @param digits as programs write numbers
        public static Value number(String digits) {
            return new Value(Kind.NUMBER, digits);
        }

        /// What a column has.
        public static Value of(Column column, Cell cell) {
            var exact = column.exact(cell);
            return exact.isEmpty() ? ABSENT : column.isText() ? text(exact.get()) : number(exact.get());
        }
    }

    /// Appends what stands once above the rows, if anything does.
    public abstract void begin(List<String> names, StringBuilder out);

    /// Appends a row, with its line's end.
    public abstract void row(List<String> names, List<Value> values, StringBuilder out);

    /// `csv`, `tsv`, `jsonl`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format called so, if there is one.
    public static Optional<RowFormat> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equalsIgnoreCase(word)).findFirst();
    }

    /// Whether a spreadsheet would carry out what it should show.
    private static boolean isFormula(String words) {
        return words.length() > 1 && "=+-@＝＋－＠".indexOf(words.charAt(0)) >= 0; // the wide ones too, in East Asia
    }

    private static void separated(List<Value> values, char separator, StringBuilder out) {
        for (var i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.append(separator);
            }
            var words = values.get(i).words;
            if (separator == ',' && values.get(i).kind == Kind.TEXT && isFormula(words)) {
                words = "'" + words;
            }
            if (separator == ',' && (words.indexOf(',') >= 0 || words.indexOf('"') >= 0)) {
                out.append('"').append(words.replace("\"", "\"\"")).append('"');
            } else {
                out.append(words);
            }
        }
        out.append('\n');
    }

    private static void string(String text, StringBuilder out) {
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
