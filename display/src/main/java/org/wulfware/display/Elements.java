package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
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

    /// `off all`, then `on` with what these columns are formed from. The node's time is always asked for: its element's
    /// stamp says when the sample was taken.
    static List<String> commands(List<Column> columns) {
        var wanted = new LinkedHashSet<Field>();
        wanted.add(Time.TIME);
        for (var column : columns) {
            wanted.addAll(column.fields());
            if (column.isRate()) {
                // It tells whether the counters have 32 bits and may wrap.
                wanted.add(Version.VERSION);
            }
        }
        if (wanted.stream().anyMatch(Pids.class::isInstance)) {
            // With its number it tells a process from a later one of the same number.
            wanted.add(Pids.START);
        }
        wanted.removeIf(field -> field.spec().isKey());
        return List.of("off all", "on " + String.join(" ", names(wanted)));
    }

    private static Set<String> names(Set<Field> wanted) {
        var needed = new HashSet<Sensor<?>>();
        wanted.forEach(field -> needed.add(field.sensor()));
        var chosen = new LinkedHashSet<String>();
        var missing = new LinkedHashSet<>(wanted);
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
