package org.wulfware.wulfstat;

import module java.base;

/// How a recording is played, by a person's word.
///
/// @param speed how many times as fast as it was
/// @param moves how often somebody wanted to be elsewhere in it
/// @param last where to, the last time
record Tape(double speed, int moves, Move last) {
    /// What speeds go up and down by; a minute a second and an hour a second are among them.
    private static final double[] SPEEDS =
            {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600, 21_600, 86_400};

    static Tape at(double speed) {
        return new Tape(speed, 0, Move.begin());
    }

    Tape go(Move move) {
        return new Tape(speed, moves + 1, move);
    }

    Tape faster() {
        return at(Arrays.stream(SPEEDS).filter(other -> other > speed).min());
    }

    Tape slower() {
        return at(Arrays.stream(SPEEDS).filter(other -> other < speed).max());
    }

    private Tape at(OptionalDouble other) {
        return new Tape(other.orElse(speed), moves, last);
    }

    /// The speed as a person says it: `60×`.
    String words() {
        return BigDecimal.valueOf(speed).stripTrailingZeros().toPlainString() + "×";
    }
}
