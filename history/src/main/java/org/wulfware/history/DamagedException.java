package org.wulfware.history;

/// Recorded bytes that mean nothing: what they stood for is lost, and nothing else.
final class DamagedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DamagedException(String what) {
        super(what);
    }
}
