package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Rows;

/// What stands above a log's lines.
///
/// @param display its name
/// @param subject what a line is about: `host`, or what several are put together by
/// @param status `status`, or `aggregate` where lines are put together
/// @param subjectWidth the room that the subjects need, as far as is known
/// @param labels what the parts are called that identify one of a host's several lines; empty where it has one
record Headings(
        String display, String subject, String status, int subjectWidth, List<String> labels, List<Column> columns) {
    /// The room that the names of most users, jobs and states need.
    private static final int GROUP_WIDTH = 8;

    static Headings of(Report report, int hostWidth) {
        var display = report.display();
        var aggregation = report.aggregation();
        return aggregation.isPresent()
                ? new Headings(display.name(), aggregation.get().label(), "aggregate",
                        Math.max(aggregation.get().label().length(), aggregation.get().isGrouped() ? GROUP_WIDTH : 0),
                        List.of(), display.columns())
                : new Headings(
                        display.name(), "host", "status", hostWidth,
                        display.rows().map(Rows::labels).orElse(List.of()), display.columns());
    }

    /// Whether lines are about hosts rather than put together.
    boolean areHosts() {
        return status.equals("status");
    }

    /// Whether a column says nothing but what identifies the line, which its labels say.
    boolean isKey(Column column) {
        if (labels.isEmpty() || column.fields().size() != 1) {
            return false;
        }
        var spec = column.fields().iterator().next().spec();
        return spec.isKey() && spec.isIdentity();
    }
}
