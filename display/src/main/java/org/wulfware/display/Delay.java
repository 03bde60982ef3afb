package org.wulfware.display;

import module java.base;

/// The time from one update to the next, as a person types it: seconds, and a fraction of them or none.
public final class Delay {
    /// What is done when nothing is said.
    public static final Duration USUAL = Duration.ofSeconds(5);

    /// Faster polling measures little but itself.
    private static final BigDecimal LEAST = new BigDecimal("0.01");

    private static final BigDecimal MOST = new BigDecimal(366 * 86_400);

    /// For messages about what is no delay.
    public static final String EXPECTED = "expected seconds between " + LEAST + " and " + MOST;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

    /// Nodes send by their clocks where updates stand no closer and no further apart than this.
    private static final Duration SHORTEST_PACE = Duration.ofMillis(100);

    private static final Duration LONGEST_PACE = Duration.ofDays(1);

    private Delay() {}

    /// How far samples are to be apart that nodes send by their clocks, for updates so far apart; zero where they are to be
    /// asked one by one.
    public static Duration pace(Duration delay) {
        return delay.compareTo(SHORTEST_PACE) < 0 || delay.compareTo(LONGEST_PACE) > 0 ? Duration.ZERO : delay;
    }

    /// What was typed, if it is a delay.
    public static Optional<Duration> of(String typed) {
        if (SECONDS.matcher(typed).matches()) {
            var seconds = new BigDecimal(typed.endsWith(".") ? typed + "0" : typed);
            if (seconds.compareTo(LEAST) >= 0 && seconds.compareTo(MOST) <= 0) {
                return Optional.of(Duration.ofNanos(seconds.movePointRight(9).longValue()));
            }
        }
        return Optional.empty();
    }
}
