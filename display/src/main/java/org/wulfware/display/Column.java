package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Measure;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;
import org.wulfware.wire.Sample;

/// One column of a display: what it is called, the expression that its values are formed by, how they are shown, and from
/// where on they are high. It is declared once and does not change after that; its expression is understood when it is first
/// needed.
public final class Column {
    /// Where in its column a value stands.
    public enum Align {
        LEFT,
        RIGHT
    }

    /// Decimals as many as a value needs, and no more than this.
    private static final int MOST_DECIMALS = 4;

    /// A tebibyte's digits.
    private static final int EXACT_WIDTH = 13;
    private static final int FIXED_WIDTH = 7;

    private final String name;
    private final String text;
    private final String help;
    private final Optional<Rows> rows;
    private final Scope scope;
    private String heading;
    private int width;
    private int preferred;
    private boolean grows;
    private OptionalInt decimals = OptionalInt.empty();
    private Look look = Look.USUAL;
    private Scale scale = Scale.AUTO;
    private String unitWord = "";
    private String sortText = "";
    private Thresholds thresholds = Thresholds.NONE;
    private Optional<Hidden> hidden = Optional.empty();
    private List<Field> tellsHidden = List.of();
    private volatile @Nullable Understood understood;

    private Column(String name, String text, String help, Optional<Rows> rows, Scope scope) {
        this.name = name;
        this.heading = name;
        this.text = text;
        this.help = help;
        this.rows = rows;
        this.scope = scope;
    }

    /// Declares a column.
    ///
    /// @param text the expression of its values
    public static Column of(String name, String text, String help) {
        return new Column(name, text, help, Optional.empty(), Scope.NOTHING);
    }

    /// What the screen calls it, where that is not its name.
    Column heading(String shorter) {
        heading = shorter;
        return this;
    }

    /// The room that its usual values need.
    Column width(int columns) {
        width = columns;
        preferred = columns;
        return this;
    }

    /// The least room, and the room it would like; it takes what is left over too.
    Column grows(int least, int liked) {
        width = least;
        preferred = liked;
        grows = true;
        return this;
    }

    /// What the unit of the exact value is called, where the expression's own unit does not say it.
    Column unit(String word) {
        unitWord = word;
        return this;
    }

    /// Digits after the point of the exact value.
    Column decimals(int digits) {
        decimals = OptionalInt.of(digits);
        return this;
    }

    /// How a person sees the number.
    Column shown(Look as) {
        look = as;
        return this;
    }

    /// The expression that a column of words is sorted by, where that is not the words.
    Column sortedBy(String expression) {
        sortText = expression;
        return this;
    }

    /// What is shown in place of a value that the node keeps to itself.
    ///
    /// @param tells what it takes to know beside the column's own fields
    Column hidden(Hidden by, Field... tells) {
        hidden = Optional.of(by);
        tellsHidden = List.of(tells);
        return this;
    }

    Column judged(Thresholds by) {
        thresholds = by;
        return this;
    }

    /// The same column in a display of these rows, where its names mean what `where` says.
    Column in(Optional<Rows> of, Scope where) {
        var column = new Column(name, text, help, of, where);
        column.like(this);
        return column;
    }

    private void like(Column other) {
        heading = other.heading;
        width = other.width;
        preferred = other.preferred;
        grows = other.grows;
        decimals = other.decimals;
        look = other.look;
        scale = other.scale;
        unitWord = other.unitWord;
        sortText = other.sortText;
        thresholds = other.thresholds;
        hidden = other.hidden;
        tellsHidden = other.tellsHidden;
    }

    /// The same column, of which no value is ever high: nothing is asked for to tell.
    Column unjudged() {
        return in(rows, scope).judged(Thresholds.NONE);
    }

    /// The same column with its numbers on this scale.
    Column scaled(Scale other) {
        var column = in(rows, scope);
        column.scale = other;
        return column;
    }

    /// Tells what a node keeps to itself from what is not there.
    @FunctionalInterface
    interface Hidden {
        /// Words for a person; empty for what is not hidden.
        String instead(Sample sample, int row);
    }

    /// A column's expressions.
    private record Understood(Expression value, Optional<Expression> sort, Judgement judgement, Set<Field> fields) {}

    /// Understands its expressions, if nobody has yet.
    ///
    /// @throws ExpressionException if one of them cannot be understood
    public Column understand() throws ExpressionException {
        if (understood == null) {
            var value = Expression.of(text, scope, rows);
            var sort = sortText.isEmpty()
                    ? Optional.<Expression>empty()
                    : Optional.of(Expression.of(sortText, scope, rows).expecting(Expression.Type.NUMBER));
            var judgement = Judgement.of(thresholds, scope, rows, value.measure());
            var fields = new LinkedHashSet<>(value.fields());
            sort.ifPresent(by -> fields.addAll(by.fields()));
            judgement.fields().forEach(fields::add);
            fields.addAll(tellsHidden);
            understood = new Understood(value, sort, judgement, Collections.unmodifiableSet(fields));
        }
        return this;
    }

    private Understood understood() {
        try {
            understand();
        } catch (ExpressionException e) {
            throw new IllegalStateException(name + ": " + e.getMessage(), e);
        }
        return Objects.requireNonNull(understood);
    }

    /// The expression of its values, understood.
    Expression expression() {
        return understood().value;
    }

    /// What its name stands for in other expressions.
    Scope.Definition definition() {
        return new Scope.Definition(text, scope);
    }

    /// The same column under another name.
    Column named(String other) {
        var column = new Column(other, text, help, rows, scope);
        column.like(this);
        column.heading = other;
        return column;
    }

    /// What files and options call it: one word, unlike any other of its display, and never changed.
    public String name() {
        return name;
    }

    /// What stands above it on a screen: one word.
    public String heading() {
        return heading;
    }

    /// The expression of its values, as it is written.
    public String text() {
        return text;
    }

    /// The unit of the exact value; empty for words and bare numbers.
    public String unit() {
        return isText() ? "" : unitWord.isEmpty() ? understood().value.measure().word() : unitWord;
    }

    /// One sentence for a person.
    public String help() {
        return help;
    }

    public Align align() {
        return isText() ? Align.LEFT : Align.RIGHT;
    }

    /// The columns of a terminal that it needs at least.
    public int width() {
        return Math.max(Math.max(width == 0 ? usualWidth() : width, scaledWidth()), heading.length());
    }

    /// Numbers on a fixed scale have more digits.
    private int scaledWidth() {
        if (scale == Scale.AUTO || scale == Scale.SI || isText() || !look.isScaled(understood().value.measure())) {
            return 0;
        }
        return scale == Scale.EXACT ? EXACT_WIDTH : FIXED_WIDTH;
    }

    private int usualWidth() {
        return isText() ? 8 : 5;
    }

    /// The columns of a terminal that it would like.
    public int preferred() {
        return Math.max(preferred, width());
    }

    /// Whether it takes room that is left over.
    public boolean grows() {
        return grows;
    }

    /// Words rather than numbers.
    public boolean isText() {
        return understood().value.type() == Expression.Type.TEXT;
    }

    /// Whether it needs two samples.
    public boolean isRate() {
        var all = understood();
        return all.value.needsRates() || all.judgement.conditions().anyMatch(Expression::needsRates);
    }

    /// The fields that it is formed and judged from: what a host has to be asked for.
    public Set<Field> fields() {
        return understood().fields;
    }

    /// The value of a host's row; [Cell#ABSENT] if the host does not say.
    public Cell cell(HostState state, int row) {
        var all = understood();
        var instead = Clean.text(instead(state, row));
        if (all.value.type() == Expression.Type.TEXT) {
            var said = instead.isEmpty() ? Clean.text(all.value.text(state, row)).strip() : instead;
            if (said.isEmpty()) {
                return Cell.ABSENT;
            }
            var by = all.sort.isPresent() ? all.sort.get().number(state, row) : Double.NaN;
            return new Cell(said, Double.isNaN(by) ? OptionalDouble.empty() : OptionalDouble.of(by),
                    all.judgement.of(state, row, Double.NaN));
        }
        var cell = cell(all.value.number(state, row), value -> all.judgement.of(state, row, value));
        return cell.isAbsent() && !instead.isEmpty() ? new Cell(instead, OptionalDouble.empty(), Status.ABSENT) : cell;
    }

    private String instead(HostState state, int row) {
        return hidden.isPresent() && row >= 0 && state.current().isPresent()
                ? hidden.get().instead(state.current().get(), row)
                : "";
    }

    private Cell cell(double number, DoubleFunction<Status> judged) {
        return Double.isFinite(number)
                ? new Cell(shown(number), OptionalDouble.of(number), judged.apply(number))
                : Cell.ABSENT;
    }

    /// A number of this column that is no host's own: a sum, a mean.
    public Cell cell(double number) {
        return cell(number, _ -> Status.NORMAL);
    }

    private String shown(double number) {
        var value = understood().value;
        return value.type() == Expression.Type.CONDITION && look == Look.USUAL
                ? number > 0 ? "yes" : "no"
                : look.shown(number, value.measure(), scale);
    }

    /// A cell of this column for a program rather than a person: words as they are, numbers in plain digits of the
    /// column's unit; empty if it is absent.
    public Optional<String> exact(Cell cell) {
        if (cell.isAbsent()) {
            return Optional.empty();
        }
        if (isText() || cell.value().isEmpty()) {
            return Optional.of(cell.text());
        }
        var number = cell.value().getAsDouble();
        var measure = understood().value.measure();
        var digits = decimals.orElse(measure.perSecond() || measure.equals(Measure.PERCENT) ? 1 : -1);
        return Optional.of(digits < 0 ? Human.plain(number, MOST_DECIMALS) : Human.decimals(number, digits));
    }

    @Override
    public String toString() {
        return name;
    }
}
