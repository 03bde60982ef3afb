package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Order;

/// What the list is sorted by.
///
/// @param choice [#AS_NAMED], [#BY_HOST], or from there on a column of the display, counted from one
/// @param reversed against the direction that one would expect
record Sorting(int choice, boolean reversed) {
    /// As the hosts stand in the wulfhosts file or on the command line.
    static final int AS_NAMED = -1;

    static final int BY_HOST = 0;

    static final Sorting UNSORTED = new Sorting(AS_NAMED, false);

    Sorting reverse() {
        return new Sorting(choice, !reversed);
    }

    /// The choice that is `step` further on, around all that there are.
    Sorting step(int step, Display display) {
        var choices = display.columns().size() + 2;
        return new Sorting(Math.floorMod(choice + 1 + step, choices) - 1, false);
    }

    /// The same for another display; unsorted if that has no such column.
    Sorting on(Display from, Display to) {
        if (choice <= BY_HOST) {
            return this;
        }
        var name = from.columns().get(choice - 1).name();
        var there = to.columns().stream().map(column -> column.name()).toList().indexOf(name);
        return there < 0 ? UNSORTED : new Sorting(there + 1, reversed);
    }

    List<Line> sort(Display display, List<Line> lines) {
        if (choice == AS_NAMED) {
            return reversed ? lines.reversed() : lines;
        }
        return order(display).sort(lines);
    }

    private Order order(Display display) {
        var order = choice == BY_HOST
                ? Order.BY_HOST
                : Order.by(display.columns().get(choice - 1));
        return reversed ? order.reversed() : order;
    }

    /// What a person calls it: `load1 ↓`.
    String words(Display display) {
        if (choice == AS_NAMED) {
            return reversed ? "last first" : "as named";
        }
        var heading =
                choice == BY_HOST ? "host" : display.columns().get(choice - 1).heading();
        return heading + (order(display).descending() ? " ↓" : " ↑");
    }
}
