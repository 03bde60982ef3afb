package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// Reads displays from a text in TOML, as `docs/displays.md` describes it. All that is wrong is told, each with the line and
/// the column at which it stands.
final class DisplayReader {
    private static final String DISPLAYS = "display";
    private static final String COLUMNS = "columns";
    private static final Set<String> DISPLAY_KEYS = Set.of("title", "help", "rows", "where", COLUMNS);
    private static final Set<String> COLUMN_KEYS = Set.of(
            "name", "expr", "title", "help", "unit", "format", "decimals", "width", "idle", "busy", "overloaded");
    private static final Pattern DISPLAY_NAME = Pattern.compile("[a-z][a-z0-9_-]{0,30}");
    private static final Pattern COLUMN_NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final int MOST_DECIMALS = 9;
    private static final int MOST_WIDTH = 200;

    private final TomlText toml;
    private final HostLists hosts;

    /// @param hosts which ones stand behind `host in`
    DisplayReader(TomlText toml, HostLists hosts) {
        this.toml = toml;
        this.hosts = hosts;
    }

    /// The displays in which nothing is wrong.
    List<Display> read(String text) {
        var whole = toml.parse(text);
        if (whole.isEmpty()) {
            return List.of();
        }
        var parsed = whole.get();
        toml.checkKeys(parsed, Set.of(DISPLAYS), "a file of displays");
        if (!(parsed.get(List.of(DISPLAYS)) instanceof TomlTable all)) {
            if (parsed.contains(DISPLAYS)) {
                toml.wrong(parsed.inputPositionOf(DISPLAYS), "expected tables, [display.NAME]");
            }
            return List.of();
        }
        var displays = new ArrayList<Display>();
        for (var name : all.keySet()) {
            var position = all.inputPositionOf(List.of(name));
            var before = toml.problems();
            if (!DISPLAY_NAME.matcher(name).matches()) {
                toml.wrong(position,
                        "a display is called with small letters, digits, _ and -, and not " + Usage.quoted(name));
            }
            if (!(all.get(List.of(name)) instanceof TomlTable table)) {
                toml.wrong(position, "expected a table, [display." + Clean.text(name) + "]");
                continue;
            }
            var display = display(name, table, position);
            if (toml.problems() == before) {
                displays.add(display);
            }
        }
        return displays;
    }

    private Display display(String name, TomlTable table, @Nullable TomlPosition position) {
        toml.checkKeys(table, DISPLAY_KEYS, "a display");
        var rows = rows(table);
        var names = new Names(rows, new LinkedHashMap<>(), new HashMap<>(), hosts);
        var shell = new Display(Display.NO_NUMBER, name, toml.text(table, "title", name), toml.text(table, "help", ""),
                rows,
                Optional.empty(), List.of(), List.of(), toml.file());
        switch (table.get(List.of(COLUMNS))) {
            case TomlArray array when array.size() > 0 -> columns(array, shell, names);
            case null, default -> toml.wrong(
                    position, "expected columns, [[display." + name + ".columns]] or columns = [\"load1\", …]");
        }
        for (var column : names.columns.values()) {
            try {
                column.understand();
            } catch (ExpressionException e) {
                toml.wrong(names.places.get(column.name()), "column " + column.name(), e);
            }
        }
        var display = shell.showing(List.copyOf(names.columns.values()));
        var where = toml.text(table, "where", "");
        try {
            return where.isEmpty()
                    ? display
                    : display.where(Expression.of(where, names, rows).expecting(Expression.Type.CONDITION));
        } catch (ExpressionException e) {
            toml.wrong(table.inputPositionOf(List.of("where")), "where", e);
            return display;
        }
    }

    private Optional<Rows> rows(TomlTable table) {
        var named = toml.text(table, "rows", "");
        try {
            return named.isEmpty() ? Optional.empty() : Optional.of(Rows.named(named));
        } catch (ExpressionException e) {
            toml.wrong(table.inputPositionOf(List.of("rows")), "rows: " + e.problem());
            return Optional.empty();
        }
    }

    private void columns(TomlArray array, Display shell, Names names) {
        for (var i = 0; i < array.size(); i++) {
            var position = array.inputPositionOf(i);
            switch (array.get(i)) {
                case String typed -> {
                    try {
                        for (var column : ColumnList.of(typed, shell, DisplaySet.BUILT_IN.naming(hosts))) {
                            add(column, position, names);
                        }
                    } catch (ExpressionException e) {
                        toml.wrong(position, COLUMNS, e);
                    } catch (UsageException e) {
                        toml.wrong(position, String.valueOf(e.getMessage()));
                    }
                }
                case TomlTable table -> {
                    var place = table.contains("expr") ? table.inputPositionOf("expr") : position;
                    column(table, position).ifPresent(column -> add(column.in(shell.rows(), names), place, names));
                }
                default -> toml.wrong(position, "expected a column: a text or a table");
            }
        }
    }

    private void add(Column column, @Nullable TomlPosition position, Names names) {
        if (names.columns.putIfAbsent(column.name(), column) != null) {
            toml.wrong(position, "a second column " + Usage.quoted(column.name()));
        }
        if (position != null) {
            names.places.putIfAbsent(column.name(), position);
        }
    }

    private Optional<Column> column(TomlTable table, @Nullable TomlPosition position) {
        toml.checkKeys(table, COLUMN_KEYS, "a column");
        var name = toml.text(table, "name", "");
        if (!COLUMN_NAME.matcher(name).matches()) {
            toml.wrong(table.contains("name") ? table.inputPositionOf("name") : position,
                    "a column has a name of small letters, digits and _, and not " + Usage.quoted(name));
        }
        var expression = toml.text(table, "expr", "");
        if (expression.isEmpty()) {
            toml.wrong(position, "column " + Usage.quoted(name) + ": expected expr = \"…\", by which it is formed");
            return Optional.empty();
        }
        var column = Column.of(name, expression, toml.text(table, "help", "Is " + expression + "."));
        column.judged(new Thresholds(toml.text(table, "idle", ""), toml.text(table, "busy", ""),
                toml.text(table, "overloaded", "")));
        column.unit(toml.text(table, "unit", ""));
        var title = toml.text(table, "title", name);
        if (title.isBlank() || title.chars().anyMatch(Character::isWhitespace)) {
            toml.wrong(table.inputPositionOf("title"), "title: expected one word, and not " + Usage.quoted(title));
        }
        column.heading(title);
        number(table, "decimals", MOST_DECIMALS).ifPresent(column::decimals);
        number(table, "width", MOST_WIDTH).ifPresent(column::width);
        var format = toml.text(table, "format", "");
        if (!format.isEmpty()) {
            Look.named(format)
                    .ifPresentOrElse(column::shown, () -> toml.wrong(table.inputPositionOf("format"), "unknown format "
                            + Usage.quoted(format) + "; there are " + String.join(", ", Look.words())));
        }
        return Optional.of(column);
    }

    private OptionalInt number(TomlTable table, String key, int most) {
        return switch (table.get(List.of(key))) {
            case null -> OptionalInt.empty();
            case Long number when number >= 0 && number <= most -> OptionalInt.of(number.intValue());
            default -> {
                toml.wrong(table.inputPositionOf(List.of(key)), key + ": expected a whole number up to " + most);
                yield OptionalInt.empty();
            }
        };
    }

    /// A display's own columns, then those of the displays that come with the programs.
    private record Names(
            Optional<Rows> rows, Map<String, Column> columns, Map<String, TomlPosition> places, HostLists hosts)
            implements
                Scope {
        @Override
        public Optional<Definition> near(String name) {
            return Optional.ofNullable(columns.get(name)).map(Column::definition);
        }

        @Override
        public Optional<Definition> far(String name) {
            return DisplaySet.BUILT_IN.far(name, rows).map(Column::definition);
        }

        @Override
        public List<String> ambiguous(String name) {
            return DisplaySet.BUILT_IN.ambiguous(name, rows);
        }
    }
}
