package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Width;

/// The lines that the list shows, all of them, in their order.
///
/// @param hostWidth the columns that the longest of the hosts' names needs
record Listing(Display display, Sorting sorting, List<Line> lines, int hostWidth) {
    private static final String HEADING = "host";

    static Listing of(Display display, Sorting sorting, Cluster cluster) {
        var width = HEADING.length();
        var lines = display.lines(cluster.states());
        for (var line : lines) {
            width = Math.max(width, Width.of(line.host()));
        }
        return new Listing(display, sorting, sorting.sort(display, lines), width);
    }

    Listing show(Cluster cluster) {
        return of(display, sorting, cluster);
    }

    Listing show(Display other, Cluster cluster) {
        return of(other, sorting.on(display, other), cluster);
    }

    Listing sort(Sorting other) {
        return new Listing(display, other, other.sort(display, lines), hostWidth);
    }

    int size() {
        return lines.size();
    }
}
