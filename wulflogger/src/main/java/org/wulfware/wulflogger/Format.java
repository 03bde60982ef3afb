package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Display;

/// What the lines of a log look like.
public enum Format {
    /// Aligned, for persons and for `split`: blanks stand between columns only.
    TABLE {
        @Override
        Layout layout(Display display, int hostWidth) {
            return new TableLayout(display, hostWidth);
        }
    },
    /// Values separated by commas, as in RFC 4180, but for the line's end, which is a line feed.
    CSV {
        @Override
        Layout layout(Display display, int hostWidth) {
            return new SeparatedLayout(display, ',');
        }
    },
    /// Values separated by tabs, which no value holds.
    TSV {
        @Override
        Layout layout(Display display, int hostWidth) {
            return new SeparatedLayout(display, '\t');
        }
    },
    /// A JSON object a line.
    JSONL {
        @Override
        Layout layout(Display display, int hostWidth) {
            return new JsonLayout(display);
        }
    };

    /// How this format writes the lines of a display.
    ///
    /// @param hostWidth of the longest host name
    abstract Layout layout(Display display, int hostWidth);

    /// `table`, `csv`, `tsv`, `jsonl`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format called so, if there is one.
    public static Optional<Format> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equalsIgnoreCase(word)).findFirst();
    }
}
