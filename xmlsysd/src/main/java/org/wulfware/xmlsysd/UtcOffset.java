package org.wulfware.xmlsysd;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/// How far local time is ahead of UTC, from `/etc/localtime` (RFC 8536): a list of moments at which the offset changed, and
/// behind it a rule for all that comes later, such as `CET-1CEST,M3.5.0,M10.5.0/3`.
///
/// [TimeZone] says the same, but for that reads all zones of the world. It is asked where the file says what is not
/// understood here, and where the environment names a zone.
final class UtcOffset {
    private static final int HEADER = 44;
    private static final int MAGIC = 0x545a6966;
    private static final int LARGEST = 1 << 20;
    private static final int DAY = 86_400;

    /// @param seconds that local time is ahead
    /// @param name of the zone then, `CEST`; empty if it is not known
    record Local(int seconds, String name) {}

    private UtcOffset() {}

    /// Local time at a moment, in seconds since 1970.
    static Local at(File localtime, String zone, long second) {
        if (zone.isEmpty()) {
            if (!localtime.exists()) {
                return new Local(0, "UTC"); // as the C library has it
            }
            try (var in = new FileInputStream(localtime)) {
                var found = local(in.readNBytes(LARGEST), second);
                if (found != null) {
                    return found;
                }
            } catch (IOException _) { // may not be read: the JDK may know another way
            }
        }
        return new Local(TimeZone.getDefault().getOffset(second * 1000) / 1000, zone.equals("UTC") ? zone : "");
    }

    /// What a file of that format says; empty if it says it in a way that is not understood here.
    static OptionalInt of(byte[] file, long second) {
        var found = local(file, second);
        return found == null ? OptionalInt.empty() : OptionalInt.of(found.seconds);
    }

    /// The same, with the zone's name; null if it is not understood.
    static @Nullable Local local(byte[] file, long second) {
        try {
            var in = ByteBuffer.wrap(file);
            if (in.getInt(0) != MAGIC || in.get(4) < '2') {
                return null;
            }
            // The first part has 32-bit moments, for readers of before 2005; the second says all again.
            var second64 = HEADER + bodyLength(in, 0, 4);
            var transitions = in.getInt(second64 + 32);
            var types = in.getInt(second64 + 36);
            var moments = second64 + HEADER;
            var kinds = moments + transitions * 8;
            var offsets = kinds + transitions;
            var last = transitions - 1;
            while (last >= 0 && in.getLong(moments + last * 8) > second) {
                last--;
            }
            var footer = second64 + HEADER + bodyLength(in, second64, 8);
            var rule = new String(file, footer, file.length - footer, StandardCharsets.US_ASCII).strip();
            if (last == transitions - 1 && !rule.isEmpty()) {
                return new Rule(rule).at(second);
            }
            var type = last < 0 ? 0 : in.get(kinds + last) & 0xff;
            var names = offsets + types * 6;
            return type < types
                    ? local(in.getInt(offsets + type * 6), name(file, names + (in.get(offsets + type * 6 + 5) & 0xff)))
                    : null;
        } catch (IndexOutOfBoundsException | BufferUnderflowException _) { // cut short, or another kind of file
            return null;
        }
    }

    private static String name(byte[] file, int from) {
        var end = from;
        while (file[end] != 0) {
            end++;
        }
        return new String(file, from, end - from, StandardCharsets.US_ASCII);
    }

    /// No zone is more than a day ahead or behind, and its name is a few letters, digits and signs.
    private static @Nullable Local local(int seconds, String name) {
        var isName = name.length() <= 16;
        for (var i = 0; i < name.length(); i++) {
            var letter = name.charAt(i);
            isName &= (Character.isLetterOrDigit(letter) && letter < 0x80) || letter == '+' || letter == '-';
        }
        return seconds >= -DAY && seconds <= DAY ? new Local(seconds, isName ? name : "") : null;
    }

    private static int bodyLength(ByteBuffer in, int header, int width) {
        var isUt = in.getInt(header + 20);
        var isStandard = in.getInt(header + 24);
        var leaps = in.getInt(header + 28);
        var transitions = in.getInt(header + 32);
        var types = in.getInt(header + 36);
        var letters = in.getInt(header + 40);
        return transitions * (width + 1) + types * 6 + letters + leaps * (width + 4) + isStandard + isUt;
    }

    /// The zone in POSIX's words: `EST5EDT,M3.2.0,M11.1.0`. Offsets count westwards there.
    private static final class Rule {
        private final String text;
        private int at;
        private boolean isUnderstood = true;

        Rule(String text) {
            this.text = text;
        }

        @Nullable
        Local at(long second) {
            var standardName = name();
            var standard = -time();
            if (at == text.length()) {
                return answer(standard, standardName);
            }
            var summerName = name();
            var summer = at < text.length() && text.charAt(at) != ',' ? -time() : standard + 3600;
            var year = year(second + standard);
            var begins = moment(year) - standard;
            var ends = moment(year) - summer;
            if (at != text.length()) {
                isUnderstood = false;
            }
            var isSummer = begins < ends ? second >= begins && second < ends : second >= begins || second < ends;
            return isSummer ? answer(summer, summerName) : answer(standard, standardName);
        }

        private @Nullable Local answer(int offset, String name) {
            return isUnderstood ? local(offset, name) : null;
        }

        /// `CET` or `<+03>`.
        private String name() {
            var from = at;
            if (peek() == '<') {
                at = text.indexOf('>', at) + 1;
                isUnderstood &= at > 0;
            } else {
                while (Character.isLetter(peek())) {
                    at++;
                }
            }
            isUnderstood &= at > from;
            at = Math.max(at, from);
            var name = text.substring(from, at);
            return name.startsWith("<") ? name.substring(1, name.length() - 1) : name;
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        private int time() {
            var sign = peek() == '-' ? -1 : 1;
            if (peek() == '-' || peek() == '+') {
                at++;
            }
            var seconds = number() * 3600;
            for (var unit = 60; unit > 0 && peek() == ':'; unit /= 60) {
                at++;
                seconds += number() * unit;
            }
            return sign * seconds;
        }

        private int number() {
            var from = at;
            var value = 0;
            while (Character.isDigit(peek()) && at - from < 4) {
                value = value * 10 + peek() - '0';
                at++;
            }
            isUnderstood &= at > from;
            return value;
        }

        /// `,M3.5.0/2`: local time of the fifth (or last) Sunday of March, as seconds since 1970 as if it were UTC. Days of the
        /// year (`J60`) are not understood.
        private long moment(int year) {
            isUnderstood &= text.startsWith(",M", at);
            at = Math.min(at + 2, text.length());
            var month = number();
            isUnderstood &= peek() == '.';
            at++;
            var week = number();
            isUnderstood &= peek() == '.';
            at++;
            var weekday = number();
            var time = 2 * 3600;
            if (peek() == '/') {
                at++;
                time = time();
            }
            isUnderstood &= month >= 1 && month <= 12 && week >= 1 && week <= 5 && weekday <= 6;
            var first = days(year, month);
            var next = month == 12 ? days(year + 1, 1) : days(year, month + 1);
            // 1970 began on a Thursday.
            var day = first + Math.floorMod(weekday - (int) Math.floorMod(first + 4, 7L), 7) + (week - 1) * 7L;
            return (day >= next ? day - 7 : day) * DAY + time;
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }
    }

    private static int year(long second) {
        var day = Math.floorDiv(second, (long) DAY);
        var year = (int) (1970 + day / 366);
        while (days(year + 1, 1) <= day) {
            year++;
        }
        return year;
    }

    /// Days from 1970 to the first of a month of the Gregorian calendar.
    private static long days(int year, int month) {
        var years = month > 2 ? year : year - 1;
        var months = month > 2 ? month - 3 : month + 9;
        return 365L * years + years / 4 - years / 100 + years / 400 + (153 * months + 2) / 5 - 719_468;
    }
}
