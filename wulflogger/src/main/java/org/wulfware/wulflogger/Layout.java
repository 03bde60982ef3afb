package org.wulfware.wulflogger;

import module java.base;

/// How entries become lines: of the same columns whatever comes.
interface Layout {
    /// Appends what stands once at the start, if anything does.
    void begin(StringBuilder out);

    /// Appends one entry, with its line's end.
    void entry(Entry entry, StringBuilder out);
}
