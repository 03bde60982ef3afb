package org.wulfware.commands;

import org.wulfware.display.Clean;

/// What is wrong with a host. Its words are clean: no terminal takes them for commands.
///
/// @param words the same for all hosts that have the same trouble
/// @param detail what of it is this host's own; may be empty
/// @param next what to type next
record Finding(Cause cause, String words, String detail, String next) {
    Finding {
        words = Clean.text(words);
        detail = Clean.text(detail);
        next = Clean.text(next);
    }

    Finding(Cause cause, String words, String next) {
        this(cause, words, "", next);
    }

    /// All in one line.
    String line() {
        return detail.isEmpty() ? words : words + ": " + detail;
    }
}
