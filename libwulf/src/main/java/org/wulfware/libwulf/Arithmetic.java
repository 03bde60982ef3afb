package org.wulfware.libwulf;

import module java.base;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.NumberCode;
import org.wulfware.libwulf.Measure.Quantity;

/// Numbers with units, put together. A share beside a bare number is that part of one (`80%` is 0.8 there); a number
/// that was written down without a unit has that of what stands beside it.
final class Arithmetic {
    private Arithmetic() {}

    /// Two numbers in one unit, so that they can be compared or added.
    record Pair(Num left, Num right) {
        Measure measure() {
            return left.measure();
        }
    }

    /// Empty if their units have nothing to do with each other.
    static Optional<Pair> unified(Num left, Num right) {
        var one = left.measure();
        var other = right.measure();
        if (one.equals(other)) {
            return Optional.of(new Pair(left, right));
        }
        if (fits(right, one)) {
            return Optional.of(new Pair(left, right.in(one)));
        }
        if (fits(left, other)) {
            return Optional.of(new Pair(left.in(other), right));
        }
        if (one.isPercent() && other.isBare()) {
            return Optional.of(new Pair(left.times(0.01).in(Measure.NONE), right));
        }
        if (one.isBare() && other.isPercent()) {
            return Optional.of(new Pair(left, right.times(0.01).in(Measure.NONE)));
        }
        return Optional.empty();
    }

    private static boolean fits(Num number, Measure wanted) {
        var measure = number.measure();
        return number.isLiteral()
                && (measure.isBare() || (wanted.perSecond()
                        && (measure.quantity() == wanted.quantity() || measure.quantity() == Quantity.NONE)));
    }

    static Num sum(Pair pair, boolean isDifference) {
        var left = pair.left.code();
        var right = pair.right.code();
        NumberCode code = isDifference
                ? reading -> left.of(reading) - right.of(reading)
                : reading -> left.of(reading) + right.of(reading);
        return new Num(code, pair.measure(), pair.left.isLiteral() && pair.right.isLiteral());
    }

    static Num product(Num left, Num right) {
        if (left.measure().isPercent() && !isShareOfOne(left, right)) {
            return product(left.times(0.01).in(Measure.NONE), right);
        }
        if (right.measure().isPercent() && !isShareOfOne(right, left)) {
            return product(left, right.times(0.01).in(Measure.NONE));
        }
        var one = left.code();
        var other = right.code();
        return new Num(
                reading -> one.of(reading) * other.of(reading),
                measureOfProduct(left.measure(), right.measure()),
                left.isLiteral() && right.isLiteral());
    }

    /// Half a share is a share still; but `80%` of something is that thing.
    private static boolean isShareOfOne(Num share, Num other) {
        return other.measure().isBare() && (!share.isLiteral() || other.isLiteral());
    }

    private static Measure measureOfProduct(Measure one, Measure other) {
        if (isCount(one) || isCount(other)) {
            var counted = isCount(one) ? other : one;
            return new Measure(counted.quantity(), one.perSecond() || other.perSecond());
        }
        if (one.perSecond() && other.equals(Measure.SECONDS)) {
            return new Measure(one.quantity(), false);
        }
        if (other.perSecond() && one.equals(Measure.SECONDS)) {
            return new Measure(other.quantity(), false);
        }
        return Measure.NONE;
    }

    static Num quotient(Num left, Num right) {
        var isRatio = left.measure().isPercent() && right.measure().isPercent();
        if (right.measure().isPercent() && !isRatio) {
            return quotient(left, right.times(0.01).in(Measure.NONE));
        }
        if (left.measure().isPercent() && right.measure().perSecond() && isCount(right.measure())) {
            // A share of time by how often something was done in it: how long each took.
            return quotient(left.times(0.01).in(Measure.NONE), right).in(Measure.SECONDS);
        }
        var one = left.code();
        var other = right.code();
        return new Num(
                reading -> {
                    var divisor = other.of(reading);
                    return divisor == 0 ? Double.NaN : one.of(reading) / divisor;
                },
                measureOfQuotient(left.measure(), right.measure()),
                left.isLiteral() && right.isLiteral());
    }

    private static Measure measureOfQuotient(Measure one, Measure other) {
        var isLike = one.quantity() == other.quantity();
        var quantity = isCount(other) && !isLike ? one.quantity() : Quantity.NONE;
        if (other.equals(Measure.SECONDS) && !one.perSecond() && !one.equals(Measure.SECONDS)) {
            return new Measure(one.quantity(), true);
        }
        if (other.perSecond() && !one.perSecond()) {
            return isLike ? Measure.SECONDS : Measure.NONE;
        }
        return new Measure(quantity, one.perSecond() && !other.perSecond());
    }

    /// What is counted by the piece, whatever the pieces are.
    private static boolean isCount(Measure measure) {
        return switch (measure.quantity()) {
            case NONE, PACKETS, PAGES -> true;
            case PERCENT, BYTES, SECONDS, HERTZ, BITS, CELSIUS, RPM, VOLTS, AMPERES, WATTS, JOULES,
                    PARTS_PER_MILLION ->
                false;
        };
    }

    /// `part` of `whole` in hundredths: between 0 and 100, absent of nothing.
    static double share(double part, double whole) {
        return whole > 0 && !Double.isNaN(part) ? Math.clamp(100 * part / whole, 0, 100) : Double.NaN;
    }
}
