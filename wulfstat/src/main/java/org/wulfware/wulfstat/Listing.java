package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Report;
import org.wulfware.display.Width;

/// The lines that the list shows, all of them, in their order.
///
/// @param hostWidth the columns that the longest of the hosts' names needs
record Listing(Display display, Filter filter, Sorting sorting, List<Line> lines, int hostWidth) {
    private static final String HEADING = "host";

    static Listing of(Display display, Filter filter, Sorting sorting, Cluster cluster) {
        var width = HEADING.length();
        var lines = filter.lines(display.lines(cluster.states()));
        for (var line : lines) {
            width = Math.max(width, Width.of(line.host()));
        }
        return new Listing(display, filter, sorting, sorting.sort(display, lines), width);
    }

    Listing show(Cluster cluster) {
        return of(display, filter, sorting, cluster);
    }

    Listing show(Display other, Cluster cluster) {
        return of(other, filter.on(other), sorting.on(display, other), cluster);
    }

    Listing filter(Filter other, Cluster cluster) {
        return of(display, other, sorting, cluster);
    }

    Listing sort(Sorting other) {
        return new Listing(display, filter, other, other.sort(display, lines), hostWidth);
    }

    /// What the hosts have to be asked for.
    Report report() {
        return new Report(display, filter.condition(), sorting.unseen(), Optional.empty());
    }

    int size() {
        return lines.size();
    }
}
