package org.wulfware.history;

import module java.base;

/// Records without end, as a process of its own that somebody may kill, and says each round that it has recorded.
final class RecordingProgram {
    private RecordingProgram() {}

    /// Records.
    ///
    /// @param arguments the directory, what chance begins with, and how many hours after [Village#BEGIN]
    public static void main(String[] arguments) throws IOException {
        var village = village(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        var recording = Recording.open(Path.of(arguments[0]), KEEP, System.err::println);
        while (true) {
            recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
            System.out.println(village.now());
        }
    }

    static final Keep KEEP = Keep.USUAL.exact(Duration.ofDays(40_000)).thinned(Duration.ofDays(40_000));

    static Village village(long seed, long hours) {
        return new Village(4, seed, false).later(Duration.ofHours(hours));
    }
}
