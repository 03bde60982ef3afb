package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.RowIdentity;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Sample;

/// An element of which a node has several: its disks, its processes. An expression may be about one of them.
public final class Rows {
    /// Processes.
    public static final Rows TASKS = new Rows(CatalogNames.find("task.pid").getFirst());

    private final Slot<?> key;
    private final boolean isMixed;

    /// What identifies one of them: each part's fields, one after the other, and what it is called.
    private final List<List<Field>> identity = new ArrayList<>();

    private final List<String> labels = new ArrayList<>();

    private Rows(Slot<?> key) {
        this.key = key;
        this.isMixed = isMixed(key);
        for (var slot : Slot.of(key.sensor())) {
            var spec = slot.field().spec();
            if (!spec.isIdentity() || !slot.rows().equals(key.rows())) {
                continue;
            }
            if (spec.role() == Spec.Role.IDENTITY_END) {
                identity.getLast().add(slot.field());
                labels.set(labels.size() - 1, element());
            } else {
                identity.add(new ArrayList<>(List.of(slot.field())));
                labels.add(slot.elements().getLast());
            }
        }
        if (labels.size() == 1) {
            labels.set(0, element());
        }
    }

    static boolean isMixed(Slot<?> slot) {
        return Slot.of(slot.sensor()).stream().anyMatch(other -> !other.rows().equals(slot.rows()));
    }

    /// The rows that a name means: `disk` is short for `diskstats.disk`, where that is the only one.
    ///
    /// @throws ExpressionException if it means none, or several
    public static Rows named(String name) throws ExpressionException {
        return of(name, name, 0);
    }

    static Rows of(String name, String text, int at) throws ExpressionException {
        var found = CatalogNames.rows(name);
        if (found.isEmpty()) {
            throw new ExpressionException("no node has several " + SyntaxException.quoted(name, 80), text, at);
        }
        if (found.size() > 1) {
            throw new ExpressionException(
                    SyntaxException.quoted(name, 80) + " may mean "
                            + found.stream().map(Rows::longName).sorted().collect(Collectors.joining(", ")),
                    text,
                    at);
        }
        return new Rows(found.getFirst());
    }

    static Rows of(Slot<?> slot) {
        for (var other : Slot.of(slot.sensor())) {
            if (other.isOf(slot.sensor(), slot.rows()) && other.field().spec().isKey()) {
                return new Rows(other);
            }
        }
        throw new IllegalArgumentException(slot.name() + " stands once");
    }

    private static String longName(Slot<?> slot) {
        return slot.sensor().element() + "." + slot.rows().replace('/', '.');
    }

    /// The sensor that they stand in.
    public Sensor<?> sensor() {
        return key.sensor();
    }

    /// The element's name: `disk`.
    public String element() {
        return key.rows();
    }

    Slot<?> slot() {
        return key;
    }

    /// One of the fields that tell these rows apart.
    public Field key() {
        return key.field();
    }

    /// What the parts of a row's identity are called: the attributes' names, `adapter` and `number`; where there is but one, the
    /// element's, `disk`.
    public List<String> labels() {
        return Collections.unmodifiableList(labels);
    }

    /// What identifies a row, a value for each of [#labels], empty where it is absent. It is what the node sent: no terminal may get
    /// it as it is.
    public List<String> identity(Sample sample, int row) {
        var table = sample.table(Catalog.indexOf(key.sensor()));
        return identity.stream()
                .map(part -> table == null ? ""
                        : part.stream()
                                .map(field -> RowIdentity.value(table, row, field))
                                .collect(Collectors.joining()))
                .toList();
    }

    /// How many rows the sensor has in this sample, those about something else included.
    public int count(Sample sample) {
        return key.count(sample);
    }

    /// Whether the sensor's row is one of these.
    public boolean isThere(Sample sample, int row) {
        return !isMixed || key.isThere(sample, row);
    }

    boolean is(Rows other) {
        return key.isOf(other.sensor(), other.element());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rows that && is(that);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return longName(key);
    }
}
