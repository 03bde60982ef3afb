package org.wulfware.wire;

import java.util.ArrayList;
import java.util.List;

/// A glob as a shell has them: `*` for any characters, `?` for any one, `[67]` and `[6-7]` for one of these, `[!0-9]` or `[^0-9]` for
/// one that is none of these, and a backslash before a character that means itself. A `[` that is not closed means itself. Matching
/// takes at most the product of both lengths in steps.
final class ShellGlob {
    /// One character of a name, or any number of them.
    ///
    /// @param ranges pairs of the first and the last character of each; empty for any character
    private record Step(boolean isStar, boolean isNegated, String ranges) {
        boolean takes(char c) {
            var isIn = ranges.isEmpty();
            for (var at = 0; at < ranges.length() && !isIn; at += 2) {
                isIn = ranges.charAt(at) <= c && c <= ranges.charAt(at + 1);
            }
            return isIn != isNegated;
        }
    }

    private static final Step STAR = new Step(true, false, "");
    private static final Step ANY = new Step(false, false, "");

    private final List<Step> steps;

    private ShellGlob(List<Step> steps) {
        this.steps = steps;
    }

    /// @throws BadPatternException if a range in brackets runs backwards
    static ShellGlob of(String glob) {
        var steps = new ArrayList<Step>();
        for (var at = 0; at < glob.length(); at++) {
            var c = glob.charAt(at);
            var close = c == '[' ? close(glob, at) : -1;
            if (c == '*') {
                steps.add(STAR);
            } else if (c == '?') {
                steps.add(ANY);
            } else if (close > 0) {
                steps.add(set(glob.substring(at + 1, close)));
                at = close;
            } else {
                at += c == '\\' && at + 1 < glob.length() ? 1 : 0;
                steps.add(one(glob.charAt(at)));
            }
        }
        return new ShellGlob(steps);
    }

    private static Step one(char c) {
        return new Step(false, false, "" + c + c);
    }

    /// Where the bracket that opens at `open` is closed; a `]` that stands first in it does not close it. -1 if nowhere.
    private static int close(String glob, int open) {
        var from = open + 1;
        from += from < glob.length() && isNot(glob.charAt(from)) ? 1 : 0;
        for (var at = from; at < glob.length(); at++) {
            if (glob.charAt(at) == '\\') {
                at++;
            } else if (glob.charAt(at) == ']' && at > from) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isNot(char c) {
        return c == '!' || c == '^';
    }

    private static Step set(String inside) {
        var isNegated = isNot(inside.charAt(0));
        var letters = new ArrayList<Character>();
        var isPlain = new ArrayList<Boolean>();
        for (var at = isNegated ? 1 : 0; at < inside.length(); at++) {
            var isEscaped = inside.charAt(at) == '\\' && at + 1 < inside.length();
            at += isEscaped ? 1 : 0;
            letters.add(inside.charAt(at));
            isPlain.add(!isEscaped);
        }
        var ranges = new StringBuilder();
        for (var at = 0; at < letters.size(); at++) {
            var isRange = at + 2 < letters.size() && letters.get(at + 1) == '-' && isPlain.get(at + 1);
            char first = letters.get(at);
            char last = letters.get(isRange ? at + 2 : at);
            if (first > last) {
                throw new BadPatternException("[" + inside + "]: the range " + first + "-" + last + " runs backwards");
            }
            ranges.append(first).append(last);
            at += isRange ? 2 : 0;
        }
        return new Step(false, isNegated, ranges.toString());
    }

    /// Whether the whole of a name is as this says. After a mismatch, the last `*` takes one character more: those before it need
    /// never be tried again.
    boolean matches(String name) {
        var at = 0;
        var step = 0;
        var star = -1;
        var taken = 0;
        while (at < name.length()) {
            if (step < steps.size() && steps.get(step).isStar) {
                star = step++;
                taken = at;
            } else if (step < steps.size() && steps.get(step).takes(name.charAt(at))) {
                step++;
                at++;
            } else if (star >= 0) {
                step = star + 1;
                at = ++taken;
            } else {
                return false;
            }
        }
        while (step < steps.size() && steps.get(step).isStar) {
            step++;
        }
        return step == steps.size();
    }
}
