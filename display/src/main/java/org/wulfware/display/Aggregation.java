package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Statistic;

/// What is made of many lines: `sum`, `mean,p95 by user`. Lines that are alike in what stands behind `by` are put together;
/// without it, all are.
///
/// @param by texts or numbers by which lines are told apart
public record Aggregation(List<Statistic> statistics, List<Expression> by) {
    /// Not more groups than these: a node could name a user a line.
    static final int MOST_GROUPS = 100_000;

    private static final Pattern FORM = Pattern.compile("\\s*(.*?)(?:\\s+by\\s+(.*))?\\s*", Pattern.DOTALL);

    /// One line of what comes out.
    ///
    /// @param group what is the same in all lines of it; `all` where they are not told apart
    /// @param members the lines that it is made of
    public record Row(String group, Statistic statistic, List<Cell> cells, List<Line> members) {}

    /// Reads what was typed.
    static Aggregation of(String typed, Display display, DisplaySet displays)
            throws UsageException, ExpressionException {
        var form = FORM.matcher(typed);
        var isForm = form.matches();
        var statistics = new ArrayList<Statistic>();
        for (var word : isForm ? form.group(1).split(",", -1) : new String[]{typed}) {
            statistics.add(Statistic.named(word.strip())
                    .orElseThrow(() -> new UsageException("--aggregate " + Usage.quoted(typed) + ": unknown "
                            + Usage.quoted(word.strip()) + "; expected sum, mean, min, max, median, count or p1 to p99,"
                            + " with commas between them, and by what if need be: mean,p95 by user")));
        }
        var by = new ArrayList<Expression>();
        if (isForm && form.group(2) != null) {
            for (var text : form.group(2).split(",", -1)) {
                by.add(Expression.of(text.strip(), displays.scope(display), display.rows()));
            }
        }
        return new Aggregation(statistics, by);
    }

    /// What the lines are told apart by, in a word: `user`, `host,user`; `all` if by nothing.
    public String label() {
        return by.isEmpty() ? "all" : by.stream().map(Expression::toString).collect(Collectors.joining(","));
    }

    /// Whether there are several groups.
    public boolean isGrouped() {
        return !by.isEmpty();
    }

    /// Whether lines are told apart by how their hosts are: then hosts that do not answer have lines too, of which `count` counts
    /// each in every column.
    public boolean tellsStatus() {
        return by.stream().anyMatch(Expression::tellsStatus);
    }

    /// The rows that come of these lines, the groups in the order of their first lines. A text stands where it is the same
    /// in all lines of a group.
    public List<Row> rows(List<Line> lines, List<Column> columns) {
        var groups = new LinkedHashMap<String, List<Line>>();
        for (var line : lines) {
            var group = group(line);
            if (groups.size() < MOST_GROUPS || groups.containsKey(group)) {
                groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(line);
            }
        }
        if (by.isEmpty() && groups.isEmpty()) {
            groups.put(label(), List.of());
        }
        var rows = new ArrayList<Row>();
        groups.forEach((group, members) -> {
            var cells =
                    columns.stream().map(column -> members.stream().map(line -> line.cell(column)).toList()).toList();
            for (var statistic : statistics) {
                var made = new ArrayList<Cell>();
                for (var i = 0; i < columns.size(); i++) {
                    made.add(cell(columns.get(i), cells.get(i), statistic, silent(members)));
                }
                rows.add(new Row(group, statistic, made, members));
            }
        });
        return rows;
    }

    private String group(Line line) {
        if (by.isEmpty()) {
            return label();
        }
        var words = new StringJoiner(",");
        for (var key : by) {
            words.add(word(key, line));
        }
        return words.toString();
    }

    private static String word(Expression key, Line line) {
        if (key.type() == Expression.Type.TEXT) {
            var text = Clean.text(key.text(line.state(), line.row())).strip();
            return text.isEmpty() ? Cell.DASH : text;
        }
        var number = key.number(line.state(), line.row());
        return Double.isFinite(number) ? Human.plain(number, 4) : Cell.DASH;
    }

    /// How many of these lines stand for hosts that do not answer.
    private int silent(List<Line> lines) {
        return tellsStatus() ? (int) lines.stream().filter(line -> !line.state().isUp()).count() : 0;
    }

    /// Whether a column says nothing but what tells the lines apart, as a process's number does: nothing comes of several of them.
    private static boolean tellsApart(Column column) {
        return column.expression().plainField().filter(field -> field.spec().isKey()).isPresent();
    }

    /// @param silent lines among them that have no values, and count all the same
    private static Cell cell(Column column, List<Cell> cells, Statistic statistic, int silent) {
        if (column.isText() || (tellsApart(column) && statistic.keepsMeasure())) {
            var isOne = cells.stream().map(Cell::text).distinct().count() == 1;
            return isOne ? cells.getFirst() : Cell.ABSENT;
        }
        var numbers = new double[cells.size()];
        var count = 0;
        for (var cell : cells) {
            if (cell.value().isPresent()) {
                numbers[count++] = cell.value().getAsDouble();
            }
        }
        if (!statistic.keepsMeasure()) {
            var number = statistic.of(numbers, count) + silent;
            return new Cell(Human.decimals(number, 0), OptionalDouble.of(number), Status.NORMAL);
        }
        return column.cell(statistic.of(numbers, count));
    }
}
