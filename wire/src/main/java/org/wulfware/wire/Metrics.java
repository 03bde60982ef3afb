package org.wulfware.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    /// One of the metrics that rows of a sensor have. There is one of each, for all samples: what is made of its names may be
    /// kept.
    ///
    /// @param sensor its place in the catalog
    /// @param number among the sensor's, from 0
    /// @param name such as `node_load1`
    /// @param labels that tell it from others of the name, in no particular order
    public record Metric(int sensor, int number, String name, List<Label> labels) {}

    /// A label.
    ///
    /// @param value that it always has; empty if it is that of a field
    /// @param slot of the field whose value it has, in the row that the metric is of, -1 if that of none; where the cell is
    ///     absent, there is no label
    /// @param without what it does without of a text that is this and a number
    public record Label(String name, String value, int slot, String without) {
        /// Its value in a row. It may be what the node sent: no terminal may get it as it is.
        public String value(Table<?> table, int row) {
            return slot < 0 ? value : table.cell(row, slot) == Field.ABSENT ? "" : rest(text(table, row, slot));
        }

        private String rest(String text) {
            var isNumbered = !without.isEmpty() && text.length() > without.length() && text.startsWith(without)
                    && text.chars().skip(without.length()).allMatch(letter -> letter >= '0' && letter <= '9');
            return isNumbered ? text.substring(without.length()) : text;
        }
    }

    /// Takes metrics in.
    @FunctionalInterface
    public interface Receiver {
        /// One value.
        ///
        /// @param table of the metric's sensor, which nobody may change
        /// @param value never NaN
        /// @throws IOException if it cannot be kept; no other is handed out then
        void metric(Metric metric, Table<?> table, int row, double value) throws IOException;
    }

    /// What a family's entry is outside.
    private record Known(Family.Entry entry, Metric metric) {}

    private static final double[] POWERS = {1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

    /// By the place of their sensor in the catalog, of each family those that stand together; made once, and the same whoever
    /// makes them.
    private static final Known[] @Nullable [][] KNOWN = new Known[Catalog.size()][][];

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

    /// How many metrics the catalog's sensor `index` has.
    public static int count(int index) {
        return Arrays.stream(known(index)).mapToInt(family -> family.length).sum();
    }

    /// Hands all metrics of a sample to `receiver`. What is stale is left out, as what is absent is.
    ///
    /// @throws IOException of the receiver
    public static void of(Sample sample, Receiver receiver) throws IOException {
        for (var index = 0; index < Catalog.size(); index++) {
            var table = sample.table(index);
            if (table != null && !table.isStale()) {
                for (var family : known(index)) {
                    of(family, table, receiver);
                }
            }
        }
    }

    private static Known[][] known(int index) {
        var known = KNOWN[index];
        if (known == null) {
            known = known(index, Family.of(Catalog.sensor(index)));
            KNOWN[index] = known;
        }
        return known;
    }

    private static Known[][] known(int index, List<Family> families) {
        var known = new Known[families.size()][];
        var number = 0;
        for (var i = 0; i < known.length; i++) {
            var family = families.get(i);
            known[i] = new Known[family.entries.size()];
            for (var j = 0; j < known[i].length; j++) {
                var entry = family.entries.get(j);
                known[i][j] = new Known(
                        entry,
                        new Metric(index, number++, family.name,
                                entry.labels().stream().map(Metrics::label).toList()));
            }
        }
        return known;
    }

    private static Label label(Family.Label label) {
        var start = label.start();
        var equals = start.indexOf('=');
        return new Label(
                start.substring(0, equals),
                label.slot() < 0 ? start.substring(equals + 2, start.length() - 1) : "",
                label.slot(),
                label.without());
    }

    private static void of(Known[] family, Table<?> table, Receiver receiver) throws IOException {
        for (var row = 0; row < table.rows(); row++) {
            for (var known : family) {
                if (stands(known.entry, table, row)) {
                    receiver.metric(known.metric, table, row, value(known.entry, table, row));
                }
            }
        }
    }

    /// Whether a row has this metric. One that is there for its labels has it where one of them is there that does more than identify.
    private static boolean stands(Family.Entry entry, Table<?> table, int row) {
        if (entry.value() == Family.Value.TIME) {
            return row == 0 && table.stamp() != Field.ABSENT;
        }
        if (entry.slot() >= 0) {
            return table.cell(row, entry.slot()) != Field.ABSENT;
        }
        for (var label : entry.labels()) {
            if (label.slot() >= 0 && table.cell(row, label.slot()) != Field.ABSENT
                    && !label.isIdentity()) {
                return true;
            }
        }
        return false;
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
            case IS_TEXT -> OpenMetricsWriter.is(table, row, entry.slot(), entry.text()) ? 1 : 0;
            case ONE -> 1;
            case TIME -> Math.floorDiv(table.stamp(), 1000L) / 1e3;
        };
    }
}
