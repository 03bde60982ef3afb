package org.wulfware.wulfstat;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.display.Clean;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Order;

/// What the list is sorted by.
///
/// @param choice [#AS_TYPED], [#AS_NAMED], [#BY_HOST], or from there on a column of the display, counted from one
/// @param reversed against the direction that one would expect
/// @param typed what was typed on the command line, if that is none of the others
record Sorting(int choice, boolean reversed, @Nullable Typed typed) {
    /// By what no column shows.
    static final int AS_TYPED = -2;

    /// As the hosts stand in the wulfhosts file or on the command line.
    static final int AS_NAMED = -1;

    static final int BY_HOST = 0;

    static final Sorting UNSORTED = new Sorting(AS_NAMED, false);

    /// An order, and what it is called.
    record Typed(Order order, String text) {}

    Sorting(int choice, boolean reversed) {
        this(choice, reversed, null);
    }

    /// As it was typed: by a column of the display, if it is one.
    static Sorting typed(Order order, String text, Display display) {
        if (order.next() != null) {
            return new Sorting(AS_TYPED, false, new Typed(order, text.strip()));
        }
        var column = order.column();
        if (column == null) {
            return new Sorting(BY_HOST, order.descending());
        }
        var names = display.columns().stream().map(shown -> shown.name()).toList();
        var place = names.indexOf(column.name());
        return place < 0
                ? new Sorting(AS_TYPED, false, new Typed(order, text.strip().replaceFirst("^-\\s*", "")))
                : new Sorting(place + 1, order.descending() != Order.by(column).descending());
    }

    Sorting reverse() {
        return new Sorting(choice, !reversed, typed);
    }

    /// The choice that is `step` further on, around all that there are.
    Sorting step(int step, Display display) {
        var choices = display.columns().size() + 2;
        return new Sorting(Math.floorMod(choice + 1 + step, choices) - 1, false);
    }

    /// The same for another display; unsorted if that has no such column, or no such rows.
    Sorting on(Display from, Display to) {
        if (choice == AS_TYPED) {
            return to.rows().equals(from.rows()) ? this : UNSORTED;
        }
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

    /// By what the hosts have to be asked for, if no column shows it.
    Optional<Order> unseen() {
        return Optional.ofNullable(typed).map(Typed::order);
    }

    private Order order(Display display) {
        var order = typed != null ? typed.order
                : choice == BY_HOST ? Order.BY_HOST : Order.by(display.columns().get(choice - 1));
        return reversed ? order.reversed() : order;
    }

    /// What a person calls it: `load1 ↓`.
    String words(Display display) {
        if (choice == AS_NAMED) {
            return reversed ? "last first" : "as named";
        }
        if (typed != null && typed.order.next() != null) {
            return Clean.text(typed.text) + (reversed ? ", reversed" : "");
        }
        var heading = typed != null ? Clean.text(typed.text)
                : choice == BY_HOST ? "host" : display.columns().get(choice - 1).heading();
        return heading + (order(display).descending() ? " ↓" : " ↑");
    }
}
