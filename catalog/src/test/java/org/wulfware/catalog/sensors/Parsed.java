package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// What a parser makes of a text, shown as text: a row a line, each field that is there with its value.
final class Parsed {
    private Parsed() {}

    /// @param text a character a byte
    static <F extends Enum<F> & Field> String of(Sensor<F> sensor, String source, String text) {
        return show(into(new Table<>(sensor), source, text.getBytes(ISO_8859_1)));
    }

    static <F extends Enum<F> & Field> Table<F> into(Table<F> table, String source, byte[] text) {
        for (var each : table.sensor().sources()) {
            if (each.path().equals(source)) {
                each.parser().parse(new Cursor().aim(text, 0, text.length), table);
                return table;
            }
        }
        throw new IllegalArgumentException(table.sensor() + " does not read " + source);
    }

    /// The same, by the parser that sees to the fields on request too.
    static <F extends Enum<F> & Field> String inFull(Sensor<F> sensor, String source, String text) {
        return show(inFull(new Table<>(sensor), source, text.getBytes(ISO_8859_1)));
    }

    static <F extends Enum<F> & Field> Table<F> inFull(Table<F> table, String source, byte[] text) {
        for (var each : table.sensor().sources()) {
            if (each.path().equals(source)) {
                each.alwaysInFull().parser().parse(new Cursor().aim(text, 0, text.length), table);
                return table;
            }
        }
        throw new IllegalArgumentException(table.sensor() + " does not read " + source);
    }

    /// Rows without a field are left out, as on the wire.
    static String show(Table<?> table) {
        var lines = new StringBuilder();
        for (var row = 0; row < table.rows(); row++) {
            var line = new StringBuilder();
            for (Field field : table.sensor().fields()) {
                if (table.cell(row, field.ordinal()) != Field.ABSENT) {
                    line.append(line.isEmpty() ? "" : " ")
                            .append(field.name())
                            .append('=')
                            .append(value(table, row, field));
                }
            }
            lines.append(line).append(line.isEmpty() ? "" : "\n");
        }
        return lines.toString();
    }

    static String value(Table<?> table, int row, Field field) {
        if (field.spec().kind() != Kind.TEXT) {
            return Long.toString(table.cell(row, field.ordinal()));
        }
        var text = new StringBuilder("'");
        for (var i = 0; i < table.textLength(row, field.ordinal()); i++) {
            var octet = table.textByte(row, field.ordinal(), i) & 0xff;
            if (octet >= ' ' && octet < 0x7f) {
                text.append((char) octet);
            } else {
                text.append('[').append(HexFormat.of().toHexDigits((byte) octet)).append(']');
            }
        }
        return text.append('\'').toString();
    }
}
