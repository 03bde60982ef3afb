package org.wulfware.wulfstat;

/// What a person typed cannot be done; the message is one line for that person.
final class UsageException extends Exception {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
