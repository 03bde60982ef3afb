package org.wulfware.fuzz;

import module java.base;
import org.wulfware.display.Displays;
import org.wulfware.libwulf.HostState;

/// Shows hosts as every face does: in every column there is.
final class Shown {
    private static final int MOST_LINES = 50;

    private Shown() {}

    /// @throws AssertionError if something is shown that a terminal would obey
    static void of(List<HostState> states) {
        for (var display : Displays.all()) {
            var lines = display.lines(states);
            for (var line : lines.subList(0, Math.min(MOST_LINES, lines.size()))) {
                for (var column : display.columns()) {
                    var cell = column.cell(line.state(), line.row());
                    if (cell.text().codePoints().anyMatch(Character::isISOControl)) {
                        throw Target.finding(column + " shows a control: " + cell.text());
                    }
                }
            }
        }
    }
}
