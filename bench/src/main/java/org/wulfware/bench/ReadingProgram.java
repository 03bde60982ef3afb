package org.wulfware.bench;

import module java.base;
import org.wulfware.wire.Packet;
import org.wulfware.wire.XmlReader;

/// Reads one document again and again, and says what each reading costs.
final class ReadingProgram {
    private static final int ROUNDS = 7;
    private static final int COUNT = 20_000;

    private ReadingProgram() {}

    /// Prints the median of CPU time, in microseconds, and the document's length.
    ///
    /// @param arguments the document's file
    public static void main(String[] arguments) throws IOException {
        var document = Files.readAllBytes(Path.of(arguments[0]));
        var reader = new XmlReader();
        var micros = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var from = PollingProgram.cpu();
            for (var i = 0; i < COUNT; i++) {
                if (!(reader.read(document) instanceof Packet.Whole)) {
                    throw new IOException("no document: " + arguments[0]);
                }
            }
            micros.add((PollingProgram.cpu() - from) / 1e3 / COUNT);
        }
        System.out.printf(Locale.ROOT, "%.2f %d%n", Laboratory.median(micros.subList(2, ROUNDS)), document.length);
    }
}
