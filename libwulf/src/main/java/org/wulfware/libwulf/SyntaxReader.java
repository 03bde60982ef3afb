package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Reads the text of an expression. What binds tighter stands further down:
/// ```text
/// expression: conjunction (or conjunction)…
/// conjunction: negation (and negation)…
/// negation:   not negation | comparison
/// comparison: sum ((== | != | < | <= | > | >=) sum | (=~ | !~) pattern | in members)
/// members:    "hosts" | @hosts | (sum | @hosts, …)
/// sum:        product ((+ | -) product)…
/// product:    signed ((* | /) signed)…
/// signed:     - signed | shared
/// shared:     single %
/// single:     number | text | name | name[expression].name | function(expression, … where expression) | (expression)
/// ```
final class SyntaxReader {
    /// No person nests deeper.
    static final int DEEPEST = 60;

    private static final Set<String> COMPARISONS = Set.of("==", "=", "!=", "<", "<=", ">", ">=");

    /// Words that mean something between others.
    private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in", "where");

    private final Tokens tokens;
    private int depth;

    private SyntaxReader(Tokens tokens) {
        this.tokens = tokens;
    }

    static Syntax read(String text) throws ExpressionException {
        var tokens = new Tokens(text);
        var reader = new SyntaxReader(tokens);
        var whole = reader.expression();
        if (tokens.kind != Tokens.Kind.END) {
            throw tokens.wrong("expected an operator or the end, and not " + tokens.shown(), tokens.at);
        }
        return whole;
    }

    private Syntax expression() throws ExpressionException {
        if (++depth > DEEPEST) {
            throw tokens.wrong("an expression is nested at most " + DEEPEST + " deep", tokens.at);
        }
        var left = conjunction();
        while (tokens.isWord("or")) {
            var at = tokens.at;
            tokens.advance();
            left = new Syntax.Binary(at, "or", left, conjunction());
        }
        depth--;
        return left;
    }

    private Syntax conjunction() throws ExpressionException {
        var left = negation();
        while (tokens.isWord("and")) {
            var at = tokens.at;
            tokens.advance();
            left = new Syntax.Binary(at, "and", left, negation());
        }
        return left;
    }

    private Syntax negation() throws ExpressionException {
        if (!tokens.isWord("not")) {
            return comparison();
        }
        if (++depth > DEEPEST) {
            throw tokens.wrong("an expression is nested at most " + DEEPEST + " deep", tokens.at);
        }
        var at = tokens.at;
        tokens.advance();
        var negated = new Syntax.Unary(at, "not", negation());
        depth--;
        return negated;
    }

    private Syntax comparison() throws ExpressionException {
        var left = sum();
        var at = tokens.at;
        var operator = tokens.word;
        if (tokens.is("=~") || tokens.is("!~")) {
            tokens.advanceToPattern();
            return pattern(at, operator, left);
        }
        if (tokens.isWord("in")) {
            return new Syntax.In(at, left, members());
        }
        if (tokens.kind != Tokens.Kind.SIGN || !COMPARISONS.contains(operator)) {
            return left;
        }
        tokens.advance();
        var right = sum();
        if (tokens.kind == Tokens.Kind.SIGN && COMPARISONS.contains(tokens.word)) {
            throw tokens.wrong("a comparison has two sides; write a < b and b < c", tokens.at);
        }
        return new Syntax.Binary(at, operator.equals("=") ? "==" : operator, left, right);
    }

    /// What stands behind `in`.
    private List<Syntax> members() throws ExpressionException {
        tokens.advanceToHosts();
        if (tokens.kind == Tokens.Kind.HOSTS || tokens.kind == Tokens.Kind.TEXT) {
            return List.of(hosts());
        }
        if (!tokens.is("(")) {
            throw expected("(, @group or hosts, \"node[1-9]\",", "after in");
        }
        var values = new ArrayList<Syntax>();
        do {
            tokens.advanceToHosts();
            values.add(member());
        } while (tokens.is(","));
        expect(")", "after the values");
        return values;
    }

    private Syntax member() throws ExpressionException {
        return tokens.kind == Tokens.Kind.HOSTS ? hosts() : sum();
    }

    private Syntax hosts() throws ExpressionException {
        var hosts = new Syntax.HostList(tokens.at, tokens.word);
        tokens.advance();
        return hosts;
    }

    private Syntax pattern(int at, String operator, Syntax left) throws ExpressionException {
        if (tokens.kind != Tokens.Kind.TEXT && tokens.kind != Tokens.Kind.REGEXP) {
            throw expected("a pattern, \"node*\" or /^node[0-9]+$/,", "after " + operator);
        }
        var isRegexp = tokens.kind == Tokens.Kind.REGEXP;
        var matches = new Syntax.Matches(at, operator.equals("!~"), left, tokens.word, isRegexp, tokens.at);
        tokens.advance();
        return matches;
    }

    private Syntax sum() throws ExpressionException {
        var left = product();
        while (tokens.is("+") || tokens.is("-")) {
            var at = tokens.at;
            var operator = tokens.word;
            tokens.advance();
            left = new Syntax.Binary(at, operator, left, product());
        }
        return left;
    }

    private Syntax product() throws ExpressionException {
        var left = signed();
        while (tokens.is("*") || tokens.is("/")) {
            var at = tokens.at;
            var operator = tokens.word;
            tokens.advance();
            left = new Syntax.Binary(at, operator, left, signed());
        }
        return left;
    }

    private Syntax signed() throws ExpressionException {
        if (!tokens.is("-")) {
            var single = single();
            while (tokens.is("%")) {
                single = new Syntax.Share(tokens.at, single);
                tokens.advance();
            }
            return single;
        }
        if (++depth > DEEPEST) {
            throw tokens.wrong("an expression is nested at most " + DEEPEST + " deep", tokens.at);
        }
        var at = tokens.at;
        tokens.advance();
        var negative = new Syntax.Unary(at, "-", signed());
        depth--;
        return negative;
    }

    private Syntax single() throws ExpressionException {
        var at = tokens.at;
        switch (tokens.kind) {
            case NUMBER -> {
                var number = new Syntax.Figure(at, tokens.value, tokens.measure);
                tokens.advance();
                return number;
            }
            case TEXT -> {
                var text = new Syntax.Text(at, tokens.word);
                tokens.advance();
                return text;
            }
            case NAME -> {
                if (!KEYWORDS.contains(tokens.word)) {
                    return named();
                }
            }
            case SIGN -> {
                if (took("(")) {
                    var inner = expression();
                    expect(")", "to close the ( at character " + (at + 1));
                    return inner;
                }
            }
            case REGEXP, HOSTS, END -> {
                // Nothing begins so.
            }
        }
        throw expected("a number, a name or (", "");
    }

    private Syntax named() throws ExpressionException {
        var at = tokens.at;
        var name = tokens.word;
        tokens.advance();
        if (took("(")) {
            return call(at, name);
        }
        if (!took("[")) {
            return new Syntax.Name(at, name);
        }
        var condition = expression();
        expect("]", "to close the [ behind " + name);
        var rest = "";
        if (took(".")) {
            if (tokens.kind != Tokens.Kind.NAME) {
                throw expected("a name", "after .");
            }
            rest = tokens.word;
            tokens.advance();
        }
        return new Syntax.Selected(at, name, condition, rest);
    }

    private Syntax call(int at, String function) throws ExpressionException {
        var arguments = new ArrayList<Syntax>();
        @Nullable
        Syntax condition = null;
        if (!tokens.is(")")) {
            do {
                arguments.add(expression());
            } while (took(","));
            if (tokens.isWord("where")) {
                tokens.advance();
                condition = expression();
            }
        }
        expect(")", "to close " + function + "(");
        return new Syntax.Call(at, function, arguments, condition);
    }

    private boolean took(String sign) throws ExpressionException {
        if (!tokens.is(sign)) {
            return false;
        }
        tokens.advance();
        return true;
    }

    private void expect(String sign, String where) throws ExpressionException {
        if (!took(sign)) {
            throw expected(sign, where);
        }
    }

    private ExpressionException expected(String what, String where) {
        var place = where.isEmpty() ? "" : " " + where;
        return tokens.wrong("expected " + what + place + ", and not " + tokens.shown(), tokens.at);
    }
}
