package org.wulfware.libwulf;

import java.util.ArrayList;
import java.util.List;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.wire.Sample;

/// Makes samples by hand, a table at a time.
final class Samples {
    private final List<Table<?>> tables = new ArrayList<>();
    private final long stamp;

    private Samples(long stamp) {
        this.stamp = stamp;
    }

    /// Samples whose sensors were all read at this second of the node's clock.
    static Samples at(double seconds) {
        return new Samples(1_000_000_000_000_000L + Math.round(seconds * 1e6));
    }

    <F extends Enum<F> & Field> Table<F> table(Sensor<F> sensor) {
        var table = new Table<>(sensor).stamp(stamp);
        tables.add(table);
        return table;
    }

    static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        var bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        table.text(table.rows() - 1, field, bytes, 0, bytes.length);
    }

    Sample sample() {
        return Sample.of(tables);
    }
}
