package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;
import org.wulfware.wire.BadPatternException;
import org.wulfware.wire.NamePattern;

/// `host =~ "node0*"`, `host =~ /^node[0-9]+$/`.
record Patterns(Compiler compiler) {
    Meaning meaning(Syntax.Matches matches, @Nullable Frame frame) throws ExpressionException {
        if (!(compiler.meaning(matches.operand(), frame) instanceof Txt(var code))) {
            throw compiler.wrong("only a text can match a pattern; text(…) makes one of a number", matches.at());
        }
        NamePattern pattern;
        try {
            pattern = matches.isRegexp() ? NamePattern.regexp(matches.pattern())
                    : NamePattern.shellGlob(matches.pattern());
        } catch (BadPatternException e) {
            throw compiler.wrong(String.valueOf(e.getMessage()), matches.patternAt());
        }
        var isNegated = matches.negated();
        return Truth.about(reading -> {
            var words = code.of(reading);
            return !words.isEmpty() && pattern.matches(words) != isNegated;
        }, reading -> code.of(reading).isEmpty());
    }
}
