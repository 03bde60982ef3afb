package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Status;
import org.wulfware.wulfstat.screen.Colour;
import org.wulfware.wulfstat.screen.Style;

/// What colours mean. Nothing is said by colour alone: what calls for a person has a mark too.
record Theme(boolean hasColours) {
    /// Stands before the name of a host for which an alarm is raised.
    static final String ALARM = "*";

    /// Stands before a line whose values are from before something else was asked.
    static final String OLD = "~";

    /// https://no-color.org: any text in `NO_COLOR` means none.
    static Theme of(Map<String, String> environment) {
        return new Theme(environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    Style style(Status status) {
        return switch (status) {
            case IDLE -> hasColours ? Style.of(Colour.GREEN) : Style.FAINT;
            case NORMAL -> Style.PLAIN;
            case BUSY -> hasColours ? Style.of(Colour.YELLOW) : Style.BOLD;
            case OVERLOADED -> hasColours ? Style.of(Colour.RED).inBold() : Style.BOLD.inUnderline();
            case DEAD -> hasColours ? Style.of(Colour.RED) : Style.BOLD;
            case ABSENT -> Style.FAINT;
        };
    }

    /// What stands before a line.
    static String mark(Status status) {
        return switch (status) {
            case BUSY -> "+";
            case OVERLOADED -> "!";
            case DEAD -> "x";
            case IDLE, NORMAL, ABSENT -> " ";
        };
    }

    /// Lines between windows.
    Style line() {
        return Style.FAINT;
    }

    Style title() {
        return hasColours ? Style.of(Colour.CYAN).inBold() : Style.BOLD;
    }

    Style heading() {
        return Style.BOLD;
    }

    /// What is chosen: a display, a column, a host that was found.
    Style chosen() {
        return Style.REVERSED;
    }

    /// A key that one may press.
    Style key() {
        return Style.BOLD;
    }

    Style words() {
        return Style.FAINT;
    }

    Style complaint() {
        return style(Status.OVERLOADED);
    }
}
