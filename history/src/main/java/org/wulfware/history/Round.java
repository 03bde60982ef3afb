package org.wulfware.history;

import module java.base;
import org.wulfware.libwulf.HostState;

/// What a round came to.
///
/// @param at when it was, by the clock of the machine that recorded it
/// @param states in the order in which the hosts were watched
/// @param isShown whether it was one that was shown: the first of those who need rates is not
public record Round(Instant at, List<HostState> states, boolean isShown) {}
