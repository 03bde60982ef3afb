package org.wulfware.history;

/// The order of names as people count: `n2` before `n10`.
final class NameOrder {
    private NameOrder() {}

    static int compare(String one, String other) {
        var i = 0;
        var j = 0;
        while (i < one.length() && j < other.length()) {
            var a = run(one, i);
            var b = run(other, j);
            var isNumber = isDigit(one.charAt(i)) && isDigit(other.charAt(j)) && a.length() < 19 && b.length() < 19;
            var order = isNumber ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
            if (order != 0) {
                return order;
            }
            i += a.length();
            j += b.length();
        }
        var order = Integer.compare(one.length() - i, other.length() - j);
        return order != 0 ? order : one.compareTo(other);
    }

    private static String run(String text, int from) {
        var to = from + 1;
        while (to < text.length() && isDigit(text.charAt(to)) == isDigit(text.charAt(from))) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
