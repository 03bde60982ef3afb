package org.wulfware.history;

import module java.base;

/// What a store has of one series: its labels, and its values in the order of their times.
final class Series {
    private final List<String> labels;
    private final long[] millis;
    private final double[] values;

    /// @param labels names and values by turns
    Series(List<String> labels, long[] millis, double[] values) {
        this.labels = labels;
        this.millis = millis;
        this.values = values;
    }

    /// The value of a label; empty if there is none of that name.
    String label(String name) {
        for (var i = 0; i < labels.size(); i += 2) {
            if (labels.get(i).equals(name)) {
                return labels.get(i + 1);
            }
        }
        return "";
    }

    /// The value of a label of the node's own. One that the store has a label of the same name beside is known by another name.
    String own(String name) {
        var exported = label("exported_" + name);
        return !exported.isEmpty() || name.equals("job") || name.equals("instance") ? exported : label(name);
    }

    int count() {
        return millis.length;
    }

    long millis(int at) {
        return millis[at];
    }

    double value(int at) {
        return values[at];
    }

    /// When the last value was taken.
    long last() {
        return millis[millis.length - 1];
    }

    /// The value of a time; NaN if there is none.
    double at(long time) {
        var at = Arrays.binarySearch(millis, time);
        return at < 0 ? Double.NaN : values[at];
    }

    /// The last time up to another; `Long.MIN_VALUE` if there is none.
    long upTo(long time) {
        var at = Arrays.binarySearch(millis, time);
        return at >= 0 ? time : at == -1 ? Long.MIN_VALUE : millis[-at - 2];
    }

    /// The last time before another; `Long.MIN_VALUE` if there is none.
    long before(long time) {
        return upTo(time - 1);
    }

    /// The host that it is about: its `instance`, without the port of what was scraped there.
    String host() {
        var instance = label("instance");
        var colon = instance.lastIndexOf(':');
        var isPort = colon > 0 && colon + 1 < instance.length()
                && instance.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
        if (isPort && instance.charAt(0) == '[' && instance.charAt(colon - 1) == ']') {
            return instance.substring(1, colon - 1);
        }
        return isPort && instance.indexOf(':') == colon ? instance.substring(0, colon) : instance;
    }
}
