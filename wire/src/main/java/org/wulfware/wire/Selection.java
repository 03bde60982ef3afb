package org.wulfware.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// Which fields a client wants: what its `on` and `off` have left turned on. One a connection; asking it allocates
/// nothing.
public final class Selection {
    /// The name that stands for every element.
    public static final String ALL = "all";

    private static final int[] BASES = bases();
    private static final Map<String, long[]> NAMES = names();
    private static final long[] DEFAULTS = defaults();

    private static final int[][] UNKNOWN = {};

    private final long[] wanted = new long[DEFAULTS.length];

    /// The slots wanted of each sensor, once somebody has asked for them; made anew for each change.
    private int[][] slots = UNKNOWN;

    /// The default selection.
    public Selection() {
        reset();
    }

    /// Back to the default selection.
    public void reset() {
        System.arraycopy(DEFAULTS, 0, wanted, 0, wanted.length);
        slots = UNKNOWN;
    }

    /// Becomes the same as `other`.
    public void set(Selection other) {
        System.arraycopy(other.wanted, 0, wanted, 0, wanted.length);
        slots = other.slots;
    }

    /// Turns every element called `name` on, with all that is in it; false if no document has one.
    public boolean on(String name) {
        var bits = NAMES.get(name);
        if (bits == null) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            wanted[i] |= bits[i];
        }
        slots = UNKNOWN;
        return true;
    }

    /// Turns every element called `name` off; false if no document has one.
    public boolean off(String name) {
        var bits = NAMES.get(name);
        if (bits == null) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            wanted[i] &= ~bits[i];
        }
        slots = UNKNOWN;
        return true;
    }

    /// Whether the field at `slot` of the catalog's sensor `index` is wanted.
    public boolean wants(int index, int slot) {
        var bit = BASES[index] + slot;
        return (wanted[bit >> 6] & 1L << bit) != 0;
    }

    /// Whether any field of the catalog's sensor `index` is wanted.
    public boolean wantsAny(int index) {
        for (var bit = BASES[index]; bit < BASES[index + 1]; bit++) {
            if ((wanted[bit >> 6] & 1L << bit) != 0) {
                return true;
            }
        }
        return false;
    }

    /// The slots of the wanted fields of the catalog's sensor `index`; a shared array that must not be changed.
    int[] slots(int index) {
        var all = slots;
        if (all.length == 0) {
            all = new int[BASES.length - 1][];
            for (var i = 0; i < all.length; i++) {
                all[i] = slotsOf(i);
            }
            slots = all;
        }
        return all[index];
    }

    private int[] slotsOf(int index) {
        var found = new int[BASES[index + 1] - BASES[index]];
        var count = 0;
        for (var slot = 0; slot < found.length; slot++) {
            if (wants(index, slot)) {
                found[count++] = slot;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static int[] bases() {
        var sensors = Catalog.sensors();
        var bases = new int[sensors.size() + 1];
        for (var i = 0; i < sensors.size(); i++) {
            bases[i + 1] = bases[i] + sensors.get(i).fields().length;
        }
        return bases;
    }

    private static long[] none() {
        return new long[(BASES[BASES.length - 1] + 63) / 64];
    }

    private static Map<String, long[]> names() {
        var names = new HashMap<String, long[]>();
        for (var index = 0; index < BASES.length - 1; index++) {
            var sensor = Catalog.sensors().get(index);
            for (Field field : sensor.fields()) {
                if (field.spec().isKey()) {
                    continue;
                }
                var bit = BASES[index] + field.ordinal();
                mark(names, ALL, bit);
                markEach(names, sensor.path(), bit);
                markEach(names, field.spec().path(), bit);
            }
        }
        return names;
    }

    private static void markEach(Map<String, long[]> names, String path, int bit) {
        var from = 0;
        while (from < path.length()) {
            var to = path.indexOf('/', from);
            to = to < 0 ? path.length() : to;
            mark(names, path.substring(from, to), bit);
            from = to + 1;
        }
    }

    private static void mark(Map<String, long[]> names, String name, int bit) {
        var bits = names.get(name);
        if (bits == null) {
            bits = none();
            names.put(name, bits);
        }
        bits[bit >> 6] |= 1L << bit;
    }

    private static long[] defaults() {
        var bits = none();
        for (var index = 0; index < BASES.length - 1; index++) {
            Sensor<?> sensor = Catalog.sensors().get(index);
            for (Field field : sensor.fields()) {
                if (sensor.isDefault() && !field.spec().isKey()) {
                    var bit = BASES[index] + field.ordinal();
                    bits[bit >> 6] |= 1L << bit;
                }
            }
        }
        return bits;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection that && Arrays.equals(wanted, that.wanted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wanted);
    }
}
