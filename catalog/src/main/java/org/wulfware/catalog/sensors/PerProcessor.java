package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Field.ABSENT;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// Reads a table of counts, a line a kind, a column a processor, and sums each line. A sum that lacks a part is absent.
///
/// @param name the field for what stands before the colon
/// @param total the field for the sum
/// @param words the field for what stands behind the numbers, or null
record PerProcessor<F extends Enum<F> & Field>(F name, F total, @Nullable F words) implements Sensor.Parser<F> {
    @Override
    public void parse(Cursor text, Table<F> out) {
        for (; !text.atEnd(); text.nextLine()) {
            if (!text.blanks().upTo(':') || text.wordLength() == 0) {
                continue; // the heading, or a line cut off
            }
            out.row().copy(name, text);
            var sum = 0L;
            var columns = 0;
            while (isDigit(text.blanks().peek())) {
                var count = text.number();
                sum = sum == ABSENT || count == ABSENT || sum > Long.MAX_VALUE - count ? ABSENT : sum + count;
                columns++;
            }
            if (columns > 0 && !text.atEnd()) {
                out.set(total, sum);
            }
            if (words != null && text.restOfLine()) {
                out.copy(words, text);
            }
        }
    }

    private static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }
}
