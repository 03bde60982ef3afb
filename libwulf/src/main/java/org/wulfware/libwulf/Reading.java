package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sample;

/// What an expression is evaluated on. It is re-aimed while rows are gone through, and may not be kept.
final class Reading {
    final HostState state;
    /// Null while the host does not answer.
    final @Nullable Sample sample;
    /// The present row of each frame, the outermost first.
    final int[] rows;
    /// What `value` means.
    final double value;

    Reading(HostState state, int frames, int row, double value) {
        this.state = state;
        this.sample = state.current().orElse(null);
        this.rows = new int[frames];
        this.value = value;
        if (frames > 0) {
            rows[0] = row;
        }
    }
}
