package org.wulfware.xmlsysd;

/// The time as HTTP writes it: `Tue, 24 Nov 2026 08:49:37 GMT`. The JDK's formatter would bring some hundred classes for it.
final class HttpDate {
    private static final String DAYS = "ThuFriSatSunMonTueWed";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final long DAY = 86_400;

    private HttpDate() {}

    /// @param second since 1970
    static String of(long second) {
        var days = Math.floorDiv(second, DAY);
        var inDay = (int) Math.floorMod(second, DAY);
        // Counted from the first of March of the year 0, so that a leap day is a year's last.
        var shifted = days + 719_468;
        var era = Math.floorDiv(shifted, 146_097L);
        var dayOfEra = (int) (shifted - era * 146_097L);
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var shiftedMonth = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        var month = shiftedMonth < 10 ? shiftedMonth + 2 : shiftedMonth - 10;
        var year = yearOfEra + era * 400 + (month < 2 ? 1 : 0);
        var weekDay = (int) Math.floorMod(days, 7L) * 3;
        return DAYS.substring(weekDay, weekDay + 3) + ", " + two(day) + " " + MONTHS.substring(month * 3, month * 3 + 3)
                + " " + year + " " + two(inDay / 3600) + ":" + two(inDay / 60 % 60) + ":" + two(inDay % 60) + " GMT";
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
