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

    record Truth(TruthCode code) implements Meaning {}

    /// What it is, for a message.
    default String kind() {
        return switch (this) {
            case Num _ -> "a number";
            case Txt _ -> "a text";
            case Truth _ -> "a condition";
        };
    }
}
