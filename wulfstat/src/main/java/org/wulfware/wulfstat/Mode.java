package org.wulfware.wulfstat;

/// What the keys mean just now.
sealed interface Mode {
    Mode BROWSING = new Browsing();

    /// The list itself.
    record Browsing() implements Mode {}

    /// The help lies over the list.
    ///
    /// @param top the first of its lines to be seen
    record Helping(int top) implements Mode {}

    /// The raised alarms lie over the list.
    ///
    /// @param top the first of them to be seen
    record Alarming(int top) implements Mode {}

    /// A name, or a part of one, is being typed, and found as it grows.
    ///
    /// @param before what was found before, and comes back with Esc
    /// @param top where the list stood, and where the search starts
    record Finding(String text, Find before, int top) implements Mode {}

    /// A column is being chosen.
    ///
    /// @param before what comes back with Esc
    record Choosing(Sorting before) implements Mode {}

    /// A condition is being typed.
    ///
    /// @param complaint what was wrong with the last attempt; empty for nothing
    record Filtering(String text, String complaint) implements Mode {}

    /// A delay is being typed.
    ///
    /// @param complaint what was wrong with the last attempt; empty for nothing
    record Delaying(String text, String complaint) implements Mode {}
}
