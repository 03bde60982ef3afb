package org.wulfware.wire;

import java.util.function.Predicate;

/// A pattern that names match or do not: a glob, `node0*`, or a regular expression, `/^node[0-9]+$/`. Whatever it is, and
/// whatever the name, matching takes at most the product of both lengths in steps.
public final class NamePattern {
    private final String word;
    private final Predicate<String> matcher;

    private NamePattern(String word, Predicate<String> matcher) {
        this.word = word;
        this.matcher = matcher;
    }

    /// A glob, which the whole of a name has to match: `*` stands for any characters, `?` for any one.
    public static NamePattern glob(String glob) {
        return new NamePattern(glob, name -> Glob.matches(glob, name));
    }

    /// A glob as a shell has them, which the whole of a name has to match: beside these `[67]`, `[6-7]`, `[!0-9]`, and a backslash
    /// before what means itself.
    ///
    /// @throws BadPatternException if a range in it runs backwards
    public static NamePattern shellGlob(String glob) {
        return new NamePattern(glob, ShellGlob.of(glob)::matches);
    }

    /// A regular expression with its slashes, which is looked for anywhere in a name.
    ///
    /// @throws BadPatternException if it is none
    public static NamePattern regexp(String word) {
        return new NamePattern(word, Regexp.of(word)::matches);
    }

    /// Whether a name matches.
    public synchronized boolean matches(String name) {
        return matcher.test(name);
    }

    @Override
    public String toString() {
        return word;
    }
}
