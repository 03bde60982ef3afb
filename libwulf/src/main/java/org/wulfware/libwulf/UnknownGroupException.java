package org.wulfware.libwulf;

/// A group, or a source of groups, that nobody has defined; whoever named it adds the place.
final class UnknownGroupException extends Exception {
    private static final long serialVersionUID = 1;

    UnknownGroupException(String message) {
        super(message);
    }
}
