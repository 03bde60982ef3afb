package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// One column of a display: what it is called, which fields it is formed from, and how a host's value is made and shown.
/// A column is declared once, beside its display, and does not change after that.
public final class Column {
    /// Where in its column a value stands.
    public enum Align {
        LEFT,
        RIGHT
    }

    /// Makes the exact value, in the column's unit, from what a host that answered said.
    @FunctionalInterface
    interface Formula {
        OptionalDouble of(HostState state, Sample sample, int row);
    }

    /// Makes the words of a column of text; empty for absent.
    @FunctionalInterface
    interface Words {
        String of(HostState state, Sample sample, int row);
    }

    /// Says how a value stands to what is usual.
    @FunctionalInterface
    interface Judgement {
        Status of(double value, HostState state, Sample sample);
    }

    private final String name;
    private final String unit;
    private final String help;
    private final boolean text;
    private final List<Field> fields = new ArrayList<>(4);
    private String heading;
    private int width = 5;
    private int preferred = 5;
    private boolean grows;
    private boolean rate;
    private int decimals;
    private Formula formula = (_, _, _) -> OptionalDouble.empty();
    private Words words = (_, _, _) -> "";
    private DoubleFunction<String> shown = Human::count;
    private Judgement judgement = (_, _, _) -> Status.NORMAL;

    private Column(String name, String unit, String help, boolean text) {
        this.name = name;
        this.heading = name;
        this.unit = unit;
        this.help = help;
        this.text = text;
    }

    /// Declares a column of numbers, right-aligned.
    static Column number(String name, String unit, String help) {
        return new Column(name, unit, help, false);
    }

    /// Declares a column of words, left-aligned.
    static Column text(String name, String help) {
        return new Column(name, "", help, true);
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

    /// Digits after the point of the exact value.
    Column decimals(int digits) {
        decimals = digits;
        return this;
    }

    /// How a person sees the number.
    Column shown(DoubleFunction<String> as) {
        shown = as;
        return this;
    }

    Column judged(DoubleFunction<Status> by) {
        judgement = (value, _, _) -> by.apply(value);
        return this;
    }

    Column judged(Judgement by) {
        judgement = by;
        return this;
    }

    /// The field's value: of the line's row where a line is a row of the field's sensor, else of its first row.
    <F extends Enum<F> & Field> Column reads(F field) {
        return formed(
                (_, sample, row) -> row < 0 ? sample.number(field) : sample.number(row, field), List.of(field));
    }

    /// The words of a field.
    <F extends Enum<F> & Field> Column says(F field) {
        fields.add(field);
        words = (_, sample, row) -> row < 0 ? sample.text(field) : sample.text(row, field);
        return this;
    }

    /// Words made of several fields, which it names.
    Column says(Words made, List<Field> from) {
        fields.addAll(from);
        words = made;
        return this;
    }

    /// A value made of several fields, which it names.
    Column formed(Formula made, List<Field> from) {
        fields.addAll(from);
        formula = made;
        return this;
    }

    /// The value that a column of words is sorted by.
    Column sortedBy(Formula made) {
        formula = made;
        return this;
    }

    /// A rate of a counter, times `factor`.
    <F extends Enum<F> & Field> Column rate(F counter, double factor) {
        return rates((state, _, _) -> times(state.rate(counter), factor), List.of(counter));
    }

    /// A value made of the rates of several counters, which it names.
    Column rates(Formula made, List<Field> from) {
        rate = true;
        return formed(made, from);
    }

    private static OptionalDouble times(OptionalDouble value, double factor) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * factor) : value;
    }

    /// What files and options call it: one word, unlike any other of its display, and never changed.
    public String name() {
        return name;
    }

    /// What stands above it on a screen: one word.
    public String heading() {
        return heading;
    }

    /// The unit of the exact value; empty for words and bare numbers.
    public String unit() {
        return unit;
    }

    /// One sentence for a person.
    public String help() {
        return help;
    }

    public Align align() {
        return text ? Align.LEFT : Align.RIGHT;
    }

    /// The columns of a terminal that it needs at least.
    public int width() {
        return Math.max(width, heading.length());
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
        return text;
    }

    /// Whether it needs two samples.
    public boolean isRate() {
        return rate;
    }

    /// The fields that it is formed from: what a host has to be asked for.
    public List<Field> fields() {
        return Collections.unmodifiableList(fields);
    }

    /// The value of a host's row; [Cell#ABSENT] if the host does not answer or does not say.
    public Cell cell(HostState state, int row) {
        if (state.current().isEmpty()) {
            return Cell.ABSENT;
        }
        var sample = state.current().get();
        var value = formula.of(state, sample, row);
        if (text) {
            var said = Clean.text(words.of(state, sample, row)).strip();
            return said.isEmpty() ? Cell.ABSENT : new Cell(said, value, Status.NORMAL);
        }
        if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
            return Cell.ABSENT;
        }
        var number = value.getAsDouble();
        return new Cell(shown.apply(number), value, judgement.of(number, state, sample));
    }

    /// A cell of this column for a program rather than a person: words as they are, numbers in plain digits of the
    /// column's unit; empty if it is absent.
    public Optional<String> exact(Cell cell) {
        if (cell.isAbsent()) {
            return Optional.empty();
        }
        return Optional.of(
                text || cell.value().isEmpty() ? cell.text() : Human.decimals(cell.value().getAsDouble(), decimals));
    }

    @Override
    public String toString() {
        return name;
    }
}
