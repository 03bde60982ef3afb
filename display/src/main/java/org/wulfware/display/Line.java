package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// One line of a display: a host, or one of a host's tasks.
///
/// @param state of the host
/// @param row of the display's sensor; [#WHOLE_HOST] where the line is the host's only one
public record Line(HostState state, int row) {
    /// The row of a line that is about its host as a whole.
    public static final int WHOLE_HOST = -1;

    /// The host's name, as the person who watches calls it.
    public String host() {
        return Clean.text(state.host().name());
    }

    public Condition condition() {
        return Condition.of(state);
    }

    /// When the host took its sample, in microseconds since 1970 by its own clock; empty if it does not answer.
    public OptionalLong stamp() {
        return state.current().map(Sample::taken).orElse(OptionalLong.empty());
    }

    public Cell cell(Column column) {
        return column.cell(state, row);
    }

    /// Whether an absent value of a column may only not be known yet: the host has not been asked for it, or not twice as a
    /// rate needs it.
    public boolean isToCome(Column column) {
        if (state.current().isEmpty() || state.isOld()) {
            return state.isOld();
        }
        if (!column.isRate()) {
            return false;
        }
        var now = state.current().get();
        var before = state.previous();
        return before.isEmpty() || column.fields()
                .stream()
                .anyMatch(field -> now.has(field.sensor()) && !before.get().has(field.sensor()));
    }

    public List<Cell> cells(List<Column> columns) {
        return columns.stream().map(this::cell).toList();
    }
}
