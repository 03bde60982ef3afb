package org.wulfware.catalog.sensors;

import org.wulfware.catalog.Field;

/// Directories that are called by a word and a number: `cpu12`, `node0`.
final class Numbered {
    private Numbered() {}

    /// The number in `name`, if that is `word` and a number; else ABSENT: `cpufreq` is no `cpu`.
    static long number(String name, String word) {
        var value = 0L;
        for (var i = word.length(); i < name.length(); i++) {
            var digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9 || i > word.length() + 9) {
                return Field.ABSENT;
            }
            value = value * 10 + digit;
        }
        return name.length() > word.length() && name.startsWith(word) ? value : Field.ABSENT;
    }

    /// Whether `name` is `word` and a number of any length.
    static boolean isNumbered(String name, String word) {
        for (var i = word.length(); i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return name.length() > word.length() && name.startsWith(word);
    }
}
