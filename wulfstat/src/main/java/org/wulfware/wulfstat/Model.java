package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.display.DisplaySet;
import org.wulfware.libwulf.Host;

/// Everything that the screen shows, at one time. It never changes: each event makes another.
///
/// @param displays all that can be shown
/// @param listing the list, all of it
/// @param top the first of its lines to be seen; the window may hold it back
/// @param firstColumn the first of its columns to be seen beside the host's name
/// @param notice one line for a person, until the next key; empty for none
/// @param isOver whether the program is to end
record Model(
        DisplaySet displays,
        Cluster cluster,
        Listing listing,
        int top,
        int firstColumn,
        Mode mode,
        Find find,
        Pace pace,
        Journal journal,
        String notice,
        Instant now,
        boolean isOver) {
    static Model first(DisplaySet displays, List<Host> hosts, Display display, Duration delay, Instant now) {
        return first(displays, Cluster.unasked(hosts, now), display, new Pace(delay, false));
    }

    static Model first(DisplaySet displays, Cluster cluster, Display display, Pace pace) {
        return new Model(
                displays, cluster,
                Listing.of(display, Filter.none(displays), Sorting.UNSORTED, cluster),
                0,
                0,
                Mode.BROWSING,
                Find.NOTHING,
                pace,
                Journal.EMPTY,
                "",
                cluster.at(),
                false);
    }

    /// The same with a list that is made in another way.
    Model listed(Listing other) {
        return new Model(
                displays, cluster, other, top, firstColumn, mode, find, pace, journal, notice, now, isOver);
    }

    Display display() {
        return listing.display();
    }

    /// News from the hosts.
    Model learn(Cluster fresh) {
        var news = fresh.shownAs(listing.report());
        return new Model(
                displays, news,
                listing.show(news),
                top,
                firstColumn,
                mode,
                find,
                pace,
                journal.add(cluster, news),
                notice,
                now,
                isOver);
    }

    /// Time has passed; where it is played, as much as has been played.
    Model at(Instant later) {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, find, pace, journal, notice,
                cluster.spot().isPresent() ? cluster.at() : later, isOver);
    }

    Model show(Display other) {
        var known = cluster.shownAs(listing.show(other, Cluster.unasked(List.of(), now)).report());
        return new Model(
                displays, known,
                listing.show(other, known),
                0,
                0,
                mode,
                find,
                pace,
                journal.add(now, "display " + Tabs.text(other) + " chosen"),
                notice,
                now,
                isOver);
    }

    Model sort(Sorting other) {
        return new Model(
                displays, cluster, listing.sort(other), top, firstColumn, mode, find, pace, journal, notice, now,
                isOver);
    }

    /// Other lines of the same display.
    Model filter(Filter other) {
        return new Model(
                displays, cluster, listing.filter(other, cluster), 0, firstColumn, mode, find, pace,
                journal.add(now, other.isThere() ? "lines chosen " + other.words() : "all lines chosen"),
                notice,
                now,
                isOver);
    }

    Model top(int other) {
        return new Model(
                displays, cluster, listing, other, firstColumn, mode, find, pace, journal, notice, now, isOver);
    }

    Model firstColumn(int other) {
        return new Model(displays, cluster, listing, top, other, mode, find, pace, journal, notice, now, isOver);
    }

    Model mode(Mode other) {
        return new Model(
                displays, cluster, listing, top, firstColumn, other, find, pace, journal, notice, now, isOver);
    }

    Model find(Find other) {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, other, pace, journal, notice, now, isOver);
    }

    Model pace(Pace other) {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, find, other, journal, notice, now, isOver);
    }

    Model journal(Journal other) {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, find, pace, other, notice, now, isOver);
    }

    Model notice(String other) {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, find, pace, journal, other, now, isOver);
    }

    Model over() {
        return new Model(
                displays, cluster, listing, top, firstColumn, mode, find, pace, journal, notice, now, true);
    }
}
