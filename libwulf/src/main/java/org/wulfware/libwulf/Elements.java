package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.wire.Selection;

/// Finds the element names that turn on what is needed and little else. A name stands for every element that is called
/// so, wherever it is: `used` is in three places, `user` in the process list too, so a name that would turn on a
/// sensor nobody needs is taken only when there is no other.
final class Elements {
    /// What a field of a sensor that is not needed weighs against one of a sensor that is: its source would have to be
    /// read.
    private static final int FOREIGN = 1000;

    private static final Map<String, Set<Field>> FIELDS = fields();

    private Elements() {}

    /// `off all`, `on` with these fields, and `off` with what came along needlessly. The node's time is always asked for: its
    /// element's stamp says when the sample was taken.
    static List<String> commands(Collection<Field> fields, boolean needsRates) {
        var wanted = new LinkedHashSet<Field>();
        wanted.add(Time.TIME);
        wanted.addAll(fields);
        if (needsRates) {
            // It tells whether the counters have 32 bits and may wrap.
            wanted.add(Version.VERSION);
        }
        for (var field : List.copyOf(wanted)) {
            // What identifies a row and is no attribute, such as a process's start, does not come by itself.
            for (Field other : field.sensor().identity()) {
                if (!other.spec().isKey()) {
                    wanted.add(other);
                }
            }
        }
        addBesideKeys(wanted);
        var names = names(wanted);
        var needless = needless(names, wanted);
        var on = List.of("off all", "on " + String.join(" ", names));
        return needless.isEmpty() ? on : List.of(on.get(0), on.get(1), "off " + String.join(" ", needless));
    }

    /// The elements of sensors that nobody needs and that come on with a name of what somebody does: `gpu` is in two.
    private static Set<String> needless(Set<String> names, Set<Field> wanted) {
        var kept = new HashSet<String>();
        wanted.forEach(field -> kept.addAll(names(field)));
        var needless = new LinkedHashSet<String>();
        for (var name : names) {
            for (var field : FIELDS.getOrDefault(name, Set.of())) {
                var element = field.sensor().element();
                if (wanted.stream().noneMatch(other -> other.sensor() == field.sensor()) && !kept.contains(element)) {
                    needless.add(element);
                }
            }
        }
        return needless;
    }

    /// An element is sent with its keys when something in it is: where only keys are wanted, something is asked for beside
    /// them.
    private static void addBesideKeys(Set<Field> wanted) {
        for (var key : List.copyOf(wanted)) {
            if (key.spec().isKey()) {
                wanted.remove(key);
                if (wanted.stream().noneMatch(field -> isBeside(key, field))) {
                    for (Field field : key.sensor().fields()) {
                        if (isBeside(key, field) && !field.spec().isOnRequest()) {
                            wanted.add(field);
                            break;
                        }
                    }
                }
            }
        }
    }

    private static boolean isBeside(Field key, Field field) {
        var path = key.spec().path();
        return field.sensor() == key.sensor() && !field.spec().isKey()
                && field.spec().path().startsWith(path.substring(0, path.indexOf('@')) + "/");
    }

    private static Set<String> names(Set<Field> wanted) {
        var needed = new HashSet<Sensor<?>>();
        wanted.forEach(field -> needed.add(field.sensor()));
        var chosen = new LinkedHashSet<String>();
        var missing = new LinkedHashSet<>(wanted);
        // What no name turns on, since each of its names means something else first, cannot be asked for: it is absent.
        missing.removeIf(field -> names(field).stream()
                .noneMatch(name -> FIELDS.getOrDefault(name, Set.of()).contains(field)));
        while (!missing.isEmpty()) {
            var field = missing.getFirst();
            var name = names(field).stream()
                    .filter(candidate -> FIELDS.getOrDefault(candidate, Set.of()).contains(field))
                    .min(Comparator.<String>comparingInt(candidate -> excess(candidate, wanted, needed))
                            .thenComparingLong(candidate -> -covered(candidate, missing)))
                    .orElseThrow();
            chosen.add(name);
            missing.removeAll(FIELDS.getOrDefault(name, Set.of()));
        }
        List.copyOf(chosen).forEach(name -> dropIfCovered(name, chosen, wanted));
        return chosen;
    }

    /// A name chosen early may have become needless by a wider one chosen later.
    private static void dropIfCovered(String name, Set<String> chosen, Set<Field> wanted) {
        var rest = new HashSet<Field>();
        for (var other : chosen) {
            if (!other.equals(name)) {
                rest.addAll(FIELDS.getOrDefault(other, Set.of()));
            }
        }
        if (FIELDS.getOrDefault(name, Set.of())
                .stream()
                .noneMatch(field -> wanted.contains(field) && !rest.contains(field))) {
            chosen.remove(name);
        }
    }

    private static int excess(String name, Set<Field> wanted, Set<Sensor<?>> needed) {
        var excess = 0;
        for (var field : FIELDS.getOrDefault(name, Set.of())) {
            if (!wanted.contains(field)) {
                excess += needed.contains(field.sensor()) ? 1 : FOREIGN;
            }
        }
        return excess;
    }

    private static long covered(String name, Set<Field> missing) {
        return FIELDS.getOrDefault(name, Set.of()).stream().filter(missing::contains).count();
    }

    /// What each name turns on, as every daemon understands it.
    private static Map<String, Set<Field>> fields() {
        var fields = new HashMap<String, Set<Field>>();
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                if (!field.spec().isKey()) {
                    for (var name : names(field)) {
                        if (Selection.turnsOn(name, field)) {
                            fields.computeIfAbsent(name, _ -> new HashSet<>()).add(field);
                        }
                    }
                }
            }
        }
        return fields;
    }

    /// The elements that a field stands in, outermost first.
    private static List<String> names(Field field) {
        var path = field.sensor().path() + "/" + field.spec().path();
        return Arrays.stream(path.split("/")).filter(name -> !name.isEmpty()).toList();
    }
}
