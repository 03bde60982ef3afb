package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Unit;

/// What the number of an expression counts, always in the same unit: bytes whatever the kernel counts in, seconds, hertz.
///
/// @param quantity what is counted
/// @param perSecond whether it is so much in a second
public record Measure(Quantity quantity, boolean perSecond) {
    /// What can be counted.
    public enum Quantity {
        /// Anything; of a rate, how often.
        NONE(""),
        /// A share, in hundredths: all of it is 100.
        PERCENT("%"),
        /// Also where the kernel counts in kilobytes or sectors.
        BYTES("bytes"),
        /// Also where the kernel counts in jiffies or smaller parts; a rate of these is a share.
        SECONDS("s"),
        /// Also where the kernel says megahertz.
        HERTZ("Hz"),
        /// Of a link's speed, a second.
        BITS("bits"),
        /// Of a network.
        PACKETS("packets"),
        /// Of memory, as large as the kernel has them.
        PAGES("pages"),
        /// Degrees.
        CELSIUS("celsius"),
        /// Turns of a fan in a minute.
        RPM("rpm"),
        /// Of a supply.
        VOLTS("V"),
        /// Of a supply.
        AMPERES("A"),
        /// Power; also what a rate of energy is.
        WATTS("W"),
        /// Energy.
        JOULES("J"),
        /// Of a clock, how far it runs wrong.
        PARTS_PER_MILLION("ppm");

        private final String word;

        Quantity(String word) {
            this.word = word;
        }
    }

    /// A bare number.
    public static final Measure NONE = new Measure(Quantity.NONE, false);

    /// A share, in hundredths.
    public static final Measure PERCENT = new Measure(Quantity.PERCENT, false);

    static final Measure BYTES = new Measure(Quantity.BYTES, false);
    static final Measure SECONDS = new Measure(Quantity.SECONDS, false);
    static final Measure HERTZ = new Measure(Quantity.HERTZ, false);

    /// What a field counts, once it is multiplied by [#factor].
    static Measure of(Unit unit) {
        return switch (unit) {
            case NONE -> NONE;
            case BYTES, KILOBYTES, MEGABYTES, SECTORS -> BYTES;
            case JIFFIES, SECONDS, MICROSECONDS, MILLISECONDS -> SECONDS;
            case MEGAHERTZ, KILOHERTZ -> HERTZ;
            case PAGES -> new Measure(Quantity.PAGES, false);
            case PACKETS -> new Measure(Quantity.PACKETS, false);
            case CELSIUS -> new Measure(Quantity.CELSIUS, false);
            case RPM -> new Measure(Quantity.RPM, false);
            case VOLTS -> new Measure(Quantity.VOLTS, false);
            case AMPERES -> new Measure(Quantity.AMPERES, false);
            case WATTS -> new Measure(Quantity.WATTS, false);
            case JOULES -> new Measure(Quantity.JOULES, false);
            case PERCENT -> PERCENT;
            case BITS -> new Measure(Quantity.BITS, false);
            case MEGABITS -> new Measure(Quantity.BITS, true);
            case PARTS_PER_MILLION -> new Measure(Quantity.PARTS_PER_MILLION, false);
        };
    }

    /// By which a value in a field's unit becomes one in the unit of its measure.
    static double factor(Unit unit) {
        return switch (unit) {
            case KILOBYTES -> 1024;
            case MEGABYTES -> 1 << 20;
            case SECTORS -> 512;
            case JIFFIES -> 0.01;
            case MILLISECONDS, KILOHERTZ -> unit == Unit.KILOHERTZ ? 1e3 : 1e-3;
            case MICROSECONDS -> 1e-6;
            case MEGAHERTZ, MEGABITS -> 1e6;
            case NONE, BYTES, SECONDS, PAGES, PACKETS, CELSIUS, RPM, VOLTS, AMPERES, WATTS, JOULES, PERCENT, BITS,
                    PARTS_PER_MILLION ->
                1;
        };
    }

    /// What a counter's rate counts. Time in a second is a share of it: a second of processor time a second is 100 %.
    Measure rated() {
        return switch (quantity) {
            case SECONDS -> PERCENT;
            case JOULES -> new Measure(Quantity.WATTS, false);
            default -> new Measure(quantity, true);
        };
    }

    /// What a rate has to be multiplied by to be in that unit.
    double ratedFactor() {
        return quantity == Quantity.SECONDS ? 100 : 1;
    }

    boolean isBare() {
        return quantity == Quantity.NONE && !perSecond;
    }

    boolean isPercent() {
        return quantity == Quantity.PERCENT;
    }

    /// The unit in a word: `bytes/s`, `%`; empty for a bare number.
    public String word() {
        if (!perSecond) {
            return quantity.word;
        }
        return (quantity == Quantity.NONE ? "1" : quantity.word) + "/s";
    }

    @Override
    public String toString() {
        return isBare() ? "a bare number" : isPercent() ? "a share (%)" : word();
    }
}
