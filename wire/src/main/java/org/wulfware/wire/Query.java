package org.wulfware.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// What paths ask for: which fields, and of elements that repeat, which of them. A path to a value asks for that value; one to
/// an element for what `on` would bring of it. No sensor is loaded in which a path's names cannot be.
public final class Query implements Cells {
    private static final String ROOT = "xmlsysd";

    /// What it costs to understand them is bounded by this.
    private static final int MOST_PATHS = 64;

    private final Selection selection = new Selection();
    private final List<Term>[] terms;
    private final Map<String, Integer> readiness = new HashMap<>();
    private boolean isConditional;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private Query() {
        selection.clear();
        terms = new List[Catalog.size()];
        Arrays.fill(terms, List.of());
    }

    /// Understands paths with blanks between them.
    ///
    /// @throws BadPathException if one is no path or one that no document has
    public static Query of(String paths) throws BadPathException {
        var all = Path.all(paths);
        if (all.isEmpty()) {
            throw new BadPathException("get takes paths: get /xmlsysd/proc/loadavg //cpu[@id=\"0\"]/user");
        }
        if (all.size() > MOST_PATHS) {
            throw new BadPathException("more than " + MOST_PATHS + " paths");
        }
        var query = new Query();
        var isKnown = new boolean[all.size()];
        for (var index = 0; index < Catalog.size(); index++) {
            query.add(all, isKnown, index);
        }
        for (var i = 0; i < isKnown.length; i++) {
            if (!isKnown[i]) {
                throw new BadPathException("no document has a path \"" + all.get(i) + "\"");
            }
        }
        return query;
    }

    /// The fields that are asked for.
    public Selection selection() {
        return selection;
    }

    /// Which cells of them; null if all.
    public @Nullable Cells cells() {
        return isConditional ? this : null;
    }

    @Override
    public boolean wants(int index, Table<?> table, int row, int slot) {
        var ofSensor = terms[index];
        for (var i = 0; i < ofSensor.size(); i++) {
            var term = ofSensor.get(i);
            if (term.slot == slot && term.isMet(table, row)) {
                return true;
            }
        }
        return false;
    }

    private void add(List<Path> paths, boolean[] isKnown, int index) {
        var mayMatch = new boolean[isKnown.length];
        var any = false;
        for (var i = 0; i < mayMatch.length; i++) {
            mayMatch[i] = mayMatch(paths.get(i), index);
            any |= mayMatch[i];
        }
        if (!any) {
            return;
        }
        var sensor = Catalog.sensor(index);
        for (Field field : sensor.fields()) {
            if (field.spec().isKey()) {
                continue;
            }
            var below = field.spec().path();
            var names = (ROOT + "/" + sensor.path() + (below.isEmpty() ? "" : "/" + below)).split("/");
            for (var i = 0; i < mayMatch.length; i++) {
                isKnown[i] |= mayMatch[i] && add(paths.get(i), index, sensor, field, names);
            }
        }
    }

    /// Whether a sensor could have what a path names, as far as the catalog tells without it.
    private static boolean mayMatch(Path path, int index) {
        var steps = Catalog.path(index).split("/");
        for (var i = 0; i < path.steps().size(); i++) {
            var step = path.steps().get(i);
            if (step.isDeep()) {
                break;
            }
            if (i > 0 && i <= steps.length && !Glob.matches(step.name(), steps[i - 1])) {
                return false;
            }
        }
        for (var step : path.steps()) {
            var name = step.name();
            if (!Glob.is(name) && !name.equals(ROOT) && !Catalog.mayHold(index, name)
                    && !Arrays.asList(steps).contains(name)) {
                return false;
            }
        }
        return true;
    }

    /// Adds a field if the path leads to it or to an element around it with which it comes.
    private boolean add(Path path, int index, Sensor<?> sensor, Field field, String[] names) {
        var known = false;
        for (var depth = 1; depth <= names.length; depth++) {
            if (depth == names.length || comesWith(element(names, depth), sensor, field)) {
                known |= match(path, 0, names, 0, depth, index, sensor, field, List.of());
            }
        }
        return known;
    }

    private boolean comesWith(String element, Sensor<?> sensor, Field field) {
        var most = readiness.get(element);
        if (most == null) {
            most = Selection.readiness(element, sensor);
            readiness.put(element, most);
        }
        return Selection.readiness(field) == most;
    }

    /// The path of the element that is so deep, without the root.
    private static String element(String[] names, int depth) {
        return String.join("/", Arrays.copyOfRange(names, 1, depth));
    }

    /// Tries the steps from `step` on, on the names from `from` on, so that the last step is the name before `depth`; adds the
    /// field for each way in which that goes.
    private boolean match(
            Path path,
            int step,
            String[] names,
            int from,
            int depth,
            int index,
            Sensor<?> sensor,
            Field field,
            List<Term.Condition> met) {
        if (step == path.steps().size()) {
            if (from != depth) {
                return false;
            }
            selection.on(field);
            isConditional |= !met.isEmpty();
            if (terms[index].isEmpty()) {
                terms[index] = new ArrayList<>();
            }
            var term = new Term(field.ordinal(), met);
            if (!terms[index].contains(term)) {
                terms[index].add(term);
            }
            return true;
        }
        if (path.steps().size() - step > depth - from) {
            return false;
        }
        var now = path.steps().get(step);
        var known = false;
        for (var at = from; at < (now.isDeep() ? depth : Math.min(from + 1, depth)); at++) {
            var conditions = Glob.matches(now.name(), names[at]) ? conditions(now, names, at, sensor) : null;
            if (conditions != null) {
                var all = new ArrayList<>(met);
                all.addAll(conditions);
                known |= match(path, step + 1, names, at + 1, depth, index, sensor, field, all);
            }
        }
        return known;
    }

    /// The conditions of a step on the element at `at`; null if that has no such attribute.
    private static @Nullable List<Term.Condition> conditions(Path.Step step, String[] names, int at, Sensor<?> sensor) {
        var conditions = new ArrayList<Term.Condition>();
        for (var wanted : step.conditions()) {
            Field key = null;
            for (Field field : sensor.fields()) {
                var path = ROOT + "/" + sensor.path() + "/" + field.spec().path();
                if (path.equals(String.join("/", Arrays.copyOf(names, at + 1)) + "@" + wanted.attribute())) {
                    key = field;
                }
            }
            if (key == null) {
                return null;
            }
            conditions.add(
                    new Term.Condition(key.ordinal(), key.spec().kind() == Kind.TEXT, wanted.glob()));
        }
        return conditions;
    }

    /// A field, with what must be so of the attributes around it.
    private record Term(int slot, List<Condition> conditions) {
        record Condition(int key, boolean isText, String glob) {}

        boolean isMet(Table<?> table, int row) {
            for (var i = 0; i < conditions.size(); i++) {
                var condition = conditions.get(i);
                if (!Glob.matches(condition.glob(), value(table, row, condition))) {
                    return false;
                }
            }
            return true;
        }

        private static String value(Table<?> table, int row, Condition condition) {
            if (!condition.isText()) {
                var cell = table.cell(row, condition.key());
                return cell == Field.ABSENT ? "" : Long.toString(cell);
            }
            var letters = new byte[table.textLength(row, condition.key())];
            table.copyText(row, condition.key(), letters, 0);
            return new String(letters, java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }
}
