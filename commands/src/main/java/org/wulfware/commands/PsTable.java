package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Aggregation;
import org.wulfware.display.Cell;
import org.wulfware.display.Column;
import org.wulfware.display.Grid;
import org.wulfware.display.Line;
import org.wulfware.display.ProcessQuery;
import org.wulfware.display.RowFormat;
import org.wulfware.display.RowFormat.Value;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;

/// How processes, or what they come to, are printed.
final class PsTable {
    private static final String TABLE = "table";

    /// Text is handed on in pieces.
    private static final int PIECE = 1 << 16;

    private final ProcessQuery query;
    private final PsOptions options;
    private final List<Column> columns;

    /// @throws UsageException if no tree can be made of the columns
    PsTable(ProcessQuery query, PsOptions options) throws UsageException {
        this.query = query;
        this.options = options;
        columns = query.report().display().columns();
        var isTree = List.of("name", "command").contains(columns.getLast().name())
                && column("pid").isPresent() && column("ppid").isPresent();
        if (options.wanted().wantsTree() && !isTree) {
            throw new UsageException(
                    "--columns and --tree: pid and ppid have to be among them, name or command the last");
        }
    }

    /// Takes text.
    @FunctionalInterface
    interface Paper {
        void print(CharSequence text) throws IOException;
    }

    /// A row before it is written: what stands before the columns, and their cells.
    private record Row(List<String> lead, List<Cell> cells) {}

    /// `table, csv, tsv or jsonl`.
    static String formats() {
        var words = Stream.concat(Stream.of(TABLE), Arrays.stream(RowFormat.values()).map(RowFormat::word)).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// The format called so; empty for a table.
    static Optional<RowFormat> format(String given) throws UsageException {
        if (given.equals(TABLE)) {
            return Optional.empty();
        }
        return Optional.of(RowFormat.named(given)
                .orElseThrow(() -> new UsageException(
                        "--format " + Usage.quoted(given) + ": expected " + formats())));
    }

    void print(List<Line> lines, Paper paper) throws IOException {
        if (options.wanted().wantsTree()) {
            write(tree(lines), node -> new Row(List.of(), cells(node)), List.of(), paper);
        } else if (query.sum().isEmpty()) {
            write(lines, line -> new Row(List.of(), line.cells(columns)), List.of(), paper);
        } else {
            write(query.report().aggregated(lines), PsTable::sum, query.sum().get().lead(), paper);
        }
    }

    private List<ProcessTree.Node> tree(List<Line> lines) {
        return ProcessTree.of(lines, column("pid").orElseThrow(), column("ppid").orElseThrow());
    }

    private Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /// The last one is the name.
    private List<Cell> cells(ProcessTree.Node node) {
        var cells = new ArrayList<>(node.line().cells(columns));
        cells.add(node.named(cells.removeLast()));
        return cells;
    }

    private static Row sum(Aggregation.Row sum) {
        var hosts = sum.members().stream().map(Line::host).distinct().count();
        return new Row(List.of(sum.group(), Long.toString(hosts)), sum.cells());
    }

    private <T> void write(List<T> all, Function<T, Row> row, List<String> lead, Paper paper) throws IOException {
        var shown = all.subList(0, (int) Math.min(all.size(), options.limit()));
        if (options.format().isPresent()) {
            writeValues(shown, row, lead, options.format().get(), paper);
        } else {
            writeTable(shown, row, lead, paper);
        }
    }

    private <T> void writeTable(List<T> all, Function<T, Row> row, List<String> lead, Paper paper) throws IOException {
        var headings = new ArrayList<Grid.Heading>();
        for (var name : lead) {
            headings.add(new Grid.Heading(name, headings.isEmpty() ? Column.Align.LEFT : Column.Align.RIGHT));
        }
        columns.forEach(column -> headings.add(new Grid.Heading(column.heading(), column.align())));
        var grid = new Grid(headings);
        // Each row is formed twice, so that not all have to be kept.
        all.forEach(one -> grid.measure(texts(row.apply(one))));
        var text = new StringBuilder();
        grid.begin(text);
        for (var one : all) {
            grid.row(texts(row.apply(one)), text);
            handOn(text, PIECE, paper);
        }
        handOn(text, 0, paper);
    }

    private static List<String> texts(Row row) {
        return Stream.concat(row.lead.stream(), row.cells.stream().map(Cell::text)).toList();
    }

    private <T> void writeValues(
            List<T> all, Function<T, Row> row, List<String> lead, RowFormat format, Paper paper) throws IOException {
        var names = Stream.concat(lead.stream(), columns.stream().map(Column::name)).toList();
        var text = new StringBuilder();
        format.begin(names, text);
        for (var one : all) {
            format.row(names, values(row.apply(one)), text);
            handOn(text, PIECE, paper);
        }
        handOn(text, 0, paper);
    }

    private List<Value> values(Row row) {
        var values = new ArrayList<Value>();
        for (var word : row.lead) {
            values.add(
                    word.equals(Cell.DASH) ? Value.ABSENT : values.isEmpty() ? Value.text(word) : Value.number(word));
        }
        for (var i = 0; i < columns.size(); i++) {
            values.add(Value.of(columns.get(i), row.cells.get(i)));
        }
        return values;
    }

    private static void handOn(StringBuilder text, int most, Paper paper) throws IOException {
        if (text.length() > most) {
            paper.print(text);
            text.setLength(0);
        }
    }
}
