package org.wulfware.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.sensors.Catalog;

/// `docs/sensors.md`: all that the catalog declares, and what the declarations' comments say of kernels.
final class SensorsPage {
    private static final String HEAD = """
            # What a node can say

            All groups of values that `xmlsysd` knows, in the order of its document, whether a node has them or not: what is not there is
            left out. `list` asks a daemon for the same. This page is made of the sensors' declarations, in
            `catalog/src/main/java/org/wulfware/catalog/sensors`, and checked by every build: change it there, then
            `./wulf accept`. [`xmlsysd.rng`](xmlsysd.rng) says the same as a schema.

            A group that is not sent by default is asked for by its name, `on vmstat`, and a field of it by its own, `on pgfault`; a
            field that is on request *by itself* comes only by its own name, by that of an element that holds nothing else, or with `on
            all`. `get` takes the paths: [the language](protocol.md). A field `cpu[id]` is an attribute, which tells the elements called
            `cpu` apart. Below *identity* stands what makes two rows the same one, in every sample, recording and store: where a row stands
            among the others never does. The last column is what Prometheus gets, in base units ([Prometheus](prometheus.md)); a *label* stands on the
            other metrics of its row.

            A counter only grows, from when the kernel started, and means something by its difference; a gauge goes up and down. Jiffies
            are hundredths of a second; a sector is 512 bytes.

            | group | by default | what it is |
            | --- | --- | --- |
            """;

    /// Where a comment goes on to say more than what the group is.
    private static final List<String> STOPS =
            List.of("; ", ". ", ".\n", ": ", ":\n", ", `", ", as ", ", from ", ", a row");

    private final Comments comments;
    private final StringBuilder page = new StringBuilder(HEAD);

    private SensorsPage(Comments comments) {
        this.comments = comments;
    }

    static String of(Comments comments) {
        var page = new SensorsPage(comments);
        for (var sensor : Catalog.sensors()) {
            page.contents(sensor);
        }
        for (var sensor : Catalog.sensors()) {
            page.section(sensor);
        }
        return page.page.toString();
    }

    private void contents(Sensor<?> sensor) {
        var comment = comments.of(sensor).strip();
        var end = comment.length();
        for (var stop : STOPS) {
            var at = comment.indexOf(stop);
            end = at > 0 ? Math.min(at, end) : end;
        }
        var first = comment.substring(0, end).replace('\n', ' ');
        page.append("| [`").append(sensor.path()).append("`](#").append(Comments.anchor(sensor)).append(") | ");
        page.append(sensor.isDefault() ? "yes" : "").append(" | ");
        page.append(first.replace("|", "\\|")).append(" |\n");
    }

    private <F extends Enum<F> & Field> void section(Sensor<F> sensor) {
        page.append("\n## `").append(sensor.path()).append("`\n\n");
        page.append(comments.of(sensor).strip()).append("\n\n");
        for (var note : notes(sensor)) {
            page.append("* ").append(note).append('\n');
        }
        var isMixed =
                sensor.isDefault() && List.of(sensor.fields()).stream().anyMatch(each -> each.spec().isOnRequest());
        var hasSelfish =
                !sensor.isDefault() && List.of(sensor.fields()).stream().anyMatch(each -> each.spec().isOnRequest());
        var sent = isMixed || hasSelfish;
        page.append("\n| field | kind | ").append(sent ? "sent | " : "").append("unit | what it is | Prometheus |\n");
        page.append("| --- | --- | ").append(sent ? "--- | " : "").append("--- | --- | --- |\n");
        var metrics = metrics(sensor);
        for (var field : sensor.fields()) {
            var spec = field.spec();
            page.append("| ").append(path(field)).append(" | ").append(spec.kind().name().toLowerCase(Locale.ROOT));
            if (sent) {
                page.append(" | ")
                        .append(spec.isOnRequest() ? isMixed ? "on request" : "by itself"
                                : isMixed ? "by default" : "");
            }
            page.append(" | ").append(spec.unit().label()).append(" | ").append(spec.help().replace("|", "\\|"));
            page.append(" | ")
                    .append(String.join("<br>", metrics.getOrDefault(field.ordinal(), List.of())))
                    .append(" |\n");
        }
    }

    private static String path(Field field) {
        var path = field.spec().path();
        return path.isEmpty() ? "the group itself" : "`" + path.replaceFirst("@(.*)", "[$1]") + "`";
    }

    /// How it comes to be sent, and from where.
    private static <F extends Enum<F> & Field> List<String> notes(Sensor<F> sensor) {
        var notes = new ArrayList<String>();
        var origins = new LinkedHashMap<String, List<String>>();
        for (var field : sensor.fields()) {
            origins.computeIfAbsent(sensor.origin(field), _ -> new ArrayList<>()).add(path(field));
        }
        if (origins.size() == 1) {
            notes.add("from " + quoted(origins.firstEntry().getKey()));
        } else {
            origins.forEach((origin, fields) -> {
                var isMost = fields.size() > sensor.fields().length / 2;
                notes.add((isMost ? "most of it" : String.join(", ", fields)) + " from " + quoted(origin));
            });
        }
        notes.addAll(identity(sensor));
        if (sensor.keepsSeconds() == Sensor.ONCE) {
            notes.add("read once");
        } else if (sensor.keepsSeconds() > 0) {
            var stamped = sensor.isStamped() ? ", and stamped with when it was" : "";
            notes.add("read again after " + sensor.keepsSeconds() + " s" + stamped);
        }
        if (sensor.survey() != null) {
            notes.add("what there is of it is looked for again after " + sensor.surveySeconds() + " s");
        }
        if (sensor.isBeside()) {
            notes.add("read on a thread beside the sample, since it may hang: a driver's fault delays nobody");
        }
        return notes;
    }

    /// What identifies a row, for each of the elements that the sensor has several of.
    private static <F extends Enum<F> & Field> List<String> identity(Sensor<F> sensor) {
        var byElement = new LinkedHashMap<String, List<String>>();
        for (var field : sensor.identity()) {
            var path = field.spec().path();
            var element = path.substring(0, path.indexOf('@') < 0 ? path.lastIndexOf('/') : path.indexOf('@'));
            byElement.computeIfAbsent(element, _ -> new ArrayList<>()).add(path(field));
        }
        var notes = new ArrayList<String>();
        byElement
                .forEach((element, fields) -> notes.add("identity of `" + element + "`: " + String.join(", ", fields)));
        for (var field : sensor.fields()) {
            if (field.spec().role() == Spec.Role.POSITION) {
                notes.add(path(field) + " is a place in a list, and identifies nothing");
            }
        }
        return notes;
    }

    private static String quoted(String origin) {
        return origin.replaceAll("(/[\\w./:*{}-]+\\w)", "`$1`");
    }

    /// What Prometheus gets of each field.
    private static Map<Integer, List<String>> metrics(Sensor<?> sensor) {
        var metrics = new TreeMap<Integer, List<String>>();
        for (var family : Family.of(sensor)) {
            for (var entry : family.entries) {
                var constant = new ArrayList<String>();
                for (var label : entry.labels()) {
                    if (label.slot() < 0) {
                        constant.add(label.start());
                    }
                }
                if (entry.text().isEmpty()) {
                    add(metrics, entry.slot(), "`" + family.name
                            + (constant.isEmpty() ? "" : "{" + String.join(",", constant) + "}") + "`");
                } else {
                    add(metrics, entry.slot(), "`" + family.name + "`, 1 for " + entry.text());
                }
                for (var label : entry.labels()) {
                    if (label.slot() >= 0) {
                        var name = label.start().substring(0, label.start().length() - 2);
                        var isKey = sensor.fields()[label.slot()].spec().isIdentity();
                        add(metrics, label.slot(),
                                isKey ? "label `" + name + "`" : "`" + family.name + "{" + name + "}`");
                    }
                }
            }
        }
        for (Field field : sensor.fields()) {
            if (field.spec().kind() != Kind.TEXT && !field.spec().isKey() && !metrics.containsKey(field.ordinal())) {
                throw new IllegalStateException(sensor + " " + field.name() + " has no metric");
            }
        }
        return metrics;
    }

    private static void add(Map<Integer, List<String>> metrics, int slot, String metric) {
        if (slot >= 0) {
            var known = metrics.computeIfAbsent(slot, _ -> new ArrayList<>());
            if (!known.contains(metric)) {
                known.add(metric);
            }
        }
    }
}
