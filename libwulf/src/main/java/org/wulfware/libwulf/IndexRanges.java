package org.wulfware.libwulf;

import module java.base;

/// Numbers as a person writes them: `001-017,019`.
final class IndexRanges {
    private IndexRanges() {}

    /// Writes the numbers, in brackets if they are more than one.
    ///
    /// @param sorted as [IndexSet#sorted()] has them, none of them twice
    static void write(long[] sorted, StringBuilder out) {
        if (sorted.length == 1) {
            Index.write(sorted[0], out);
            return;
        }
        out.append('[');
        var comma = "";
        for (var range : each(sorted)) {
            out.append(comma).append(range.text);
            comma = ",";
        }
        out.append(']');
    }

    /// Numbers that follow each other.
    ///
    /// @param text `001-017`, or `019` for one alone
    record Range(String text, int count) {}

    /// The ranges that these numbers are written as, one behind the other.
    static List<Range> each(long[] sorted) {
        var ranges = new ArrayList<Range>();
        var out = new StringBuilder();
        // Whether numbers count with as many digits as the first of them, zeros before them. After a number on its own
        // that goes on for the numbers behind it, which ClusterShell does so too: [05,98-99,100], but [98-100].
        var isPadded = false;
        var digits = 0;
        for (var first = 0; first < sorted.length;) {
            if (first == 0) {
                isPadded = Index.isPadded(sorted[0]);
                digits = Index.digits(sorted[0]);
            }
            var last = first;
            while (last + 1 < sorted.length && Index.value(sorted[last + 1]) == Index.value(sorted[last]) + 1
                    && !isBreak(isPadded, digits, sorted[last + 1])) {
                last++;
            }
            Index.write(sorted[first], out);
            if (last > first) {
                out.append('-');
                Index.write(sorted[last], out);
            }
            ranges.add(new Range(out.toString(), last - first + 1));
            out.setLength(0);
            var next = last + 1;
            if (next < sorted.length && (last > first || isBreak(isPadded, digits, sorted[next]))) {
                isPadded = Index.isPadded(sorted[next]);
                digits = Index.digits(sorted[next]);
            }
            first = next;
        }
        return ranges;
    }

    private static boolean isBreak(boolean isPadded, int digits, long next) {
        return isPadded ? Index.digits(next) != digits : Index.isPadded(next);
    }
}
