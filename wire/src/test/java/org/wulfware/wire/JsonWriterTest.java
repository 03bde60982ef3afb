package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Version;

class JsonWriterTest {
    private static final long NOW = 1_016_048_061_000_933L;

    private final Selection all = new Selection();
    private final Sink sink = new Sink();

    JsonWriterTest() {
        all.on(Selection.ALL);
    }

    @Test
    void elementsAreMembersAndRepeatedOnesAreArrays() {
        var stat = new Table<>(Stat.SENSOR).stamp(NOW);
        stat.row().set(Stat.CPU, 0).set(Stat.CPU_USER, 5).set(Stat.PAGE_IN, 7);
        stat.row().set(Stat.CPU, 1).set(Stat.CPU_USER, 6);
        stat.row().set(Stat.CPU, 2);
        assertThat(written(new JsonWriter(true), stat, text(Version.SENSOR, Version.VERSION, "6.18"))).isEqualTo("""
                {
                  "xmlsysd": {
                    "proc": {
                      "stat": {
                        "tv_sec": 1016048061,
                        "tv_usec": 933,
                        "cpu": [
                          {
                            "id": 0,
                            "user": 5
                          },
                          {
                            "id": 1,
                            "user": 6
                          }
                        ],
                        "page": {
                          "in": 7
                        }
                      },
                      "version": "6.18"
                    }
                  }
                }
                """);
    }

    @Test
    void withoutIndentationItIsOneLine() {
        var load = new Table<>(Loadavg.SENSOR).stamp(NOW).row().set(Loadavg.LOAD1, 7).set(Loadavg.LOAD5, 1234);
        assertThat(written(new JsonWriter(false), load)).isEqualTo(
                "{\"xmlsysd\":{\"proc\":{\"loadavg\":{\"tv_sec\":1016048061,\"tv_usec\":933,\"load1\":0.07,\"load5\":12.34}}}}\n");
    }

    @Test
    void theRootSaysWhatWasResetWhatWasLostAndHowOldItIs() {
        var writer = new JsonWriter(false);
        writer.begin(sink.clear(), true, 3);
        writer.end();
        assertThat(text()).isEqualTo("{\"xmlsysd\":{\"init\":1,\"lost\":3}}\n");
        writer.begin(sink.clear(), false, 0, 5300);
        writer.end();
        assertThat(text()).isEqualTo("{\"xmlsysd\":{\"age_ms\":5300}}\n");
        writer.begin(sink.clear(), false, 0);
        writer.end();
        assertThat(text()).isEqualTo("{\"xmlsysd\":{}}\n");
    }

    @Test
    void whatIsNotWantedIsLeftOutWithTheElementsAroundIt() {
        var disks = new Table<>(Diskstats.SENSOR).stamp(NOW);
        for (var name : new String[]{"sda", "sdb"}) {
            disks.row().text(disks.rows() - 1, Diskstats.DISK, name.getBytes(US_ASCII), 0, 3);
            disks.set(Diskstats.READS, 1).set(Diskstats.WRITES, 2);
        }
        var writer = new JsonWriter(false);
        writer.begin(sink.clear(), false, 0);
        writer.write(
                Catalog.indexOf(Diskstats.SENSOR), disks, all,
                (_, _, row, slot) -> row == 1 && slot == Diskstats.WRITES.ordinal());
        writer.write(Catalog.indexOf(Diskstats.SENSOR), disks, all, (_, _, _, _) -> false);
        writer.write(Catalog.indexOf(Loadavg.SENSOR), new Table<>(Loadavg.SENSOR).stamp(NOW), all, null);
        writer.end();
        assertThat(text()).contains("\"disk\":[{\"name\":\"sdb\",\"write\":{\"requests\":2}}]}}}}\n")
                .doesNotContain("sda", "loadavg");
    }

    @Test
    void aGroupThatIsStaleOrHasFailedSaysSo() {
        var load = new Table<>(Loadavg.SENSOR).stamp(NOW).row().set(Loadavg.LOAD1, 7).stale(5300);
        assertThat(written(new JsonWriter(false), load)).isEqualTo(
                "{\"xmlsysd\":{\"proc\":{\"loadavg\":{\"tv_sec\":1016048061,\"tv_usec\":933,\"age_ms\":5300,"
                        + "\"group_state\":\"stale\",\"load1\":0.07}}}}\n");
        assertThat(written(new JsonWriter(false), load.clear().stamp(NOW).failed())).isEqualTo(
                "{\"xmlsysd\":{\"proc\":{\"loadavg\":{\"tv_sec\":1016048061,\"tv_usec\":933,"
                        + "\"group_state\":\"failed\"}}}}\n");
        assertThat(written(new JsonWriter(false), load.row().set(Loadavg.LOAD1, 7)))
                .as("the rest of it")
                .contains("\"load1\":0.07")
                .doesNotContain("failed");
    }

    @Test
    void aSingleValueThatIsStaleIsAnObject() {
        var version = text(Version.SENSOR, Version.VERSION, "6.1").stale(1);
        assertThat(written(new JsonWriter(false), version)).isEqualTo(
                "{\"xmlsysd\":{\"proc\":{\"version\":{\"age_ms\":1,\"group_state\":\"stale\",\"value\":\"6.1\"}}}}\n");
        assertThat(written(new JsonWriter(false), version.clear().failed()))
                .isEqualTo("{\"xmlsysd\":{\"proc\":{\"version\":{\"group_state\":\"failed\"}}}}\n");
    }

    @Test
    void whateverATextIsItStaysWithinItsQuotes() {
        var bytes = "a\"\\\n\u0000\u007f".getBytes(ISO_8859_1);
        assertThat(version(bytes)).isEqualTo("\"a\\\"\\\\\\u000a\\u0000\\u007f\"");
        assertThat(version("é€\ud83d\udc3a".getBytes(UTF_8))).isEqualTo("\"\\u00e9\\u20ac\\ud83d\\udc3a\"");
        assertThat(version(new byte[]{'x', (byte) 0xc3, (byte) 0xff, (byte) 0xe2, (byte) 0x82}))
                .isEqualTo("\"x????\"");
    }

    @Test
    void aTextInCharactersIsQuotedAlike() {
        assertThat(new String(sink.clear().quoted("a\"é\n").array(), sink.from(), sink.length(), US_ASCII))
                .isEqualTo("\"a\\\"\\u00e9\\u000a\"");
    }

    private String version(byte[] bytes) {
        var written = written(
                new JsonWriter(false),
                new Table<>(Version.SENSOR).row().text(0, Version.VERSION, bytes, 0, bytes.length));
        return written.substring("{\"xmlsysd\":{\"proc\":{\"version\":".length(), written.length() - "}}}\n".length());
    }

    private static <F extends Enum<F> & org.wulfware.catalog.Field> Table<F> text(
            org.wulfware.catalog.Sensor<F> sensor, F field, String text) {
        return new Table<>(sensor).row().text(0, field, text.getBytes(US_ASCII), 0, text.length());
    }

    private String written(DocumentWriter writer, Table<?>... tables) {
        writer.begin(sink.clear(), false, 0);
        for (var table : tables) {
            writer.write(Catalog.indexOf(table.sensor()), table, all, null);
        }
        writer.end();
        return text();
    }

    private String text() {
        return new String(sink.array(), sink.from(), sink.length(), US_ASCII);
    }
}
