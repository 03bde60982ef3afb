package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECONDS;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Metrics that programs of the site write into files `*.prom` of a directory, as for node_exporter's collector of this name:
/// ```text
/// # TYPE ups_load_ratio gauge
/// ups_load_ratio{ups="rack 1"} 0.42
/// ```
/// The daemon reads the files and presents what stands in them, a line each, tabulators between: of a metric its family, type,
/// name, labels, value, the same in millionths, and help.
/// ```text
/// error	0
/// file	/var/lib/site/ups.prom	1764554421123
/// metric	ups_load_ratio	gauge	ups_load_ratio	ups="rack 1"	0.42	420000	Load.
/// ```
/// What is no metric's name, no labels and no number is left out.
public enum Textfile implements Field {
    ERROR(gauge("error", NONE, "1 if a file could not be read or understood, or said what another says.")),
    FILE(text("file@name", "The file.")),
    MTIME(gauge("file/mtime", SECONDS, "When it was written, since 1970.").decimals(3)),
    NAME(text("metric@name", "The metric's name: ups_load_ratio.")),
    LABELS(text("metric@labels", "Its labels as they stand in the file: ups=\"rack 1\".")),
    VALUE(gauge("metric/value", NONE, "Its value; absent if it is no number or beyond 9,200,000,000,000.").decimals(6)
            .signed()),
    SAID(text("metric/said", "Its value as it stands in the file.")),
    FAMILY(text("metric/family", "What it belongs to: of a histogram's ups_load_bucket the name ups_load.")),
    TYPE(text("metric/type", "What kind it is: counter, gauge, histogram, summary or untyped.")),
    HELP(text("metric/help", "What the file says of it."));

    public static final Sensor<Textfile> SENSOR = Sensor.at("system/textfile", Textfile.class)
            .reads("wulfware/textfile", new TextfileText())
            .from("files *.prom in the configured directory")
            .beside()
            .onRequest();

    private final Spec spec;

    Textfile(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Textfile> sensor() {
        return SENSOR;
    }

    private static final class TextfileText implements Sensor.Parser<Textfile> {
        private static final byte[] ERROR_WORD = Cursor.literal("error\t");
        private static final byte[] FILE_WORD = Cursor.literal("file\t");
        private static final byte[] METRIC_WORD = Cursor.literal("metric\t");

        @Override
        public void parse(Cursor text, Table<Textfile> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(ERROR_WORD)) {
                    out.row().set(ERROR, text.number());
                } else if (text.take(FILE_WORD)) {
                    if (text.upTo('\t') && text.wordLength() > 0) {
                        out.row().copy(FILE, text).set(MTIME, text.number());
                    }
                } else if (text.take(METRIC_WORD)) {
                    metric(text, out);
                }
            }
        }

        private static void metric(Cursor text, Table<Textfile> out) {
            out.row();
            var isWhole = text.upTo('\t') && isName(text);
            if (isWhole) {
                out.copy(FAMILY, text);
            }
            isWhole = isWhole && text.upTo('\t') && isName(text);
            if (isWhole) {
                out.copy(TYPE, text);
            }
            isWhole = isWhole && text.upTo('\t') && isName(text);
            if (isWhole) {
                out.copy(NAME, text);
            }
            isWhole = isWhole && text.upTo('\t') && isLabels(text);
            if (isWhole && text.wordLength() > 0) {
                out.copy(LABELS, text);
            }
            isWhole = isWhole && text.upTo('\t') && isNumber(text);
            if (!isWhole) {
                out.dropRow();
                return;
            }
            out.copy(SAID, text);
            out.set(VALUE, text.upTo('\t') ? marked(text) : ABSENT);
            if (text.restOfLine()) {
                out.copy(HELP, text);
            }
        }

        /// The whole number that is marked, with a sign or without.
        private static long marked(Cursor text) {
            var isNegative = text.wordByte(0) == '-';
            var from = isNegative ? 1 : 0;
            var value = 0L;
            for (var i = from; i < text.wordLength(); i++) {
                var digit = text.wordByte(i) - '0';
                if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                    return ABSENT;
                }
                value = value * 10 + digit;
            }
            return text.wordLength() == from ? ABSENT : isNegative ? -value : value;
        }

        private static boolean isName(Cursor text) {
            return nameEnd(text, 0) == text.wordLength();
        }

        /// Behind the name that begins at a place of the mark; the place itself if none does.
        private static int nameEnd(Cursor text, int from) {
            var i = from;
            while (isLetter(text.wordByte(i)) || (i > from && text.wordByte(i) >= '0' && text.wordByte(i) <= '9')) {
                i++;
            }
            return i;
        }

        private static boolean isLetter(int octet) {
            return (octet >= 'a' && octet <= 'z') || (octet >= 'A' && octet <= 'Z') || octet == '_' || octet == ':';
        }

        /// Whether the mark is empty or `name="value",name="value"`.
        private static boolean isLabels(Cursor text) {
            var i = 0;
            while (i < text.wordLength()) {
                var end = nameEnd(text, i);
                if (end == i || text.wordByte(end) != '=' || text.wordByte(end + 1) != '"') {
                    return false;
                }
                i = end + 2;
                while (text.wordByte(i) >= 0 && text.wordByte(i) != '"') {
                    i += text.wordByte(i) == '\\' ? 2 : 1;
                }
                if (text.wordByte(i) != '"') {
                    return false;
                }
                i++;
                if (i < text.wordLength()) {
                    if (text.wordByte(i) != ',' || i + 1 == text.wordLength()) {
                        return false;
                    }
                    i++;
                }
            }
            return true;
        }

        /// Whether the mark is made of what numbers are made of, `NaN` and `+Inf` too: the daemon has seen to the rest.
        private static boolean isNumber(Cursor text) {
            for (var i = 0; i < text.wordLength(); i++) {
                var octet = text.wordByte(i);
                var isGood = (octet >= '0' && octet <= '9') || octet == '.' || octet == '-' || octet == '+'
                        || octet == 'e'
                        || octet == 'E' || octet == 'N' || octet == 'a' || octet == 'I' || octet == 'n' || octet == 'f';
                if (!isGood) {
                    return false;
                }
            }
            return text.wordLength() > 0;
        }
    }
}
