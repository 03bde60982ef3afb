package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;

class XmlWriterTest {
    private static final Path GOLEM = Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9");

    /// The clock readings in `ORIGIN`.
    private static final Map<String, Integer> MICROS = Map.of(
            "system/time", 788933,
            "system/users", 789442,
            "proc/stat", 789464,
            "proc/meminfo", 790457,
            "proc/net/dev", 798104,
            "proc/net/sockstat", 799216,
            "proc/loadavg", 799388,
            "proc/cpuinfo", 799554,
            "proc/sysvipc", 799947);

    @Test
    void theFirstGoldenDocumentIsWrittenToTheByte() throws IOException {
        var sink = new Sink();
        document(sink, new Selection(), false);
        assertThat(text(sink))
                .isEqualTo("Content-Length: 4028\n\n" + Files.readString(GOLEM.resolve("expected-send.xml"), US_ASCII));
    }

    @Test
    void anElementWhoseContentsAreAllOffIsNotSent() throws IOException {
        var selection = new Selection();
        assertThat(selection.off("all")).isTrue();
        assertThat(selection.on("identity")).isTrue();
        assertThat(selection.on("version")).isTrue();
        var sink = new Sink();
        document(sink, selection, true);
        assertThat(text(sink)).isEqualTo("""
                Content-Length: 227

                <?xml version="1.0"?>
                <xmlsysd init="1">
                  <system>
                    <identity>
                      <hostname>golem</hostname>
                      <hostip>192.168.1.140</hostip>
                    </identity>
                  </system>
                  <proc>
                    <version>2.4.9-21</version>
                  </proc>
                </xmlsysd>
                """);
    }

    @Test
    void theRootSaysHowOldTheOldestIs() {
        var sink = new Sink();
        var writer = new XmlWriter();
        writer.begin(sink.clear(), true, 3, 5300);
        writer.end();
        assertThat(text(sink)).isEqualTo("""
                <?xml version="1.0"?>
                <xmlsysd init="1" lost="3" age_ms="5300">
                </xmlsysd>
                """);
    }

    private static String text(Sink sink) {
        return new String(sink.array(), sink.from(), sink.length(), US_ASCII);
    }

    private static void document(Sink sink, Selection selection, boolean init) throws IOException {
        var writer = new XmlWriter();
        writer.begin(sink.clear(), init, 0);
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            writer.write(index, parsed(Catalog.sensors().get(index)), selection);
        }
        writer.end();
        sink.frame();
    }

    private static <F extends Enum<F> & Field> Table<F> parsed(Sensor<F> sensor) throws IOException {
        var table = new Table<>(sensor);
        if (MICROS.containsKey(sensor.path())) {
            table.stamp(1016048061_000000L + MICROS.get(sensor.path()));
        }
        for (var source : sensor.sources()) {
            var file = GOLEM.resolve(source.path());
            if (Files.exists(file)) {
                var bytes = Files.readAllBytes(file);
                source.parser().parse(new Cursor().aim(bytes, 0, bytes.length), table);
            }
        }
        return table;
    }
}
