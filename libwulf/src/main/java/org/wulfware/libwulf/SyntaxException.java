package org.wulfware.libwulf;

import module java.base;

/// What a person wrote that cannot be read: one line a problem, each with its place, the offending text and what was
/// expected.
public sealed class SyntaxException extends Exception permits Roster.TypedException {
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
        return '"' + quoted(text, 80) + '"';
    }

    /// The same without the quotes.
    ///
    /// @param most characters of it
    static String quoted(String text, int most) {
        var shown = text.length() > most ? text.substring(0, most) + "…" : text;
        return shown.codePoints()
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? '?'
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
