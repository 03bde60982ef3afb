package org.wulfware.libwulf;

import module java.base;

/// The words of an expression, one at a time.
final class Tokens {
    /// A longer expression is refused: nobody wrote it by hand.
    static final int LONGEST = 2000;

    enum Kind {
        NUMBER,
        TEXT,
        NAME,
        /// An operator or a bracket.
        SIGN,
        REGEXP,
        /// `@rack3`.
        HOSTS,
        END
    }

    private static final List<String> SIGNS =
            List.of("==", "!=", "<=", ">=", "=~", "!~", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",",
                    ".");

    /// What a number's letters make of it. Bytes are in powers of 1024, as tables show them.
    private static final Map<String, Factor> UNITS = units();

    private final String text;
    private int next;

    Kind kind = Kind.END;
    /// Where the present word begins.
    int at;
    /// A name, a sign, a text without its quotes, a regular expression with its slashes.
    String word = "";
    double value;
    Measure measure = Measure.NONE;

    private record Factor(double factor, Measure measure) {}

    Tokens(String text) throws ExpressionException {
        this.text = text;
        if (text.length() > LONGEST) {
            throw wrong("an expression has at most " + LONGEST + " characters, and this one " + text.length(), LONGEST);
        }
        advance();
    }

    private static Map<String, Factor> units() {
        var units = new HashMap<String, Factor>();
        units.put("", new Factor(1, Measure.NONE));
        units.put("%", new Factor(1, Measure.PERCENT));
        units.put("k", new Factor(1e3, Measure.NONE));
        units.put("B", new Factor(1, Measure.BYTES));
        var size = 1.0;
        for (var prefix : List.of("K", "M", "G", "T", "P")) {
            size *= 1024;
            for (var ending : List.of("", "B", "iB")) {
                units.put(prefix + ending, new Factor(size, Measure.BYTES));
            }
        }
        var times = Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "h", 3600.0, "d", 86_400.0);
        times.forEach((unit, seconds) -> units.put(unit, new Factor(seconds, Measure.SECONDS)));
        var clocks = Map.of("Hz", 1.0, "kHz", 1e3, "MHz", 1e6, "GHz", 1e9);
        clocks.forEach((unit, hertz) -> units.put(unit, new Factor(hertz, Measure.HERTZ)));
        return units;
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && word.equals(sign);
    }

    boolean isWord(String keyword) {
        return kind == Kind.NAME && word.equals(keyword);
    }

    /// The present word as a message names it.
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "the text " + SyntaxException.quoted(word);
            case NUMBER -> "the number " + text.substring(at, next);
            case NAME, SIGN, REGEXP, HOSTS -> word;
        };
    }

    ExpressionException wrong(String problem, int place) {
        return new ExpressionException(problem, text, Math.min(place, text.length()));
    }

    /// Reads the next word.
    void advance() throws ExpressionException {
        skipBlanks();
        at = next;
        if (next == text.length()) {
            kind = Kind.END;
            word = "";
            return;
        }
        var letter = text.charAt(next);
        if (isDigit(letter) || (letter == '.' && next + 1 < text.length() && isDigit(text.charAt(next + 1)))) {
            number();
        } else if (isLetter(letter)) {
            kind = Kind.NAME;
            word = name();
        } else if (letter == '"' || letter == '\'') {
            quoted(letter);
        } else {
            sign();
        }
    }

    /// Where a pattern may stand, a `/` begins a regular expression and does not divide.
    void advanceToPattern() throws ExpressionException {
        skipBlanks();
        if (next == text.length() || text.charAt(next) != '/') {
            advance();
            return;
        }
        at = next;
        var end = next + 1;
        while (end < text.length() && text.charAt(end) != '/') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end >= text.length()) {
            throw wrong("a regular expression ends with a /", text.length());
        }
        kind = Kind.REGEXP;
        word = text.substring(at, end + 1);
        next = end + 1;
    }

    /// Where hosts may stand, an `@` begins the name of a group, and what is written behind it without a blank belongs to it:
    /// `@rack[1-3]!node017`.
    void advanceToHosts() throws ExpressionException {
        skipBlanks();
        if (next == text.length() || text.charAt(next) != '@') {
            advance();
            return;
        }
        at = next;
        var depth = 0;
        while (next < text.length() && (depth > 0 || isOfHosts())) {
            depth += text.charAt(next) == '[' ? 1 : text.charAt(next) == ']' ? -1 : 0;
            next++;
        }
        kind = Kind.HOSTS;
        word = text.substring(at, next);
    }

    private boolean isOfHosts() {
        var letter = text.charAt(next);
        var behind = next + 1 < text.length() ? text.charAt(next + 1) : ' ';
        return HostNames.isNameCharacter(letter) || "@:*?[".indexOf(letter) >= 0
                || ("!&^".indexOf(letter) >= 0 && (HostNames.isNameCharacter(behind) || "@*?[".indexOf(behind) >= 0));
    }

    private void skipBlanks() {
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t' || text.charAt(next) == '\n')) {
            next++;
        }
    }

    /// A name with its dots: `memory.free`.
    private String name() {
        var from = next;
        while (next < text.length() && (isOfName(text.charAt(next)) || isInnerDot())) {
            next++;
        }
        return text.substring(from, next);
    }

    private boolean isInnerDot() {
        return text.charAt(next) == '.' && next + 1 < text.length() && isLetter(text.charAt(next + 1));
    }

    private void number() throws ExpressionException {
        digits();
        if (next < text.length() && text.charAt(next) == '.') {
            next++;
            digits();
        }
        if (next < text.length() && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
            var sign = next + 1 < text.length() && (text.charAt(next + 1) == '-' || text.charAt(next + 1) == '+') ? 1 : 0;
            if (next + 1 + sign < text.length() && isDigit(text.charAt(next + 1 + sign))) {
                next += 1 + sign;
                digits();
            }
        }
        var figures = text.substring(at, next);
        var unitAt = next;
        while (next < text.length() && isOfName(text.charAt(next))) {
            next++;
        }
        if (next == unitAt && next < text.length() && text.charAt(next) == '%') {
            next++;
        }
        var unit = text.substring(unitAt, next);
        var factor = UNITS.get(unit);
        if (factor == null) {
            throw wrong("unknown unit " + SyntaxException.quoted(unit)
                    + "; expected %, k, K M G T P (bytes), us ms s min h d or Hz kHz MHz GHz", unitAt);
        }
        kind = Kind.NUMBER;
        value = Double.parseDouble(figures) * factor.factor;
        measure = factor.measure;
        if (isPerSecond()) {
            next += 2;
            measure = new Measure(measure.quantity(), true);
        }
        word = text.substring(at, next);
    }

    /// `10M/s`: nothing is divided by a name there.
    private boolean isPerSecond() {
        return text.startsWith("/s", next) && !(next + 2 < text.length() && (isOfName(text.charAt(next + 2)) || text.charAt(next + 2) == '.'));
    }

    private void digits() {
        while (next < text.length() && isDigit(text.charAt(next))) {
            next++;
        }
    }

    /// What stands between quotes; a backslash before a quote or a backslash leaves it as it is.
    private void quoted(char quote) throws ExpressionException {
        var content = new StringBuilder();
        for (next++; next < text.length() && text.charAt(next) != quote; next++) {
            if (text.charAt(next) == '\\' && next + 1 < text.length()
                    && (text.charAt(next + 1) == quote || text.charAt(next + 1) == '\\')) {
                next++;
            }
            content.append(text.charAt(next));
        }
        if (next == text.length()) {
            throw wrong("expected a " + quote + " at the end of the text that begins at character " + (at + 1), next);
        }
        next++;
        kind = Kind.TEXT;
        word = content.toString();
    }

    private void sign() throws ExpressionException {
        for (var sign : SIGNS) {
            if (text.startsWith(sign, next)) {
                next += sign.length();
                kind = Kind.SIGN;
                word = sign;
                return;
            }
        }
        var letter = text.substring(next, text.offsetByCodePoints(next, 1));
        throw wrong("unexpected character " + SyntaxException.quoted(letter) + hint(letter), next);
    }

    private static String hint(String letter) {
        return switch (letter) {
            case "&" -> "; expected and";
            case "|" -> "; expected or";
            case "!" -> "; expected not or !=";
            default -> "";
        };
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private static boolean isLetter(char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '_';
    }

    private static boolean isOfName(char letter) {
        return isLetter(letter) || isDigit(letter);
    }
}
