package org.wulfware.wire;

import java.util.Optional;

/// A pattern that names match or do not: a glob, `node0*`, or a regular expression, `/^node[0-9]+$/`. Whatever it is, and
/// whatever the name, matching takes at most the product of both lengths in steps.
public final class NamePattern {
    private final String word;
    private final Optional<Regexp> regexp;

    private NamePattern(String word, Optional<Regexp> regexp) {
        this.word = word;
        this.regexp = regexp;
    }

    /// A glob, which the whole of a name has to match: `*` stands for any characters, `?` for any one.
    public static NamePattern glob(String glob) {
        return new NamePattern(glob, Optional.empty());
    }

    /// A regular expression with its slashes, which is looked for anywhere in a name.
    ///
    /// @throws BadPatternException if it is none
    public static NamePattern regexp(String word) {
        return new NamePattern(word, Optional.of(Regexp.of(word)));
    }

    /// Whether a name matches.
    public synchronized boolean matches(String name) {
        return regexp.isPresent() ? regexp.get().matches(name) : Glob.matches(word, name);
    }

    @Override
    public String toString() {
        return word;
    }
}
