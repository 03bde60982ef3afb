package org.wulfware.commands;

import module java.base;

/// A file that cannot be read or understood, in lines for a person.
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    UnreadableException(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    List<String> lines() {
        return lines;
    }
}
