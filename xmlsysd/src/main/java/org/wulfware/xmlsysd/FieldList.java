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
            for (Field field : sensor.fields()) {
                write(sensor, field, notice);
            }
        }
        notice.endList().close("list");
    }

    private static void write(Sensor<?> sensor, Field field, Notice notice) {
        var spec = field.spec();
        var path = spec.path().isEmpty() ? sensor.path() : sensor.path() + '/' + spec.path().replace("@", "/@");
        notice.item("field", "path", "/xmlsysd/" + path).leaf("kind", spec.kind().name().toLowerCase(Locale.ROOT));
        if (!spec.unit().label().isEmpty()) {
            notice.leaf("unit", spec.unit().label());
        }
        notice.leaf("default", field.isDefault() ? "on" : "off");
        for (var source : sensor.sources()) {
            // A sensor's first source has all of it, if it is there at all; what others supply says which they are.
            if (source.supplies().contains(field)) {
                notice.leaf("source", "/" + source.path());
                break;
            }
        }
        notice.leaf("help", spec.help()).close("field");
    }
}
