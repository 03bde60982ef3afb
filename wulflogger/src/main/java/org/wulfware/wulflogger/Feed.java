package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.history.Round;

/// Where the states of hosts come from, round by round: from the hosts themselves, or from a recording.
interface Feed {
    /// The next round, once it is due; empty if there is none, or somebody wants it to end.
    Optional<Round> next() throws IOException, InterruptedException;
}
