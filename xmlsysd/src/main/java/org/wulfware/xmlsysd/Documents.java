package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;
import org.wulfware.wire.DocumentWriter;
import org.wulfware.wire.JsonWriter;
import org.wulfware.wire.OpenMetricsWriter;
import org.wulfware.wire.XmlWriter;

/// The writers of documents, each made when it is first asked for: most daemons only ever need the first.
final class Documents {
    /// What documents are written in.
    enum Format {
        XML("xml"),
        JSON("json"),
        OPENMETRICS("openmetrics"),
        /// The older text of metrics.
        PROMETHEUS("prometheus");

        private final String word;

        Format(String word) {
            this.word = word;
        }

        /// The format that a client calls so; null if there is none.
        static @Nullable Format of(String word) {
            for (var format : values()) {
                if (format.word.equals(word)) {
                    return format;
                }
            }
            return null;
        }

        /// What they are called: `xml or json`.
        static String names() {
            var names = "";
            for (var format : values()) {
                names += (names.isEmpty() ? "" : format.ordinal() == values().length - 1 ? " or " : ", ") + format.word;
            }
            return names;
        }
    }

    /// By format, the indented one behind the other.
    private final @Nullable DocumentWriter[] writers = new DocumentWriter[Format.values().length * 2];

    /// The writer of a format; the same one whenever it is asked for.
    DocumentWriter writer(Format format, boolean isPretty) {
        var place = format.ordinal() * 2 + (isPretty ? 1 : 0);
        var writer = writers[place];
        if (writer == null) {
            writer = make(format, isPretty);
            writers[place] = writer;
        }
        return writer;
    }

    private static DocumentWriter make(Format format, boolean isPretty) {
        return switch (format) {
            case XML -> new XmlWriter(isPretty);
            case JSON -> new JsonWriter(isPretty);
            case OPENMETRICS -> new OpenMetricsWriter(true);
            case PROMETHEUS -> new OpenMetricsWriter(false);
        };
    }
}
