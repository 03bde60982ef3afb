package org.wulfware.display;

/// What was typed wrong, in one line for the person who did.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
