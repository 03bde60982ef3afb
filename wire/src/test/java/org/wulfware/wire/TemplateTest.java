package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;

/// What a document says that is like one before it is what a parser that has seen none says of it.
class TemplateTest {
    private static final String DOCUMENT = """
            <?xml version="1.0"?>
            <xmlsysd>
              <system>
                <time tv_sec="1795372295" tv_usec="841363">6:31:35 pm</time>
                <identity>
                  <hostname>micro</hostname>
                  <hostip></hostip>
                </identity>
              </system>
              <proc>
                <stat tv_sec="1795372295" tv_usec="841363">
                  <cpu id="0">
                    <user>26399</user>
                    <nice>0</nice>
                  </cpu>
                  <cpu id="1">
                    <user>28194</user>
                  </cpu>
                  <novelty speed="7">fast</novelty>
                  <ctxt>1267600</ctxt>
                </stat>
                <loadavg tv_sec="1795372295" tv_usec="841363">
                  <load1>0.25</load1>
                  <load5>1.5</load5>
                </loadavg>
                <net>
                  <dev tv_sec="1795372295" tv_usec="841363">
                    <interface id="0" devtype="lo" devid="">
                      <name>lo</name>
                      <receive>
                        <bytes>11062868</bytes>
                      </receive>
                    </interface>
                  </dev>
                </net>
              </proc>
            </xmlsysd>
            """;

    private final XmlReaders readers = new XmlReaders();
    private final PacketReader packets = new PacketReader(readers, PacketReader.DEFAULT_LIMIT);

    @Test
    void aDocumentOfOtherValuesIsNotParsed() {
        assertThat(isTemplated(DOCUMENT)).as("the first").isFalse();
        var other = DOCUMENT.replace("26399", "9")
                .replace("0.25", "12.75")
                .replace("micro", "another-host")
                .replace("devid=\"\"", "devid=\"3 4\"")
                .replace("841363", "1")
                .replace(">fast<", ">slower<")
                .replace("6:31:35", "6:31:36");
        assertThat(isTemplated(other)).isTrue();
        assertSame(other);
        var sample = ((Packet.Whole) read(other)).sample();
        assertThat(sample.bytes()).isEqualTo(other.length());
    }

    @Test
    void whatIsNotSoPlainIsParsed() {
        read(DOCUMENT);
        for (var change : List.of(
                "26399 26399x", "26399 +1", "26399 1e3", "26399 -", "26399 .5", "26399 9223372036854775808",
                "26399 1<!---->2", "26399 <b/>1", "26399 ", "micro mi&amp;cro", "micro mi&cro", "micro mi>cro",
                "micro mi\"cro",
                "micro mícro", "micro mi\u0001cro", "micro mi]]>cro", "micro ", "lo</name> lo</nome>",
                "841363 1000000", "841363 -1", "841363 ", "1795372295 1099511627776", "id=\"1\" id=\"\"",
                "id=\"1\" id=\"x\"",
                "id=\"1\" id=\"1", "id=\"1\" id='1'", "devid=\"\" devid=\"<\"", "devid=\"\" devid=\"&#65;\"",
                "0.25 0..25", "0.25 0.2.5", "</xmlsysd> </xmlsysd><x/>",
                "</xmlsysd> ", "fast f&st", "<nice>0</nice> <nice/>", "<nice>0</nice> ",
                "<xmlsysd> <xmlsysd init=\"1\">")) {
            var at = change.indexOf(' ');
            var changed = DOCUMENT.replace(change.substring(0, at), change.substring(at + 1));
            assertThat(changed).isNotEqualTo(DOCUMENT);
            assertThat(isTemplated(changed)).as(change).isFalse();
            assertSame(changed);
            assertSame(DOCUMENT);
        }
        for (var octets : List.of("26399 0026399", "26399 12.5", "26399 12.", "0.25 7", "0.25 7.123456", "0.25 -0.5",
                "28194 2819")) {
            var at = octets.indexOf(' ');
            assertSame(DOCUMENT.replace(octets.substring(0, at), octets.substring(at + 1)));
        }
    }

    @Test
    void whateverIsChangedAtRandomIsReadAsWithoutATemplate() {
        var random = new Random(7);
        var letters = "0123456789<>&\"'/= -.x\n\u0000é";
        for (var i = 0; i < 20_000; i++) {
            var changed = new StringBuilder(DOCUMENT);
            for (var change = random.nextInt(3); change >= 0; change--) {
                var at = random.nextInt(changed.length());
                var letter = letters.charAt(random.nextInt(letters.length()));
                switch (random.nextInt(3)) {
                    case 0 -> changed.setCharAt(at, letter);
                    case 1 -> changed.insert(at, letter);
                    default -> changed.deleteCharAt(at);
                }
            }
            read(DOCUMENT);
            assertSame(changed.toString());
        }
    }

    @Test
    void anOlderStateOfThingsIsNoMeasure() {
        for (var word : List.of("<xmlsysd init=\"1\">", "<xmlsysd age_ms=\"7\">")) {
            var stale = DOCUMENT.replace("<xmlsysd>", word);
            read(stale);
            assertThat(isTemplated(stale)).as(word).isFalse();
            assertSame(stale);
        }
        for (var word : List.of("state=\"stale\" age_ms=\"5\"", "state=\"failed\"")) {
            var stale = DOCUMENT.replace("<loadavg ", "<loadavg " + word + " ");
            read(stale);
            assertThat(isTemplated(stale)).as(word).isFalse();
            assertSame(stale);
        }
    }

    @Test
    void manyKindsOfDocumentsAreKnownAndNoMoreThanThat() {
        var kinds = new ArrayList<String>();
        for (var i = 0; i < 40; i++) {
            kinds.add(DOCUMENT.replace("<ctxt>", "<ctxt>1</ctxt>\n".repeat(i) + "<ctxt>"));
        }
        kinds.subList(0, 20).forEach(this::fresh);
        for (var kind : kinds.subList(0, 20)) {
            assertThat(isTemplated(kind)).isTrue();
        }
        kinds.forEach(this::fresh);
        kinds.forEach(this::assertSame);
        assertThat(kinds.stream().filter(this::isKnown).count()).isEqualTo(32);
    }

    @Test
    void inPiecesItIsTheSame() {
        read(DOCUMENT);
        var bytes = packet(DOCUMENT.replace("26399", "5"));
        for (var size : new int[]{1, 7, 100, 1000}) {
            var packet = read("");
            for (var at = 0; at < bytes.length; at += size) {
                var piece = ByteBuffer.wrap(bytes, at, Math.min(size, bytes.length - at));
                var result = packets.read(piece);
                packet = result.orElse(packet);
                assertThat(result.isPresent()).isEqualTo(at + size >= bytes.length);
            }
            assertThat(cells(packet))
                    .isEqualTo(cells(new XmlReader().read(DOCUMENT.replace("26399", "5").getBytes(UTF_8))));
        }
    }

    @Test
    void thoseThatStandInTheMiddleHoldNoMoreThanTheyMay() {
        var many = new ArrayList<PacketReader>();
        var bytes = packet(DOCUMENT);
        for (var i = 0; i < 200; i++) {
            var reader = new PacketReader(readers, PacketReader.DEFAULT_LIMIT);
            assertThat(reader.read(ByteBuffer.wrap(bytes, 0, 300))).isEmpty();
            many.add(reader);
        }
        assertThat(readers.hold(1)).isNull();
        for (var reader : many.subList(0, 100)) {
            var packet = reader.read(ByteBuffer.wrap(bytes, 300, bytes.length - 300));
            assertThat(cells(packet.orElseThrow())).isEqualTo(cells(new XmlReader().read(DOCUMENT.getBytes(UTF_8))));
        }
        many.forEach(PacketReader::close);
        for (var i = 0; i < 64; i++) {
            assertThat(readers.hold(1)).as("all has been given back").isNotNull();
        }
        assertThat(readers.hold(1)).isNull();
    }

    /// Reads it on a connection of its own.
    private void fresh(String document) {
        new PacketReader(readers, PacketReader.DEFAULT_LIMIT).read(ByteBuffer.wrap(packet(document)));
    }

    private boolean isTemplated(String document) {
        var is = isKnown(document);
        read(document);
        return is;
    }

    private boolean isKnown(String document) {
        var bytes = document.getBytes(UTF_8);
        return readers.templates().like(bytes, 0, bytes.length, -1) >= 0;
    }

    private void assertSame(String document) {
        var expected = new XmlReader().read(document.getBytes(UTF_8));
        assertThat(cells(read(document))).as(document).isEqualTo(cells(expected));
    }

    private Packet read(String document) {
        return packets.read(ByteBuffer.wrap(packet(document))).orElseThrow();
    }

    private static byte[] packet(String document) {
        var bytes = document.getBytes(UTF_8);
        return ("Content-Length: " + bytes.length + "\n\n" + document).getBytes(UTF_8);
    }

    /// All that a packet says.
    private static List<String> cells(Packet packet) {
        if (!(packet instanceof Packet.Whole(var sample))) {
            return List.of(packet.toString());
        }
        var said = new ArrayList<String>();
        said.add(sample.bytes() + " " + sample.init() + " " + sample.age());
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            var table = sample.table(index);
            if (table == null) {
                continue;
            }
            said.add(table.sensor().path() + " " + table.rows() + " " + table.stamp() + " " + table.age()
                    + table.hasFailed());
            var copy = new byte[table.textsLength()];
            table.copyTexts(copy);
            said.add(new String(copy, UTF_8));
            var fields = table.sensor().fields();
            for (var row = 0; row < table.rows(); row++) {
                for (var slot = 0; slot < fields.length; slot++) {
                    if (table.cell(row, slot) != Field.ABSENT) {
                        said.add(row + " " + fields[slot] + " " + table.cell(row, slot));
                    }
                }
            }
        }
        return said;
    }
}
