package org.wulfware.history;

import module java.base;

/// From one value to the next.
public sealed interface Step {
    /// For messages about what is none.
    String EXPECTED = "expected a span of time, such as 90s, 30min, 1d, 1w or 1month";

    /// So much time, whatever the clocks do.
    record Time(Duration length) implements Step {}

    /// So many days by local time, of which some have 23 or 25 hours; weeks begin on Mondays.
    record Days(int count) implements Step {}

    /// So many months by local time.
    record Months(int count) implements Step {}

    /// The step that was meant; empty if it is none.
    static Optional<Step> of(String typed) {
        var month = Grammar.MONTHS.matcher(typed.strip());
        if (month.matches()) {
            var count = Integer.parseInt(month.group(1));
            return count == 0 ? Optional.empty() : Optional.of(new Months(count));
        }
        var days = Grammar.DAYS.matcher(typed.strip());
        if (days.matches()) {
            var count = Integer.parseInt(days.group(1)) * (days.group(2).equals("w") ? 7 : 1);
            return count == 0 ? Optional.empty() : Optional.of(new Days(count));
        }
        return Moments.span(typed).map(Time::new);
    }

    /// How long it usually is.
    default Duration usual() {
        return switch (this) {
            case Time(var length) -> length;
            case Days(var count) -> Duration.ofDays(count);
            case Months(var count) -> Duration.ofDays(30L * count);
        };
    }

    /// As a person writes it.
    default String words() {
        return switch (this) {
            case Time(var length) -> Moments.words(length);
            case Days(var count) -> count % 7 == 0 ? count / 7 + "w" : count + "d";
            case Months(var count) -> count + (count == 1 ? "month" : "months");
        };
    }

    /// What of it is written how.
    final class Grammar {
        private static final Pattern MONTHS = Pattern.compile("([0-9]{1,3})months?");
        private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})([dw])");

        private Grammar() {}
    }
}
