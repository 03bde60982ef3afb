package org.wulfware.wire;

/// A path is no path, or one that no document has; the message quotes it.
public final class BadPathException extends Exception {
    private static final long serialVersionUID = 1;

    BadPathException(String message) {
        super(message, null, false, false);
    }
}
