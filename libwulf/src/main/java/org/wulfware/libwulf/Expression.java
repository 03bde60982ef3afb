package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;
import org.wulfware.wire.Sample;

/// What a person asks of a host: `load1 / cpus > 1.5`, `memory.available%`, `max(rate(disk.busy_ms))`. It is understood once,
/// and then evaluated on as many states of hosts as one likes, by several threads if need be. The language is described in
/// `docs/expressions.md`. Whatever a node sends, evaluating throws nothing and takes time in proportion to what it sent.
public final class Expression {
    /// What its value is.
    public enum Type {
        /// A number in the unit of its [#measure()].
        NUMBER,
        /// Words.
        TEXT,
        /// Something that holds or does not.
        CONDITION
    }

    private final String text;
    private final Meaning meaning;
    private final Set<Field> fields;
    private final boolean needsRates;
    private final boolean tellsStatus;
    private final int frames;
    private final Optional<Slot<?>> plain;

    private Expression(String text, Meaning meaning, Compiler.Found found) {
        this.text = text;
        this.meaning = meaning;
        this.fields = Collections.unmodifiableSet(found.fields);
        this.needsRates = found.needsRates;
        this.tellsStatus = found.tellsStatus;
        this.frames = found.frames;
        this.plain = found.plain(meaning);
    }

    /// An expression about a host as a whole, of the catalog's names alone.
    ///
    /// @throws ExpressionException if it cannot be understood
    public static Expression of(String text) throws ExpressionException {
        return of(text, Scope.NOTHING, Optional.empty());
    }

    /// An expression about a host, or about one of its disks, processes and so on.
    ///
    /// @param scope of further names
    /// @param rows what it is about one of, where it is not about a host as a whole
    /// @throws ExpressionException if it cannot be understood
    public static Expression of(String text, Scope scope, Optional<Rows> rows) throws ExpressionException {
        var found = new Compiler.Found();
        var meaning = Compiler.compile(text, scope, rows.map(Frame::line).orElse(null), null, found);
        return new Expression(text, meaning, found);
    }

    /// A condition, in which `value` stands for a number that is handed in: `value / cpus >= 1.5`.
    ///
    /// @param measure of that number
    /// @throws ExpressionException if it cannot be understood, or is no condition
    public static Expression judging(String text, Scope scope, Optional<Rows> rows, Measure measure)
            throws ExpressionException {
        var found = new Compiler.Found();
        var meaning = Compiler.compile(text, scope, rows.map(Frame::line).orElse(null), measure, found);
        return new Expression(text, meaning, found).expecting(Type.CONDITION);
    }

    /// This expression, if it is of a type.
    ///
    /// @throws ExpressionException if it is of another
    public Expression expecting(Type type) throws ExpressionException {
        if (type() != type) {
            var wanted = switch (type) {
                case NUMBER -> "a number";
                case TEXT -> "a text";
                case CONDITION -> "a condition, such as load1 > 2";
            };
            throw new ExpressionException("expected " + wanted + ", and not " + meaning.kind(), text, 0);
        }
        return this;
    }

    /// What its value is.
    public Type type() {
        return switch (meaning) {
            case Num _ -> Type.NUMBER;
            case Txt _ -> Type.TEXT;
            case Truth _ -> Type.CONDITION;
        };
    }

    /// What its number counts; a bare number for what is none.
    public Measure measure() {
        return meaning instanceof Num number ? number.measure() : Measure.NONE;
    }

    /// The fields that it is formed from: what a host has to be asked for.
    public Set<Field> fields() {
        return fields;
    }

    /// Whether it needs two samples.
    public boolean needsRates() {
        return needsRates;
    }

    /// Whether it is formed from `status` or `down`, and so is about hosts that do not answer too.
    public boolean tellsStatus() {
        return tellsStatus;
    }

    /// The field that it is nothing but the value of, or the rate; empty if there is more to it.
    public Optional<Field> plainField() {
        return plain.map(Slot::field);
    }

    /// What it would say if its [#plainField()] were what stands in a sample, where a rate is wanted as the rate itself: a store
    /// keeps the greatest of many rates, and none of the values that it came from. NaN if that is absent, or there is no such
    /// field.
    ///
    /// @param row as with [#number(HostState, int)]
    public double plainNumber(Sample sample, int row) {
        return plain.map(slot -> slot.number(sample, row) * (needsRates ? slot.measure().ratedFactor() : 1))
                .orElse(Double.NaN);
    }

    /// Its value, of a condition 1 or 0; NaN if it is absent, or a text.
    ///
    /// @param row of the sensor that it is about; means nothing where it is about a host as a whole
    public double number(HostState state, int row) {
        return switch (meaning) {
            case Num(var code, _, _) -> code.of(reading(state, row, Double.NaN));
            case Txt _ -> Double.NaN;
            case Truth(var code, _) -> code.of(reading(state, row, Double.NaN)) ? 1 : 0;
        };
    }

    /// Its words, empty if they are absent or it is none. They are what the node sent: no terminal may get them as they are.
    public String text(HostState state, int row) {
        return meaning instanceof Txt(var code) ? code.of(reading(state, row, Double.NaN)) : "";
    }

    /// Whether the condition holds. One about an absent value does not.
    public boolean holds(HostState state, int row) {
        return holds(state, row, Double.NaN);
    }

    /// The same of a condition that judges a number.
    public boolean holds(HostState state, int row, double value) {
        return meaning instanceof Truth(var code, _) && code.of(reading(state, row, value));
    }

    /// What comes of the condition where one about an absent value neither holds nor fails: `a and b` fails where `a` does and
    /// `b` is not said. Rows that an aggregate leaves out, and what `if` chooses, are as ever.
    public Verdict verdict(HostState state, int row) {
        return meaning instanceof Truth(_, var verdict)
                ? verdict.of(reading(state, row, Double.NaN))
                : Verdict.UNSAID;
    }

    private Reading reading(HostState state, int row, double value) {
        return new Reading(state, frames, row, value);
    }

    /// As it was written.
    @Override
    public String toString() {
        return text;
    }
}
