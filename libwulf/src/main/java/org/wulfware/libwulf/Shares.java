package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Meaning.Num;

/// `x%`: the share that something has of its total, both as they are now or, of counters, by what they grew. Where nothing
/// says which row is meant, it is the share that all rows have together of all their totals.
record Shares(Compiler compiler) {
    /// A field that is added or taken away.
    private record Term(Slot<?> slot, @Nullable Frame frame, int sign, Syntax.Name name) {}

    Meaning share(int at, Syntax operand, @Nullable Frame frame) throws ExpressionException {
        if (operand instanceof Syntax.Selected selected) {
            return new Selection(compiler, selected).meaning(frame, (name, inner) -> share(at, name, inner));
        }
        if (operand instanceof Syntax.Name name && Named.find(compiler, name, frame) instanceof Named.Defined defined) {
            return shareOfDefined(name, defined, frame);
        }
        var terms = new ArrayList<Term>();
        collect(operand, 1, frame, terms, at);
        var first = terms.getFirst();
        var total = Totals.of(first.slot.field());
        for (var term : terms) {
            if (!Objects.equals(Totals.of(term.slot.field()), total)) {
                throw compiler.wrong("these have no total in common", term.name.at());
            }
        }
        return total == null ? shareOfTime(at, terms) : shareOfTotal(terms, slot(total), frame);
    }

    private Meaning shareOfDefined(Syntax.Name name, Named.Defined defined, @Nullable Frame frame)
            throws ExpressionException {
        if (defined.total().isEmpty()) {
            return compiler.expanded(name, defined, (inner, syntax) -> {
                var isShare = !(syntax instanceof Syntax.Name) && inner.meaning(syntax, frame) instanceof Num number
                        && number.measure().isPercent();
                return isShare ? inner.meaning(syntax, frame) : new Shares(inner).share(syntax.at(), syntax, frame);
            });
        }
        var part = (Num) compiler.expanded(name, defined, (inner, syntax) -> inner.meaning(syntax, frame));
        var whole = (Num) compiler.expanded(
                name,
                new Named.Defined(
                        new Scope.Definition(defined.total(), defined.definition().scope()), "", defined.isDerived()),
                (inner, syntax) -> inner.meaning(syntax, frame));
        return of(part, whole);
    }

    static Num of(Num part, Num whole) {
        var one = part.code();
        var all = whole.code();
        return new Num(reading -> Arithmetic.share(one.of(reading), all.of(reading)), Measure.PERCENT);
    }

    private void collect(Syntax syntax, int sign, @Nullable Frame frame, List<Term> terms, int at)
            throws ExpressionException {
        if (syntax instanceof Syntax.Name name && Named.find(compiler, name, frame) instanceof Named.OfField field
                && !field.slot().isText()) {
            terms.add(new Term(field.slot(), field.frame(), sign, name));
        } else if (syntax instanceof Syntax.Binary(_, var operator, var left, var right)
                && (operator.equals("+") || operator.equals("-"))) {
            collect(left, sign, frame, terms, at);
            collect(right, operator.equals("-") ? -sign : sign, frame, terms, at);
        } else {
            throw compiler.wrong("only what is a part of a total has a share: % follows a name, or names in brackets",
                    at);
        }
    }

    /// Of a counter of time that is no part of a known total: of the time that went by.
    private Meaning shareOfTime(int at, List<Term> terms) throws ExpressionException {
        var rate = rateOf(terms.getFirst(), at);
        for (var term : terms.subList(1, terms.size())) {
            rate = Arithmetic.sum(new Arithmetic.Pair(rate, rateOf(term, at)), false);
        }
        return rate;
    }

    private Num rateOf(Term term, int at) throws ExpressionException {
        Named.checkRow(compiler, term.name, new Named.OfField(term.slot, term.frame));
        if (term.slot.isCounter() && term.slot.measure().equals(Measure.SECONDS)) {
            return compiler.rate(term.slot, term.frame).times(term.sign);
        }
        throw compiler.wrong(
                term.name.name() + " is no part of a total; share(" + term.name.name() + ", …) says of what", at);
    }

    private Meaning shareOfTotal(List<Term> terms, Slot<?> total, @Nullable Frame frame) throws ExpressionException {
        if (total.isRepeated() && Frame.of(total, frame) == null) {
            var loop = compiler.entered(Frame.loop(frame, Rows.of(total)));
            var part = sum(terms, loop).code();
            var whole = compiler.current(total, loop).code();
            return new Num(reading -> {
                var parts = 0.0;
                var wholes = 0.0;
                for (var row = 0; row < total.count(reading.sample); row++) {
                    reading.rows[loop.depth] = row;
                    var one = part.of(reading);
                    var all = whole.of(reading);
                    if (!Double.isNaN(one) && !Double.isNaN(all)) {
                        parts += one;
                        wholes += all;
                    }
                }
                return Arithmetic.share(parts, wholes);
            }, Measure.PERCENT);
        }
        for (var term : terms) {
            Named.checkRow(compiler, term.name, new Named.OfField(term.slot, term.frame));
        }
        return of(sum(terms, frame), compiler.current(total, Frame.of(total, frame)));
    }

    private Num sum(List<Term> terms, @Nullable Frame frame) throws ExpressionException {
        Num sum = null;
        for (var term : terms) {
            var next = compiler.current(term.slot, Frame.of(term.slot, frame)).times(term.sign);
            sum = sum == null ? next : Arithmetic.sum(new Arithmetic.Pair(sum, next), false);
        }
        return Objects.requireNonNull(sum);
    }

    private static Slot<?> slot(Field field) {
        return Slot.of(field.sensor()).stream().filter(slot -> slot.field() == field).findFirst().orElseThrow();
    }
}
