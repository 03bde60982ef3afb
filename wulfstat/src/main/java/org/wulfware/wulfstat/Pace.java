package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Delay;

/// How often the hosts are asked.
///
/// @param delay from the start of one round to the start of the next
/// @param tape how what was recorded is played; empty where hosts are asked
record Pace(Duration delay, boolean isPaused, Optional<Tape> tape) {
    Pace(Duration delay, boolean isPaused) {
        this(delay, isPaused, Optional.empty());
    }

    /// A delay that a person has typed, in seconds.
    ///
    /// @throws IllegalArgumentException if it is none; its message is for a person
    static Duration delay(String typed) {
        return Delay.of(typed.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        '"' + Clean.text(typed) + "\" is no delay: " + Delay.EXPECTED));
    }

    Pace delay(Duration other) {
        return new Pace(other, isPaused, tape);
    }

    Pace pause(boolean whether) {
        return new Pace(delay, whether, tape);
    }

    /// What was recorded, played in another way.
    Pace play(UnaryOperator<Tape> other) {
        return new Pace(delay, isPaused, tape.map(other));
    }

    /// The delay as a person says it: `5 s`, `0.5 s`.
    String words() {
        return BigDecimal.valueOf(delay.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
    }
}
