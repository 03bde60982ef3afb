package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.thaiopensource.util.PropertyMapBuilder;
import com.thaiopensource.validate.ValidateProperty;
import com.thaiopensource.validate.ValidationDriver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pressure;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/// The schema that ships with the docs: it is what the catalog says, all golden documents fit it, and wrong ones do not.
class SchemaTest {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));
    private static final Path FILE = FIXTURES.resolveSibling("docs/xmlsysd.rng");
    private static final long STAMP = 1_016_048_061_000_001L;
    private static final Path GOLEM = FIXTURES.resolve("golem-2.4.9/expected-send.xml");

    /// What a validator has to say, a line each.
    private static final class Said implements ErrorHandler {
        final List<String> lines = new ArrayList<>();

        @Override
        public void warning(SAXParseException e) {
            error(e);
        }

        @Override
        public void error(SAXParseException e) {
            lines.add(e.getLineNumber() + ": " + e.getMessage());
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }
    }

    private static final Said SAID = new Said();
    private static final ValidationDriver SCHEMA = driver();

    private static ValidationDriver driver() {
        var properties = new PropertyMapBuilder();
        properties.put(ValidateProperty.ERROR_HANDLER, SAID);
        return new ValidationDriver(properties.toPropertyMap());
    }

    @BeforeAll
    static void theSchemaIsOne() throws IOException, SAXException {
        SAID.lines.clear();
        assertThat(SCHEMA.loadSchema(new InputSource(new StringReader(Schema.made())))).as(SAID.lines.toString())
                .isTrue();
    }

    private static List<String> wrong(String document) throws IOException {
        SAID.lines.clear();
        try {
            SCHEMA.validate(
                    new InputSource(new ByteArrayInputStream(document.getBytes(StandardCharsets.US_ASCII))));
        } catch (SAXException e) {
            SAID.lines.add(String.valueOf(e.getMessage()));
        }
        return List.copyOf(SAID.lines);
    }

    @Tag("golden")
    @Test
    void theFileIsMadeOfTheCatalog() throws IOException {
        if (ACCEPT) {
            Files.writeString(FILE, Schema.made());
        }
        assertThat(Schema.made()).as("what docs/xmlsysd.rng should be; ./wulf accept writes it")
                .isEqualTo(Files.readString(FILE));
    }

    @Test
    void everyGoldenDocumentFits() throws IOException {
        var documents = 0;
        try (var files = Files.walk(FIXTURES, 2)) {
            for (var file : files.filter(each -> each.getFileName().toString().startsWith("expected-"))
                    .sorted()
                    .toList()) {
                assertThat(wrong(Files.readString(file, StandardCharsets.US_ASCII))).as(file.toString()).isEmpty();
                documents++;
            }
        }
        assertThat(documents).isGreaterThan(16);
    }

    /// One row of each sensor with all of its fields, and the states that a group may have.
    @Test
    void whateverTheCatalogCanSayFits() throws IOException {
        for (var isIndented : new boolean[]{true, false}) {
            var sink = new Sink();
            var writer = new XmlWriter(isIndented);
            writer.begin(sink, true, 3, 1045);
            for (var place = 0; place < Catalog.size(); place++) {
                write(writer, place, Catalog.sensor(place));
            }
            writer.end();
            assertThat(wrong(text(sink))).isEmpty();
        }
    }

    @Test
    void aGroupMayBeStaleOrHaveFailed() throws IOException {
        var sink = new Sink();
        var writer = new XmlWriter();
        writer.begin(sink, false, 0, DocumentWriter.NEW);
        var place = Catalog.indexOf(Pressure.SENSOR);
        writer.write(place, new Table<>(Pressure.SENSOR).stamp(STAMP).failed(), all());
        writer.end();
        assertThat(text(sink)).contains(" state=\"failed\"/>");
        assertThat(wrong(text(sink))).isEmpty();
        assertThat(wrong(text(sink).replace("failed", "tired"))).isNotEmpty();
        writer.begin(sink.clear(), false, 0, DocumentWriter.NEW);
        var stale = new Table<>(Pressure.SENSOR).stamp(STAMP).stale(5300);
        writer.write(place, stale.row().set(Pressure.CPU_SOME_AVG10, 5), all());
        writer.end();
        assertThat(text(sink)).contains(" age_ms=\"5300\" state=\"stale\">");
        assertThat(wrong(text(sink))).isEmpty();
    }

    @Test
    void errorsAndHelpFitToo() throws IOException {
        assertThat(wrong("""
                <?xml version="1.0"?>
                <xmlsysd>
                  <error line="2">unknown command &quot;snd&quot;; try help</error>
                </xmlsysd>
                """)).isEmpty();
        assertThat(wrong("<xmlsysd><help><command usage=\"quit\">the daemon closes</command></help></xmlsysd>"))
                .isEmpty();
        assertThat(wrong("<xmlsysd><error line=\"0\">what?</error></xmlsysd>")).hasSize(1);
    }

    /// The golden document with one thing replaced.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <load1>             | <load1>none              | is no number
            </load1>            | 0</load1>                | has too many decimals
            <ctxt>              | <ctxt>-                  | is a count below zero
            <load5>             | <load1>0.01</load1><load5> | stands twice
            <hostname>          | <host_name>x</host_name><hostname> | has no such name
            <cpu id="0">        | <cpu number="0">         | has no such attribute
            <xmlsysd>           | <xmlsysd init="2">       | is no initial document
            <xmlsysd>           | <xmlsysd><proc></proc>   | has its groups in another order
            <loadavg tv_sec=    | <loadavg tv_second=      | has half a stamp
            </xmlsysd>          | <other></other></xmlsysd>| has another group
            """)
    void aDocumentThatIsWrongDoesNotFit(String part, String other, String why) throws IOException {
        var document = Files.readString(GOLEM, StandardCharsets.US_ASCII);
        assertThat(document).contains(part);
        assertThat(wrong(document.replace(part, other))).as(why).isNotEmpty();
    }

    private static Selection all() {
        var selection = new Selection();
        selection.on(Selection.ALL);
        return selection;
    }

    private static <F extends Enum<F> & Field> void write(XmlWriter writer, int place, Sensor<F> sensor) {
        var table = new Table<>(sensor).stamp(STAMP);
        table.row();
        for (var field : sensor.fields()) {
            if (field.spec().kind() == Kind.TEXT) {
                var bytes = "a<b \u00e9".getBytes(StandardCharsets.UTF_8);
                table.text(0, field, bytes, 0, bytes.length);
            } else {
                table.set(field, field.spec().mayBeNegative() ? -12_345 : 12_345);
            }
        }
        writer.write(place, table, all());
    }

    private static String text(Sink sink) {
        return new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII);
    }
}
