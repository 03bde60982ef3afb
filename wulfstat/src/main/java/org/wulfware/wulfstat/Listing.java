package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Absences;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Report;
import org.wulfware.display.Width;

/// The lines that the list shows, all of them, in their order; below them a line for all hosts that have none of what it shows.
///
/// @param hostWidth the columns that the longest of the hosts' names needs
/// @param lacking hosts that have no line, together with those that have none for the same reason
record Listing(
        Display display, Filter filter, Sorting sorting, List<Line> lines, int hostWidth, List<Lacking> lacking) {
    private static final String HEADING = "host";

    /// Hosts that have none of what the list shows.
    record Lacking(Absences.Absence why, List<String> hosts) {}

    static Listing of(Display display, Filter filter, Sorting sorting, Cluster cluster) {
        var absences = new Absences(display, cluster.states(), cluster.isRecorded());
        var lacking = new LinkedHashMap<Absences.Absence, List<Line>>();
        var all = filter.lines(display.lines(cluster.states()));
        for (var line : absences.areFolded() ? all : List.<Line>of()) {
            absences.of(line)
                    .filter(Absences.Absence::isFolded)
                    .ifPresent(why -> lacking.computeIfAbsent(why, _ -> new ArrayList<>()).add(line));
        }
        lacking.values().removeIf(lines -> lines.size() == 1);
        var folded = Collections.<Line>newSetFromMap(new IdentityHashMap<>());
        lacking.values().forEach(folded::addAll);
        var lines = folded.isEmpty() ? all : all.stream().filter(line -> !folded.contains(line)).toList();
        var width = HEADING.length();
        for (var line : lines) {
            width = Math.max(width, Width.of(line.host()));
        }
        var together = lacking.entrySet()
                .stream()
                .map(entry -> new Lacking(entry.getKey(), entry.getValue().stream().map(Line::host).toList()))
                .toList();
        return new Listing(display, filter, sorting, sorting.sort(display, lines), width, together);
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
        return new Listing(display, filter, other, other.sort(display, lines), hostWidth, lacking);
    }

    /// What the hosts have to be asked for.
    Report report() {
        return new Report(display, filter.condition(), sorting.unseen(), Optional.empty());
    }

    /// How many rows of a screen all of it takes.
    int size() {
        return lines.size() + lacking.size();
    }
}
