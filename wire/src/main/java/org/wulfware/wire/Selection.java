package org.wulfware.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;

/// Which fields a client wants: what its `on` and `off` have left turned on. One a connection; asking it allocates
/// nothing.
public final class Selection {
    /// The name that stands for every element.
    public static final String ALL = "all";

    private static final int[] BASES = bases();

    /// What stands in the elements of a name, and what of it the name turns on.
    private static final Map<String, long[]> INSIDE = new HashMap<>();

    private static final Map<String, long[]> TURNED_ON = new HashMap<>();
    private static final long[] DEFAULTS = defaults();

    private static final int[][] UNKNOWN = {};

    static {
        learnNames();
    }

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

    /// Turns every element called `name` on; false if no document has one. Of what is in it, that comes on which asks for
    /// the least: an element that holds anything sent by default brings no more than that, so that what the oldest clients
    /// say means for ever what it meant; and of a sensor on request, the fields stay off that are on request by themselves.
    /// [#ALL] turns everything on.
    public boolean on(String name) {
        var bits = TURNED_ON.get(name);
        if (bits == null) {
            return false;
        }
        for (var i = 0; i < wanted.length; i++) {
            wanted[i] |= bits[i];
        }
        slots = UNKNOWN;
        return true;
    }

    /// Turns every element called `name` off, with all that is in it; false if no document has one.
    public boolean off(String name) {
        var bits = INSIDE.get(name);
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

    /// Whether `on name` turns on this field of the catalog.
    public static boolean turnsOn(String name, Field field) {
        var bits = TURNED_ON.get(name);
        var bit = BASES[Catalog.indexOf(field.sensor())] + field.ordinal();
        return bits != null && (bits[bit >> 6] & 1L << bit) != 0;
    }

    private static void learnNames() {
        var most = new HashMap<String, Integer>();
        for (var index = 0; index < BASES.length - 1; index++) {
            for (Field field : Catalog.sensors().get(index).fields()) {
                var path = path(field);
                for (var end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
                    var element = path.substring(0, end);
                    most.put(element, Math.max(readiness(field), most.getOrDefault(element, 0)));
                }
            }
        }
        for (var index = 0; index < BASES.length - 1; index++) {
            for (Field field : Catalog.sensors().get(index).fields()) {
                if (field.spec().isKey()) {
                    continue;
                }
                var bit = BASES[index] + field.ordinal();
                var path = path(field);
                var from = 0;
                for (var end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
                    var name = path.substring(from, end);
                    mark(INSIDE, name, bit);
                    if (most.getOrDefault(path.substring(0, end), 0) == readiness(field)) {
                        mark(TURNED_ON, name, bit);
                    }
                    from = end + 1;
                }
                mark(INSIDE, ALL, bit);
                mark(TURNED_ON, ALL, bit);
            }
        }
    }

    /// How ready a field is to come on with what is around it.
    private static int readiness(Field field) {
        if (field.spec().isKey() || field.spec().isOnRequest()) {
            return 0;
        }
        return field.isDefault() ? 2 : 1;
    }

    private static String path(Field field) {
        var below = field.spec().path();
        return below.isEmpty() ? field.sensor().path() : field.sensor().path() + '/' + below;
    }

    /// Where the step of a path that begins at `from` ends; -1 behind the last.
    private static int nextEnd(String path, int from) {
        if (from >= path.length()) {
            return -1;
        }
        var end = path.indexOf('/', from);
        return end < 0 ? path.length() : end;
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
            for (Field field : Catalog.sensors().get(index).fields()) {
                if (field.isDefault() && !field.spec().isKey()) {
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
