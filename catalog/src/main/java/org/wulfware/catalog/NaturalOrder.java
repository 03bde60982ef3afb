package org.wulfware.catalog;

import java.util.Comparator;

/// Names as a person counts them: `hwmon2` before `hwmon10`, digits by their value and all else by its character.
public final class NaturalOrder implements Comparator<String> {
    public static final NaturalOrder NAMES = new NaturalOrder();

    private NaturalOrder() {}

    @Override
    public int compare(String left, String right) {
        var i = 0;
        var j = 0;
        while (i < left.length() && j < right.length()) {
            if (!isDigit(left.charAt(i)) || !isDigit(right.charAt(j))) {
                if (left.charAt(i) != right.charAt(j)) {
                    return Character.compare(left.charAt(i), right.charAt(j));
                }
                i++;
                j++;
                continue;
            }
            i = significant(left, i);
            j = significant(right, j);
            var leftEnd = end(left, i);
            var rightEnd = end(right, j);
            if (leftEnd - i != rightEnd - j) {
                return Integer.compare(leftEnd - i, rightEnd - j);
            }
            for (; i < leftEnd; i++, j++) {
                if (left.charAt(i) != right.charAt(j)) {
                    return Character.compare(left.charAt(i), right.charAt(j));
                }
            }
        }
        var rest = Integer.compare(left.length() - i, right.length() - j);
        return rest != 0 ? rest : left.compareTo(right);
    }

    /// Steps over zeros that digits follow.
    private static int significant(String name, int from) {
        var i = from;
        while (i + 1 < name.length() && name.charAt(i) == '0' && isDigit(name.charAt(i + 1))) {
            i++;
        }
        return i;
    }

    private static int end(String name, int from) {
        var i = from;
        while (i < name.length() && isDigit(name.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
