package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;
import org.wulfware.display.Report;

/// What stands above a log's lines.
///
/// @param subject what a line is about: `host`, or what several are put together by
/// @param status `status`, or `aggregate` where lines are put together
/// @param subjectWidth the room that the subjects need, as far as is known
record Headings(String subject, String status, int subjectWidth, List<Column> columns) {
    static Headings of(Report report, int hostWidth) {
        var aggregation = report.aggregation();
        return aggregation.isPresent()
                ? new Headings(aggregation.get().label(), "aggregate", aggregation.get().label().length(),
                        report.display().columns())
                : new Headings("host", "status", hostWidth, report.display().columns());
    }
}
