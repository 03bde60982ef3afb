package org.wulfware.wire;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// Which fields a client wants: what its `on` and `off` have left turned on. One a connection; asking it allocates
/// nothing.
public final class Selection {
    /// The name that stands for every element.
    public static final String ALL = "all";

    private static final long[] NOTHING = {};

    private static final AtomicReferenceArray<Bits> BITS = new AtomicReferenceArray<>(Catalog.size());

    /// The fields wanted of each sensor, a bit a slot; [#NOTHING] where there are none. An array is never changed, and so two
    /// selections may share it.
    private final long[][] wanted = new long[Catalog.size()][];

    /// The slots wanted of each sensor, once somebody has asked for them; made anew for each change.
    private int[][] slots = new int[Catalog.size()][];

    private long stepsLeft = Long.MAX_VALUE;

    /// The default selection.
    public Selection() {
        reset();
    }

    /// Back to the default selection.
    public void reset() {
        for (var index = 0; index < wanted.length; index++) {
            wanted[index] = Catalog.isDefault(index) ? bits(index).defaults : NOTHING;
        }
        slots = new int[wanted.length][];
    }

    /// What a name of [#on] and [#off] costs, for whoever bounds what is asked at once: 0 for a plain name, 1 for a glob, and
    /// as much as sixteen of those for a regular expression.
    public static int cost(String name) {
        return Regexp.is(name) ? 16 : Glob.is(name) ? 1 : 0;
    }

    /// Becomes the same as `other`.
    public void set(Selection other) {
        System.arraycopy(other.wanted, 0, wanted, 0, wanted.length);
        slots = other.slots;
    }

    /// From now on, patterns of [#on] and [#off] may take so many steps together: a step is a character of a name, or more where
    /// a regular expression may go on in more ways than one.
    public void allow(long steps) {
        stepsLeft = steps;
    }

    /// Turns every element called `name` on; false if no document has one. Of what is in it, that comes on which asks for
    /// the least: an element that holds anything sent by default brings no more than that, so that what the oldest clients
    /// say means for ever what it meant; and of a sensor on request, the fields stay off that are on request by themselves.
    /// [#ALL] turns everything on. A glob, `cpu*`, or a regular expression, `/^cpu/`, stands for all the names that it
    /// matches.
    ///
    /// @throws BadPatternException if `name` is to be a regular expression and is none; then nothing is changed; or if it takes
    ///     more steps than are allowed
    public boolean on(String name) {
        if (Glob.is(name) || Regexp.is(name)) {
            return turn(name, true);
        }
        var known = false;
        var isOld = !name.equals(ALL) && meansDefaults(name);
        for (var index = 0; index < wanted.length; index++) {
            if (name.equals(ALL) || (isOld ? Catalog.isDefault(index) : Catalog.mayHold(index, name))) {
                var on = bits(index).names().turnedOn.get(name);
                if (on != null) {
                    wanted[index] = or(wanted[index], isOld ? and(on, bits(index).defaults) : on);
                    known = true;
                }
            }
        }
        slots = new int[wanted.length][];
        return known;
    }

    /// Whether anything that is sent by default stands in an element of this name, in whatever sensor: then the name means no
    /// more than that.
    private static boolean meansDefaults(String name) {
        for (var index = 0; index < Catalog.size(); index++) {
            if (Catalog.isDefault(index)) {
                var bits = bits(index);
                var on = bits.names().turnedOn.get(name);
                if (on != null && and(on, bits.defaults).length > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Turns one field on.
    public void on(Field field) {
        var index = Catalog.indexOf(field.sensor());
        var bit = new long[(field.sensor().fields().length + 63) / 64];
        bit[field.ordinal() >> 6] = 1L << field.ordinal();
        wanted[index] = or(wanted[index], bit);
        slots = new int[wanted.length][];
    }

    /// Turns everything off.
    public void clear() {
        Arrays.fill(wanted, NOTHING);
        slots = new int[wanted.length][];
    }

    /// Turns every element called `name` off, with all that is in it; false if no document has one. Globs and
    /// regular expressions as for [#on].
    ///
    /// @throws BadPatternException if `name` is to be a regular expression and is none; then nothing is changed
    public boolean off(String name) {
        if (Glob.is(name) || Regexp.is(name)) {
            return turn(name, false);
        }
        var known = false;
        for (var index = 0; index < wanted.length; index++) {
            if (Catalog.isDefault(index) || wanted[index].length > 0) {
                var off = bits(index).names().inside.get(name);
                if (off != null) {
                    wanted[index] = andNot(wanted[index], off);
                    known = true;
                }
            } else {
                known |= Catalog.mayHold(index, name);
            }
        }
        slots = new int[wanted.length][];
        return known;
    }

    /// Turns what a pattern matches on or off. No sensor is loaded for it of which it matches nothing.
    private boolean turn(String pattern, boolean on) {
        var regexp = Regexp.is(pattern) ? Regexp.of(pattern) : null;
        var known = false;
        for (var index = 0; index < wanted.length; index++) {
            if (regexp != null && regexp.taken() > stepsLeft) {
                throw new BadPatternException(
                        "\"" + pattern + "\" takes longer to be matched than the daemon's budget allows");
            }
            for (var name : Catalog.isDefault(index) ? bits(index).names().inside.keySet() : Catalog.names(index)) {
                if (name.equals(ALL) || !(regexp == null ? Glob.matches(pattern, name) : regexp.matches(name))) {
                    continue;
                }
                known = true;
                if (on) {
                    var bits = bits(index).names().turnedOn.get(name);
                    wanted[index] = bits == null ? wanted[index] : or(wanted[index], bits);
                } else if (wanted[index].length > 0) {
                    var bits = bits(index).names().inside.get(name);
                    wanted[index] = bits == null ? wanted[index] : andNot(wanted[index], bits);
                }
            }
        }
        stepsLeft -= regexp == null ? 0 : Math.min(stepsLeft, regexp.taken());
        slots = new int[wanted.length][];
        return known;
    }

    private static long[] or(long[] a, long[] b) {
        var both = Arrays.copyOf(a, Math.max(a.length, b.length));
        for (var i = 0; i < b.length; i++) {
            both[i] |= b[i];
        }
        return both;
    }

    private static long[] and(long[] a, long[] b) {
        var both = a.clone();
        var any = 0L;
        for (var i = 0; i < both.length; i++) {
            both[i] &= b[i];
            any |= both[i];
        }
        return any == 0 ? NOTHING : both;
    }

    private static long[] andNot(long[] a, long[] b) {
        var rest = a.clone();
        var any = 0L;
        for (var i = 0; i < rest.length; i++) {
            rest[i] &= ~b[i];
            any |= rest[i];
        }
        return any == 0 ? NOTHING : rest;
    }

    /// Whether the field at `slot` of the catalog's sensor `index` is wanted.
    public boolean wants(int index, int slot) {
        var bits = wanted[index];
        return bits.length > 0 && (bits[slot >> 6] & 1L << slot) != 0;
    }

    /// Whether any field of the catalog's sensor `index` is wanted.
    public boolean wantsAny(int index) {
        return wanted[index].length > 0;
    }

    /// Whether nothing is wanted but what is sent to a client that has asked for nothing in particular, or less.
    public boolean isOld() {
        for (var index = 0; index < wanted.length; index++) {
            if (wanted[index].length > 0
                    && (!Catalog.isDefault(index) || andNot(wanted[index], bits(index).defaults).length > 0)) {
                return false;
            }
        }
        return true;
    }

    /// The slots of the wanted fields of the catalog's sensor `index`; a shared array that must not be changed.
    int[] slots(int index) {
        var known = slots[index];
        if (known == null) {
            known = slotsOf(index);
            slots[index] = known;
        }
        return known;
    }

    private int[] slotsOf(int index) {
        var found = new int[wanted[index].length * 64];
        var count = 0;
        for (var slot = 0; slot < found.length; slot++) {
            if (wants(index, slot)) {
                found[count++] = slot;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static Bits bits(int index) {
        var bits = BITS.get(index);
        if (bits == null) {
            bits = new Bits(Catalog.sensor(index));
            BITS.set(index, bits);
        }
        return bits;
    }

    /// Which fields of one sensor are on by default, and, once a name has been asked for, what names mean for it.
    private static final class Bits {
        final Sensor<?> sensor;
        final long[] defaults;
        private volatile @Nullable Names names;

        Bits(Sensor<?> sensor) {
            this.sensor = sensor;
            defaults = new long[(sensor.fields().length + 63) / 64];
            for (Field field : sensor.fields()) {
                if (field.isDefault() && !field.spec().isKey()) {
                    defaults[field.ordinal() >> 6] |= 1L << field.ordinal();
                }
            }
        }

        Names names() {
            var known = names;
            if (known == null) {
                known = new Names(sensor, defaults.length);
                names = known;
            }
            return known;
        }
    }

    /// What the names of elements mean for one sensor.
    private static final class Names {
        /// What stands in the elements of a name, and what of it the name turns on.
        final Map<String, long[]> inside = new HashMap<>();

        final Map<String, long[]> turnedOn = new HashMap<>();
        private final int words;

        Names(Sensor<?> sensor, int words) {
            this.words = words;
            var most = new HashMap<String, Integer>();
            for (var end = sensor.path().indexOf('/'); end >= 0; end = sensor.path().indexOf('/', end + 1)) {
                var around = sensor.path().substring(0, end);
                most.put(around, holdsDefaults(around + '/') ? 2 : 1);
            }
            for (Field field : sensor.fields()) {
                var path = path(field);
                for (var end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
                    var element = path.substring(0, end);
                    most.put(element, Math.max(readiness(field), most.getOrDefault(element, 0)));
                }
            }
            for (Field field : sensor.fields()) {
                if (!field.spec().isKey()) {
                    learn(field, most);
                }
            }
        }

        private void learn(Field field, Map<String, Integer> most) {
            var slot = field.ordinal();
            var path = path(field);
            var from = 0;
            for (var end = nextEnd(path, 0); end >= 0; end = nextEnd(path, end + 1)) {
                var name = path.substring(from, end);
                mark(inside, name, slot);
                if (most.getOrDefault(path.substring(0, end), 0) == readiness(field)) {
                    mark(turnedOn, name, slot);
                }
                from = end + 1;
            }
            mark(inside, ALL, slot);
            mark(turnedOn, ALL, slot);
        }

        private void mark(Map<String, long[]> names, String name, int slot) {
            var bits = names.get(name);
            if (bits == null) {
                bits = new long[words];
                names.put(name, bits);
            }
            bits[slot >> 6] |= 1L << slot;
        }
    }

    private static boolean holdsDefaults(String prefix) {
        for (var index = 0; index < Catalog.size(); index++) {
            if (Catalog.isDefault(index) && Catalog.path(index).startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /// Whether `on name` turns on this field of the catalog.
    public static boolean turnsOn(String name, Field field) {
        var bits = bits(Catalog.indexOf(field.sensor())).names().turnedOn.get(name);
        return bits != null && (bits[field.ordinal() >> 6] & 1L << field.ordinal()) != 0
                && (field.isDefault() || name.equals(ALL) || !meansDefaults(name));
    }

    /// How ready the fields are that come on with the element at a path below the root, around a sensor or in it: see [#on].
    static int readiness(String element, Sensor<?> sensor) {
        if (!element.startsWith(sensor.path())) {
            return holdsDefaults(element.isEmpty() ? "" : element + '/') ? 2 : 1;
        }
        var most = 0;
        for (Field field : sensor.fields()) {
            if (path(field).equals(element) || path(field).startsWith(element + '/')) {
                most = Math.max(most, readiness(field));
            }
        }
        return most;
    }

    /// How ready a field is to come on with what is around it.
    static int readiness(Field field) {
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

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof Selection that)) {
            return false;
        }
        for (var index = 0; index < wanted.length; index++) {
            if (!Arrays.equals(wanted[index], that.wanted[index])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(wanted);
    }
}
