package org.wulfware.libwulf;

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
        // Whether numbers count with as many digits as the first of them, zeros before them. After a number on its own
        // that goes on for the numbers behind it, which ClusterShell does so too: [05,98-99,100], but [98-100].
        var isPadded = false;
        var digits = 0;
        for (var first = 0; first < sorted.length;) {
            if (first == 0) {
                isPadded = Index.isPadded(sorted[0]);
                digits = Index.digits(sorted[0]);
            } else {
                out.append(',');
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
            var next = last + 1;
            if (next < sorted.length && (last > first || isBreak(isPadded, digits, sorted[next]))) {
                isPadded = Index.isPadded(sorted[next]);
                digits = Index.digits(sorted[next]);
            }
            first = next;
        }
        out.append(']');
    }

    private static boolean isBreak(boolean isPadded, int digits, long next) {
        return isPadded ? Index.digits(next) != digits : Index.isPadded(next);
    }
}
