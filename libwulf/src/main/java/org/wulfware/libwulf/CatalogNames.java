package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Mounts;

/// Which fields of the catalog a name may mean. A name is a field's path with dots, of which elements may be left out,
/// but for the last: `load1`, `memory.free`, `net.receive.bytes`.
final class CatalogNames {
    /// Two sensors each have disks and mounts; those of these are meant unless the other's name is said.
    private static final Set<Sensor<?>> MAIN = Set.of(Diskstats.SENSOR, Mounts.SENSOR);

    private static final Map<String, List<Slot<?>>> BY_LAST = byLast();

    private CatalogNames() {}

    private static Map<String, List<Slot<?>>> byLast() {
        var slots = new HashMap<String, List<Slot<?>>>();
        for (var sensor : Catalog.sensors()) {
            for (var slot : Slot.of(sensor)) {
                slots.computeIfAbsent(slot.elements().getLast(), _ -> new ArrayList<>(2)).add(slot);
            }
        }
        return slots;
    }

    /// The fields that `name` may mean: one, none, or, if the name is too short, several. Where it is the end of a path,
    /// paths with something between its elements are not meant.
    static List<Slot<?>> find(String name) {
        var wanted = List.of(name.split("\\."));
        var ends = new ArrayList<Slot<?>>();
        var others = new ArrayList<Slot<?>>();
        for (var slot : BY_LAST.getOrDefault(wanted.getLast(), List.of())) {
            if (isEnd(wanted, slot.elements())) {
                ends.add(slot);
            } else if (isIn(wanted, slot.elements())) {
                others.add(slot);
            }
        }
        return main(ends.isEmpty() ? others : ends);
    }

    /// Those of them that stand in an element of a sensor.
    static List<Slot<?>> find(String name, Sensor<?> sensor, String rows) {
        var all = BY_LAST.getOrDefault(name.substring(name.lastIndexOf('.') + 1), List.of());
        var wanted = List.of(name.split("\\."));
        return all.stream().filter(slot -> slot.isOf(sensor, rows) && isIn(wanted, slot.elements())).toList();
    }

    /// The rows that an element's name may mean, a key of each: `cpu`, `diskstats.disk`.
    static List<Slot<?>> rows(String name) {
        var wanted = List.of(name.split("\\."));
        var found = new ArrayList<Slot<?>>();
        for (var slots : BY_LAST.values()) {
            for (var slot : slots) {
                var isFirst = found.stream().noneMatch(other -> other.isOf(slot.sensor(), slot.rows()));
                if (slot.isRepeated() && slot.field().spec().isKey() && isFirst
                        && isIn(wanted, slot.elements().subList(0, slot.elements().size() - 1))) {
                    found.add(slot);
                }
            }
        }
        return main(found);
    }

    private static List<Slot<?>> main(List<Slot<?>> found) {
        var main = found.stream().filter(slot -> MAIN.contains(slot.sensor())).toList();
        var isOneElement = found.stream().map(Slot::rows).distinct().count() == 1;
        return main.size() == 1 && isOneElement ? main : found;
    }

    /// The names that are like one that there is not.
    static List<String> like(String name) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        return BY_LAST.keySet()
                .stream()
                .filter(other -> distance(last, other) <= (last.length() < 5 ? 1 : 2))
                .sorted(Comparator.<String>comparingInt(other -> distance(last, other)).thenComparing(other -> other))
                .limit(3)
                .toList();
    }

    private static boolean isEnd(List<String> wanted, List<String> path) {
        return wanted.size() <= path.size() && path.subList(path.size() - wanted.size(), path.size()).equals(wanted);
    }

    /// Whether the elements stand in the path in this order, the last at its end.
    private static boolean isIn(List<String> wanted, List<String> path) {
        if (!wanted.getLast().equals(path.getLast())) {
            return false;
        }
        var at = 0;
        for (var element : path) {
            at += at < wanted.size() && wanted.get(at).equals(element) ? 1 : 0;
        }
        return at == wanted.size();
    }

    /// How many letters have to be changed, added or left out.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        var row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (var i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
