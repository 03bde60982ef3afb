package org.wulfware.wire;

/// Names with `*` (any characters) and `?` (any one) in them: `cpu*`. It comes from a client that may mean harm: matching
/// takes at most the product of both lengths in steps. (The JDK's regular expressions know no such bound.)
public final class Glob {
    private Glob() {}

    /// Whether `word` is a glob and no plain name.
    public static boolean is(String word) {
        return word.indexOf('*') >= 0 || word.indexOf('?') >= 0;
    }

    /// Whether the whole of `name` is as `glob` says. After a mismatch, the last `*` takes one character more: those before
    /// it need never be tried again.
    public static boolean matches(String glob, String name) {
        var at = 0;
        var inGlob = 0;
        var star = -1;
        var taken = 0;
        while (at < name.length()) {
            int c = inGlob < glob.length() ? glob.charAt(inGlob) : -1;
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
}
