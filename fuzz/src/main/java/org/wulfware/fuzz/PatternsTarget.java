package org.wulfware.fuzz;

import module java.base;
import org.wulfware.wire.BadPatternException;
import org.wulfware.wire.PatternDoor;

/// Globs and regular expressions: a pattern, a line end, a name. They find what another implementation finds, and in no more steps
/// than the product of both lengths allows.
final class PatternsTarget extends Target {
    /// Those that mean the same to the JDK, which may take exponential time for longer ones.
    private static final Pattern COMMON = Pattern.compile("/[abc01.*+?|()^$]{1,14}/");

    PatternsTarget() {
        super("patterns", 400);
    }

    @Override
    public void run(byte[] input) {
        var text = text(input);
        var end = text.indexOf('\n');
        var pattern = end < 0 ? text : text.substring(0, end);
        var name = end < 0 ? "" : text.substring(end + 1);
        if (PatternDoor.isGlob(pattern, name) != isGlob(pattern, name)) {
            throw finding("the glob \"" + pattern + "\" and \"" + name + "\"");
        }
        PatternDoor.Search search;
        try {
            search = PatternDoor.search(pattern, name);
        } catch (BadPatternException _) {
            return;
        }
        if (search.steps() > 4L * pattern.length() * (name.length() + 1)) {
            throw finding(search.steps() + " steps for \"" + pattern + "\" and \"" + name + "\"");
        }
        if (COMMON.matcher(pattern).matches() && name.length() <= 10 && name.indexOf('\r') < 0) {
            var other =
                    Pattern.compile(pattern.substring(1, pattern.length() - 1), Pattern.DOTALL | Pattern.UNIX_LINES);
            if (name.indexOf('\n') < 0 && other.matcher(name).find() != search.found()) {
                throw finding(search.found() + " for \"" + pattern + "\" and \"" + name + "\"");
            }
        }
    }

    /// The plain way: a row for each character of the glob of what names it matches up to there.
    private static boolean isGlob(String glob, String name) {
        var now = new boolean[name.length() + 1];
        now[0] = true;
        for (var i = 0; i < glob.length(); i++) {
            var next = new boolean[now.length];
            for (var j = 0; j < now.length; j++) {
                switch (glob.charAt(i)) {
                    case '*' -> next[j] = now[j] || (j > 0 && next[j - 1]);
                    case '?' -> next[j] = j > 0 && now[j - 1];
                    default -> next[j] = j > 0 && now[j - 1] && name.charAt(j - 1) == glob.charAt(i);
                }
            }
            now = next;
        }
        return now[name.length()];
    }

    @Override
    List<byte[]> seeds() {
        return Stream
                .of("cpu*\ncpu_total", "*a*b?c\naxbxbyc", "/^(disk|mounts)$/\nmounts", "/(a*)*b/\naaaaaaaaaaaaaaaaaac",
                        "/[^a-c0-9]+\\d\\w\\.x?/\nzz1a.", "/a|b|(c|)+$/\nabc", "/((a|b)*c)+^$/\nabcabc", "/[]/\nx",
                        "/\\]/\n]")
                .map(Target::bytes)
                .toList();
    }

    @Override
    List<String> words() {
        return List.of("/", "(", ")", "|", "*", "+", "?", "[^", "]", "\\\\d", "\\\\w", "^", "$", ".", "\\x0a");
    }
}
