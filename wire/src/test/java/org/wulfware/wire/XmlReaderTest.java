package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Edac;
import org.wulfware.catalog.sensors.Hwmon;
import org.wulfware.catalog.sensors.Hwmon;
import org.wulfware.catalog.sensors.Identity;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Pci;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Units;
import org.wulfware.catalog.sensors.Users;
import org.wulfware.catalog.sensors.Version;

class XmlReaderTest {
    private final XmlReader reader = new XmlReader();

    @Test
    void theGoldenDocumentIsTakenWhole() throws IOException {
        var sample = whole(golden());
        assertThat(written(sample)).isEqualTo(new String(golden(), US_ASCII));
        assertThat(sample.bytes()).isEqualTo(4028);
        assertThat(sample.init()).isFalse();
        assertThat(sample.taken()).hasValue(1016048061_788933L);
        assertThat(sample.stamp(Stat.SENSOR)).isEqualTo(1016048061_789464L);
        assertThat(sample.number(Loadavg.LOAD1)).hasValue(0.21);
        assertThat(sample.number(Cpuinfo.CLOCK)).hasValue(801.824);
        assertThat(sample.cell(0, Stat.CPU_TOT)).isEqualTo(49861016);
        assertThat(sample.number(Stat.CTXT)).hasValue(8610762);
        assertThat(sample.cell(1, NetDev.RECEIVE_BYTES)).isEqualTo(762887796);
        assertThat(sample.text(1, NetDev.NAME)).isEqualTo("eth0");
        assertThat(sample.number(Users.USERS)).hasValue(3);
        assertThat(sample.has(Pids.SENSOR)).isFalse();
    }

    @Test
    void everyRecordedNodesDocumentsAreTakenWhole() throws IOException {
        var documents = 0;
        try (var files = Files.find(
                Path.of(System.getProperty("wulfware.fixtures")),
                2,
                (path, _) -> path.getFileName().toString().matches("expected-.*[.]xml"))) {
            for (var file : files.toList()) {
                var document = Files.readAllBytes(file);
                assertThat(written(whole(document))).as(file.toString()).isEqualTo(new String(document, US_ASCII));
                documents++;
            }
        }
        assertThat(documents).isGreaterThan(8);
    }

    @Test
    void whereTheBytesAreSplitMakesNoDifference() throws IOException {
        var golden = golden();
        var expected = new String(golden, US_ASCII);
        for (var split = 0; split <= golden.length; split += split < 700 ? 1 : 37) {
            reader.begin();
            reader.feed(golden, 0, split);
            reader.feed(golden, split, golden.length);
            assertThat(written(((Packet.Whole) reader.end()).sample())).as("split at %d", split).isEqualTo(expected);
        }
        reader.begin();
        for (var i = 0; i < golden.length; i++) {
            assertThat(reader.feed(golden, i, i + 1)).isTrue();
        }
        assertThat(written(((Packet.Whole) reader.end()).sample())).isEqualTo(expected);
    }

    @Test
    void whatOneDocumentSaidIsNotInTheNext() throws IOException {
        var whole = whole(golden());
        var partial =
                whole("<xmlsysd><proc><loadavg><load5>2.50</load5></loadavg></proc></xmlsysd>".getBytes(US_ASCII));
        assertThat(partial.has(Stat.SENSOR)).isFalse();
        assertThat(partial.number(Loadavg.LOAD1)).isEmpty();
        assertThat(partial.number(Loadavg.LOAD5)).hasValue(2.5);
        assertThat(partial.stamp(Loadavg.SENSOR)).isEqualTo(Field.ABSENT);
        assertThat(written(whole)).as("what was taken before stays").isEqualTo(new String(golden(), US_ASCII));
    }

    @Test
    void whatTheCatalogDoesNotKnowIsSteppedOver() {
        var sample = whole("""
                <?xml version="1.0"?>
                <!-- a comment --><?instruction of no concern?>
                <xmlsysd init="1" mood="good">
                  <novel><stat><cpu id="7"><tot>1</tot></cpu></stat><p a="1" b="2">text</p></novel>
                  <proc colour="red">
                    <stat tv_sec="5" tv_usec="6" why="not">
                      words
                      <cpu id="0" flavour="odd"><tot>42</tot><idle>7</idle><user><deep>1</deep>9</user></cpu>
                      <ctxt>9<!-- of which -->9</ctxt>
                    </stat>
                  </proc>
                </xmlsysd>
                """);
        assertThat(sample.init()).isTrue();
        assertThat(sample.rows(Stat.SENSOR)).isEqualTo(2);
        assertThat(sample.cell(0, Stat.CPU)).isZero();
        assertThat(sample.cell(0, Stat.CPU_TOT)).isEqualTo(42);
        assertThat(sample.cell(0, Stat.CPU_USER)).isEqualTo(9);
        assertThat(sample.number(Stat.CTXT)).hasValue(99);
        assertThat(sample.stamp(Stat.SENSOR)).isEqualTo(5_000_006);
        assertThat(sample.rows(Loadavg.SENSOR)).isZero();
    }

    @Test
    void whatIsNoNumberIsAbsentAndNeverZero() {
        for (var text : new String[]{"", " ", "-", "x", "1x", "0x10", "1e5", "NaN", "1.2.3", ".5", "+1", "1 2",
            "99999999999999999999", "--1", "1".repeat(5000)}) {
            assertThat(loads(text).cell(0, Loadavg.LOAD1)).as(text).isEqualTo(Field.ABSENT);
        }
        assertThat(loads("0.21").cell(0, Loadavg.LOAD1)).isEqualTo(21);
        assertThat(loads(" 3.999\n").cell(0, Loadavg.LOAD1)).isEqualTo(399);
        assertThat(loads("7").cell(0, Loadavg.LOAD1)).isEqualTo(700);
        assertThat(loads("7.").cell(0, Loadavg.LOAD1)).isEqualTo(700);
        assertThat(loads("&#48;&#46;5").cell(0, Loadavg.LOAD1)).isEqualTo(50);
    }

    @Test
    void whatCannotBeBelowZeroIsAbsentThere() {
        assertThat(loads("-3.9").cell(0, Loadavg.LOAD1)).isEqualTo(Field.ABSENT);
        assertThat(loads("-0.00").cell(0, Loadavg.LOAD1)).isZero();
        var sample = whole(
                "<xmlsysd><system><sensors><sensor id='t'><celsius>-12.5</celsius><rpm>-1</rpm></sensor></sensors></system></xmlsysd>");
        assertThat(sample.cell(0, Hwmon.CELSIUS)).isEqualTo(-12_500);
        assertThat(sample.cell(0, Hwmon.RPM)).isEqualTo(Field.ABSENT);
    }

    @Test
    void aTimeThatIsNoneIsAbsent() {
        for (var attributes : new String[]{"", "tv_sec='1'", "tv_sec='1' tv_usec='1000000'", "tv_sec='x' tv_usec='0'",
            "tv_sec='-1' tv_usec='0'", "tv_sec='9223372036854775807' tv_usec='0'"}) {
            var sample =
                    whole("<xmlsysd><proc><loadavg " + attributes + "><load1>1</load1></loadavg></proc></xmlsysd>");
            assertThat(sample.stamp(Loadavg.SENSOR)).as(attributes).isEqualTo(Field.ABSENT);
            assertThat(sample.number(Loadavg.LOAD1)).hasValue(1);
        }
    }

    @Test
    void textsComeThroughAsTheNodeMeantThem() {
        var sample = whole("<xmlsysd><system><identity><hostname>a&lt;b&amp;&quot;&#8364;é<![CDATA[<x>]]></hostname>"
                + "</identity></system></xmlsysd>");
        assertThat(sample.text(Identity.HOSTNAME)).isEqualTo("a<b&\"€é<x>");
    }

    @Test
    void aTextWithoutEndIsCut() {
        var sample = whole("<xmlsysd><proc><pids><task pid='1'><cmdline>" + "x".repeat(300_000)
                + "</cmdline><name>sh</name></task></pids><unknown>" + "y".repeat(300_000)
                + "</unknown></proc></xmlsysd>");
        assertThat(sample.text(0, Pids.CMDLINE)).hasSize(8192);
        assertThat(sample.text(0, Pids.NAME)).isEqualTo("sh");
    }

    @Test
    void aRepeatedElementWithoutItsAttributeIsARowAllTheSame() {
        var sample =
                whole("<xmlsysd><proc><stat><cpu><tot>1</tot></cpu><cpu id='x'><tot>2</tot></cpu><cpu/></stat></proc>"
                        + "</xmlsysd>");
        assertThat(sample.rows(Stat.SENSOR)).isEqualTo(2);
        assertThat(sample.cell(0, Stat.CPU)).isEqualTo(Field.ABSENT);
        assertThat(sample.cell(1, Stat.CPU_TOT)).isEqualTo(2);
    }

    @Test
    void anErrorOfTheDaemonIsNoSample() {
        assertThat(reader.read("<xmlsysd><error line=\"12\">unknown command \"snd\"; try help</error></xmlsysd>"
                .getBytes(UTF_8)))
                .isEqualTo(new Packet.Complaint("unknown command \"snd\"; try help"));
    }

    @Test
    void documentTypesAndEntitiesAreRefused() {
        assertThat(garbled("<!DOCTYPE xmlsysd [<!ENTITY a \"b\">]><xmlsysd>&a;</xmlsysd>").atByte()).isLessThan(50);
        assertThat(garbled("<!DOCTYPE xmlsysd><xmlsysd/>").reason()).isEqualTo("a document type");
        assertThat(garbled("<!DOCTYPE xmlsysd SYSTEM \"file:///etc/passwd\"><xmlsysd/>").reason())
                .isEqualTo("a document type");
        var entity = garbled("<xmlsysd><proc><version>&lol;</version></proc></xmlsysd>");
        assertThat(entity.reason()).contains("entity");
        assertThat(entity.atByte()).isBetween(24L, 31L);
        assertThat(entity.inStep()).isTrue();
        garbled("<xmlsysd><proc><stat tv_sec='&lol;'/></proc></xmlsysd>");
    }

    @Test
    void whatIsNotWellFormedSaysWhere() {
        var mismatch = garbled("<xmlsysd><proc></xmlsysd>");
        assertThat(mismatch.atByte()).isBetween(15L, 25L);
        assertThat(mismatch.reason()).contains("proc");
        var late = garbled("<xmlsysd>" + "<proc></proc>".repeat(2000) + "<<</xmlsysd>");
        assertThat(late.atByte()).isBetween(26_009L, 26_012L);
        assertThat(garbled("<xmlsysd><proc>")).isEqualTo(new Packet.Garbled("cut short inside <proc>", 15, true));
        assertThat(garbled("")).isEqualTo(new Packet.Garbled("no document", 0, true));
        assertThat(garbled("<html></html>").reason()).isEqualTo("the root is <html>, not <xmlsysd>");
        assertThat(garbled("<xmlsysd/><xmlsysd/>").atByte()).isBetween(10L, 20L);
    }

    @Test
    void nothingGoesOnForEver() {
        garbled("<xmlsysd>" + "<a>".repeat(40) + "</a>".repeat(40) + "</xmlsysd>");
        garbled("<xmlsysd><" + "n".repeat(300) + "/></xmlsysd>");
        assertThat(garbled("<xmlsysd><" + "n".repeat(1_000_000)).atByte()).isLessThan(40_000);
        assertThat(garbled("<xmlsysd a='" + "n".repeat(1_000_000)).atByte()).isLessThan(40_000);
        assertThat(garbled("<xmlsysd><!--" + "n".repeat(1_000_000)).atByte()).isLessThan(40_000);
        var attributes = new StringBuilder();
        for (var i = 0; i < 100; i++) {
            attributes.append(" a").append(i).append("='1'");
        }
        garbled("<xmlsysd><proc" + attributes + "/></xmlsysd>");
        var names = new StringBuilder("<xmlsysd>");
        for (var i = 0; i < 5000; i++) {
            names.append("<n").append(i).append("/>");
        }
        assertThat(garbled(names + "</xmlsysd>").reason()).contains("unknown names");
    }

    @Test
    void whatTheParserRemembersOfStrangeNamesHasAnEnd() {
        var readers = new XmlReaders();
        var mean = new XmlReader(readers);
        var documents = List.<IntFunction<String>>of(
                i -> "<xmlsysd><name" + i + "/></xmlsysd>",
                i -> "<xmlsysd><proc attribute" + i + "='1'/></xmlsysd>",
                i -> "<xmlsysd><?target" + i + "?></xmlsysd>",
                i -> "<xmlsysd xmlns:space" + i + "='a'/>",
                i -> "<xmlsysd xmlns:a" + i + "='b'><proc a" + i + ":id='1'/></xmlsysd>",
                i -> "<xmlsysd></end" + i + ">",
                i -> "<xmlsysd>&entity" + i + ";</xmlsysd>");
        for (var document : documents) {
            mean.read(document.apply(0).getBytes(UTF_8));
            var before = readers.strangeCharacters();
            mean.read(document.apply(1).getBytes(UTF_8));
            assertThat(readers.strangeCharacters()).as(document.apply(1)).isNotEqualTo(before);
            mean.read(document.apply(2).getBytes(UTF_8));
        }
        for (var i = 0; i < 100_000; i++) {
            mean.read(documents.get(i % documents.size()).apply(i).getBytes(UTF_8));
            assertThat(readers.strangeCharacters()).isLessThan(1 << 19);
        }
    }

    @Test
    void rowsHaveAnEnd() {
        var rows = new StringBuilder("<xmlsysd><proc><stat>");
        for (var i = 0; i < 70_000; i++) {
            rows.append("<cpu id='").append(i).append("'/>");
        }
        assertThat(whole(rows + "</stat></proc></xmlsysd>").rows(Stat.SENSOR)).isEqualTo(1 << 16);
    }

    @Test
    void whatIsCutShortAnywhereIsGarbledAndNothingElse() throws IOException {
        var golden = golden();
        for (var length = 0; length < golden.length - 1; length++) {
            assertThat(reader.read(Arrays.copyOf(golden, length))).as("%d bytes", length)
                    .isInstanceOf(Packet.Garbled.class);
        }
        assertThat(reader.read(Arrays.copyOf(golden, golden.length - 1))).isInstanceOf(Packet.Whole.class);
    }

    @Test
    void flippedBitsNeverThrow() throws IOException {
        var random = new Random(20020313);
        var golden = golden();
        var garbled = 0;
        for (var round = 0; round < 20_000; round++) {
            var bytes = golden.clone();
            for (var flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            }
            switch (reader.read(bytes)) {
                case Packet.Garbled wrong -> {
                    garbled++;
                    assertThat(wrong.atByte()).isBetween(0L, 4028L);
                    assertThat(wrong.reason()).isNotEmpty().matches("[ -~]*");
                }
                case Packet.Whole(var sample) -> written(sample);
                case Packet.Complaint _ -> {}
            }
        }
        assertThat(garbled).isBetween(5_000, 20_000);
        assertThat(written(whole(golden))).isEqualTo(new String(golden, US_ASCII));
    }

    @Test
    void randomMarkupNeverThrows() {
        var random = new Random(7);
        var pieces = new String[]{"<", ">", "/", "</", "<?", "?>", "<!--", "-->", "<![CDATA[", "]]>", "&", ";", "&#",
            "'", "\"",
            "=", " ", "\n", "xmlsysd", "proc", "stat", "cpu", "id", "tot", "1", "é", "\u0000", "<xmlsysd>", "<proc>",
            "</proc>",
            "<!DOCTYPE", "xmlns:a='b'", "a:b", "<stat tv_sec='1'>"};
        for (var round = 0; round < 50_000; round++) {
            var text = new StringBuilder(random.nextBoolean() ? "<xmlsysd>" : "");
            for (var i = random.nextInt(30); i > 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            var bytes = text.toString().getBytes(UTF_8);
            reader.begin();
            var split = random.nextInt(bytes.length + 1);
            reader.feed(bytes, 0, split);
            reader.feed(bytes, split, bytes.length);
            assertThat(reader.end()).isNotNull();
        }
    }

    @Test
    void theRootSaysHowOldTheOldestIs() {
        var old = whole(
                "<xmlsysd age_ms=\"5300\"><proc><loadavg tv_sec=\"7\" tv_usec=\"8\"><load1>2</load1></loadavg></proc></xmlsysd>");
        assertThat(old.age()).hasValue(5300);
        assertThat(old.stamp(Loadavg.SENSOR)).isEqualTo(7_000_008);
        assertThat(old.taken()).as("no stamp says when it was sent").isEmpty();
        assertThat(whole("<xmlsysd><proc><version>6.1</version></proc></xmlsysd>\n").age()).isEmpty();
        assertThat(whole("<xmlsysd age_ms=\"old\"><proc><version>6.1</version></proc></xmlsysd>\n").age()).isEmpty();
    }

    @Test
    void aGroupThatIsStaleOrHasFailedIsKnownAsSuch() {
        var sample = whole("""
                <xmlsysd>
                  <system>
                    <sensors tv_sec="1016048061" tv_usec="5" age_ms="5300" state="stale">
                      <sensor chip="hwmon0" id="temp1"><celsius>40.000</celsius></sensor>
                    </sensors>
                    <edac tv_sec="1016048061" tv_usec="5" state="failed"/>
                    <units state="stale"/>
                    <pci state="resting" age_ms="7"><device address="0"><driver>e1000</driver></device></pci>
                  </system>
                  <proc><version age_ms="1" state="stale">6.1</version></proc>
                </xmlsysd>
                """);
        assertThat(sample.age(Hwmon.SENSOR)).isEqualTo(5300);
        assertThat(sample.number(Hwmon.CELSIUS)).hasValue(40);
        assertThat(sample.hasFailed(Hwmon.SENSOR)).isFalse();
        assertThat(sample.hasFailed(Edac.SENSOR)).isTrue();
        assertThat(sample.rows(Edac.SENSOR)).isZero();
        assertThat(sample.age(Edac.SENSOR)).isEqualTo(Field.ABSENT);
        assertThat(sample.age(Units.SENSOR)).as("it does not say how old").isZero();
        assertThat(sample.age(Pci.SENSOR)).as("a state of a later release").isEqualTo(Field.ABSENT);
        assertThat(sample.age(Version.SENSOR)).isEqualTo(1);
        assertThat(sample.age(Loadavg.SENSOR)).as("not sent").isEqualTo(Field.ABSENT);
        assertThat(sample.hasFailed(Loadavg.SENSOR)).isFalse();
        assertThat(sample.keeping(Hwmon.SENSOR, _ -> true).age(Hwmon.SENSOR)).isEqualTo(5300);
        assertThat(sample.taken()).as("what is stale does not tell when").hasValue(1_016_048_061_000_005L);
    }

    private Sample loads(String load1) {
        return whole("<xmlsysd><proc><loadavg><load5>1</load5><load1>" + load1 + "</load1></loadavg></proc></xmlsysd>");
    }

    private Packet.Garbled garbled(String document) {
        var packet = reader.read(document.getBytes(UTF_8));
        assertThat(packet).isInstanceOf(Packet.Garbled.class);
        return (Packet.Garbled) packet;
    }

    private Sample whole(String document) {
        return whole(document.getBytes(UTF_8));
    }

    private Sample whole(byte[] document) {
        var packet = reader.read(document);
        assertThat(packet).isInstanceOf(Packet.Whole.class);
        return ((Packet.Whole) packet).sample();
    }

    private static byte[] golden() throws IOException {
        return Files.readAllBytes(Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9", "expected-send.xml"));
    }

    private static String written(Sample sample) {
        var selection = new Selection();
        selection.on(Selection.ALL);
        var sink = new Sink();
        var writer = new XmlWriter();
        writer.begin(sink.clear(), sample.init(), 0);
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            var table = sample.table(index);
            if (table != null) {
                writer.write(index, table, selection);
            }
        }
        writer.end();
        return new String(sink.array(), sink.from(), sink.length(), US_ASCII);
    }
}
