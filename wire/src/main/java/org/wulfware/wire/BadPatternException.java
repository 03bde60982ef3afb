package org.wulfware.wire;

/// What stands for names is no pattern; the message quotes it and says where.
public final class BadPatternException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    BadPatternException(String message) {
        super(message);
    }

    /// A client may send many of these, and nobody reads where in this program they came up.
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
