package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.sensors.Slurm;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;

/// What is called with arguments in brackets. What goes through rows, [Aggregates] does.
record Functions(Compiler compiler) {
    private static final String KNOWN =
            "rate, share, if, either, known, abs, round, clamp, text, squeeze, job, step, sum, mean, min, max, median, p1 to p99,"
                    + " count, first";

    Meaning meaning(Syntax.Call call, @Nullable Frame frame) throws ExpressionException {
        var arguments = call.arguments();
        var isScalar = call.condition() == null && arguments.size() > 1;
        if (Aggregates.isOne(call.function()) && !(isScalar && call.function().matches("min|max"))) {
            return new Aggregates(compiler).meaning(call, frame,
                    inner -> compiler.meaning(arguments.getFirst(), inner));
        }
        if (call.condition() != null) {
            throw compiler.wrong("where belongs into sum(), mean() and the like", call.condition().at());
        }
        return switch (call.function()) {
            case "rate" -> rate(only(call), frame);
            case "share" -> {
                count(call, 2, 2, "share(part, whole)");
                var part = compiler.meaning(arguments.getFirst(), frame);
                var pair = compiler.pair(
                        part, compiler.meaning(arguments.getLast(), frame), call.at(), "have no share of each other");
                yield Shares.of(pair.left(), pair.right());
            }
            case "if" -> choice(call, frame);
            case "either" -> either(call, frame);
            case "known" -> known(compiler.meaning(only(call), frame));
            case "abs" -> mapped(compiler.number(only(call), frame), Math::abs);
            case "round" -> mapped(compiler.number(only(call), frame), Math::rint);
            case "clamp" -> {
                count(call, 3, 3, "clamp(number, least, most)");
                var low = extreme(call.arguments().subList(0, 2), frame, call.at(), true);
                var limit = compiler.meaning(arguments.getLast(), frame);
                yield extreme(compiler.pair(low, limit, call.at(), "cannot be compared"), false);
            }
            case "min" -> extreme(arguments, frame, call.at(), false);
            case "max" -> extreme(arguments, frame, call.at(), true);
            case "text" -> text(compiler.meaning(only(call), frame));
            case "squeeze" -> {
                var words = words(call, frame);
                yield new Txt(reading -> squeezed(words.of(reading)));
            }
            case "job" -> {
                var path = words(call, frame);
                yield new Txt(reading -> {
                    var slurm = Slurm.of(path.of(reading));
                    return slurm == null ? "" : slurm.job();
                });
            }
            case "step" -> {
                var path = words(call, frame);
                yield new Txt(reading -> {
                    var slurm = Slurm.of(path.of(reading));
                    return slurm == null || slurm.step() == null ? "" : slurm.step();
                });
            }
            default -> throw compiler.wrong(
                    "unknown function " + SyntaxException.quoted(call.function(), 80) + "; there are " + KNOWN,
                    call.at());
        };
    }

    private Syntax only(Syntax.Call call) throws ExpressionException {
        count(call, 1, 1, call.function() + "(…)");
        return call.arguments().getFirst();
    }

    private void count(Syntax.Call call, int least, int most, String form) throws ExpressionException {
        var count = call.arguments().size();
        if (count < least || count > most) {
            throw compiler.wrong("expected " + form + ", and not " + count + " arguments", call.at());
        }
    }

    /// The rate of a counter, and of sums and multiples of counters.
    Num rate(Syntax syntax, @Nullable Frame frame) throws ExpressionException {
        return switch (syntax) {
            case Syntax.Name name -> Named.rate(compiler, name, frame);
            case Syntax.Selected selected ->
                (Num) new Selection(compiler, selected).meaning(frame,
                        (name, inner) -> Named.rate(compiler, name, inner));
            case Syntax.Unary(_, var operator, var operand) when operator.equals("-") -> rate(operand, frame).times(-1);
            case Syntax.Binary(var at, var operator, var left, var right) when operator.equals("+")
                    || operator.equals("-") -> {
                var pair = compiler.pair(rate(left, frame), rate(right, frame), at, "cannot be added or subtracted");
                yield Arithmetic.sum(pair, operator.equals("-"));
            }
            case Syntax.Binary(_, var operator, var left, Syntax.Figure factor) when operator.equals("*") ->
                Arithmetic.product(rate(left, frame), compiler.number(factor, frame));
            case Syntax.Binary(_, var operator, var left, Syntax.Figure divisor) when operator.equals("/") ->
                Arithmetic.quotient(rate(left, frame), compiler.number(divisor, frame));
            case Syntax.Call call when Aggregates.isOne(call.function()) && call.arguments().size() == 1 ->
                (Num) new Aggregates(compiler).meaning(call, frame, inner -> rate(call.arguments().getFirst(), inner));
            case Syntax.Figure _,Syntax.Text _,Syntax.Unary _,Syntax.Binary _,Syntax.Matches _,Syntax.In _,Syntax.HostList _,Syntax.Share _,Syntax.Call _ ->
                throw compiler.wrong("rate() takes a counter, or a sum or multiple of counters", syntax.at());
        };
    }

    private Meaning choice(Syntax.Call call, @Nullable Frame frame) throws ExpressionException {
        count(call, 2, 3, "if(condition, value, otherwise)");
        var condition = compiler.condition(call.arguments().getFirst(), frame);
        var isMet = condition.code();
        var then = compiler.meaning(call.arguments().get(1), frame);
        if (call.arguments().size() == 2) {
            return switch (then) {
                case Num(var code, var measure, _) ->
                    new Num(reading -> isMet.of(reading) ? code.of(reading) : Double.NaN, measure);
                case Txt(var code) -> new Txt(reading -> isMet.of(reading) ? code.of(reading) : "");
                case Truth truth -> condition.and(truth);
            };
        }
        var otherwise = compiler.meaning(call.arguments().getLast(), frame);
        if (then instanceof Txt(var one) && otherwise instanceof Txt(var other)) {
            return new Txt(reading -> isMet.of(reading) ? one.of(reading) : other.of(reading));
        }
        var pair = compiler.pair(then, otherwise, call.at(), "cannot stand for each other");
        var one = pair.left().code();
        var other = pair.right().code();
        return new Num(reading -> isMet.of(reading) ? one.of(reading) : other.of(reading), pair.measure());
    }

    /// The first that is there.
    private Meaning either(Syntax.Call call, @Nullable Frame frame) throws ExpressionException {
        count(call, 2, 20, "either(value, other, …)");
        var either = compiler.meaning(call.arguments().getFirst(), frame);
        for (var argument : call.arguments().subList(1, call.arguments().size())) {
            var next = compiler.meaning(argument, frame);
            if (either instanceof Txt(var one) && next instanceof Txt(var other)) {
                either = new Txt(reading -> {
                    var words = one.of(reading);
                    return words.isEmpty() ? other.of(reading) : words;
                });
                continue;
            }
            var pair = compiler.pair(either, next, argument.at(), "cannot stand for each other");
            var one = pair.left().code();
            var other = pair.right().code();
            either = new Num(reading -> {
                var number = one.of(reading);
                return Double.isNaN(number) ? other.of(reading) : number;
            }, pair.measure());
        }
        return either;
    }

    private static Truth known(Meaning meaning) {
        return switch (meaning) {
            case Num(var code, _, _) -> new Truth(reading -> !Double.isNaN(code.of(reading)));
            case Txt(var code) -> new Truth(reading -> !code.of(reading).isEmpty());
            case Truth _ -> new Truth(_ -> true);
        };
    }

    private static Num mapped(Num number, DoubleUnaryOperator map) {
        var code = number.code();
        return new Num(reading -> map.applyAsDouble(code.of(reading)), number.measure(), number.isLiteral());
    }

    /// The least or the greatest; absent if one of them is.
    private Num extreme(List<Syntax> arguments, @Nullable Frame frame, int at, boolean isGreatest)
            throws ExpressionException {
        if (arguments.isEmpty()) {
            throw compiler.wrong("expected numbers in the brackets", at);
        }
        var extreme = compiler.number(arguments.getFirst(), frame);
        for (var argument : arguments.subList(1, arguments.size())) {
            var next = compiler.number(argument, frame);
            extreme = extreme(compiler.pair(extreme, next, argument.at(), "cannot be compared"), isGreatest);
        }
        return extreme;
    }

    private static Num extreme(Arithmetic.Pair pair, boolean isGreatest) {
        var one = pair.left().code();
        var other = pair.right().code();
        var isLiteral = pair.left().isLiteral() && pair.right().isLiteral();
        return isGreatest
                ? new Num(reading -> Math.max(one.of(reading), other.of(reading)), pair.measure(), isLiteral)
                : new Num(reading -> Math.min(one.of(reading), other.of(reading)), pair.measure(), isLiteral);
    }

    /// A number in plain digits, no more of them than it needs.
    private static Txt text(Meaning meaning) {
        return switch (meaning) {
            case Num(var code, _, _) -> new Txt(reading -> digits(code.of(reading)));
            case Txt text -> text;
            case Truth(var code, _) -> new Txt(reading -> code.of(reading) ? "yes" : "no");
        };
    }

    private static String digits(double number) {
        if (!Double.isFinite(number)) {
            return "";
        }
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : new BigDecimal(number).round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }

    private Meaning.TextCode words(Syntax.Call call, @Nullable Frame frame) throws ExpressionException {
        var meaning = compiler.meaning(only(call), frame);
        if (meaning instanceof Txt(var code)) {
            return code;
        }
        throw compiler.wrong("expected a text, and not " + meaning.kind(), call.at());
    }

    /// Makers fill names up with blanks: one stays of each run.
    private static String squeezed(String words) {
        return words.contains("  ") ? words.replaceAll(" +", " ") : words;
    }
}
