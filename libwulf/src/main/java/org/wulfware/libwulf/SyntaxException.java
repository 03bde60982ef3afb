package org.wulfware.libwulf;

import module java.base;

/// What a person wrote that cannot be read: one line a problem, each with its place, the offending text and what was
/// expected.
public sealed class SyntaxException extends Exception permits Roster.TypedException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;
    /// Whether it is a wulfhosts file.
    private final boolean isOfFile;

    SyntaxException(List<String> problems) {
        this(problems, false);
    }

    private SyntaxException(List<String> problems, boolean isOfFile) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
        this.isOfFile = isOfFile;
    }

    /// What is wrong with a wulfhosts file and what it includes.
    static SyntaxException ofFile(List<String> problems) {
        return new SyntaxException(problems, true);
    }

    SyntaxException(String problem) {
        this(List.of(problem));
    }

    /// A line each.
    public List<String> problems() {
        return problems;
    }

    /// Whether it is a wulfhosts file that cannot be read, and not what somebody has typed.
    public boolean isOfFile() {
        return isOfFile;
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
