package org.wulfware.catalog.sensors;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.NaturalOrder;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// A node that a test holds in its hand, for sensors that survey one.
final class Surveying implements Node {
    private final TreeMap<String, String> texts = new TreeMap<>();
    private final TreeMap<String, String> links = new TreeMap<>();

    /// A node of small files, a line each below `directory`: `name: coretemp`, `device -> ../../coretemp.0`.
    static Surveying of(String directory, String lines) {
        return new Surveying().with(directory, lines);
    }

    Surveying with(String directory, String lines) {
        lines.lines().forEach(line -> {
            var arrow = line.indexOf(" -> ");
            var colon = line.indexOf(": ");
            if (arrow >= 0) {
                links.put(directory + "/" + line.substring(0, arrow), line.substring(arrow + 4));
            } else {
                texts.put(directory + "/" + line.substring(0, colon), line.substring(colon + 2) + "\n");
            }
        });
        return this;
    }

    /// A file of more than a line.
    Surveying text(String path, String text) {
        texts.put(path, text);
        return this;
    }

    /// What a sample of `sensor` says of this node.
    <F extends Enum<F> & Field> String sampled(Sensor<F> sensor) {
        var plan = plan(sensor, this);
        var table = new Table<>(sensor);
        for (var row = 0; row < plan.rows(); row++) {
            plan.begin(row, table);
            for (var reading : plan.readings(row)) {
                var text = texts.get(reading.path());
                if (text != null) {
                    var bytes = text.getBytes(StandardCharsets.UTF_8);
                    reading.parser().parse(new Cursor().aim(bytes, 0, bytes.length), table);
                }
            }
        }
        return Parsed.show(table);
    }

    /// What a sample of `sensor` says of a recorded tree; nothing for a sensor that makes no survey.
    static <F extends Enum<F> & Field> Table<F> sampled(Sensor<F> sensor, Path tree) {
        if (sensor.survey() == null) {
            return new Table<>(sensor);
        }
        var plan = plan(sensor, Trees.node(tree));
        var table = new Table<>(sensor);
        for (var row = 0; row < plan.rows(); row++) {
            plan.begin(row, table);
            for (var reading : plan.readings(row)) {
                Trees.read(tree, reading.path())
                        .ifPresent(text -> reading.parser().parse(new Cursor().aim(text, 0, text.length), table));
            }
        }
        return table;
    }

    static <F extends Enum<F> & Field> Plan<F> plan(Sensor<F> sensor, Node node) {
        var plan = new Plan<>(sensor);
        var survey = sensor.survey();
        if (survey != null) {
            survey.survey(node, plan);
        }
        return plan;
    }

    @Override
    public String[] list(String directory) {
        var names = new TreeSet<>(NaturalOrder.NAMES);
        for (var paths : List.of(texts.keySet(), links.keySet())) {
            for (var path : paths) {
                if (path.startsWith(directory + "/")) {
                    var rest = path.substring(directory.length() + 1);
                    names.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest);
                }
            }
        }
        return names.toArray(new String[0]);
    }

    @Override
    public @Nullable String text(String path) {
        var text = texts.get(path);
        return text == null ? null : text.strip();
    }

    @Override
    public @Nullable String whole(String path) {
        return texts.get(path);
    }

    @Override
    public @Nullable String real(String path) {
        var target = links.get(path);
        return target == null ? null : target.substring(target.lastIndexOf("../") + "../".length());
    }

    @Override
    public @Nullable String link(String path) {
        var target = links.get(path);
        return target == null ? null : target.substring(target.lastIndexOf('/') + 1);
    }
}
