package org.wulfware.catalog.sensors;

import java.util.Arrays;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Names;
import org.wulfware.catalog.Table;

/// Two lines that begin alike, one of names and one of numbers below them:
/// ```text
/// Udp: InDatagrams NoPorts
/// Udp: 224 0
/// ```
/// A kernel says the same names each time, so what they mean is looked up when they are others than before.
final class HeadedLines<F extends Enum<F> & Field> {
    private static final int NO_FIELD = -1;

    private final byte[] beginning;
    private final Names names;

    /// What was understood last. Any thread may put another one here: each is whole, and right for its names.
    private Heading heading = new Heading(new byte[0], new int[0]);

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
        var known = heading;
        if (known.names.length == 0 || !text.take(known.names)) {
            known = understand(text);
        }
        if (!text.take(beginning)) {
            return true; // the numbers are missing
        }
        for (var slot : known.slots) {
            if (slot != NO_FIELD && out.cell(0, slot) == Field.ABSENT) {
                out.set(0, slot, text.number());
            } else {
                text.word();
            }
        }
        text.nextLine();
        return true;
    }

    /// Steps behind the line of names that stands here.
    private Heading understand(Cursor text) {
        var from = text.stepped();
        var slots = new int[16];
        var count = 0;
        while (!text.blanks().atLineEnd() && text.word()) {
            if (count == slots.length) {
                slots = Arrays.copyOf(slots, count * 2);
            }
            slots[count++] = names.slot(text);
        }
        text.nextLine();
        var line = new byte[text.stepped() - from];
        text.to(from).copy(line);
        var understood = new Heading(line, Arrays.copyOf(slots, count));
        // Of a line that the text's end cuts off another may be the beginning.
        if (line.length > 0 && line[line.length - 1] == '\n') {
            heading = understood;
        }
        return understood;
    }

    private static final class Heading {
        /// The line of names behind its beginning, its end included.
        final byte[] names;

        /// Of the fields that they mean, in order.
        final int[] slots;

        Heading(byte[] names, int[] slots) {
            this.names = names;
            this.slots = slots;
        }
    }
}
