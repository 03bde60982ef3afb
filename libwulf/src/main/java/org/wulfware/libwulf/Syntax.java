package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;

/// An expression as it is written, before anybody asks what its names mean.
sealed interface Syntax {
    /// The offset of its first character, or of the operator that makes it.
    int at();

    /// `5G`, `80%`, `0.7`.
    record Figure(int at, double value, Measure measure) implements Syntax {}

    /// `"node01"`.
    record Text(int at, String text) implements Syntax {}

    /// `memory.free`.
    record Name(int at, String name) implements Syntax {}

    /// `cpu[id = 0].user`; without a rest for the rows themselves.
    record Selected(int at, String element, Syntax condition, String rest) implements Syntax {}

    /// `-`, `not`.
    record Unary(int at, String operator, Syntax operand) implements Syntax {}

    /// Arithmetic, a comparison, `and`, `or`.
    record Binary(int at, String operator, Syntax left, Syntax right) implements Syntax {}

    /// `host =~ "node0*"`.
    ///
    /// @param pattern a regular expression with its slashes, or a glob
    record Matches(int at, boolean negated, Syntax operand, String pattern, boolean isRegexp, int patternAt)
            implements
                Syntax {}

    /// `type in ("ext4", "xfs")`, `host in @rack3`.
    record In(int at, Syntax operand, List<Syntax> values) implements Syntax {}

    /// `@rack3`, `"n[001-017]"` behind `in`.
    record HostList(int at, String text) implements Syntax {}

    /// `memory.free%`.
    record Share(int at, Syntax operand) implements Syntax {}

    /// `sum(rate(receive.bytes) where name != "lo")`.
    ///
    /// @param condition of an aggregate's rows; null for all of them
    record Call(int at, String function, List<Syntax> arguments, @Nullable Syntax condition) implements Syntax {}
}
