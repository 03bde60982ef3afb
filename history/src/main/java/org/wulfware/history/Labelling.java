package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Metrics.Label;
import org.wulfware.wire.Metrics.Metric;

/// The labels of one metric, `__name__` among them, in the order of their names, which is that of their bytes. What is the same
/// for all hosts and rows stands here as it stands in a [WriteRequest]: it is encoded once.
final class Labelling {
    static final String INSTANCE = "instance";
    private static final String NAME = "__name__";

    /// For [Piece#slot]: labels that are always the same.
    static final int SAME = -1;

    /// For [Piece#slot]: the label that is the host's own.
    static final int HOST = -2;

    /// Some of the labels.
    static final class Piece {
        /// Of one whose value is a field's, what stands before the value; of the host's own nothing.
        final byte[] octets;
        final int slot;
        final boolean isText;

        /// What the value does without of a text that is this and a number.
        final byte[] without;

        private Piece(byte[] octets, int slot) {
            this(octets, slot, false, "");
        }

        private Piece(byte[] octets, int slot, boolean isText, String without) {
            this.octets = octets;
            this.slot = slot;
            this.isText = isText;
            this.without = without.getBytes(StandardCharsets.US_ASCII);
        }
    }

    final Piece[] pieces;

    private Labelling(List<Piece> pieces) {
        this.pieces = pieces.toArray(Piece[]::new);
    }

    /// @param site labels that all values have
    static Labelling of(Metric metric, Map<String, String> site) {
        var fields = Catalog.sensor(metric.sensor()).fields();
        return of(metric.name(), metric.labels(), site, slot -> fields[slot].spec().kind() == Kind.TEXT);
    }

    /// That of a metric which is of no row.
    static Labelling of(String name, Map<String, String> site) {
        return of(name, List.of(), site, _ -> false);
    }

    private static Labelling of(String name, List<Label> own, Map<String, String> site, IntPredicate isText) {
        var labels = new TreeMap<String, Label>();
        site.forEach((label, value) -> labels.put(label, new Label(label, value, SAME, "")));
        labels.put(INSTANCE, new Label(INSTANCE, "", HOST, ""));
        labels.put(NAME, new Label(NAME, name, SAME, ""));
        for (var label : own) {
            // One of the node's that is called like one of the site's is known by another name, as Prometheus does it.
            var called = label.name();
            while (labels.containsKey(called)) {
                called = "exported_" + called;
            }
            labels.put(called, label);
        }
        var pieces = new ArrayList<Piece>();
        var same = new ByteArrayOutputStream();
        labels.forEach((called, label) -> {
            if (label.slot() == SAME) {
                same.writeBytes(WriteRequest.label(called, label.value()));
            } else {
                pieces.add(new Piece(same.toByteArray(), SAME));
                same.reset();
                pieces.add(label.slot() == HOST
                        ? new Piece(new byte[0], HOST)
                        : new Piece(WriteRequest.beforeValue(called), label.slot(), isText.test(label.slot()),
                                label.without()));
            }
        });
        pieces.add(new Piece(same.toByteArray(), SAME));
        pieces.removeIf(piece -> piece.slot == SAME && piece.octets.length == 0);
        return new Labelling(pieces);
    }
}
