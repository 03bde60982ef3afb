package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.NumberCode;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.TruthCode;
import org.wulfware.libwulf.Meaning.Txt;

/// What makes one value of those in all rows: `sum(rate(interface.receive.bytes))`. The first name of a field inside that a
/// node has several of says which rows. Absent values are left out; if there are no others, the value is absent.
record Aggregates(Compiler compiler) {
    private static final TruthCode ALWAYS = _ -> true;

    /// What stands in the brackets.
    @FunctionalInterface
    interface Argument {
        Meaning of(Frame frame) throws ExpressionException;
    }

    static boolean isOne(String function) {
        return function.equals("first") || Statistic.named(function).isPresent();
    }

    Meaning meaning(Syntax.Call call, @Nullable Frame outer, Argument argument) throws ExpressionException {
        if (call.arguments().size() != 1) {
            throw compiler.wrong(
                    "expected " + call.function() + "(value) or " + call.function() + "(value where condition)",
                    call.at());
        }
        if (call.function().equals("count") && rowsOf(call.arguments().getFirst()).isPresent()) {
            return count(call, outer, rowsOf(call.arguments().getFirst()).get());
        }
        var frame = compiler.entered(Frame.loop(outer));
        var meaning = argument.of(frame);
        var condition = call.condition() == null ? ALWAYS : compiler.condition(call.condition(), frame).code();
        var rows = frame.rows();
        if (rows == null) {
            throw compiler
                    .wrong(call.function() + "() goes through what a node has several of, cpu.user or disk.busy_ms,"
                            + " and nothing here is such a value", call.arguments().getFirst().at());
        }
        var statistic = Statistic.named(call.function());
        if (statistic.isEmpty()) {
            return Selection.first(rows, frame.depth, new Truth(condition), meaning);
        }
        if (meaning instanceof Num(var code, var measure, _)) {
            return aggregate(statistic.get(), rows, frame.depth, code, condition, measure);
        }
        if (call.function().equals("count")) {
            return counted(rows, frame.depth, meaning, condition);
        }
        throw compiler.wrong(
                call.function() + "() takes numbers, and not " + meaning.kind(), call.arguments().getFirst().at());
    }

    /// The rows that `count(disk)` is about.
    private static Optional<Syntax.Name> rowsOf(Syntax argument) {
        return argument instanceof Syntax.Name name && !CatalogNames.rows(name.name()).isEmpty()
                ? Optional.of(name)
                : Optional.empty();
    }

    private Meaning count(Syntax.Call call, @Nullable Frame outer, Syntax.Name name) throws ExpressionException {
        var rows = new Selection(compiler, new Syntax.Selected(name.at(), name.name(), name, "")).rows(outer);
        compiler.use(rows.slot());
        var frame = compiler.entered(Frame.loop(outer, rows));
        var condition = call.condition() == null ? ALWAYS : compiler.condition(call.condition(), frame).code();
        return counted(rows, frame.depth, new Truth(reading -> reading.sample != null
                && rows.isThere(reading.sample, reading.rows[frame.depth])), condition);
    }

    private static Num counted(Rows rows, int depth, Meaning meaning, TruthCode condition) {
        TruthCode isThere = switch (meaning) {
            case Num(var code, _, _) -> reading -> !Double.isNaN(code.of(reading));
            case Txt(var code) -> reading -> !code.of(reading).isEmpty();
            case Truth(var code, _) -> code;
        };
        return new Num(reading -> {
            var all = rows.slot().count(reading.sample);
            var count = 0;
            for (var row = 0; row < all; row++) {
                reading.rows[depth] = row;
                count += isThere.of(reading) && condition.of(reading) ? 1 : 0;
            }
            return all == 0 ? Double.NaN : count;
        }, Measure.NONE);
    }

    private static Num aggregate(
            Statistic statistic, Rows rows, int depth, NumberCode code, TruthCode condition, Measure measure) {
        return new Num(reading -> {
            var all = rows.slot().count(reading.sample);
            var numbers = new double[all];
            var count = 0;
            for (var row = 0; row < all; row++) {
                reading.rows[depth] = row;
                var number = condition.of(reading) ? code.of(reading) : Double.NaN;
                if (!Double.isNaN(number)) {
                    numbers[count++] = number;
                }
            }
            return all == 0 ? Double.NaN : statistic.of(numbers, count);
        }, statistic.keepsMeasure() ? measure : Measure.NONE);
    }
}
