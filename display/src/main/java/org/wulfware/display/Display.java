package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;
import org.wulfware.libwulf.Wulfhosts;

/// A table that every face can show.
///
/// @param number what old hands call it; [#NO_NUMBER] for those that have none
/// @param name what everybody else calls it: one word
/// @param title for a heading
/// @param help one sentence for a person
/// @param rows what there is a line of: each of a host's disks, processes and so on; empty for a line a host. A host
///     without any has one line, all absent
/// @param where which of these rows have a line; empty for all
/// @param columns those after the host's name, which every face puts first
/// @param masks commands that the display needs beside those that turn its fields on
/// @param origin where it was read; empty for those that come with the programs
public record Display(
        int number,
        String name,
        String title,
        String help,
        Optional<Rows> rows,
        Optional<Expression> where,
        List<Column> columns,
        List<String> masks,
        String origin) {
    public static final int NO_NUMBER = -1;

    private static final String ROOT_OFF = "root off";

    /// A display of a line a host.
    static Display of(int number, String name, String title, String help, Column... columns) {
        return new Display(number, name, title, help, Optional.empty(), Optional.empty(), List.of(columns), List.of(),
                "");
    }

    /// Whether old hands have a number for it.
    public boolean hasNumber() {
        return number != NO_NUMBER;
    }

    /// The same under another number.
    Display numbered(int other) {
        return new Display(other, name, title, help, rows, where, columns, masks, origin);
    }

    /// The same with a line for each of these.
    Display of(Rows each) {
        var inRows = columns.stream().map(column -> column.in(Optional.of(each), Scope.NOTHING)).toList();
        return new Display(number, name, title, help, Optional.of(each), where, inRows, masks, origin);
    }

    /// The same with lines only for those of which a condition holds.
    public Display where(Expression condition) {
        return new Display(number, name, title, help, rows, Optional.of(condition), columns, masks, origin);
    }

    /// The same with commands that it needs beside those that turn its fields on.
    Display asking(List<String> commands) {
        return new Display(number, name, title, help, rows, where, columns, commands, origin);
    }

    /// The same with other columns.
    public Display showing(List<Column> others) {
        return new Display(number, name, title, help, rows, where, List.copyOf(others), masks, origin);
    }

    /// The same with numbers on this scale.
    Display scaled(Scale scale) {
        return scale == Scale.AUTO ? this : showing(columns.stream().map(column -> column.scaled(scale)).toList());
    }

    /// The same where nodes send root's processes too.
    Display withRoot() {
        return asking(masks.stream().map(mask -> mask.equals(ROOT_OFF) ? "root on" : mask).toList());
    }

    /// What a host has none of that has no line: `disks`, `InfiniBand`; of displays from files the rows' own word.
    String things() {
        if (!origin.isEmpty()) {
            return rows.map(Rows::element).map(element -> element.replace('/', ' ')).orElse(name);
        }
        // A name of its own keeps its letters.
        var word = title.split(" ")[0];
        return word.chars().skip(1).anyMatch(Character::isUpperCase) ? title : title.toLowerCase(Locale.ROOT);
    }

    /// Whether it shows things that not every host has, all of them in one line.
    boolean hasThings() {
        return name.equals("gpu");
    }

    /// Whether nodes are told to leave root's processes out.
    boolean leavesRootOut() {
        return masks.contains(ROOT_OFF);
    }

    /// The same where no value is ever high, for those who do not show that: less is asked for.
    public Display unjudged() {
        return showing(columns.stream().map(Column::unjudged).toList());
    }

    /// What a host has to be asked for so that all columns can be shown.
    public Asking asking() {
        return asking(columns, List.of());
    }

    /// What a host has to be asked for so that these columns can be shown, and these expressions be evaluated: no more is
    /// read there.
    public Asking asking(List<Column> visible, List<Expression> others) {
        return asking(visible, others, Set.of());
    }

    /// The same with further fields.
    Asking asking(List<Column> visible, List<Expression> others, Set<Field> more) {
        var fields = new LinkedHashSet<Field>(more);
        var needsRates = false;
        for (var column : visible) {
            fields.addAll(column.fields());
            needsRates |= column.isRate();
        }
        for (var other : Stream.concat(others.stream(), where.stream()).toList()) {
            fields.addAll(other.fields());
            needsRates |= other.needsRates();
        }
        rows.ifPresent(each -> fields.add(each.key()));
        var commands = new ArrayList<>(Asking.of(fields, needsRates).commands());
        commands.addAll(masks);
        return new Asking(commands);
    }

    /// What the hosts of a cluster have to be asked for so that all columns can be shown; of tasks, those too that its
    /// file names.
    public Asking asking(Wulfhosts cluster) {
        return rows.equals(Optional.of(Rows.TASKS)) ? asking().processes(cluster) : asking();
    }

    /// Whether a column needs two samples, so that the first update can show nothing in it.
    public boolean needsRates() {
        return columns.stream().anyMatch(Column::isRate) || where.stream().anyMatch(Expression::needsRates);
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
            var before = lines.size();
            if (rows.isPresent() && state.current().isPresent()) {
                addRows(state, rows.get(), lines);
            }
            if (lines.size() == before) {
                lines.add(new Line(state, Line.WHOLE_HOST));
            }
        }
        return lines;
    }

    private void addRows(HostState state, Rows each, List<Line> lines) {
        var sample = state.current().orElseThrow();
        for (var row = 0; row < each.count(sample); row++) {
            if (each.isThere(sample, row) && (where.isEmpty() || where.get().holds(state, row))) {
                lines.add(new Line(state, row));
            }
        }
    }
}
