package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// Reads a text that is one whole number without sign, as most below `/proc/sys` are.
record OneNumber<F extends Enum<F> & Field>(F field) implements Sensor.Parser<F> {
    @Override
    public void parse(Cursor text, Table<F> out) {
        out.onlyRow().set(field, text.number());
    }
}
