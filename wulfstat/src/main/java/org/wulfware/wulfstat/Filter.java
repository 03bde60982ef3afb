package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Display;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Line;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;

/// Which lines the list shows: those of which a condition holds. It is kept from display to display, and shows all lines of one
/// that it makes no sense of.
///
/// @param known by which names are understood
/// @param text as it was typed; empty for all lines
/// @param condition what it means in the present display; empty if it means nothing there
record Filter(DisplaySet known, String text, Optional<Expression> condition) {
    static Filter none(DisplaySet known) {
        return new Filter(known, "", Optional.empty());
    }

    /// What was typed for a display.
    ///
    /// @throws IllegalArgumentException if it cannot be understood; its message is for a person
    Filter typed(String typed, Display display) {
        var stripped = typed.strip();
        try {
            return new Filter(
                    known, stripped,
                    stripped.isEmpty() ? Optional.empty() : Optional.of(Report.where(stripped, display, known)));
        } catch (ExpressionException e) {
            throw new IllegalArgumentException("character " + e.place() + ": " + e.problem(), e);
        }
    }

    /// The same in another display.
    Filter on(Display other) {
        try {
            return typed(text, other);
        } catch (IllegalArgumentException _) {
            return new Filter(known, text, Optional.empty());
        }
    }

    boolean isThere() {
        return !text.isEmpty();
    }

    List<Line> lines(List<Line> all) {
        if (condition.isEmpty()) {
            return all;
        }
        return all.stream().filter(line -> condition.get().holds(line.state(), line.row())).toList();
    }

    /// What a person calls it: `where load1 > 2`; nothing if all lines are shown.
    String words() {
        return !isThere() ? ""
                : (condition.isPresent() ? "where " : "not here: where ") + Clean.text(text);
    }
}
