package org.wulfware.bench;

import module java.base;
import org.wulfware.wire.Packet;
import org.wulfware.wire.PacketReader;
import org.wulfware.wire.XmlReaders;

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
        var first = packet(document);
        // The same host a second later: what its documents have in common is not to be had by comparing.
        var second = packet(later(document));
        var reader = new PacketReader(new XmlReaders(), PacketReader.DEFAULT_LIMIT);
        var micros = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var from = PollingProgram.cpu();
            for (var i = 0; i < COUNT; i++) {
                var packet = reader.read(ByteBuffer.wrap(i % 2 == 0 ? first : second));
                if (!(packet.orElseThrow() instanceof Packet.Whole)) {
                    throw new IOException("no document: " + arguments[0]);
                }
            }
            micros.add((PollingProgram.cpu() - from) / 1e3 / COUNT);
        }
        System.out.printf(Locale.ROOT, "%.2f %d%n", Laboratory.median(micros.subList(2, ROUNDS)), document.length);
    }

    private static byte[] packet(byte[] document) {
        var header = ("Content-Length: " + document.length + "\n\n").getBytes(StandardCharsets.US_ASCII);
        var packet = Arrays.copyOf(header, header.length + document.length);
        System.arraycopy(document, 0, packet, header.length, document.length);
        return packet;
    }

    /// All numbers grown.
    private static byte[] later(byte[] document) {
        var text = new String(document, StandardCharsets.US_ASCII);
        return Pattern.compile(">([1-9][0-9]{2,})<")
                .matcher(text)
                .replaceAll(found -> ">" + (Long.parseLong(found.group(1)) + 977) + "<")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
