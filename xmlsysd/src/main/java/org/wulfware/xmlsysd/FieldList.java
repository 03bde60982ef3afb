package org.wulfware.xmlsysd;

import java.util.Locale;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;

/// What `list` answers: every field that this daemon knows, whether this node has it or not. All sensors' classes are loaded
/// for it.
final class FieldList {
    private FieldList() {}

    /// Writes all of the catalog.
    static void write(Notice notice) {
        notice.open("list").list("field");
        for (var sensor : Catalog.sensors()) {
            write(sensor, notice);
        }
        notice.endList().close("list");
    }

    private static <F extends Enum<F> & Field> void write(Sensor<F> sensor, Notice notice) {
        for (var field : sensor.fields()) {
            write(sensor, field, notice);
        }
    }

    private static <F extends Enum<F> & Field> void write(Sensor<F> sensor, F field, Notice notice) {
        var spec = field.spec();
        var path = spec.path().isEmpty() ? sensor.path() : sensor.path() + '/' + spec.path().replace("@", "/@");
        notice.item("field", "path", "/xmlsysd/" + path).leaf("kind", spec.kind().name().toLowerCase(Locale.ROOT));
        if (!spec.unit().label().isEmpty()) {
            notice.leaf("unit", spec.unit().label());
        }
        notice.leaf("default", field.isDefault() ? "on" : "off");
        notice.leaf("source", sensor.origin(field));
        notice.leaf("help", spec.help()).close("field");
    }
}
