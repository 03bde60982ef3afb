package org.wulfware.xmlsysd;

import org.jspecify.annotations.Nullable;
import org.wulfware.wire.DocumentWriter;
import org.wulfware.wire.JsonWriter;
import org.wulfware.wire.XmlWriter;

/// The writers of documents, each made when it is first asked for: most daemons only ever need the first.
final class Documents {
    /// What documents are written in.
    enum Format {
        XML("xml"),
        JSON("json");

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

    private final XmlWriter xml = new XmlWriter();
    private @Nullable XmlWriter denseXml;
    private @Nullable DocumentWriter json;
    private @Nullable DocumentWriter denseJson;

    /// The writer of a format; the same one whenever it is asked for.
    DocumentWriter writer(Format format, boolean isPretty) {
        if (format == Format.XML && isPretty) {
            return xml;
        }
        return switch (format) {
            case XML -> {
                denseXml = denseXml == null ? new XmlWriter(false) : denseXml;
                yield denseXml;
            }
            case JSON -> isPretty ? prettyJson() : json();
        };
    }

    private DocumentWriter prettyJson() {
        var known = json;
        if (known == null) {
            known = new JsonWriter(true);
            json = known;
        }
        return known;
    }

    private DocumentWriter json() {
        var known = denseJson;
        if (known == null) {
            known = new JsonWriter(false);
            denseJson = known;
        }
        return known;
    }
}
