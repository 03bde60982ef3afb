package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.SECONDS;

import java.util.Locale;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Which operating system it is, `/etc/os-release`, else `/usr/lib/os-release`:
/// ```text
/// PRETTY_NAME="Debian GNU/Linux 13 (trixie)"
/// VERSION_ID="13"
/// ID=debian
/// ```
/// Values may stand in quotation marks of either kind, within which a backslash takes the meaning of the next character away. What is said twice is
/// what is said first.
public enum OsRelease implements Field {
    ID(text("id", "Short name: debian.")),
    ID_LIKE(text("id_like", "What it is like.")),
    NAME(text("name", "Name.")),
    PRETTY_NAME(text("pretty_name", "Name for people.")),
    VERSION(text("version", "Version.")),
    VERSION_ID(text("version_id", "Version, as a program reads it.")),
    CODENAME(text("version_codename", "What the version is called.")),
    VARIANT(text("variant", "Variant.")),
    VARIANT_ID(text("variant_id", "Variant, as a program reads it.")),
    BUILD_ID(text("build_id", "Build.")),
    IMAGE_ID(text("image_id", "Image.")),
    IMAGE_VERSION(text("image_version", "Version of the image.")),
    NUMBER(gauge("version_number", NONE, "The number that the version begins with.").decimals(3)),
    SUPPORT_END(gauge("support_end", SECONDS, "When its support ends, since 1970."));

    public static final Sensor<OsRelease> SENSOR = Sensor.at("system/os", OsRelease.class)
            .reads("etc/os-release", new OsText())
            .reads("usr/lib/os-release", new OsText())
            .keeps(300)
            .onRequest();

    private final Spec spec;

    OsRelease(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<OsRelease> sensor() {
        return SENSOR;
    }

    private static final class OsText implements Sensor.Parser<OsRelease> {
        private static final byte[] ID_OF_VERSION = Cursor.literal("VERSION_ID=");
        private static final byte[] END = Cursor.literal("SUPPORT_END=");
        private static final OsRelease[] FIELDS = values();
        private static final byte[][] KEYS = keys();

        @Override
        public void parse(Cursor text, Table<OsRelease> out) {
            if (out.rows() > 0) {
                return; // the first file has said it
            }
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                var from = text.stepped();
                if (!out.has(0, NUMBER) && text.take(ID_OF_VERSION)) {
                    number(text, out);
                } else if (!out.has(0, SUPPORT_END) && text.take(END)) {
                    date(text, out);
                }
                text.to(from);
                for (var i = 0; i < KEYS.length; i++) {
                    if (text.take(KEYS[i])) {
                        value(text, out, FIELDS[i]);
                        break;
                    }
                }
            }
        }

        private static byte[][] keys() {
            var keys = new byte[IMAGE_VERSION.ordinal() + 1][];
            for (var i = 0; i < keys.length; i++) {
                keys[i] = Cursor.literal(FIELDS[i].spec.path().toUpperCase(Locale.ROOT) + "=");
            }
            return keys;
        }

        private static void value(Cursor text, Table<OsRelease> out, OsRelease field) {
            if (out.has(0, field) || !text.restOfLine()) {
                return;
            }
            var quote = text.wordByte(0) == '"' || text.wordByte(0) == '\'' ? text.wordByte(0) : -1;
            for (var i = quote < 0 ? 0 : 1; i < text.wordLength() && text.wordByte(i) != quote; i++) {
                if (text.wordByte(i) == '\\' && quote != '\'' && i + 1 < text.wordLength()) {
                    i++;
                }
                out.append(field, text.wordByte(i));
            }
        }

        private static void number(Cursor text, Table<OsRelease> out) {
            if (!text.take('"')) {
                text.take('\'');
            }
            var value = 0L;
            var decimals = -1;
            var digits = 0;
            for (var octet = text.peek(); (octet == '.' && decimals < 0 && digits > 0)
                    || (octet >= '0' && octet <= '9'); octet = text.peek()) {
                text.take((char) octet);
                if (octet == '.') {
                    decimals = 0;
                } else if (decimals < 3 && digits < 12) {
                    value = value * 10 + octet - '0';
                    digits++;
                    decimals = decimals < 0 ? -1 : decimals + 1;
                }
            }
            for (var i = Math.max(decimals, 0); i < 3; i++) {
                value *= 10;
            }
            if (value > 0 && !text.atEnd()) {
                out.set(NUMBER, value);
            }
        }

        /// `2028-06-30`, quoted or not.
        private static void date(Cursor text, Table<OsRelease> out) {
            if (!text.take('"')) {
                text.take('\'');
            }
            var year = digits(text);
            var month = text.take('-') ? digits(text) : ABSENT;
            var day = text.take('-') ? digits(text) : ABSENT;
            if (year >= 1970 && year < 10_000 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && !text.atEnd()) {
                var years = month > 2 ? year : year - 1;
                var months = month > 2 ? month - 3 : month + 9;
                var days = 365 * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 + day - 719_469;
                out.set(SUPPORT_END, days * 86_400);
            }
        }

        private static long digits(Cursor text) {
            var value = 0L;
            for (var octet = text.peek(); octet >= '0' && octet <= '9' && value < 100_000; octet = text.peek()) {
                text.take((char) octet);
                value = value * 10 + octet - '0';
            }
            return value;
        }
    }
}
