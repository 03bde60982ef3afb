package org.wulfware.libwulf;

/// The number in a host's name, as it is written: `7`, `07` and `007` are three of them. It travels as one long, the
/// count of its digits above its value, so that numbers sort first by their length and then by what they say.
final class Index {
    /// The most digits; a longer number in a name is text like any other.
    static final int MOST_DIGITS = 17;

    /// 17 digits need 57 bits.
    private static final int VALUE_BITS = 57;

    private static final long[] POWERS = powers();

    private Index() {}

    private static long[] powers() {
        var powers = new long[MOST_DIGITS + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// The number that stands in `text` from `start` to `end`: decimal digits, at most so many.
    static long of(String text, int start, int end) {
        var value = 0L;
        for (var i = start; i < end; i++) {
            value = value * 10 + text.charAt(i) - '0';
        }
        return ((long) (end - start) << VALUE_BITS) | value;
    }

    static long value(long index) {
        return index & ((1L << VALUE_BITS) - 1);
    }

    static int digits(long index) {
        return (int) (index >>> VALUE_BITS);
    }

    /// Whether it begins with a zero that says nothing: `07`, `00`, but not `0`.
    static boolean isPadded(long index) {
        return digits(index) > 1 && value(index) < POWERS[digits(index) - 1];
    }

    /// As dictionaries sort: `10` before `2`.
    static int compareAsText(long one, long other) {
        var byText = Long.compare(
                value(one) * POWERS[MOST_DIGITS - digits(one)], value(other) * POWERS[MOST_DIGITS - digits(other)]);
        return byText != 0 ? byText : Integer.compare(digits(one), digits(other));
    }

    static void write(long index, StringBuilder out) {
        write(value(index), digits(index), out);
    }

    /// With zeros before it where it is shorter than `digits`.
    static void write(long value, int digits, StringBuilder out) {
        for (var length = digits; length > 1 && value < POWERS[length - 1]; length--) {
            out.append('0');
        }
        out.append(value);
    }
}
