package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Times, spans of time and amounts as people say them: `yesterday 22:00`, `2026-11-23 22:00`, `-2h`, `now`.
///
/// @param now what the time is
/// @param zone in which people live
public record Moments(Instant now, ZoneId zone) {
    /// For messages about what is no time.
    public static final String EXPECTED =
            "expected a time, such as 'yesterday 22:00', '2026-11-23 22:00', 'monday 8:30', 22:00, -2h or now";

    /// For messages about what is no span of time.
    public static final String SPAN_EXPECTED = "expected a span of time, such as 90s, 30min, 48h or 7d";

    /// For messages about what is no amount.
    public static final String BYTES_EXPECTED = "expected an amount of bytes, such as 500M or 20G";

    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(s|min|m|h|d|w)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})([kKMGT]?)");
    private static final Pattern CLOCK = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?");
    private static final Pattern DATE = Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})");
    private static final Pattern EPOCH = Pattern.compile("@([0-9]{1,11})");

    /// The time that was meant; empty if it is none.
    public Optional<Instant> moment(String typed) {
        var words = typed.strip().toLowerCase(Locale.ROOT);
        if (words.equals("now")) {
            return Optional.of(now);
        }
        if (words.startsWith("-")) {
            return span(words.substring(1)).map(now::minus);
        }
        if (words.endsWith(" ago")) {
            return span(words.substring(0, words.length() - 4)).map(now::minus);
        }
        var epoch = EPOCH.matcher(words);
        if (epoch.matches()) {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(epoch.group(1))));
        }
        try {
            return Optional.of(Instant.parse(typed.strip()));
        } catch (DateTimeException _) {
            // As below.
        }
        try {
            return local(words);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// A day, a time of day, or both.
    private Optional<Instant> local(String words) {
        var isDated = words.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}t.*");
        var parts = isDated ? words.split("t", 2) : words.split("\\s+", 2);
        var day = day(parts[0]);
        if (day == null) {
            var clock = clock(words);
            if (clock == null) {
                return Optional.empty();
            }
            // The last time that it was so late.
            var today = today().atTime(clock).atZone(zone).toInstant();
            return Optional.of(today.isAfter(now)
                    ? today().minusDays(1).atTime(clock).atZone(zone).toInstant()
                    : today);
        }
        var clock = parts.length == 1 ? LocalTime.MIDNIGHT : clock(parts[1]);
        return clock == null ? Optional.empty() : Optional.of(day.atTime(clock).atZone(zone).toInstant());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    private @Nullable LocalDate day(String word) {
        if (word.equals("today")) {
            return today();
        }
        if (word.equals("yesterday")) {
            return today().minusDays(1);
        }
        for (var day : DayOfWeek.values()) {
            if (word.equals(day.name().toLowerCase(Locale.ROOT))) {
                return today().with(TemporalAdjusters.previousOrSame(day));
            }
        }
        var date = DATE.matcher(word);
        return date.matches()
                ? LocalDate.of(Integer.parseInt(date.group(1)), Integer.parseInt(date.group(2)),
                        Integer.parseInt(date.group(3)))
                : null;
    }

    private static @Nullable LocalTime clock(String word) {
        var clock = CLOCK.matcher(word);
        return clock.matches()
                ? LocalTime.of(Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)),
                        clock.group(3) == null ? 0 : Integer.parseInt(clock.group(3)))
                : null;
    }

    /// The span of time that was meant, not zero; empty if it is none.
    public static Optional<Duration> span(String typed) {
        var span = SPAN.matcher(typed.strip());
        if (!span.matches() || Long.parseLong(span.group(1)) == 0) {
            return Optional.empty();
        }
        var number = Long.parseLong(span.group(1));
        return Optional.of(switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(7 * number);
            default -> Duration.ofMinutes(number);
        });
    }

    /// The amount that was meant; empty if it is none, or less than can be worked with.
    public static Optional<Long> bytes(String typed) {
        var bytes = BYTES.matcher(typed.strip());
        if (!bytes.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(bytes.group(1)) << switch (bytes.group(2)) {
            case "k", "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            case "T" -> 40;
            default -> 0;
        };
        return number < Keep.LEAST ? Optional.empty() : Optional.of(number);
    }
}
