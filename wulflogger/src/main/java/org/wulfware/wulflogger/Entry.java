package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Cell;
import org.wulfware.display.Condition;

/// What one line of a log says.
///
/// @param micros when, in microseconds since 1970: by the host's clock, or by ours if the host does not answer
/// @param host its name
/// @param condition how it is
/// @param cells a value a column, in the display's order
record Entry(long micros, String host, Condition condition, List<Cell> cells) {
    /// `1016048061.788933`.
    String time() {
        var fraction = Long.toString(Math.floorMod(micros, 1_000_000L));
        return Math.floorDiv(micros, 1_000_000L) + "." + "0".repeat(6 - fraction.length()) + fraction;
    }
}
