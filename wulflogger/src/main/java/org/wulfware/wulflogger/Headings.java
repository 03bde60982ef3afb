package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;
import org.wulfware.display.Report;

/// What stands above a log's lines.
///
/// @param display its name
/// @param subject what a line is about: `host`, or what several are put together by
/// @param status `status`, or `aggregate` where lines are put together
/// @param subjectWidth the room that the subjects need, as far as is known
/// @param hasRows whether a host may have several lines
record Headings(
        String display, String subject, String status, int subjectWidth, boolean hasRows, List<Column> columns) {
    static Headings of(Report report, int hostWidth) {
        var display = report.display();
        var aggregation = report.aggregation();
        return aggregation.isPresent()
                ? new Headings(display.name(), aggregation.get().label(), "aggregate",
                        aggregation.get().label().length(), false, display.columns())
                : new Headings(
                        display.name(), "host", "status", hostWidth, display.rows().isPresent(), display.columns());
    }

    /// Whether lines are about hosts rather than put together.
    boolean areHosts() {
        return status.equals("status");
    }

    /// Whether a column tells the several lines of a host apart.
    boolean isKey(Column column) {
        return hasRows && column.fields().size() == 1 && column.fields().iterator().next().spec().isKey();
    }
}
