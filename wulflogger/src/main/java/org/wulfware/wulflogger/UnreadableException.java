package org.wulfware.wulflogger;

import module java.base;

/// A wulfhosts file that cannot be read or understood, in lines for the person who sees to it.
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableException(List<String> lines) {
        super(String.join("\n", lines));
    }

    List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
