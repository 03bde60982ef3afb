package org.wulfware.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// The catalog as a tree of element names, for the reader: where in it a document stands says which field is meant.
final class Markup {
    /// The root of every document.
    static final Markup ROOT = catalog();

    /// The attributes that elements of the catalog have.
    static final Set<String> ATTRIBUTES = attributes(
            new HashSet<>(Set.of("init", "lost", "tv_sec", "tv_usec", "age_ms", "state", "units")), ROOT);

    final String name;
    /// The place of the sensor whose element this is or stands in, -1 above all sensors.
    final int sensor;
    /// Whether this is a sensor's own element, which carries the time and says whether it is stale or has failed.
    boolean isSensors;
    /// The slot of the field whose value stands in this element, -1 if none does.
    int slot = -1;
    boolean isText;
    int decimals;
    boolean mayBeNegative;
    /// The attributes that tell repeated elements apart; if there are any, each such element is a row.
    Markup[] keys = {};

    /// The name as the parser said it last, which is mostly the very same string.
    private String said = "";

    private final List<Markup> inside = new ArrayList<>(8);
    private Markup[] children = {};

    private Markup(String name, int sensor) {
        this.name = name;
        this.sensor = sensor;
    }

    /// The element of this name inside this one, or null if no field stands there. Daemons write elements in the
    /// catalog's order, so the one behind `last` is tried first.
    @org.jspecify.annotations.Nullable
    @SuppressWarnings("ReferenceEquality") // what is not the same string may still be equal, and is compared next
    Markup child(String wanted, int last) {
        var count = children.length;
        for (var i = 0; i < count; i++) {
            var at = last + 1 + i;
            var child = children[at < count ? at : at - count];
            if (child.said == wanted) {
                return child;
            }
            if (child.name.equals(wanted)) {
                child.said = wanted;
                return child;
            }
        }
        return null;
    }

    /// This element's place among those beside it.
    int place;

    private static Markup catalog() {
        var root = new Markup("xmlsysd", -1);
        var sensors = Catalog.sensors();
        for (var index = 0; index < sensors.size(); index++) {
            var sensor = sensors.get(index);
            var element = root.at(sensor.path(), -1, index);
            element.isSensors = true;
            for (Field field : sensor.fields()) {
                element.declare(field, index);
            }
        }
        root.settle();
        return root;
    }

    private void declare(Field field, int index) {
        var path = field.spec().path();
        var key = path.indexOf('@');
        var element = at(key >= 0 ? path.substring(0, key) : path, index, index);
        if (key >= 0) {
            var attribute = new Markup(path.substring(key + 1), index);
            attribute.holds(field);
            element.keys = Arrays.copyOf(element.keys, element.keys.length + 1);
            element.keys[element.keys.length - 1] = attribute;
        } else {
            element.holds(field);
        }
    }

    private void holds(Field field) {
        slot = field.ordinal();
        isText = field.spec().kind() == Kind.TEXT;
        decimals = field.spec().decimals();
        mayBeNegative = field.spec().mayBeNegative();
    }

    /// The element at `path` below this one, made where it is new: those on the way stand in the sensor `around`.
    private Markup at(String path, int around, int target) {
        var element = this;
        for (var from = 0; from < path.length();) {
            var slash = path.indexOf('/', from);
            var to = slash < 0 ? path.length() : slash;
            element = element.made(path.substring(from, to), slash < 0 ? target : around);
            from = to + 1;
        }
        return element;
    }

    private Markup made(String child, int sensorOfChild) {
        for (var known : inside) {
            if (known.name.equals(child)) {
                return known;
            }
        }
        var made = new Markup(child, sensorOfChild);
        made.place = inside.size();
        inside.add(made);
        return made;
    }

    private static Set<String> attributes(Set<String> known, Markup element) {
        for (var key : element.keys) {
            known.add(key.name);
        }
        for (var child : element.children) {
            attributes(known, child);
        }
        return known;
    }

    private void settle() {
        children = inside.toArray(new Markup[0]);
        for (var child : children) {
            child.settle();
        }
    }

    /// The sensor that this element stands in.
    Sensor<?> of() {
        return Catalog.sensors().get(sensor);
    }
}
