package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;

/// The order of a display's lines. Whatever it is, hosts that do not answer come last, absent values come after those
/// that are there, and lines that are alike stay as they were.
///
/// @param column to sort by; null for the hosts' names
/// @param descending greatest first
/// @param next the order of those that are alike in this one; null for the one that they stood in
public record Order(@Nullable Column column, boolean descending, @Nullable Order next) {
    /// By the hosts' names, numbers in them taken as numbers: `node2` before `node10`.
    public static final Order BY_HOST = new Order(null, false);

    /// By one thing alone.
    public Order(@Nullable Column column, boolean descending) {
        this(column, descending, null);
    }

    /// By a column, in the direction that a person expects: the greatest number first, words from A to Z.
    public static Order by(Column column) {
        return new Order(column, !column.isText());
    }

    /// As it is typed: columns and expressions with commas between them, of each the least first, or behind a `-` the
    /// greatest.
    static Order of(String typed, Display display, DisplaySet displays) throws ExpressionException {
        return of(typed, display, displays, column -> new Order(column, false));
    }

    /// The same where what has no sign goes in the direction that a person expects, and behind a `+` the least comes first.
    static Order expected(String typed, Display display, DisplaySet displays) throws ExpressionException {
        return of(typed, display, displays, Order::by);
    }

    private static Order of(String typed, Display display, DisplaySet displays, Function<Column, Order> unsigned)
            throws ExpressionException {
        Order order = null;
        for (var part : ColumnList.parts(typed).reversed()) {
            var one = one(part.strip(), display, displays, unsigned);
            order = new Order(one.column, one.descending, order);
        }
        return Objects.requireNonNull(order);
    }

    private static Order one(
            String part, Display display, DisplaySet displays, Function<Column, Order> unsigned)
            throws ExpressionException {
        var isSigned = part.startsWith("-") || part.startsWith("+");
        var isDescending = part.startsWith("-");
        var name = part.substring(isSigned ? 1 : 0).strip();
        if (name.equals("host")) {
            return new Order(null, isDescending);
        }
        var column = displays.column(name, display).isPresent()
                ? displays.column(name, display).get()
                : ColumnList.adHoc(name, display, displays);
        return isSigned ? new Order(column, isDescending) : unsigned.apply(column);
    }

    public Order reversed() {
        return new Order(column, !descending, next);
    }

    /// What it sorts by, where that is columns.
    List<Expression> expressions() {
        var expressions = new ArrayList<Expression>();
        for (var order = this; order != null; order = order.next) {
            Optional.ofNullable(order.column).map(Column::expression).ifPresent(expressions::add);
        }
        return expressions;
    }

    /// A sorted copy.
    public List<Line> sort(Collection<Line> lines) {
        return sortOne(next == null ? lines : next.sort(lines));
    }

    private List<Line> sortOne(Collection<Line> lines) {
        var keys = new ArrayList<Key>(lines.size());
        for (var line : lines) {
            var cell =
                    column == null ? new Cell(line.host(), OptionalDouble.empty(), Status.NORMAL) : line.cell(column);
            var group = line.condition().isDown() ? 2 : cell.isAbsent() ? 1 : 0;
            keys.add(new Key(line, group, cell));
        }
        keys.sort(Comparator.comparingInt(Key::group).thenComparing(this::compare));
        return keys.stream().map(Key::line).toList();
    }

    private int compare(Key a, Key b) {
        if (a.group == 1 || (a.group == 2 && column != null)) {
            return 0;
        }
        var aValue = a.cell.value();
        var bValue = b.cell.value();
        var order = aValue.isPresent() && bValue.isPresent()
                ? Double.compare(aValue.getAsDouble(), bValue.getAsDouble())
                : compareNames(a.cell.text(), b.cell.text());
        return descending ? -order : order;
    }

    /// Compares as a person does: runs of digits as numbers, letters whatever their case.
    static int compareNames(String a, String b) {
        var i = 0;
        var j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                var iEnd = endOfDigits(a, i);
                var jEnd = endOfDigits(b, j);
                var order = compareNumbers(a.substring(i, iEnd), b.substring(j, jEnd));
                if (order != 0) {
                    return order;
                }
                i = iEnd;
                j = jEnd;
            } else {
                var order = Character.compare(Character.toLowerCase(a.charAt(i)), Character.toLowerCase(b.charAt(j)));
                if (order != 0) {
                    return order;
                }
                i++;
                j++;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int compareNumbers(String a, String b) {
        var x = withoutZeros(a);
        var y = withoutZeros(b);
        return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
    }

    private static String withoutZeros(String digits) {
        var at = 0;
        while (at < digits.length() && digits.charAt(at) == '0') {
            at++;
        }
        return digits.substring(at);
    }

    private static int endOfDigits(String text, int from) {
        var at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private record Key(Line line, int group, Cell cell) {}
}
