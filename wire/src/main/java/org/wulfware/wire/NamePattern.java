package org.wulfware.wire;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// A glob (`cpu*`) or a regular expression between slashes (`/^(disk|mounts)$/`) in the place of an element's name. A glob
/// is the whole name; a regular expression stands anywhere in it unless it says otherwise. It comes from a client that may
/// mean harm, so that whatever it says, matching it ends soon.
final class NamePattern {
    /// How often a regular expression may look at a character of one name: an honest one does a few times each.
    private static final int MOST_LOOKS = 20_000;

    private final String glob;
    private final @Nullable Pattern regexp;

    private NamePattern(String glob, @Nullable Pattern regexp) {
        this.glob = glob;
        this.regexp = regexp;
    }

    /// The pattern that `word` is; null if it is a name.
    ///
    /// @throws IllegalArgumentException for what begins like a pattern and is none; the message quotes it
    static @Nullable NamePattern of(String word) {
        if (word.startsWith("/")) {
            if (word.length() < 3 || !word.endsWith("/")) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" is no regular expression: it wants a / on either side");
            }
            return new NamePattern("", compiled(word));
        }
        for (var i = 0; i < word.length(); i++) {
            if (word.charAt(i) == '*' || word.charAt(i) == '?') {
                return new NamePattern(word, null);
            }
        }
        return null;
    }

    private static Pattern compiled(String word) {
        try {
            return Pattern.compile(word.substring(1, word.length() - 1));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("\"" + word + "\" is no regular expression: " + e.getDescription()
                    + " at its character " + (e.getIndex() + 1), e);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("\"" + word + "\" is nested too deeply", e);
        }
    }

    /// Whether a name is one of those meant.
    ///
    /// @throws IllegalArgumentException if a regular expression takes too long to tell
    boolean matches(String name) {
        if (regexp == null) {
            return matchesGlob(name);
        }
        try {
            return regexp.matcher(new Bounded(name)).find();
        } catch (StackOverflowError e) {
            throw tooLong(e);
        }
    }

    private static IllegalArgumentException tooLong(@Nullable Throwable why) {
        return new IllegalArgumentException("a regular expression takes too long to match", why);
    }

    /// After a mismatch, the last `*` takes one character more: those before it need never be tried again.
    private boolean matchesGlob(String name) {
        var at = 0;
        var inGlob = 0;
        var star = -1;
        var taken = 0;
        while (at < name.length()) {
            var c = inGlob < glob.length() ? glob.charAt(inGlob) : 0;
            if (c == '*') {
                star = inGlob++;
                taken = at;
            } else if (c == '?' || c == name.charAt(at)) {
                inGlob++;
                at++;
            } else if (star >= 0) {
                inGlob = star + 1;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (inGlob < glob.length() && glob.charAt(inGlob) == '*') {
            inGlob++;
        }
        return inGlob == glob.length();
    }

    /// A name that may be looked at so often and no more.
    private static final class Bounded implements CharSequence {
        private final String name;
        private int left = MOST_LOOKS;

        Bounded(String name) {
            this.name = name;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw tooLong(null);
            }
            return name.charAt(index);
        }

        @Override
        public int length() {
            return name.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return name.substring(start, end);
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
