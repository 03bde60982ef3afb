package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.wire.Sample;

/// A field of the catalog as expressions see it: by the element that it stands in, in the unit of its measure.
///
/// @param elements its path, element by element: `proc stat cpu user`
/// @param rows the element of which a node has several, `cpu`, in which the field stands; empty if it stands once
record Slot<F extends Enum<F> & Field>(Sensor<F> sensor, F field, List<String> elements, String rows, double factor) {
    static <F extends Enum<F> & Field> List<Slot<F>> of(Sensor<F> sensor) {
        var keyed = new ArrayList<String>();
        for (var field : sensor.fields()) {
            var path = field.spec().path();
            if (field.spec().isKey()) {
                keyed.add(path.substring(0, path.indexOf('@')));
            }
        }
        var slots = new ArrayList<Slot<F>>();
        for (var field : sensor.fields()) {
            var below = field.spec().path().replace('@', '/');
            var path = below.isEmpty() ? sensor.path() : sensor.path() + "/" + below;
            var rows = "";
            for (var element : keyed) {
                rows = below.startsWith(element + "/") && element.length() > rows.length() ? element : rows;
            }
            slots.add(new Slot<>(sensor, field, List.of(path.split("/")), rows, Measure.factor(field.spec().unit())));
        }
        return slots;
    }

    boolean isText() {
        return field.spec().kind() == Kind.TEXT;
    }

    boolean isCounter() {
        return field.spec().kind() == Kind.COUNTER;
    }

    Measure measure() {
        return Measure.of(field.spec().unit());
    }

    /// Whether a node may have several of it.
    boolean isRepeated() {
        return !rows.isEmpty();
    }

    boolean isOf(Sensor<?> other, String element) {
        return sensor == other && rows.equals(element);
    }

    /// The value in the row, NaN if it is absent; of a field that stands once, `row` means nothing.
    double number(@Nullable Sample sample, int row) {
        if (sample == null) {
            return Double.NaN;
        }
        return (isRepeated() ? sample.number(row, field) : sample.number(field)).orElse(Double.NaN) * factor;
    }

    /// The words in the row, empty if they are absent.
    String text(@Nullable Sample sample, int row) {
        if (sample == null) {
            return "";
        }
        return isRepeated() ? sample.text(row, field) : sample.text(field);
    }

    /// What the counter grew by in a second, NaN if there is no such rate.
    double rate(HostState state, int row) {
        return (isRepeated() ? state.rate(row, field) : state.rate(field)).orElse(Double.NaN)
                * (factor * measure().ratedFactor());
    }

    int count(@Nullable Sample sample) {
        return sample == null ? 0 : sample.rows(sensor);
    }

    /// Whether the row of the sensor is one of this element: a sensor's other rows are about something else.
    boolean isThere(Sample sample, int row) {
        return sample.cell(row, field) != Field.ABSENT;
    }

    /// As it is written: `cpu.user`, `memory.free`.
    String name() {
        var from = Math.max(0, elements.size() - (isRepeated() ? field.spec().path().split("[/@]").length : 2));
        return String.join(".", elements.subList(from, elements.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slot<?> that && field == that.field;
    }

    @Override
    public int hashCode() {
        return field.hashCode();
    }
}
