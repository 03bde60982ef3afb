package org.wulfware.wulflogger;

import module java.base;

/// When a log's file is put aside.
///
/// @param bytes it has no more than these, unless one update alone does; [Long#MAX_VALUE] for no bound
/// @param time each multiple of this since 1970 begins a file; zero for no bound
/// @param keep how many are kept of those that were put aside
public record Rotation(long bytes, Duration time, int keep) {
    static final Rotation NONE = new Rotation(Long.MAX_VALUE, Duration.ZERO, 9);
}
