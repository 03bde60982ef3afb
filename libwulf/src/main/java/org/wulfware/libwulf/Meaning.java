package org.wulfware.libwulf;

import module java.base;

/// What an expression, or a part of one, means: how its value is found. Nothing is boxed on the way.
sealed interface Meaning {
    /// NaN for an absent value.
    @FunctionalInterface
    interface NumberCode {
        double of(Reading reading);
    }

    /// Empty for absent words.
    @FunctionalInterface
    interface TextCode {
        String of(Reading reading);
    }

    @FunctionalInterface
    interface TruthCode {
        boolean of(Reading reading);
    }

    @FunctionalInterface
    interface VerdictCode {
        Verdict of(Reading reading);
    }

    /// A number.
    ///
    /// @param isLiteral whether it was written down, and so may be in whatever unit stands beside it
    record Num(NumberCode code, Measure measure, boolean isLiteral) implements Meaning {
        Num(NumberCode code, Measure measure) {
            this(code, measure, false);
        }

        static Num literal(double value, Measure measure) {
            return new Num(_ -> value, measure, true);
        }

        Num in(Measure other) {
            return new Num(code, other, isLiteral);
        }

        Num times(double factor) {
            return factor == 1 ? this : new Num(reading -> code.of(reading) * factor, measure, isLiteral);
        }
    }

    record Txt(TextCode code) implements Meaning {}

    /// A condition.
    ///
    /// @param code in which one about an absent value does not hold
    /// @param verdict in which it is neither true nor false
    record Truth(TruthCode code, VerdictCode verdict) implements Meaning {
        /// One that is always decided.
        Truth(TruthCode code) {
            this(code, reading -> Verdict.of(code.of(reading)));
        }

        /// One that is undecided while a value is absent.
        static Truth about(TruthCode code, TruthCode isAbsent) {
            return new Truth(code, reading -> {
                var holds = code.of(reading);
                return holds || !isAbsent.of(reading) ? Verdict.of(holds) : Verdict.UNSAID;
            });
        }

        /// Not this.
        Truth negated() {
            var holds = code;
            var decided = verdict;
            return new Truth(reading -> !holds.of(reading), reading -> decided.of(reading).negated());
        }

        /// Both: fails with either, whatever is known of the other.
        Truth and(Truth other) {
            return both(this, other, Verdict.FAILS, reading -> code.of(reading) && other.code.of(reading));
        }

        /// Either: holds with either, whatever is known of the other.
        Truth or(Truth other) {
            return both(this, other, Verdict.HOLDS, reading -> code.of(reading) || other.code.of(reading));
        }

        private static Truth both(Truth one, Truth other, Verdict deciding, TruthCode code) {
            var left = one.verdict;
            var right = other.verdict;
            return new Truth(code, reading -> {
                var first = left.of(reading);
                if (first == deciding) {
                    return first;
                }
                var second = right.of(reading);
                return second == deciding || first != Verdict.UNSAID ? second : first;
            });
        }
    }

    /// What it is, for a message.
    default String kind() {
        return switch (this) {
            case Num _ -> "a number";
            case Txt _ -> "a text";
            case Truth _ -> "a condition";
        };
    }
}
