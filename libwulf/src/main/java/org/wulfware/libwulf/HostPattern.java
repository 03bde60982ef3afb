package org.wulfware.libwulf;

import module java.base;

/// A name with a number in it, as `printf` would write it: `g%02d`. Only `%d`, `%i` and `%u`, zeros and a width before
/// them, and `%%` mean anything; there is exactly one number.
///
/// @param text as it was written
/// @param before what stands before the number
/// @param behind what stands behind it
/// @param digits the least number of digits
public record HostPattern(String text, String before, String behind, int digits) {
    private static final Pattern NUMBER = Pattern.compile("%(?:0([0-9]{1,2}))?[diu]");

    /// Reads a pattern; empty if `text` is none, or makes no names of hosts.
    public static Optional<HostPattern> of(String text) {
        var plain = new StringBuilder();
        String before = null;
        var digits = 0;
        var number = NUMBER.matcher(text);
        for (var at = 0; at < text.length();) {
            if (text.startsWith("%%", at)) {
                plain.append('%');
                at += 2;
            } else if (text.charAt(at) == '%') {
                if (before != null || !number.region(at, text.length()).lookingAt()) {
                    return Optional.empty();
                }
                before = plain.toString();
                plain.setLength(0);
                digits = number.group(1) == null ? 1 : Integer.parseInt(number.group(1));
                at = number.end();
            } else {
                plain.append(text.charAt(at++));
            }
        }
        if (before == null) {
            return Optional.empty();
        }
        var pattern = new HostPattern(text, before, plain.toString(), digits);
        return pattern.name(0).chars().allMatch(c -> HostNames.isNameCharacter((char) c))
                ? Optional.of(pattern)
                : Optional.empty();
    }

    /// The name with `number` in it.
    public String name(int number) {
        var written = Integer.toString(number);
        return before + "0".repeat(Math.max(0, digits - written.length())) + written + behind;
    }
}
