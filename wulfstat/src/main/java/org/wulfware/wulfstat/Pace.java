package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;

/// How often the hosts are asked.
///
/// @param delay from the start of one round to the start of the next
record Pace(Duration delay, boolean isPaused) {
    /// A faster poll measures little but itself.
    private static final BigDecimal LEAST = new BigDecimal("0.01");

    private static final BigDecimal MOST = new BigDecimal(366 * 86_400);

    /// Seconds: digits, and a fraction or none.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

    /// A delay that a person has typed, in seconds.
    ///
    /// @throws IllegalArgumentException if it is none; its message is for a person
    static Duration delay(String typed) {
        var digits = typed.strip();
        if (SECONDS.matcher(digits).matches()) {
            var seconds = new BigDecimal(digits.endsWith(".") ? digits + "0" : digits);
            if (seconds.compareTo(LEAST) >= 0 && seconds.compareTo(MOST) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(9).longValue());
            }
        }
        throw new IllegalArgumentException(
                '"' + Clean.text(typed) + "\" is no delay: expected seconds between " + LEAST + " and " + MOST);
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
