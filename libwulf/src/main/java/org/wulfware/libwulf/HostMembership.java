package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Meaning.Truth;

/// `host in @rack3`, `host in "n[001-017]"`, `host in (@rack3, "login1")`: whether the host is one of those that are named, as they
/// are when the expression is understood.
record HostMembership(Compiler compiler) {
    private static final String WRONG = "only host can be in a list of hosts; a text is in (\"one\", \"other\")";

    /// Whether what stands behind `in` are hosts, and no values.
    boolean isMeant(Syntax.In in, @Nullable Frame frame) throws ExpressionException {
        if (isHost(in.operand(), frame)) {
            return in.values()
                    .stream()
                    .allMatch(value -> value instanceof Syntax.HostList || value instanceof Syntax.Text);
        }
        for (var value : in.values()) {
            if (value instanceof Syntax.HostList(var at, _)) {
                throw compiler.wrong(WRONG, at);
            }
        }
        return false;
    }

    /// By that name or another one: a column may be formed from it.
    private boolean isHost(Syntax operand, @Nullable Frame frame) throws ExpressionException {
        return operand instanceof Syntax.Name && compiler.meaning(operand, frame).equals(HostNamed.HOST.meaning());
    }

    Meaning meaning(Syntax.In in) throws ExpressionException {
        Predicate<Host> isNamed = _ -> false;
        for (var value : in.values()) {
            isNamed = isNamed.or(switch (value) {
                case Syntax.HostList(var at, var text) -> holding(text, at);
                case Syntax.Text(var at, var text) -> holding(text, at);
                default -> throw new IllegalStateException("no hosts: " + value);
            });
        }
        var isOne = isNamed;
        return new Truth(reading -> isOne.test(reading.state.host()));
    }

    private Predicate<Host> holding(String text, int at) throws ExpressionException {
        try {
            return compiler.hosts().holding(text);
        } catch (SyntaxException e) {
            throw compiler.wrong(String.join("; ", e.problems()), at);
        } catch (IOException e) {
            throw compiler.wrong("the hosts cannot be read: " + e.getMessage(), at);
        }
    }
}
