package org.wulfware.display;

import module java.base;

import org.wulfware.history.Zones;

/// Numbers as a person reads them: few digits, the unit's prefix, the same in every locale.
final class Human {
    static final String BINARY = "KMGTPE";
    static final String DECIMAL = "kMGTPE";
    private static final long DAY = 86_400;

    private Human() {}

    /// Bytes, in powers of 1024: `512`, `1.5K`, `312M`.
    static String bytes(double value) {
        return scaled(value, 1024, BINARY);
    }

    /// Anything that is counted, in powers of 1000: `0.3`, `512`, `23k`.
    static String count(double value) {
        return scaled(value, 1000, DECIMAL);
    }

    private static String scaled(double value, int base, String prefixes) {
        if (value < 0) {
            return "-" + scaled(-value, base, prefixes);
        }
        var rest = value;
        var prefix = -1;
        while (rest >= base - 0.5 && prefix < prefixes.length() - 1) {
            rest /= base;
            prefix++;
        }
        var isSmall = rest < 9.95 && (prefix >= 0 || rest != Math.rint(rest));
        var digits = decimals(rest, isSmall ? 1 : 0);
        return prefix < 0 ? digits : digits + prefixes.charAt(prefix);
    }

    /// `value` in plain digits, rounded to so many decimals, never with an exponent.
    static String decimals(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /// The same with as many decimals as the value has, and `most` at most.
    static String plain(double value, int most) {
        var digits = BigDecimal.valueOf(value).setScale(most, RoundingMode.HALF_UP).stripTrailingZeros();
        return digits.signum() == 0 ? "0" : digits.toPlainString();
    }

    /// Seconds: `350us`, `4.2ms`, `0.35s`, `12s`.
    static String seconds(double value) {
        var size = Math.abs(value);
        if (size == 0 || size >= 0.1) {
            return size == 0 ? "0s" : decimals(value, size < 9.995 ? 2 : 0) + "s";
        }
        return size < 0.001 ? decimals(value * 1e6, 0) + "us" : decimals(value * 1e3, size < 0.00995 ? 1 : 0) + "ms";
    }

    /// Hertz: `802MHz`, `2.40GHz`.
    static String hertz(double value) {
        return value >= 1e9 ? decimals(value / 1e9, 2) + "GHz" : decimals(value / 1e6, 0) + "MHz";
    }

    /// Seconds, to the minute: `0:07`, `18:30`, `5d 18:30`.
    static String uptime(double seconds) {
        var whole = (long) seconds;
        var clock = whole % DAY / 3600 + ":" + twoDigits(whole % 3600 / 60);
        return whole < DAY ? clock : whole / DAY + "d " + (whole % DAY < 36_000 ? "0" : "") + clock;
    }

    /// Seconds of processor time, as `ps` says them: `0:07`, `12:30`, `27:46:40`.
    static String cpuTime(double seconds) {
        var whole = (long) seconds;
        var hours = whole / 3600;
        return (hours == 0 ? whole / 60 + ":" : hours + ":" + twoDigits(whole / 60 % 60) + ":") + twoDigits(whole % 60);
    }

    /// Seconds since 1970, as the time of day here: `2026-11-24T14:31:05`.
    static String date(double seconds) {
        // What a hostile node makes of it is no year that has a form.
        return WallClock.iso(Instant.ofEpochSecond((long) Math.clamp(seconds, -1e11, 2e11)), Zones.local());
    }

    /// Seconds by which a clock is ahead of ours, or behind: `+0.02s`, `-7.50s`, `+1:00`, `-9019d`.
    static String offset(double seconds) {
        var size = Math.abs(seconds);
        var sign = seconds < 0 ? "-" : "+";
        if (size < 100) {
            return sign + decimals(size, 2) + "s";
        }
        return sign + (size < DAY ? uptime(size) : (long) size / DAY + "d");
    }

    private static String twoDigits(long value) {
        return value < 10 ? "0" + value : Long.toString(value);
    }
}
