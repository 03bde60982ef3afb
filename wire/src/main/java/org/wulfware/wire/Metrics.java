package org.wulfware.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

/// What a sample says, as the metrics that [OpenMetricsWriter] writes of the same node: by the same names, with the same labels,
/// in the same base units. For those who keep metrics of nodes that nobody scrapes.
public final class Metrics {
    /// A label. Its value may be what the node sent: no terminal may get it as it is.
    public record Label(String name, String value) {}

    /// Takes metrics in.
    @FunctionalInterface
    public interface Receiver {
        /// One value.
        ///
        /// @param name such as `node_load1`
        /// @param labels that tell it from others of the name, in no particular order; the list is no longer anybody else's
        /// @param value never NaN
        void metric(String name, List<Label> labels, double value);
    }

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    /// By the place of their sensor in the catalog; made once, and the same whoever makes them.
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private static final @Nullable List<Family>[] FAMILIES = new List[Catalog.size()];

    private Metrics() {}

    /// The fields that node_exporter has metrics of: what a node has to be asked for to be shown as one of its nodes is.
    public static Set<Field> nodeExporterFields() {
        var fields = new LinkedHashSet<Field>();
        for (var line : NodeExporter.LINES) {
            for (var sensor : Catalog.sensors()) {
                if (sensor.path().equals(line.sensor())) {
                    for (Field field : sensor.fields()) {
                        if (line.isOf(field)) {
                            fields.add(field);
                        }
                    }
                }
            }
        }
        return fields;
    }

    /// The fields whose values are labels of metrics of these fields: without them a metric of one disk is not told from that of
    /// another.
    public static Set<Field> labelsOf(Collection<? extends Field> fields) {
        var labels = new LinkedHashSet<Field>();
        for (Field field : fields) {
            for (var family : Family.of(field.sensor())) {
                for (var entry : family.entries) {
                    for (var label : entry.labels()) {
                        if (entry.slot() == field.ordinal() && label.slot() >= 0) {
                            labels.add(field.sensor().fields()[label.slot()]);
                        }
                    }
                }
            }
        }
        return labels;
    }

    /// Hands all metrics of a sample to `receiver`. What is stale is left out, as what is absent is.
    public static void of(Sample sample, Receiver receiver) {
        for (var index = 0; index < Catalog.size(); index++) {
            var table = sample.table(index);
            if (table != null && !table.isStale()) {
                for (var family : families(index)) {
                    of(family, table, receiver);
                }
            }
        }
    }

    private static List<Family> families(int index) {
        var known = FAMILIES[index];
        if (known == null) {
            known = Family.of(Catalog.sensor(index));
            FAMILIES[index] = known;
        }
        return known;
    }

    private static void of(Family family, Table<?> table, Receiver receiver) {
        for (var row = 0; row < table.rows(); row++) {
            for (var entry : family.entries) {
                if (stands(entry, table, row)) {
                    receiver.metric(family.name, labels(entry, table, row), value(entry, table, row));
                }
            }
        }
    }

    /// Whether a row has this metric. One that is there for its labels has it where one of them is there that is no key.
    private static boolean stands(Family.Entry entry, Table<?> table, int row) {
        if (entry.value() == Family.Value.TIME) {
            return row == 0 && table.stamp() != Field.ABSENT;
        }
        if (entry.slot() >= 0) {
            return table.cell(row, entry.slot()) != Field.ABSENT;
        }
        for (var label : entry.labels()) {
            if (label.slot() >= 0 && table.cell(row, label.slot()) != Field.ABSENT
                    && !table.sensor().fields()[label.slot()].spec().isKey()) {
                return true;
            }
        }
        return false;
    }

    private static List<Label> labels(Family.Entry entry, Table<?> table, int row) {
        var labels = new ArrayList<Label>(entry.labels().size() + 4);
        for (var label : entry.labels()) {
            var equals = label.start().indexOf('=');
            var name = label.start().substring(0, equals);
            if (label.slot() < 0) {
                labels.add(new Label(name, label.start().substring(equals + 2, label.start().length() - 1)));
            } else if (table.cell(row, label.slot()) != Field.ABSENT) {
                labels.add(new Label(name, text(table, row, label.slot())));
            }
        }
        return labels;
    }

    private static String text(Table<?> table, int row, int slot) {
        var spec = table.sensor().fields()[slot].spec();
        if (spec.kind() != Kind.TEXT) {
            return Long.toString(table.cell(row, slot));
        }
        var bytes = new byte[table.textLength(row, slot)];
        table.copyText(row, slot, bytes, 0);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static double value(Family.Entry entry, Table<?> table, int row) {
        return switch (entry.value()) {
            case NUMBER -> table.cell(row, entry.slot()) * (double) entry.times() / POWERS[entry.decimals()];
            case IS_TEXT -> text(table, row, entry.slot()).equals(entry.text()) ? 1 : 0;
            case ONE -> 1;
            case TIME -> Math.floorDiv(table.stamp(), 1000L) / 1e3;
        };
    }
}
