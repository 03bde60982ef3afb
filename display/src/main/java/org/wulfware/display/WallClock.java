package org.wulfware.display;

import module java.base;

/// The time of day where the person sits, as one word: `2026-11-30T21:00:00`.
public final class WallClock {
    private WallClock() {}

    /// The time in this zone, to the second.
    public static String iso(Instant instant, ZoneId zone) {
        var here = instant.atZone(zone);
        return here.toLocalDate() + "T" + two(here.getHour()) + ":" + two(here.getMinute()) + ":"
                + two(here.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
