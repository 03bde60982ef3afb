package org.wulfware.display;

import module java.base;

/// How large numbers are written where a person reads them. Percentages, times of day and durations are not concerned.
public enum Scale {
    /// By the prefix that leaves few digits: bytes in powers of 1024, `1.5G`, anything else in powers of 1000, `23k`.
    AUTO("auto"),
    /// The same with bytes in powers of 1000 too: `1.6G`.
    SI("si"),
    /// All digits in the base unit, as formats for programs have them.
    EXACT("exact"),
    KILO("k"),
    MEGA("M"),
    GIGA("G"),
    TERA("T");

    private final String word;

    Scale(String word) {
        this.word = word;
    }

    /// The one called so.
    public static Optional<Scale> named(String word) {
        return Arrays.stream(values()).filter(scale -> scale.word.equals(word)).findFirst();
    }

    /// `auto, si, exact, k, M, G or T`.
    public static String words() {
        var words = Arrays.stream(values()).map(scale -> scale.word).toList();
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }

    /// Bytes.
    String bytes(double value) {
        return switch (this) {
            case AUTO -> Human.bytes(value);
            case SI -> Human.count(value);
            case EXACT -> Human.plain(value, 1);
            case KILO, MEGA, GIGA, TERA -> fixed(value, 1024, Human.BINARY);
        };
    }

    /// Anything that is counted.
    String count(double value) {
        return switch (this) {
            case AUTO, SI -> Human.count(value);
            case EXACT -> Human.plain(value, 1);
            case KILO, MEGA, GIGA, TERA -> fixed(value, 1000, Human.DECIMAL);
        };
    }

    private String fixed(double value, int base, String prefixes) {
        var power = ordinal() - KILO.ordinal();
        var scaled = value / Math.pow(base, power + 1);
        return Human.decimals(scaled, scaled == 0 ? 0 : Math.abs(scaled) < 0.995 ? 2 : Math.abs(scaled) < 9.95 ? 1 : 0)
                + prefixes.charAt(power);
    }
}
