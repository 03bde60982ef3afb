package org.wulfware.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.NetDev;

/// Makes the table of one sensor again out of the metrics that [Metrics] makes of it, or node_exporter of the same node: what
/// their names, labels and units mean is read off the very families that are written. Metrics come in no order; rows are those
/// that labels of their identity tell apart, in the order of these. What no metric says is absent.
public final class Gathering {
    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    /// Beyond that a double is no count.
    private static final double MOST = 9e18;

    private record Place(int sensor, Family family) {}

    /// A row as it comes together.
    private static final class Row {
        final long[] cells;
        final @Nullable String[] texts;

        Row(int width) {
            cells = new long[width];
            Arrays.fill(cells, Field.ABSENT);
            texts = new String[width];
        }

        boolean saysNumbers() {
            return Arrays.stream(cells).anyMatch(cell -> cell != Field.ABSENT);
        }

        /// Takes over what another row says and this one does not.
        void fill(Row other) {
            for (var slot = 0; slot < texts.length; slot++) {
                texts[slot] = texts[slot] == null ? other.texts[slot] : texts[slot];
            }
        }
    }

    /// What all metrics are about, made once when the first one is looked for.
    private static final class Places {
        static final Map<String, Place> BY_NAME = byName();

        private static Map<String, Place> byName() {
            var places = new HashMap<String, Place>();
            for (var sensor = 0; sensor < Catalog.size(); sensor++) {
                for (var family : Family.of(Catalog.sensor(sensor))) {
                    places.put(family.name, new Place(sensor, family));
                }
            }
            return places;
        }
    }

    private final int sensor;
    private final Field[] fields;
    private final Field[] identity;
    private final NavigableMap<List<String>, Row> rows = new TreeMap<>(Gathering::compare);
    private long stamp = Field.ABSENT;

    /// @param sensor its place in the catalog
    public Gathering(int sensor) {
        this.sensor = sensor;
        this.fields = Catalog.sensor(sensor).fields();
        this.identity = Catalog.sensor(sensor).identity();
    }

    /// The place in the catalog of the sensor that a metric is about; -1 if it is about none.
    public static int sensor(String metric) {
        var place = Places.BY_NAME.get(metric);
        return place == null ? -1 : place.sensor;
    }

    /// The names of all metrics that say one of these fields, by value or by label.
    public static Set<String> names(Collection<? extends Field> wanted) {
        var names = new LinkedHashSet<String>();
        for (Field field : wanted) {
            for (var family : Family.of(field.sensor())) {
                for (var entry : family.entries) {
                    if (entry.slot() == field.ordinal() || (!field.spec().isKey() && !field.spec().isIdentity()
                            && entry.labels().stream().anyMatch(label -> label.slot() == field.ordinal()))) {
                        names.add(family.name);
                    }
                }
            }
        }
        return names;
    }

    /// Takes a metric of this sensor in; one of another, or with labels that its name does not have, says nothing.
    ///
    /// @param label the value of a label, by its name; empty for none
    public void add(String metric, UnaryOperator<String> label, double value) {
        var place = Places.BY_NAME.get(metric);
        if (place == null || place.sensor != sensor || !Double.isFinite(value)) {
            return;
        }
        for (var entry : place.family.entries) {
            if (isMeant(entry, label)) {
                add(entry, label, value);
                return;
            }
        }
    }

    private static boolean isMeant(Family.Entry entry, UnaryOperator<String> label) {
        for (var each : entry.labels()) {
            if (each.slot() < 0
                    && !label.apply(name(each))
                            .equals(each.start().substring(name(each).length() + 2, each.start().length() - 1))) {
                return false;
            }
        }
        return true;
    }

    private static String name(Family.Label label) {
        return label.start().substring(0, label.start().indexOf('='));
    }

    private void add(Family.Entry entry, UnaryOperator<String> label, double value) {
        if (entry.value() == Family.Value.TIME) {
            stamp = Math.round(value * 1e6);
            return;
        }
        var said = new String[fields.length];
        for (var each : entry.labels()) {
            if (each.slot() >= 0) {
                var text = label.apply(name(each));
                said[each.slot()] = isNumber(text) ? each.without() + text : text;
            }
        }
        divide(said);
        var row = rows.computeIfAbsent(identity(said), _ -> new Row(fields.length));
        for (var slot = 0; slot < said.length; slot++) {
            if (said[slot] != null && !said[slot].isEmpty()) {
                set(row, slot, said[slot]);
            }
        }
        switch (entry.value()) {
            case NUMBER -> {
                var cell = Math.rint(value * POWERS[entry.decimals()] / entry.times());
                if (Math.abs(cell) < MOST && (cell >= 0 || fields[entry.slot()].spec().mayBeNegative())) {
                    row.cells[entry.slot()] = (long) cell;
                }
            }
            case IS_TEXT -> {
                if (value == 1) {
                    set(row, entry.slot(), entry.text());
                }
            }
            case ONE, TIME -> {
                // Its labels say it all; and the time is the table's.
            }
        }
    }

    private List<String> identity(@Nullable String[] said) {
        var values = new String[identity.length];
        for (var i = 0; i < values.length; i++) {
            var value = said[identity[i].ordinal()];
            values[i] = value == null ? "" : value;
        }
        return List.of(values);
    }

    /// node_exporter tells interfaces apart by whole names, a node's document by the name in two parts.
    private void divide(@Nullable String[] said) {
        var name = fields[0] == NetDev.ID ? said[NetDev.NAME.ordinal()] : null;
        if (name != null && !name.isEmpty()) {
            var digits = name.length();
            while (digits > 0 && name.charAt(digits - 1) >= '0' && name.charAt(digits - 1) <= '9') {
                digits--;
            }
            said[NetDev.DEVTYPE.ordinal()] = name.substring(0, digits);
            said[NetDev.DEVID.ordinal()] = name.substring(digits);
        }
    }

    private void set(Row row, int slot, String text) {
        if (fields[slot].spec().kind() == Kind.TEXT) {
            row.texts[slot] = text;
        } else if (isNumber(text)) {
            row.cells[slot] = Long.parseLong(text);
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 19 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /// Numbers by what they count, words as they are written; what is about no row of its own comes last.
    private static int compare(List<String> one, List<String> other) {
        Comparator<String> each = (a, b) -> a.equals(b) ? 0
                : a.isEmpty() || b.isEmpty() ? (a.isEmpty() ? 1 : -1)
                        : isNumber(a) && isNumber(b) && Long.parseLong(a) != Long.parseLong(b)
                                ? Long.compare(Long.parseLong(a), Long.parseLong(b))
                                : a.compareTo(b);
        for (var i = 0; i < one.size(); i++) {
            var order = each.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// The table; null if nothing was said.
    ///
    /// @param taken when it was read, in microseconds since 1970, where no metric says that
    public @Nullable Table<?> table(long taken) {
        return rows.isEmpty() ? null : filled(new Table<>(Catalog.sensor(sensor)), taken);
    }

    /// What names but a part of what identifies a row, as a chip of many sensors, is told at the first row that has that part.
    private void spread() {
        for (var place = rows.entrySet().iterator(); place.hasNext();) {
            var part = place.next();
            var named = part.getKey().stream().filter(name -> !name.isEmpty()).count();
            if (named == 0 || named == identity.length || part.getValue().saysNumbers()) {
                continue;
            }
            var first = rows.entrySet()
                    .stream()
                    .filter(whole -> !whole.getKey().contains("") && isPart(part.getKey(), whole.getKey()))
                    .findFirst();
            if (first.isPresent()) {
                first.get().getValue().fill(part.getValue());
                place.remove();
            }
        }
    }

    private static boolean isPart(List<String> part, List<String> whole) {
        for (var i = 0; i < part.size(); i++) {
            if (!part.get(i).isEmpty() && !part.get(i).equals(whole.get(i))) {
                return false;
            }
        }
        return true;
    }

    private <F extends Enum<F> & Field> Table<F> filled(Table<F> table, long taken) {
        table.stamp(stamp == Field.ABSENT ? taken : stamp);
        spread();
        for (var row : rows.values()) {
            table.row();
            for (var slot = 0; slot < fields.length; slot++) {
                var text = row.texts[slot];
                if (text != null) {
                    var bytes = text.getBytes(StandardCharsets.UTF_8);
                    table.text(table.rows() - 1, slot, bytes, 0, bytes.length);
                } else {
                    table.set(table.rows() - 1, slot, row.cells[slot]);
                }
            }
        }
        return table;
    }

    /// Whether a metric said the time at which the node read it, by its own clock.
    public boolean isTimed() {
        return stamp != Field.ABSENT;
    }
}
