package org.wulfware.history;

import module java.base;
import org.wulfware.wire.Metrics.Label;

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

    private byte[] out = new byte[1 << 16];
    private int to;
    private int values;

    /// Adds a value.
    ///
    /// @param labels the metric's name among them as `__name__`, in the order of their names, which is that of their bytes
    /// @param millis since 1970
    void add(List<Label> labels, double value, long millis) {
        var size = 0;
        var names = new byte[2 * labels.size()][];
        for (var i = 0; i < labels.size(); i++) {
            names[2 * i] = labels.get(i).name().getBytes(StandardCharsets.UTF_8);
            names[2 * i + 1] = labels.get(i).value().getBytes(StandardCharsets.UTF_8);
            var label = label(names[2 * i], names[2 * i + 1]);
            size += 1 + length(label) + label;
        }
        var sample = 1 + Double.BYTES + 1 + length(millis);
        size += 1 + length(sample) + sample;

        room(size + 2 * Long.BYTES);
        tag(1, BYTES).number(size);
        for (var i = 0; i < names.length; i += 2) {
            tag(1, BYTES).number(label(names[i], names[i + 1]));
            tag(1, BYTES).text(names[i]);
            tag(2, BYTES).text(names[i + 1]);
        }
        tag(2, BYTES).number(sample);
        tag(1, EIGHT_BYTES).eight(Double.doubleToRawLongBits(value));
        tag(2, NUMBER).number(millis);
        values++;
    }

    private static int label(byte[] name, byte[] value) {
        return 1 + length(name.length) + name.length + 1 + length(value.length) + value.length;
    }

    private static int length(long number) {
        return (Long.SIZE - Long.numberOfLeadingZeros(number | 1) + 6) / 7;
    }

    private WriteRequest tag(int field, int type) {
        out[to++] = (byte) (field << 3 | type);
        return this;
    }

    private void number(long number) {
        var left = number;
        while (left >>> 7 != 0) {
            out[to++] = (byte) (left | 0x80);
            left >>>= 7;
        }
        out[to++] = (byte) left;
    }

    private void text(byte[] bytes) {
        number(bytes.length);
        System.arraycopy(bytes, 0, out, to, bytes.length);
        to += bytes.length;
    }

    private void eight(long bits) {
        for (var i = 0; i < Long.BYTES; i++) {
            out[to++] = (byte) (bits >>> (8 * i));
        }
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
        return Snappy.compressed(out, to);
    }

    /// Forgets all values.
    void clear() {
        to = 0;
        values = 0;
    }
}
