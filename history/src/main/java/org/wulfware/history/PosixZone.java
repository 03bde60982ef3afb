package org.wulfware.history;

import module java.base;

/// Zones that POSIX's `TZ` describes: names and distances from UTC, west being positive, and when summer begins and ends:
/// ```text
/// CET-1CEST,M3.5.0,M10.5.0/3     Mm.w.d: day d of week w of month m, 0 is Sunday, week 5 the last
/// <+1030>-10:30<+11>-11,J274,J91 Jn: day n of the year, which never counts 29 February; n: counted from 0, and it does
/// EST5EDT                        without rules those of the United States, as the C library has it
/// ```
final class PosixZone {
    private static final String NAME = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
    private static final String TIME = "[+-]?[0-9]{1,3}(?::[0-9]{1,2}(?::[0-9]{1,2})?)?";
    private static final Pattern ZONE = Pattern.compile(
            NAME + "(" + TIME + ")(?:" + NAME + "(" + TIME + ")?(?:,([^,]+),([^,]+))?)?");
    private static final Pattern RULE =
            Pattern.compile("(?:M([0-9]{1,2})\\.([0-9])\\.([0-9])|(J?)([0-9]{1,3}))(?:/(" + TIME + "))?");
    private static final String[] USUAL = {"M3.2.0", "M11.1.0"};
    private static final int FIRST = 1970;
    private static final int LAST = 2100;
    private static final int MOST_HOURS = 24;
    private static final int MOST_RULE_HOURS = 167;

    /// By what was typed. Rules that were made known stay so for good.
    private static final Map<String, ZoneId> KNOWN = new ConcurrentHashMap<>();

    private PosixZone() {}

    /// @throws IllegalArgumentException if it is none
    static ZoneId of(String typed) {
        return KNOWN.computeIfAbsent(typed, PosixZone::made);
    }

    private static ZoneId made(String typed) {
        var zone = ZONE.matcher(typed);
        if (!zone.matches()) {
            throw new IllegalArgumentException(typed);
        }
        var winter = offset(-seconds(zone.group(2), MOST_HOURS));
        if (zone.group(3) == null) {
            return winter;
        }
        var summer = zone.group(4) == null
                ? offset(winter.getTotalSeconds() + 3600)
                : offset(-seconds(zone.group(4), MOST_HOURS));
        var begins = rule(zone.group(5) == null ? USUAL[0] : zone.group(5));
        var ends = rule(zone.group(6) == null ? USUAL[1] : zone.group(6));
        return winter.equals(summer) ? winter : named(typed, rules(winter, summer, begins, ends));
    }

    private static ZoneOffset offset(int seconds) {
        try {
            return ZoneOffset.ofTotalSeconds(seconds);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(e); // more than 18 hours
        }
    }

    private static int seconds(String time, int mostHours) {
        var parts = time.replaceFirst("^[+-]", "").split(":");
        var seconds = 0;
        for (var i = 0; i < 3; i++) {
            var part = i < parts.length ? Integer.parseInt(parts[i]) : 0;
            if (part > (i == 0 ? mostHours : 59)) {
                throw new IllegalArgumentException(time);
            }
            seconds = seconds * 60 + part;
        }
        return time.startsWith("-") ? -seconds : seconds;
    }

    /// When the clocks are changed in a year, by the clock until then.
    private interface Rule {
        LocalDateTime in(int year);
    }

    private static Rule rule(String typed) {
        var rule = RULE.matcher(typed);
        if (!rule.matches()) {
            throw new IllegalArgumentException(typed);
        }
        var time = rule.group(6) == null ? 2 * 3600 : seconds(rule.group(6), MOST_RULE_HOURS);
        if (rule.group(1) != null) {
            var month = within(rule.group(1), 1, 12);
            var week = within(rule.group(2), 1, 5);
            var day = within(rule.group(3), 0, 6);
            var weekday = day == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day);
            return year -> LocalDate.of(year, month, 1)
                    .with(week == 5 ? TemporalAdjusters.lastInMonth(weekday)
                            : TemporalAdjusters.dayOfWeekInMonth(week, weekday))
                    .atStartOfDay()
                    .plusSeconds(time);
        }
        var isJulian = !rule.group(4).isEmpty();
        var day = within(rule.group(5), isJulian ? 1 : 0, 365);
        return year -> LocalDate.of(year, 1, 1)
                .plusDays(isJulian ? day - (Year.isLeap(year) && day >= 60 ? 0 : 1) : day)
                .atStartOfDay()
                .plusSeconds(time);
    }

    private static int within(String digits, int least, int most) {
        var number = Integer.parseInt(digits);
        if (number < least || number > most) {
            throw new IllegalArgumentException(digits);
        }
        return number;
    }

    private static ZoneRules rules(ZoneOffset winter, ZoneOffset summer, Rule begins, Rule ends) {
        var changes = new TreeMap<Instant, ZoneOffset>();
        for (var year = FIRST - 1; year <= LAST; year++) {
            changes.put(ends.in(year).toInstant(summer), winter);
            // Where one ends when the next begins it is summer all the year.
            changes.put(begins.in(year).toInstant(winter), summer);
        }
        var transitions = new ArrayList<ZoneOffsetTransition>();
        var before = changes.pollFirstEntry().getValue();
        var first = before;
        for (var change : changes.entrySet()) {
            if (!change.getValue().equals(before)) {
                transitions.add(ZoneOffsetTransition.of(
                        LocalDateTime.ofInstant(change.getKey(), before), before, change.getValue()));
                before = change.getValue();
            }
        }
        return ZoneRules.of(winter, first, List.of(), transitions, List.of());
    }

    /// A zone has to be known by a name, which cannot be what was typed: a comma may not stand in it.
    private static ZoneId named(String typed, ZoneRules rules) {
        var name = "TZ/" + HexFormat.of().formatHex(typed.getBytes(StandardCharsets.UTF_8));
        ZoneRulesProvider.registerProvider(new ZoneRulesProvider() {
            @Override
            protected Set<String> provideZoneIds() {
                return Set.of(name);
            }

            @Override
            protected ZoneRules provideRules(String zone, boolean forCaching) {
                return rules;
            }

            @Override
            protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
                return new TreeMap<>(Map.of("posix", rules));
            }
        });
        return ZoneId.of(name);
    }
}
