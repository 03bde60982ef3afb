package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;

/// A message of Prometheus' remote-write 1.0, written as its values come:
/// ```text
/// message WriteRequest { repeated TimeSeries timeseries = 1; }
/// message TimeSeries   { repeated Label labels = 1; repeated Sample samples = 2; }
/// message Label        { string name = 1; string value = 2; }
/// message Sample       { double value = 1; int64 timestamp = 2; }
/// ```
/// It is used again: [#compressed] hands a copy out, [#clear] forgets all.
final class WriteRequest {
    private static final int NUMBER = 0;
    private static final int EIGHT_BYTES = 1;
    private static final int BYTES = 2;

    private static final VarHandle EIGHT =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Snappy snappy = new Snappy();
    private byte[] out = new byte[1 << 16];
    private int to;
    private int values;

    /// The values of a series' labels that are fields', one behind the other, and how long each is.
    private byte[] texts = new byte[1 << 8];

    private int textsTo;
    private int[] lengths = new int[8];

    /// A label as it stands in a series; nothing if it has no value: it is none then.
    static byte[] label(String name, String value) {
        if (value.isEmpty()) {
            return new byte[0];
        }
        var before = beforeValue(name);
        var text = value.getBytes(StandardCharsets.UTF_8);
        var length = before.length + length(text.length) + text.length;
        var out = ByteBuffer.allocate(1 + length(length) + length);
        number(out.put(tag(1, BYTES)), length);
        number(out.put(before), text.length);
        return out.put(text).array();
    }

    /// What stands in a label before its value's length.
    static byte[] beforeValue(String name) {
        var text = name.getBytes(StandardCharsets.UTF_8);
        var out = ByteBuffer.allocate(1 + length(text.length) + text.length + 1);
        number(out.put(tag(1, BYTES)), text.length);
        return out.put(text).put(tag(2, BYTES)).array();
    }

    private static void number(ByteBuffer out, int number) {
        var left = number;
        while (left >>> 7 != 0) {
            out.put((byte) (left | 0x80));
            left >>>= 7;
        }
        out.put((byte) left);
    }

    /// Adds a value.
    ///
    /// @param host the [#label] that is the host's own
    /// @param table that has what labels say of a row; null if they say nothing of one
    /// @param millis since 1970
    void add(Labelling labels, byte[] host, @Nullable Table<?> table, int row, double value, long millis) {
        var pieces = labels.pieces;
        var size = table == null ? 0 : take(pieces, table, row);
        for (var piece : pieces) {
            size += piece.slot == Labelling.SAME ? piece.octets.length
                    : piece.slot == Labelling.HOST ? host.length : 0;
        }
        var sample = 1 + Double.BYTES + 1 + length(millis);
        size += 1 + length(sample) + sample;

        room(size + 2 * Long.BYTES);
        tagged(1, BYTES).number(size);
        var from = 0;
        for (var i = 0; i < pieces.length; i++) {
            var piece = pieces[i];
            if (piece.slot == Labelling.SAME) {
                octets(piece.octets, 0, piece.octets.length);
            } else if (piece.slot == Labelling.HOST) {
                octets(host, 0, host.length);
            } else if (lengths[i] > 0) {
                label(piece.octets, texts, from, lengths[i]);
                from += lengths[i];
            }
        }
        tagged(2, BYTES).number(sample);
        tagged(1, EIGHT_BYTES);
        EIGHT.set(out, to, Double.doubleToRawLongBits(value));
        to += Double.BYTES;
        tagged(2, NUMBER).number(millis);
        values++;
    }

    /// Takes the values of labels from a row; one that is absent or empty has the length 0.
    ///
    /// @return what these labels take
    private int take(Labelling.Piece[] pieces, Table<?> table, int row) {
        if (pieces.length > lengths.length) {
            lengths = new int[pieces.length];
        }
        textsTo = 0;
        var size = 0;
        for (var i = 0; i < pieces.length; i++) {
            var piece = pieces[i];
            if (piece.slot >= 0) {
                var length = piece.isText
                        ? rest(piece.without, text(table, row, piece.slot))
                        : digits(table.cell(row, piece.slot));
                textsTo += length;
                lengths[i] = length;
                if (length > 0) {
                    var label = piece.octets.length + length(length) + length;
                    size += 1 + length(label) + label;
                }
            }
        }
        return size;
    }

    /// Of a text that has just been taken, without what stands before its number.
    ///
    /// @return its length then
    private int rest(byte[] without, int length) {
        var to = textsTo + without.length;
        if (without.length == 0 || length <= without.length
                || !Arrays.equals(without, 0, without.length, texts, textsTo, to)) {
            return length;
        }
        for (var i = to; i < textsTo + length; i++) {
            if (texts[i] < '0' || texts[i] > '9') {
                return length;
            }
        }
        System.arraycopy(texts, to, texts, textsTo, length - without.length);
        return length - without.length;
    }

    private int text(Table<?> table, int row, int slot) {
        var length = table.textLength(row, slot);
        textRoom(length);
        table.copyText(row, slot, texts, textsTo);
        for (var i = textsTo; i < textsTo + length; i++) {
            if (texts[i] < 0) {
                // What a node sends need not be UTF-8, and a message has nothing else.
                return text(new String(texts, textsTo, length, StandardCharsets.UTF_8));
            }
        }
        return length;
    }

    private int digits(long number) {
        if (number == Field.ABSENT) {
            return 0;
        }
        if (number < 0 || number > 9) {
            return text(Long.toString(number));
        }
        textRoom(1);
        texts[textsTo] = (byte) ('0' + number);
        return 1;
    }

    private int text(String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        textRoom(octets.length);
        System.arraycopy(octets, 0, texts, textsTo, octets.length);
        return octets.length;
    }

    private void textRoom(int more) {
        if (textsTo + more > texts.length) {
            texts = Arrays.copyOf(texts, Math.max(2 * texts.length, textsTo + more));
        }
    }

    private void label(byte[] before, byte[] text, int from, int length) {
        tagged(1, BYTES).number(before.length + length(length) + length);
        octets(before, 0, before.length);
        number(length);
        octets(text, from, length);
    }

    private static int length(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + 6) / 7;
    }

    private static byte tag(int field, int type) {
        return (byte) (field << 3 | type);
    }

    private WriteRequest tagged(int field, int type) {
        out[to++] = tag(field, type);
        return this;
    }

    private void number(long number) {
        var octets = out;
        var at = to;
        var left = number;
        while (left >>> 7 != 0) {
            octets[at++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        octets[at++] = (byte) left;
        to = at;
    }

    private void octets(byte[] octets, int from, int length) {
        System.arraycopy(octets, from, out, to, length);
        to += length;
    }

    private void room(int more) {
        if (to + more > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, to + more));
        }
    }

    /// How many values it has.
    int values() {
        return values;
    }

    /// How long it is, not compressed.
    int bytes() {
        return to;
    }

    /// The whole, as it is sent.
    byte[] compressed() {
        return snappy.compressed(out, to);
    }

    /// Forgets all values.
    void clear() {
        to = 0;
        values = 0;
    }
}
