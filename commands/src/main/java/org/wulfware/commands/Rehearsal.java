package org.wulfware.commands;

import module java.base;

/// Runs several commands of `wulf` in one process, so that an image may keep what each of them loads: they have one archive
/// together. Nobody else has a use for it.
final class Rehearsal {
    /// What stands between two commands.
    private static final String THEN = "--then";

    private Rehearsal() {}

    static void main(String[] arguments) {
        var words = List.of(arguments);
        for (var from = 0; from < words.size();) {
            var length = words.subList(from, words.size()).indexOf(THEN);
            var to = length < 0 ? words.size() : from + length;
            var status = Wulf.here().run(System.getenv(), words.subList(from, to).toArray(String[]::new));
            if (status != 0) {
                System.exit(status);
            }
            from = to + 1;
        }
    }
}
