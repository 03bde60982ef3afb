package org.wulfware.wire;

/// The patterns of `on`, `off` and `get`, for whoever hands them any.
public final class PatternDoor {
    private PatternDoor() {}

    /// Whether the whole of `name` is as `glob` says.
    public static boolean isGlob(String glob, String name) {
        return Glob.matches(glob, name);
    }

    /// Looks for a regular expression, with its slashes, in a name.
    ///
    /// @throws BadPatternException if it is none
    public static Search search(String regexp, String name) {
        var program = Regexp.of(regexp);
        var found = program.matches(name);
        return new Search(found, program.taken());
    }

    /// What has come of a search.
    ///
    /// @param steps that it took
    public record Search(boolean found, long steps) {}
}
