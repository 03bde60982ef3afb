package org.wulfware.wulfstat;

import module java.base;

/// Where in a recording a round stands.
///
/// @param next when the one behind it was; empty for none
/// @param moves how many of a person's moves have been made
/// @param follows whether it follows on what was shown before, if not at once
/// @param lost how many records could not be read so far
record Spot(Optional<Instant> next, int moves, boolean follows, long lost) {}
