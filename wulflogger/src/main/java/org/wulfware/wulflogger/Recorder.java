package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Absences;
import org.wulfware.display.Cell;
import org.wulfware.display.Clean;
import org.wulfware.display.Condition;
import org.wulfware.display.Line;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;

/// Turns the states of hosts into entries, one update after the other. No sample is shown twice: a host that did not answer in
/// this update's time has none to show.
final class Recorder {
    private final Report report;
    private final Answers answers = new Answers();

    private final boolean isRecorded;

    /// @param isRecorded whether somebody recorded what the hosts said
    Recorder(Report report, boolean isRecorded) {
        this.report = report;
        this.isRecorded = isRecorded;
    }

    /// Whether all hosts were up, and answered in time.
    ///
    /// @param now what a line about a host that does not answer has for its time
    /// @param entries receives a line's entry each, in the order asked for
    boolean update(List<HostState> states, Instant now, Consumer<Entry> entries) {
        var micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        var lines = report.lines(states);
        if (report.aggregation().isPresent()) {
            for (var row : report.aggregated(counted(lines, now))) {
                entries.accept(new Entry(micros, row.group(), row.statistic().word(), "", row.cells()));
            }
        } else {
            var absences = new Absences(report.display(), states, isRecorded);
            for (var line : lines) {
                var entry = entry(line, micros);
                var absence = answers.isNew(line.state()) ? absences.of(line) : Optional.<Absences.Absence>empty();
                entries.accept(absence.map(entry::lacking).orElse(entry));
            }
        }
        return answers.end(states);
    }

    /// The lines of hosts that have answered; where lines are told apart by how hosts are, one of each other host too.
    private List<Line> counted(List<Line> lines, Instant now) {
        var isWithSilent = report.aggregation().orElseThrow().tellsStatus();
        var counted = new ArrayList<Line>(lines.size());
        var late = new HashSet<Host>();
        for (var line : lines) {
            var state = line.state();
            if (answers.isNew(state) || (isWithSilent && !state.isUp())) {
                counted.add(line);
            } else if (isWithSilent && late.add(state.host())) {
                counted.add(new Line(HostState.pending(state.host(), now), Line.WHOLE_HOST));
            }
        }
        return counted;
    }

    private Entry entry(Line line, long now) {
        var columns = report.display().columns();
        if (answers.isNew(line.state())) {
            return entry(line.stamp().orElse(now), line, line.condition(), identity(line), line.cells(columns));
        }
        var condition = line.condition().isUp() ? Condition.WAITING : line.condition();
        return entry(now, line, condition, identity(line), Collections.nCopies(columns.size(), Cell.ABSENT));
    }

    private List<String> identity(Line line) {
        var rows = report.display().rows();
        var sample = line.state().current();
        return rows.isEmpty() || sample.isEmpty() || line.row() == Line.WHOLE_HOST ? List.of()
                : rows.get().identity(sample.get(), line.row()).stream().map(Clean::text).toList();
    }

    private static Entry entry(
            long micros, Line line, Condition condition, List<String> identity, List<Cell> cells) {
        return new Entry(micros, line.host(), condition.kind().word(), condition.why(), identity, cells);
    }
}
