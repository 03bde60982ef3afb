package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Absences;
import org.wulfware.display.Cell;

/// What one line of a log says.
///
/// @param micros when, in microseconds since 1970: by the host's clock, or by ours if the host does not answer
/// @param subject the host's name; of what is made of several lines, what they have in common
/// @param status how the host is, in a word; of what is made of several lines, how it is made: `sum`
/// @param why the host does not answer, or shows nothing, in words; empty if it does
/// @param identity which of a host's rows it is about, a value for each of the headings' labels; empty where it is about the whole host
/// @param cells a value a column, in the display's order
/// @param absence why a host that answers has nothing to show; then `why` says it
record Entry(
        long micros, String subject, String status, String why, List<String> identity, List<Cell> cells,
        Optional<Absences.Absence> absence) {
    Entry(long micros, String subject, String status, String why, List<String> identity, List<Cell> cells) {
        this(micros, subject, status, why, identity, cells, Optional.empty());
    }

    /// One about no row.
    Entry(long micros, String subject, String status, String why, List<Cell> cells) {
        this(micros, subject, status, why, List.of(), cells);
    }

    /// The same of a host that answers and has nothing to show.
    Entry lacking(Absences.Absence what) {
        return new Entry(micros, subject, status, what.words(), identity, cells, Optional.of(what));
    }

    /// `1016048061.788933`.
    String time() {
        return seconds(micros);
    }

    /// The same of any time in microseconds since 1970.
    static String seconds(long micros) {
        var fraction = Long.toString(Math.floorMod(micros, 1_000_000L));
        return Math.floorDiv(micros, 1_000_000L) + "." + "0".repeat(6 - fraction.length()) + fraction;
    }
}
