package org.wulfware.display;

import module java.base;

/// What was typed wrong, for the person who did: one line, below which an expression may be shown with a caret under the
/// character at which it went wrong.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }

    /// The message's lines.
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
