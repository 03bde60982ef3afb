package org.wulfware.wulfstat;

import module java.base;

/// Where to, in a recording.
sealed interface Move {
    /// To the last round at or before a time.
    record To(Instant at) implements Move {}

    /// So much time on, or back.
    record By(Duration time) implements Move {}

    /// So many rounds on, or back.
    record Rounds(int number) implements Move {}

    static Move begin() {
        return new To(Instant.MIN);
    }

    static Move end() {
        return new To(Instant.MAX);
    }

    static Move by(Duration time) {
        return new By(time);
    }

    static Move rounds(int number) {
        return new Rounds(number);
    }

    /// Both of them at once, this one first; empty where that may lead elsewhere, as at the ends of a recording back and forth
    /// does.
    default Optional<Move> then(Move next) {
        return switch (next) {
            case To _ -> Optional.of(next);
            case By(var more) -> this instanceof By(var time) && time.isNegative() == more.isNegative()
                    ? Optional.of(by(time.plus(more)))
                    : Optional.empty();
            case Rounds(var more) -> this instanceof Rounds(var number) && number < 0 == more < 0
                    ? Optional.of(rounds(number + more))
                    : Optional.empty();
        };
    }
}
