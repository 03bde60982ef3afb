package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.libwulf.HostState;

/// What a log says, update by update.
interface Lines {
    /// Appends what stands once at the start, if anything does.
    void begin(StringBuilder out);

    /// Appends an update's lines.
    ///
    /// @param now what the time is
    /// @return whether all hosts were up, and answered in time
    boolean update(List<HostState> states, Instant now, StringBuilder out);

    /// Appends what all updates were on average, if that is wanted.
    default void summary(StringBuilder out) {}

    /// Appends what stands once at the end.
    void finish(StringBuilder out);
}
