package org.wulfware.wulflogger;

import module java.base;

/// How entries become lines: of the same columns whatever comes.
interface Layout {
    /// Appends what stands once at the start, if anything does.
    void begin(StringBuilder out);

    /// Appends one entry, with its line's end, or keeps it for the update's end.
    void entry(Entry entry, StringBuilder out);

    /// Appends what is due when an update's entries have all been given.
    default void endUpdate(StringBuilder out) {}

    /// Appends what all updates were on average.
    default void summary(List<Entry> averages, StringBuilder out) {}

    /// Appends what stands once at the end.
    default void finish(StringBuilder out) {}
}
