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
    private static final Pattern OFFSET = Pattern.compile("(.+:[0-9]{2})(z|[+-][0-9]{2}:[0-9]{2})");
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter IN_FULL =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx", Locale.ROOT);
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

    /// A time as people write it, in one word: with the distance from UTC only where the clocks show the same again.
    public String shown(Instant time) {
        var local = time.atZone(zone);
        return (offsets(local.toLocalDateTime()).size() > 1 ? IN_FULL : SHOWN).format(local);
    }

    private List<ZoneOffset> offsets(LocalDateTime time) {
        return zone.getRules().getValidOffsets(time);
    }

    /// What to say of what is no time: what was expected; or why the clocks never showed it.
    public String expected(String typed) {
        var gap = written(typed).map(zone.getRules()::getTransition).filter(ZoneOffsetTransition::isGap);
        return gap.map(change -> "there is no such time in " + place() + ": the clocks went from "
                + SHOWN.format(change.getDateTimeBefore()) + " to " + SHOWN.format(change.getDateTimeAfter()))
                .orElse(EXPECTED);
    }

    private String place() {
        return zone.getId().startsWith("TZ/") ? "this zone" : zone.getId();
    }

    /// Which of two times is meant where the clocks showed what was typed twice; empty where they did not.
    public Optional<String> doubt(String typed) {
        return written(typed).filter(time -> offsets(time).size() > 1)
                .map(time -> "that time was there twice: " + IN_FULL.format(time.atZone(zone)) + " is meant, and not "
                        + IN_FULL.format(time.atZone(zone).withLaterOffsetAtOverlap()));
    }

    /// Day and time as the clocks show them, if both were typed so.
    private Optional<LocalDateTime> written(String typed) {
        var words = typed.strip().toLowerCase(Locale.ROOT);
        var isDated = words.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}t.*");
        var parts = isDated ? words.split("t", 2) : words.split("\\s+", 2);
        try {
            var day = day(parts[0]);
            var clock = parts.length == 1 ? null : clock(parts[1]);
            return day == null || clock == null ? Optional.empty() : Optional.of(day.atTime(clock));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /// A day, a time of day, or both; and behind both the distance from UTC, where the clocks show the same twice.
    private Optional<Instant> local(String words) {
        var offset = OFFSET.matcher(words);
        if (offset.matches()) {
            return written(offset.group(1))
                    .map(time -> time.toInstant(ZoneOffset.of(offset.group(2).toUpperCase(Locale.ROOT))));
        }
        var both = written(words);
        if (both.isPresent()) {
            return offsets(both.get()).isEmpty() ? Optional.empty() : both.map(time -> time.atZone(zone).toInstant());
        }
        var day = day(words);
        if (day != null) {
            return Optional.of(day.atStartOfDay(zone).toInstant());
        }
        var clock = clock(words);
        return clock == null ? Optional.empty() : last(clock);
    }

    /// The last time that it was so late.
    private Optional<Instant> last(LocalTime clock) {
        return Stream.of(today(), today().minusDays(1), today().minusDays(2))
                .map(day -> day.atTime(clock))
                .flatMap(time -> offsets(time).stream().map(time::toInstant))
                .filter(time -> !time.isAfter(now))
                .max(Comparator.naturalOrder());
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

    /// A span of time as people write it: `90s`, `5min`.
    static String words(Duration span) {
        var seconds = span.toSeconds();
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "min" : seconds + "s";
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
