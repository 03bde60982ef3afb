package org.wulfware.wire;

import static org.wulfware.wire.Sink.ascii;

import java.util.ArrayList;
import java.util.List;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.Unit;

/// All samples of one metric's name, which stand together in a text of metrics: which fields of a sensor they are, with which
/// labels, in which unit. What node_exporter has a name for is called so; everything else is called after its path,
/// `wulf_cgroup_group_usage_seconds_total`, in base units.
final class Family {
    /// What a sample's value is.
    enum Value {
        /// The number in a field's cell.
        NUMBER,
        /// 1 where a field's text is a given one, else 0.
        IS_TEXT,
        /// 1: the sample is there for its labels.
        ONE,
        /// When the sensor was read.
        TIME
    }

    /// A label: its bytes up to the value, ` name="`, and the slot of the field whose value it has; of a constant one the
    /// slot is -1 and the bytes are the whole.
    ///
    /// @param isIdentity whether it tells rows apart, and says nothing by itself
    /// @param without what the label does without of a text that is this and a number
    record Label(String start, int slot, boolean isText, boolean isIdentity, String without) {
        static Label of(String start, Field field) {
            return of(start, field, "");
        }

        static Label of(String start, Field field, String without) {
            return new Label(
                    start, field.ordinal(), field.spec().kind() == Kind.TEXT, field.spec().isIdentity(), without);
        }

        /// How many bytes of the text in a row it does without.
        int skipped(Table<?> table, int row) {
            if (without.isEmpty() || table.textLength(row, slot) <= without.length()) {
                return 0;
            }
            for (var i = 0; i < without.length(); i++) {
                if (table.textByte(row, slot, i) != without.charAt(i)) {
                    return 0;
                }
            }
            for (var i = without.length(); i < table.textLength(row, slot); i++) {
                if (table.textByte(row, slot, i) < '0' || table.textByte(row, slot, i) > '9') {
                    return 0;
                }
            }
            return without.length();
        }
    }

    /// One of the samples that a row has in the family.
    ///
    /// @param slot of the field; -1 where the value is that of none
    /// @param text with which a field's is compared
    /// @param times what a number is multiplied by
    /// @param decimals digits behind the point
    record Entry(Value value, int slot, String text, long times, int decimals, List<Label> labels) {}

    final String name;
    final String help;
    final Kind kind;
    final List<Entry> entries = new ArrayList<>(2);

    /// Whether node_exporter has no name for it.
    final boolean isOurs;

    /// The metadata in the one text form and in the other, and the name.
    final byte[] openMetrics;

    final byte[] prometheus;
    final byte[] sample;

    private Family(String name, Kind kind, String help) {
        this.name = name;
        this.kind = kind;
        this.help = help;
        isOurs = name.startsWith("wulf_");
        var isCounter = kind == Kind.COUNTER && name.endsWith("_total");
        var isUnknown = kind == Kind.COUNTER && !isCounter;
        var bare = isCounter ? name.substring(0, name.length() - "_total".length()) : name;
        openMetrics = metadata(bare, isCounter ? "counter" : isUnknown ? "unknown" : "gauge", help);
        prometheus = metadata(name, isCounter ? "counter" : isUnknown ? "untyped" : "gauge", help);
        sample = ascii(name);
    }

    private static byte[] metadata(String name, String type, String help) {
        return ascii("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
    }

    /// The families of a sensor: those that node_exporter has names for, then all other fields.
    static List<Family> of(Sensor<?> sensor) {
        var families = new ArrayList<Family>();
        var isNamed = new boolean[sensor.fields().length];
        for (var line : NodeExporter.LINES) {
            if (line.sensor().equals(sensor.path())) {
                named(sensor, line, families, isNamed);
            }
        }
        for (Field field : sensor.fields()) {
            if (!isNamed[field.ordinal()] && !field.spec().isKey() && field.spec().kind() != Kind.TEXT) {
                var made = new Family(name(sensor, field.spec()), field.spec().kind(), field.spec().help());
                made.add(field, Value.NUMBER, "", keys(sensor, field.spec()));
                families.add(made);
            }
        }
        texts(sensor, isNamed, families);
        return families;
    }

    private static void named(
            Sensor<?> sensor, NodeExporter.Line line, List<Family> families, boolean[] isNamed) {
        var labels = new ArrayList<Label>();
        for (var label : line.labels()) {
            var equals = label.indexOf('=');
            var name = label.substring(0, equals + 1);
            if (label.charAt(equals + 1) == '"') {
                labels.add(new Label(label, -1, true, false, ""));
            } else {
                var tilde = label.indexOf('~');
                var field = field(sensor, label.substring(equals + 1, tilde < 0 ? label.length() : tilde));
                labels.add(Label.of(name + '"', field, tilde < 0 ? "" : label.substring(tilde + 1)));
                isNamed[field.ordinal()] |= line.field().equals("1");
            }
        }
        if (line.field().equals("1") || line.field().equals("@time")) {
            var isTime = line.field().equals("@time");
            var help = isTime ? "When this was read, since 1970." : "1, for the sake of the labels.";
            family(families, line.metric(), Kind.GAUGE, help).entries
                    .add(new Entry(isTime ? Value.TIME : Value.ONE, -1, "", 1, isTime ? 6 : 0, List.copyOf(labels)));
            return;
        }
        var equals = line.field().indexOf('=');
        var field = field(sensor, equals < 0 ? line.field() : line.field().substring(0, equals));
        isNamed[field.ordinal()] = true;
        var kind = equals < 0 ? field.spec().kind() : Kind.GAUGE;
        var text = equals < 0 ? "" : line.field().substring(equals + 2, line.field().length() - 1);
        family(families, line.metric(), kind, field.spec().help())
                .add(field, equals < 0 ? Value.NUMBER : Value.IS_TEXT, text, List.copyOf(labels));
    }

    private void add(Field field, Value value, String text, List<Label> labels) {
        var unit = field.spec().unit();
        var isScaled = value == Value.NUMBER && !base(unit).isEmpty() && name.contains(base(unit));
        entries.add(new Entry(
                value,
                field.ordinal(),
                text,
                isScaled ? times(unit) : 1,
                value == Value.NUMBER ? field.spec().decimals() + (isScaled ? shift(unit) : 0) : 0,
                labels));
    }

    private static Family family(List<Family> families, String name, Kind kind, String help) {
        for (var family : families) {
            if (family.name.equals(name)) {
                return family;
            }
        }
        var made = new Family(name, kind, help);
        families.add(made);
        return made;
    }

    /// All texts of an element that have no name yet, as labels of one sample.
    private static void texts(Sensor<?> sensor, boolean[] isNamed, List<Family> families) {
        for (Field field : sensor.fields()) {
            var spec = field.spec();
            if (spec.isKey() || spec.kind() != Kind.TEXT || isNamed[field.ordinal()]) {
                continue;
            }
            var around = parent(spec.path());
            var name = "wulf_" + sensor.element() + (around.isEmpty() ? "" : "_" + underscored(around)) + "_info";
            var family = family(families, name, Kind.GAUGE, "1, for the sake of the labels.");
            var labels = family.entries.isEmpty()
                    ? new ArrayList<>(keys(sensor, spec))
                    : new ArrayList<>(family.entries.removeLast().labels());
            var own = spec.path().isEmpty() ? sensor.element() : spec.path().substring(spec.path().lastIndexOf('/') + 1);
            labels.add(Label.of(own + "=\"", field));
            family.entries.add(new Entry(Value.ONE, -1, "", 1, 0, List.copyOf(labels)));
        }
    }

    /// What identifies the row that a field stands in, as labels of the same names. A place in a list is none: it would be another
    /// series whenever rows come and go.
    private static List<Label> keys(Sensor<?> sensor, Spec spec) {
        var labels = new ArrayList<Label>();
        for (Field field : sensor.identity()) {
            var path = field.spec().path();
            var end = Math.max(path.indexOf('@'), path.lastIndexOf('/'));
            if (spec.path().startsWith(path.substring(0, field.spec().isKey() ? path.indexOf('@') : end) + '/')) {
                labels.add(Label.of(path.substring(end + 1) + "=\"", field));
            }
        }
        return List.copyOf(labels);
    }

    /// The field at a path of the table, which a test holds against the catalog.
    private static Field field(Sensor<?> sensor, String path) {
        for (Field field : sensor.fields()) {
            if (field.spec().path().equals(path)) {
                return field;
            }
        }
        throw new IllegalStateException(sensor.path() + " has no field " + path);
    }

    private static String name(Sensor<?> sensor, Spec spec) {
        var name = "wulf_" + sensor.element() + (spec.path().isEmpty() ? "" : "_" + underscored(spec.path()));
        for (var unit : List.of("_usec", "_ms", "_mb", "_bytes", "_seconds")) {
            if (name.endsWith(unit)) {
                name = name.substring(0, name.length() - unit.length());
            }
        }
        var base = base(spec.unit());
        name = name.endsWith(base) ? name : name + base;
        if (spec.kind() == Kind.COUNTER) {
            // A total is a counter's name already.
            return (name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name) + "_total";
        }
        // "count" and "total" are endings that mean a counter.
        return name.endsWith("_total") || name.endsWith("_count") ? name + "_now" : name;
    }

    private static String underscored(String path) {
        return path.replace('/', '_');
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /// The base unit as the end of a name.
    private static String base(Unit unit) {
        return switch (unit) {
            case NONE, PAGES, PACKETS, RPM, BITS -> "";
            case BYTES, KILOBYTES, MEGABYTES, SECTORS, MEGABITS -> "_bytes";
            case JIFFIES, SECONDS, MILLISECONDS, MICROSECONDS -> "_seconds";
            case MEGAHERTZ, KILOHERTZ -> "_hertz";
            case CELSIUS -> "_celsius";
            case VOLTS -> "_volts";
            case AMPERES -> "_amperes";
            case WATTS -> "_watts";
            case JOULES -> "_joules";
            case PERCENT, PARTS_PER_MILLION -> "_ratio";
        };
    }

    /// What a value is multiplied by to be in the base unit, beside the powers of ten that [#shift] takes off.
    private static long times(Unit unit) {
        return switch (unit) {
            case KILOBYTES -> 1024;
            case MEGABYTES -> 1 << 20;
            case SECTORS -> 512;
            case MEGABITS -> 125_000;
            case MEGAHERTZ -> 1_000_000;
            case KILOHERTZ -> 1000;
            case NONE, PAGES, PACKETS, RPM, BITS, BYTES, JIFFIES, SECONDS, MILLISECONDS, MICROSECONDS, CELSIUS, VOLTS,
                    AMPERES, WATTS, JOULES, PERCENT, PARTS_PER_MILLION ->
                1;
        };
    }

    private static int shift(Unit unit) {
        return switch (unit) {
            case JIFFIES, PERCENT -> 2;
            case MILLISECONDS -> 3;
            case MICROSECONDS, PARTS_PER_MILLION -> 6;
            case NONE, PAGES, PACKETS, RPM, BITS, BYTES, KILOBYTES, MEGABYTES, SECTORS, MEGABITS, SECONDS, MEGAHERTZ, KILOHERTZ,
                    CELSIUS, VOLTS, AMPERES, WATTS, JOULES ->
                0;
        };
    }
}
