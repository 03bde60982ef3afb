package org.wulfware.libwulf;

import java.util.OptionalDouble;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Unit;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Uptime;
import org.wulfware.wire.Sample;

/// The arithmetic between two readings of a counter. Where the two do not make a rate that a person could believe,
/// there is none: never a negative one, never an absurd one.
public final class Rates {
    private static final long TWO_TO_32 = 1L << 32;

    /// Idle and waiting times are allowed to go back a little by the kernels since 2.6 (they are estimates there).
    private static final long JITTER = 500;

    private Rates() {}

    /// What a counter grew by in a second.
    ///
    /// @param before the earlier reading, or [Field#ABSENT]
    /// @param microsBefore when it was taken, by the node's clock
    /// @param wraps32 whether a counter that went back may be one of 32 bits that began again at zero
    /// @param unit of the counter: it says how much is too much
    public static OptionalDouble rate(
            long before, long after, long microsBefore, long microsAfter, boolean wraps32, Unit unit) {
        if (before < 0 || after < 0 || microsBefore == Field.ABSENT || microsAfter <= microsBefore) {
            return OptionalDouble.empty();
        }
        var seconds = (microsAfter - microsBefore) / 1e6;
        var grown = after - before;
        var most = absurd(unit);
        if (grown < 0) {
            if (!wraps32 || before >= TWO_TO_32) {
                return OptionalDouble.empty();
            }
            grown += TWO_TO_32;
            most = plausibleOf32Bits(unit);
        }
        var rate = grown / seconds;
        return rate >= 0 && rate <= most ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    /// The same for a counter of no particular unit.
    public static OptionalDouble rate(long before, long after, long microsBefore, long microsAfter, boolean wraps32) {
        return rate(before, after, microsBefore, microsAfter, wraps32, Unit.NONE);
    }

    /// Whether the kernel that answered `after` began later than the one that answered `before`: what counts since then
    /// went back. A document that holds neither the time since boot nor the processors' time does not say, and then it
    /// is not known to have.
    public static boolean rebooted(Sample before, Sample after) {
        var upBefore = before.number(Uptime.UPTIME);
        var upAfter = after.number(Uptime.UPTIME);
        if (upBefore.isPresent() && upAfter.isPresent()) {
            return upAfter.getAsDouble() < upBefore.getAsDouble();
        }
        return wentBack(before, after, Stat.CPU_TOT) && !wentForth(before, after, Stat.CTXT);
    }

    /// Whether 32 bits may be all that the counters of this kernel have: those of 2.x do. A node that does not say its
    /// kernel is believed when the counter stood right below the edge.
    static boolean mayWrap32(String version, long before) {
        return version.isEmpty() ? before > TWO_TO_32 - TWO_TO_32 / 16 : version.startsWith("2.");
    }

    private static boolean wentBack(Sample before, Sample after, Stat field) {
        // The first processor may have been another one.
        var row = after.rowWith(field);
        var rowBefore = after.sameRow(field.sensor(), row, before);
        var was = rowBefore < 0 ? Field.ABSENT : before.cell(rowBefore, field);
        var is = row < 0 ? Field.ABSENT : after.cell(row, field);
        if (was == Field.ABSENT || is == Field.ABSENT || is >= was - JITTER) {
            return false;
        }
        var wrapped = was < TWO_TO_32 && was > TWO_TO_32 - TWO_TO_32 / 16 && is < TWO_TO_32 / 16;
        return !wrapped;
    }

    private static boolean wentForth(Sample before, Sample after, Stat field) {
        var was = before.number(field);
        var is = after.number(field);
        return was.isPresent() && is.isPresent() && is.getAsDouble() >= was.getAsDouble();
    }

    /// More than any machine does in a second.
    private static double absurd(Unit unit) {
        return switch (unit) {
            // A hundred a processor, of which a process may use all there are.
            case JIFFIES -> 1e7;
            case SECONDS -> 1e7;
            case PAGES, PACKETS -> 1e11;
            case MICROSECONDS -> 1e13;
            case NONE, KILOBYTES, MEGABYTES, MEGAHERTZ, KILOHERTZ, CELSIUS, RPM, VOLTS, AMPERES, WATTS, JOULES, PERCENT,
                    MEGABITS, MILLISECONDS, SECTORS, BITS, PARTS_PER_MILLION ->
                1e12;
            case BYTES -> 1e14;
        };
    }

    /// What a machine whose counters have 32 bits may do in a second; a counter that would have had to run faster did
    /// not wrap but was set back.
    private static double plausibleOf32Bits(Unit unit) {
        return switch (unit) {
            case JIFFIES, SECONDS -> 1000;
            case PAGES, PACKETS, KILOBYTES, MEGABYTES, NONE -> 1e7;
            case MEGAHERTZ, KILOHERTZ, CELSIUS, RPM, VOLTS, AMPERES, WATTS, JOULES, PERCENT, MEGABITS, MILLISECONDS,
                    SECTORS,
                    BITS, PARTS_PER_MILLION ->
                1e7;
            case MICROSECONDS -> 1e9;
            // Gigabit Ethernet, with something to spare.
            case BYTES -> 1.5e8;
        };
    }
}
