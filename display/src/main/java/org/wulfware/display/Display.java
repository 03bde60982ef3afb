package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Wulfhosts;

/// A table that every face can show.
///
/// @param number what old hands call it
/// @param name what everybody else calls it: one word
/// @param title for a heading
/// @param help one sentence for a person
/// @param rows whether a host has one line or one a task
/// @param columns those after the host's name, which every face puts first
/// @param masks commands that the display needs beside those that turn its fields on
public record Display(
        int number, String name, String title, String help, Rows rows, List<Column> columns, List<String> masks) {
    /// How many lines a host has.
    public enum Rows {
        ONE_A_HOST,
        /// One a task; a host without any has one, all absent.
        ONE_A_TASK
    }

    Display(int number, String name, String title, String help, Column... columns) {
        this(number, name, title, help, Rows.ONE_A_HOST, List.of(columns), List.of());
    }

    /// What a host has to be asked for so that all columns can be shown.
    public Asking asking() {
        return asking(columns);
    }

    /// What a host has to be asked for so that these of its columns can be shown: no more is read there.
    public Asking asking(List<Column> visible) {
        var commands = new ArrayList<>(Elements.commands(visible));
        commands.addAll(masks);
        return new Asking(commands);
    }

    /// What the hosts of a cluster have to be asked for so that all columns can be shown; of tasks, those too that its
    /// file names.
    public Asking asking(Wulfhosts cluster) {
        return rows == Rows.ONE_A_TASK ? asking().processes(cluster) : asking();
    }

    /// Whether a column needs two samples, so that the first update can show nothing in it.
    public boolean needsRates() {
        return columns.stream().anyMatch(Column::isRate);
    }

    /// The column called `name` or headed so.
    public Optional<Column> column(String name) {
        return columns.stream()
                .filter(column -> column.name().equals(name) || column.heading().equals(name))
                .findFirst();
    }

    /// The lines of these hosts, in the hosts' order.
    public List<Line> lines(Collection<HostState> states) {
        var lines = new ArrayList<Line>(states.size());
        for (var state : states) {
            var tasks = rows == Rows.ONE_A_TASK
                    ? state.current().map(sample -> sample.rows(Pids.SENSOR)).orElse(0)
                    : 0;
            if (tasks == 0) {
                lines.add(new Line(state, Line.WHOLE_HOST));
            }
            for (var row = 0; row < tasks; row++) {
                lines.add(new Line(state, row));
            }
        }
        return lines;
    }
}
