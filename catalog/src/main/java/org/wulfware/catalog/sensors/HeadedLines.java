package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Table;

/// Two lines that begin alike, one of names and one of numbers below them:
/// ```text
/// Udp: InDatagrams NoPorts
/// Udp: 224 0
/// ```
final class HeadedLines<F extends Enum<F> & Field> {
    private final byte[] beginning;
    private final Names names;

    /// @param beginning of both lines: `Udp: `
    /// @param group of the fields called so: `udp/`
    HeadedLines(String beginning, String group, F[] fields) {
        this.beginning = Cursor.literal(beginning);
        names = Names.of(fields, group);
    }

    /// Sets what the two lines here say in the first row, of a name said twice the first, and steps behind them; false,
    /// and no step, if others stand here.
    boolean take(Cursor text, Table<F> out) {
        if (!text.take(beginning)) {
            return false;
        }
        var name = text.stepped();
        text.nextLine();
        if (!text.take(beginning)) {
            return true; // the numbers are missing
        }
        var number = text.stepped();
        while (!text.to(name).blanks().atLineEnd() && text.word()) {
            name = text.stepped();
            var slot = names.slot(text);
            text.to(number);
            if (slot >= 0 && out.cell(0, slot) == Field.ABSENT) {
                out.set(0, slot, text.number());
            } else {
                text.word();
            }
            number = text.stepped();
        }
        text.to(number).nextLine();
        return true;
    }
}
