package org.wulfware.libwulf;

import module java.base;

/// What a person wrote that cannot be read: one line a problem, each with its place, the offending text and what was
/// expected.
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    SyntaxException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    SyntaxException(String problem) {
        this(List.of(problem));
    }

    /// A line each.
    public List<String> problems() {
        return problems;
    }

    /// A text as a message quotes it: not too long, and without what a terminal would obey.
    static String quoted(String text) {
        var shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
        return shown.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?'
                        : point)
                .collect(() -> new StringBuilder("\""), StringBuilder::appendCodePoint, StringBuilder::append)
                .append('"')
                .toString();
    }
}
