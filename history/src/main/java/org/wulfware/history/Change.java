package org.wulfware.history;

import module java.base;

/// That a text is another one from a time on.
///
/// @param row which of the host's it is of; empty where it is about the host as a whole
/// @param text what it is now; empty if it is not there any more, or the host is down
/// @param isDown whether it is the host that is down: its texts are as they are once it answers again
public record Change(Instant at, String host, String row, String text, boolean isDown) {}
