package org.wulfware.libwulf;

import module java.base;

/// An expression that cannot be understood. Its message says what is wrong, and below that shows the expression with a caret
/// under the character at which it is:
/// ```text
/// expected a number, a name or ( after >
///   load1 > > 5
///           ^
/// ```
public final class ExpressionException extends Exception {
    private static final long serialVersionUID = 1;

    /// Of a long expression so much is shown on either side of the place.
    private static final int SHOWN = 60;

    private static final String INDENT = "  ";

    /// What is wrong, in one line.
    private final String problem;
    /// The whole expression.
    private final String text;
    /// The offset of the character at which it is.
    private final int at;

    /// @param text the whole expression
    /// @param at the offset of the character in it; its length for what is missing at its end
    ExpressionException(String problem, String text, int at) {
        super(problem + "\n" + pointed(text, at));
        this.problem = problem;
        this.text = text;
        this.at = at;
    }

    /// What is wrong, in one line.
    public String problem() {
        return problem;
    }

    /// The character at which it is, counted from one.
    public int place() {
        return at + 1;
    }

    /// The message's lines: what is wrong, the expression, the caret.
    public List<String> lines() {
        return (problem + "\n" + pointed(text, at)).lines().toList();
    }

    /// Controls would move the caret, or command a terminal.
    private static String pointed(String text, int at) {
        var from = at > SHOWN ? at - SHOWN : 0;
        var to = Math.min(text.length(), at + SHOWN);
        var shown = SyntaxException.quoted(text.substring(from, to).replace('\t', ' '), 2 * SHOWN);
        var before = from > 0 ? "…" : "";
        return INDENT + before + shown + (to < text.length() ? "…" : "") + "\n" + INDENT
                + " ".repeat(before.length() + at - from) + "^";
    }
}
