package org.wulfware.wulfstat;

import org.wulfware.display.Clean;

/// The store that a cluster is read back from.
///
/// @param at where it is
/// @param isAnswering whether it has said what it was asked, or not been asked yet
/// @param words why there may be no hosts: why it does not answer, that it has none of them, that it has not been asked yet
record Origin(String at, boolean isAnswering, String words) {
    static Origin unasked(String at) {
        return new Origin(at, true, "asking the store " + at + "…");
    }

    /// @param trouble why it does not answer; empty if it does
    static Origin asked(String at, String trouble) {
        return trouble.isEmpty()
                ? new Origin(at, true, "the store " + at + " has no host that is meant")
                : new Origin(at, false, trouble);
    }

    /// For the header: where all this is from.
    String brief() {
        return "from " + Clean.text(at) + (isAnswering ? "" : ", which does not answer");
    }
}
