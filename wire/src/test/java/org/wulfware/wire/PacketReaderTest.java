package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.sensors.Version;

class PacketReaderTest {
    private static final String DOCUMENT = "<xmlsysd><proc><version>2.4.9</version></proc></xmlsysd>\n";
    private static final String PACKET = "Content-Length: " + DOCUMENT.length() + "\n\n" + DOCUMENT;

    private final XmlReaders readers = new XmlReaders();

    @Test
    void packetsAreFoundHoweverTheyAreCutUp() {
        for (var step = 1; step < 40; step++) {
            assertThat(read(PACKET.repeat(3), step, 1000)).hasSize(3).allSatisfy(PacketReaderTest::isTheDocument);
        }
    }

    @Test
    void otherHeaderLinesAndCarriageReturnsAreTolerated() {
        var header = "X-Mood: fine\r\ncontent-LENGTH:\t" + DOCUMENT.length() + " \r\nContent-Type: text/xml\r\n\r\n";
        assertThat(read(header + DOCUMENT + PACKET, 7, 1000)).hasSize(2).allSatisfy(PacketReaderTest::isTheDocument);
    }

    @Test
    void aDocumentThatIsNotWellFormedLeavesTheNextOneAlone() {
        var packets = read("Content-Length: 12\n\n<xmlsysd><<<" + PACKET, 5, 1000);
        assertThat(packets).hasSize(2);
        assertThat(packets.get(0)).isInstanceOfSatisfying(Packet.Garbled.class, wrong -> {
            assertThat(wrong.inStep()).isTrue();
            assertThat(wrong.atByte()).isBetween(9L, 12L);
        });
        isTheDocument(packets.get(1));
    }

    @Test
    void aLengthThatIsWrongLosesTheConnectionAndSaysSo() {
        var packets = read("Content-Length: 20\n\n" + DOCUMENT + PACKET, 1000, 1000);
        assertThat(packets.get(0)).isInstanceOfSatisfying(Packet.Garbled.class,
                cut -> assertThat(cut.inStep()).isTrue());
        assertThat(packets.get(1)).isInstanceOfSatisfying(Packet.Garbled.class,
                lost -> assertThat(lost.inStep()).isFalse());
        assertThat(packets).hasSize(2);
    }

    @Test
    void headersThatAreNoneAreRefused() {
        for (var header : List.of(
                "HTTP/1.0 400 Bad Request\n\n",
                "Content-Length: x\n\n",
                "Content-Length: -5\n\n",
                "Content-Length: 5 5\n\n",
                "Content-Length:\n\n",
                "Content-Length: 5\nContent-Length: 6\n\n",
                "Content-Length: 1001\n\n",
                "Content-Length: 99999999999999999999999999999\n\n",
                "a".repeat(2000),
                "a: b\n".repeat(2000),
                "\n\n\n\n")) {
            assertThat(read(header + PACKET, 3, 1000)).as(header)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Packet.Garbled.class, wrong -> assertThat(wrong.inStep()).isFalse());
        }
    }

    @Test
    void anEmptyDocumentIsGarbledAndTheNextOneIsRead() {
        var packets = read("Content-Length: 0\n\n" + PACKET, 3, 1000);
        assertThat(packets.get(0)).isEqualTo(new Packet.Garbled("no document", 0, true));
        isTheDocument(packets.get(1));
    }

    @Test
    void aLengthThatIsClaimedTakesNoMemory() {
        var open = new ArrayList<PacketReader>();
        for (var i = 0; i < 200; i++) {
            var reader = new PacketReader(readers, Integer.MAX_VALUE);
            assertThat(reader.read(ByteBuffer.wrap("Content-Length: 2000000000\n\n<xmlsysd>".getBytes(US_ASCII))))
                    .isEmpty();
            assertThat(reader.isWithinPacket()).isTrue();
            open.add(reader);
        }
        open.forEach(PacketReader::close);
    }

    @Test
    void aReaderClosedInTheMiddleLeavesTheOthersAlone() {
        var reader = new PacketReader(readers, 1000);
        reader.read(ByteBuffer.wrap(PACKET.substring(0, PACKET.length() - 20).getBytes(US_ASCII)));
        reader.close();
        assertThat(reader.read(ByteBuffer.wrap(PACKET.getBytes(US_ASCII)))).isEmpty();
        assertThat(read(PACKET, 1, 1000)).singleElement().satisfies(PacketReaderTest::isTheDocument);
    }

    @Test
    void randomBytesNeverThrowAndNeverLoop() {
        var random = new Random(13);
        for (var round = 0; round < 5000; round++) {
            var bytes = (PACKET + PACKET).getBytes(US_ASCII);
            for (var i = random.nextInt(20); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThat(read(bytes, 1 + random.nextInt(50), 1000).size()).isLessThan(20);
        }
    }

    private static void isTheDocument(Packet packet) {
        assertThat(packet).isInstanceOfSatisfying(
                Packet.Whole.class, whole -> assertThat(whole.sample().text(Version.VERSION)).isEqualTo("2.4.9"));
    }

    private List<Packet> read(String text, int step, int limit) {
        return read(text.getBytes(US_ASCII), step, limit);
    }

    private List<Packet> read(byte[] bytes, int step, int limit) {
        var packets = new ArrayList<Packet>();
        var reader = new PacketReader(readers, limit);
        for (var at = 0; at < bytes.length; at += step) {
            var piece = ByteBuffer.wrap(bytes, at, Math.min(step, bytes.length - at));
            for (var packet = reader.read(piece); packet.isPresent(); packet = reader.read(piece)) {
                packets.add(packet.get());
            }
        }
        return packets;
    }
}
