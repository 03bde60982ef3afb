package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.RowFormat;

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
            return new RowLayout(headings, RowFormat.CSV);
        }
    },
    /// Values separated by tabs, which no value holds.
    TSV {
        @Override
        Layout layout(Headings headings) {
            return new RowLayout(headings, RowFormat.TSV);
        }
    },
    /// A JSON object a line.
    JSONL {
        @Override
        Layout layout(Headings headings) {
            return new RowLayout(headings, RowFormat.JSONL);
        }
    },
    /// An XML document, a line an entry.
    XML {
        @Override
        Layout layout(Headings headings) {
            return new XmlLayout(headings);
        }
    },
    /// Gauges, as Prometheus and all who read what it reads take them in; an exposition an update.
    OPENMETRICS {
        @Override
        Layout layout(Headings headings) {
            return new OpenMetricsLayout(headings);
        }
    },
    /// InfluxDB's line protocol.
    INFLUX {
        @Override
        Layout layout(Headings headings) {
            return new InfluxLayout(headings);
        }
    };

    /// How this format writes the lines below these headings.
    abstract Layout layout(Headings headings);

    /// `table, csv, tsv, jsonl, xml, openmetrics or influx`.
    static String words() {
        var words = Arrays.stream(values()).map(Format::word).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// `table`, `csv` and so on.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The format called so, if there is one.
    public static Optional<Format> named(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equalsIgnoreCase(word)).findFirst();
    }
}
