package org.wulfware.history;

import module java.base;

/// Records into a small file system, beside a large file that leaves no room at first, and says how that goes.
final class FullDiskProgram {
    private static final int ROUNDS = 100;

    private FullDiskProgram() {}

    /// Records.
    ///
    /// @param arguments where the file system is
    public static void main(String[] arguments) throws IOException {
        var mounted = Path.of(arguments[0]);
        var large = mounted.resolve("large");
        Files.write(large, new byte[(int) mounted.toFile().getUsableSpace() - (100 << 10)]);
        var village = new Village(20, 11, true);
        // That something cannot be sealed meanwhile may be told or not, as the thread beside comes to it.
        var told = Collections.synchronizedList(new ArrayList<String>());
        Consumer<String> teller = line -> {
            if (!line.startsWith("cannot seal what was recorded yet: disk full")) {
                told.add(line);
            }
        };
        var kept = 0;
        var isFull = false;
        try (var recording = Recording.open(mounted.resolve("kept"), RecordingProgram.KEEP, teller)) {
            for (var left = ROUNDS; left > 0;) {
                recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
                if (!told.isEmpty() && !isFull) {
                    isFull = true;
                    for (var i = 0; i < 10; i++) {
                        recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
                    }
                    Files.delete(large);
                } else if (isFull) {
                    left--;
                } else {
                    kept++;
                }
            }
        }
        told.forEach(System.out::println);
        try (var playback = Playback.open(mounted.resolve("kept"), _ -> true, Instant.MIN, Instant.MAX)) {
            var rounds = 0;
            while (playback.next().isPresent()) {
                rounds++;
            }
            System.out.println(rounds - kept + " rounds since there is room");
        }
    }
}
