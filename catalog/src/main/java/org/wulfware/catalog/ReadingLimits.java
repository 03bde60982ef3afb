package org.wulfware.catalog;

/// What no reading can be, although a driver or a broken chip says it: such a value is absent. The table stands in `docs/protocol.md`,
/// too; whoever changes one changes both.
public final class ReadingLimits {
    private static final long LEAST_CELSIUS = -100;
    private static final long MOST_CELSIUS = 250;
    private static final long MOST_RPM = 100_000;
    private static final long ALL_ONES_16 = 0xffffL;
    private static final long ALL_ONES_32 = 0xffff_ffffL;
    private static final long ALL_ONES_63 = Long.MAX_VALUE;

    private ReadingLimits() {}

    /// `value`, or ABSENT if no such thing as this field can have it. A value of 64 bits that are all ones is no number here
    /// to begin with.
    public static long possible(Spec spec, long value) {
        if (value == Field.ABSENT) {
            return value;
        }
        return switch (spec.kind()) {
            case GAUGE -> possibleGauge(spec, value);
            case COUNTER -> value == ALL_ONES_32 || value == ALL_ONES_63 ? Field.ABSENT : value;
            case TEXT -> value;
        };
    }

    private static long possibleGauge(Spec spec, long value) {
        var isPossible = switch (spec.unit()) {
            case CELSIUS -> value >= LEAST_CELSIUS * scale(spec) && value <= MOST_CELSIUS * scale(spec);
            case RPM -> value <= MOST_RPM && value != ALL_ONES_16;
            case VOLTS, AMPERES, WATTS, PERCENT, MEGAHERTZ, KILOHERTZ -> value != ALL_ONES_32 && value != ALL_ONES_63;
            case MEGABITS -> value != ALL_ONES_16 && value != ALL_ONES_32;
            case NONE, BYTES, KILOBYTES, MEGABYTES, PAGES, JIFFIES, SECONDS, PACKETS, JOULES, MICROSECONDS,
                    MILLISECONDS,
                    SECTORS, BITS, PARTS_PER_MILLION ->
                true;
        };
        return isPossible ? value : Field.ABSENT;
    }

    /// The same of a number of 32 bits that nothing can be as many as.
    public static long possible32(long value) {
        return value == ALL_ONES_32 ? Field.ABSENT : value;
    }

    private static long scale(Spec spec) {
        var scale = 1L;
        for (var i = 0; i < spec.decimals(); i++) {
            scale *= 10;
        }
        return scale;
    }
}
