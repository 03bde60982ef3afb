package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// A text of a word and a whole number a line, `oom_kill 3`, for the row begun last.
final class KeyedText<F extends Enum<F> & Field> implements Sensor.Parser<F> {
    private final byte[][] words;
    private final F[] fields;

    /// @param words separated by blanks, that of each field in turn
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    KeyedText(String words, F... fields) {
        var each = words.split(" ");
        this.words = new byte[each.length][];
        for (var i = 0; i < each.length; i++) {
            this.words[i] = Cursor.literal(each[i] + " ");
        }
        this.fields = fields.clone();
    }

    @Override
    public void parse(Cursor text, Table<F> out) {
        for (; !text.atEnd(); text.nextLine()) {
            for (var i = 0; i < words.length; i++) {
                if (text.take(words[i])) {
                    out.set(fields[i], text.number());
                    break;
                }
            }
        }
    }
}
