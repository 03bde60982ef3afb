package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;

/// Which displays are named in the header: as many as there is room for, the chosen one among them.
///
/// @param isCutBefore whether others stand before them
/// @param gap the blanks between two
record Tabs(List<Display> seen, boolean isCutBefore, boolean isCutBehind, int gap) {
    /// What stands for those that are not seen.
    static final String MORE = "…";

    private static final int LEAST_GAP = 2;
    private static final int MOST_GAP = 3;

    static Tabs of(List<Display> all, Display chosen, int room) {
        var from = 0;
        var to = fit(all, from, room);
        while (to <= all.indexOf(chosen)) {
            from++;
            to = fit(all, from, room);
        }
        var seen = all.subList(from, to);
        var words = seen.stream().mapToInt(display -> text(display).length()).sum();
        var marks = (from > 0 ? 1 : 0) + (to < all.size() ? 1 : 0);
        var gaps = Math.max(1, seen.size() - 1 + marks);
        return new Tabs(seen, from > 0, to < all.size(), Math.clamp((room - words - marks) / gaps, 1, MOST_GAP));
    }

    /// Behind the last one that there is room for, from one on.
    private static int fit(List<Display> all, int from, int room) {
        var left = room - (from > 0 ? MORE.length() + LEAST_GAP : 0);
        var to = from;
        while (to < all.size()) {
            var needed = text(all.get(to)).length() + (to + 1 < all.size() ? LEAST_GAP + MORE.length() : 0);
            if (needed > left && to > from) {
                break;
            }
            left -= text(all.get(to)).length() + LEAST_GAP;
            to++;
        }
        return to;
    }

    static String text(Display display) {
        return display.hasNumber() ? display.number() + " " + display.name() : display.name();
    }
}
