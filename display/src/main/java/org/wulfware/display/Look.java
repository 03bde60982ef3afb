package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Measure;

/// How a person sees a number.
public enum Look {
    /// As its unit wants it.
    USUAL(""),
    /// In powers of 1000: `0.3`, `512`, `23k`.
    COUNT("count"),
    /// In powers of 1024: `512`, `1.5K`, `312M`.
    BYTES("bytes"),
    /// So many digits after the point.
    FIXED0("0"),
    FIXED1("0.0"),
    FIXED2("0.00"),
    FIXED3("0.000"),
    /// `yes` for anything above 0.
    YES_NO("yes/no"),
    /// `802MHz`, `2.40GHz`.
    HERTZ("hertz"),
    /// `350us`, `4.2ms`, `12s`.
    SECONDS("seconds"),
    /// Seconds, to the minute: `0:07`, `18:30`, `5d 18:30`.
    UPTIME("uptime"),
    /// Seconds of processor time, as `ps` says them.
    CPU_TIME("cputime"),
    /// Seconds since 1970, as the time of day where the person sits: `2026-11-24T14:31:05`.
    DATE("date"),
    /// Seconds by which a clock is ahead or behind: `+0.02s`.
    OFFSET("offset");

    private final String word;

    Look(String word) {
        this.word = word;
    }

    /// The one that is called so.
    public static Optional<Look> named(String word) {
        return Arrays.stream(values()).filter(look -> !look.word.isEmpty() && look.word.equals(word)).findFirst();
    }

    /// What all of them are called.
    public static List<String> words() {
        return Arrays.stream(values()).map(look -> look.word).filter(word -> !word.isEmpty()).toList();
    }

    /// A number of something, so.
    public String of(double value, Measure measure) {
        return shown(value, measure);
    }

    private String shown(double value, Measure measure) {
        return shown(value, measure, Scale.AUTO);
    }

    String shown(double value, Measure measure, Scale scale) {
        return switch (this) {
            case USUAL -> usual(measure).shown(value, measure, scale);
            case COUNT -> scale.count(value);
            case BYTES -> scale.bytes(value);
            case FIXED0 -> Human.decimals(value, 0);
            case FIXED1 -> Human.decimals(value, 1);
            case FIXED2 -> Human.decimals(value, 2);
            case FIXED3 -> Human.decimals(value, 3);
            case YES_NO -> value > 0 ? "yes" : "no";
            case HERTZ -> Human.hertz(value);
            case SECONDS -> Human.seconds(value);
            case UPTIME -> Human.uptime(value);
            case CPU_TIME -> Human.cpuTime(value);
            case DATE -> Human.date(value);
            case OFFSET -> Human.offset(value);
        };
    }

    /// Whether a scale makes a difference.
    boolean isScaled(Measure measure) {
        var as = this == USUAL ? usual(measure) : this;
        return as == COUNT || as == BYTES;
    }

    private static Look usual(Measure measure) {
        return switch (measure.quantity()) {
            case BYTES -> BYTES;
            case HERTZ -> HERTZ;
            case SECONDS -> SECONDS;
            case PERCENT, CELSIUS, RPM -> FIXED0;
            case VOLTS, AMPERES -> FIXED2;
            case NONE, BITS, PACKETS, PAGES, WATTS, JOULES, PARTS_PER_MILLION -> COUNT;
        };
    }
}
