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
    private static final Set<String> NAMES = Set.of("sum", "mean", "min", "max", "median", "count", "first");

    private static final TruthCode ALWAYS = _ -> true;

    /// What stands in the brackets.
    @FunctionalInterface
    interface Argument {
        Meaning of(Frame frame) throws ExpressionException;
    }

    static boolean isOne(String function) {
        return NAMES.contains(function) || percentile(function) > 0;
    }

    private static int percentile(String function) {
        if (function.equals("median")) {
            return 50;
        }
        return function.matches("p[1-9][0-9]?") ? Integer.parseInt(function, 1, function.length(), 10) : 0;
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
        if (meaning instanceof Num(var code, var measure, _)) {
            return aggregate(call.function(), rows, frame.depth, code, condition, measure);
        }
        return switch (call.function()) {
            case "first" -> Selection.first(rows, frame.depth, new Truth(condition), meaning);
            case "count" -> counted(rows, frame.depth, meaning, condition);
            default -> throw compiler.wrong(
                    call.function() + "() takes numbers, and not " + meaning.kind(), call.arguments().getFirst().at());
        };
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
            case Truth(var code) -> code;
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
            String function, Rows rows, int depth, NumberCode code, TruthCode condition, Measure measure) {
        return switch (function) {
            case "sum", "mean" -> {
                var isMean = function.equals("mean");
                yield new Num(reading -> {
                    var sum = 0.0;
                    var count = 0;
                    for (var row = 0; row < rows.slot().count(reading.sample); row++) {
                        reading.rows[depth] = row;
                        var number = condition.of(reading) ? code.of(reading) : Double.NaN;
                        if (!Double.isNaN(number)) {
                            sum += number;
                            count++;
                        }
                    }
                    return count == 0 ? Double.NaN : isMean ? sum / count : sum;
                }, measure);
            }
            case "min", "max" -> {
                var isGreatest = function.equals("max");
                yield new Num(reading -> {
                    var extreme = Double.NaN;
                    for (var row = 0; row < rows.slot().count(reading.sample); row++) {
                        reading.rows[depth] = row;
                        var number = condition.of(reading) ? code.of(reading) : Double.NaN;
                        if (Double.isNaN(extreme) || (isGreatest ? number > extreme : number < extreme)) {
                            extreme = number;
                        }
                    }
                    return extreme;
                }, measure);
            }
            case "count" -> counted(rows, depth, new Num(code, measure), condition);
            case "first" -> (Num) Selection.first(rows, depth, new Truth(condition), new Num(code, measure));
            default -> {
                var percent = percentile(function);
                yield new Num(reading -> {
                    var numbers = new double[rows.slot().count(reading.sample)];
                    var count = 0;
                    for (var row = 0; row < numbers.length; row++) {
                        reading.rows[depth] = row;
                        var number = condition.of(reading) ? code.of(reading) : Double.NaN;
                        if (!Double.isNaN(number)) {
                            numbers[count++] = number;
                        }
                    }
                    return percentile(Arrays.copyOf(numbers, count), percent);
                }, measure);
            }
        };
    }

    /// The least of the numbers that so many hundredths of them are not above: always one that is among them. NaN of none.
    static double percentile(double[] numbers, int percent) {
        if (numbers.length == 0) {
            return Double.NaN;
        }
        Arrays.sort(numbers);
        return numbers[Math.max(0, Math.ceilDiv(numbers.length * percent, 100) - 1)];
    }
}
