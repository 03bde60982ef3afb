package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Delay;

/// How often the hosts are asked.
///
/// @param delay from the start of one round to the start of the next
record Pace(Duration delay, boolean isPaused) {
    /// A delay that a person has typed, in seconds.
    ///
    /// @throws IllegalArgumentException if it is none; its message is for a person
    static Duration delay(String typed) {
        return Delay.of(typed.strip())
                .orElseThrow(() -> new IllegalArgumentException(
                        '"' + Clean.text(typed) + "\" is no delay: " + Delay.EXPECTED));
    }

    Pace delay(Duration other) {
        return new Pace(other, isPaused);
    }

    Pace pause(boolean whether) {
        return new Pace(delay, whether);
    }

    /// The delay as a person says it: `5 s`, `0.5 s`.
    String words() {
        return BigDecimal.valueOf(delay.toNanos(), 9).stripTrailingZeros().toPlainString() + " s";
    }
}
