package org.wulfware.wulflogger;

import module java.base;

/// What the lines of a log look like.
public enum Format {
    /// Aligned, for persons and for `split`: blanks stand between columns only.
    TABLE {
        @Override
        Layout layout(Headings headings) {
            return new TableLayout(headings);
        }
    },
    /// Values separated by commas, as in RFC 4180, but for the line's end, which is a line feed.
    CSV {
        @Override
        Layout layout(Headings headings) {
            return new SeparatedLayout(headings, ',');
        }
    },
    /// Values separated by tabs, which no value holds.
    TSV {
        @Override
        Layout layout(Headings headings) {
            return new SeparatedLayout(headings, '\t');
        }
    },
    /// A JSON object a line.
    JSONL {
        @Override
        Layout layout(Headings headings) {
            return new JsonLayout(headings);
        }
    };

    /// How this format writes the lines below these headings.
    abstract Layout layout(Headings headings);

    /// `table`, `csv`, `tsv`, `jsonl`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format called so, if there is one.
    public static Optional<Format> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equalsIgnoreCase(word)).findFirst();
    }
}
