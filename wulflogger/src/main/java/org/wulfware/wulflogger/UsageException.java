package org.wulfware.wulflogger;

/// What was typed wrong, in one line for the person who did.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
