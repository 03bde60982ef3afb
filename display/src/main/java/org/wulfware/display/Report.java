package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Wulfhosts;

/// What a person wants to see: a display, which of its lines, in which order, and what is summed up.
///
/// @param where which lines; empty for all
/// @param order of the lines; empty for the hosts' own
/// @param aggregation what is made of the lines; empty where they are shown themselves
public record Report(
        Display display, Optional<Expression> where, Optional<Order> order, Optional<Aggregation> aggregation) {
    /// A display as it is.
    public static Report of(Display display) {
        return new Report(display, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Which lines are meant by a condition as it is typed; it may name all that expressions about this display may.
    public static Expression where(String typed, Display at, DisplaySet known) throws ExpressionException {
        // Names are those of the whole display's columns, shown or not.
        var scope = known.scope(known.named(at.name()));
        return Expression.of(typed.strip(), scope, at.rows()).expecting(Expression.Type.CONDITION);
    }

    /// The same for those who do not show which values are high.
    public Report unjudged() {
        return new Report(display.unjudged(), where, order, aggregation);
    }

    /// The same with root's processes, if any are shown.
    public Report withRoot() {
        return new Report(display.withRoot(), where, order, aggregation);
    }

    /// The same with numbers on this scale.
    Report scaled(Scale scale) {
        return new Report(display.scaled(scale), where, order, aggregation);
    }

    /// The same of another display.
    Report showing(Display other) {
        return new Report(other, where, order, aggregation);
    }

    /// What the hosts of a cluster have to be asked for.
    public Asking asking(Wulfhosts cluster) {
        return asking(cluster, Set.of());
    }

    /// The same with what alarms need.
    public Asking asking(Wulfhosts cluster, List<Alarm> alarms) {
        var all = Stream.concat(others().stream(), alarms.stream().map(Alarm::when)).toList();
        return asking(display.asking(display.columns(), all), cluster, Alarms.areAboutTasks(alarms));
    }

    /// The same with further fields, that are needed for something else.
    public Asking asking(Wulfhosts cluster, Set<Field> more) {
        return asking(display.asking(display.columns(), others(), more), cluster, false);
    }

    private Asking asking(Asking asking, Wulfhosts cluster, boolean needsTasks) {
        return needsTasks || display.rows().equals(Optional.of(Rows.TASKS)) ? asking.processes(cluster) : asking;
    }

    /// The same where the processes that are listed are those that the display asks for.
    Asking asking() {
        return display.asking(display.columns(), others());
    }

    public boolean needsRates() {
        return display.needsRates() || others().stream().anyMatch(Expression::needsRates);
    }

    /// What all of it is formed from.
    public Set<Field> fields() {
        var fields = new HashSet<Field>();
        display.columns().forEach(column -> fields.addAll(column.fields()));
        display.where().ifPresent(condition -> fields.addAll(condition.fields()));
        others().forEach(other -> fields.addAll(other.fields()));
        return fields;
    }

    /// The expressions beside those of the columns.
    private List<Expression> others() {
        var others = new ArrayList<Expression>();
        where.ifPresent(others::add);
        order.ifPresent(by -> others.addAll(by.expressions()));
        aggregation.ifPresent(aggregates -> others.addAll(aggregates.by()));
        return others;
    }

    /// The lines of these hosts, in a list that may be changed.
    public List<Line> lines(Collection<HostState> states) {
        return chosen(display.lines(states));
    }

    /// Those of these lines that are wanted, in order.
    List<Line> chosen(List<Line> lines) {
        if (where.isPresent()) {
            lines.removeIf(line -> !where.get().holds(line.state(), line.row()));
        }
        return order.isPresent() ? new ArrayList<>(order.get().sort(lines)) : lines;
    }

    /// What the lines come to, where they are not shown themselves: in the order asked for, if that is by one of the columns.
    ///
    /// The line of a host that has none of the display's rows stands for nothing, unless the host does not answer and lines are told
    /// apart by that.
    public List<Aggregation.Row> aggregated(List<Line> lines) {
        var countsSilent = aggregation.orElseThrow().tellsStatus();
        var counted = display.rows().isEmpty()
                ? lines
                : lines.stream()
                        .filter(line -> line.row() != Line.WHOLE_HOST || (countsSilent && !line.state().isUp()))
                        .toList();
        var rows = aggregation.orElseThrow().rows(counted, display.columns());
        var by = order.map(Order::column).map(Column::name).orElse("");
        var place = display.columns().stream().map(Column::name).toList().indexOf(by);
        if (place < 0) {
            return rows;
        }
        Comparator<Aggregation.Row> least = Comparator.comparingDouble(row -> row.cells().get(place).value().orElse(0));
        var sorted = new ArrayList<>(rows);
        sorted.sort(Comparator.<Aggregation.Row>comparingInt(row -> row.cells().get(place).value().isPresent() ? 0 : 1)
                .thenComparing(order.get().descending() ? least.reversed() : least));
        return sorted;
    }
}
