package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Version;

/// Whatever changes in a table, what is written again is what would be written anew.
class WrittenTest {
    private static final long NOW = 1_016_048_061_788_933L;

    private final Random random = new Random(2002);
    private final Sink sink = new Sink();
    private final Sink fresh = new Sink();

    @Test
    void aTableWrittenAgainIsTheTableWrittenAnew() {
        var writer = new XmlWriter();
        var again = 0;
        var anew = 0;
        for (var index = 0; index < Catalog.sensors().size(); index++) {
            var values = new Values(Catalog.sensors().get(index));
            var selection = new Selection();
            selection.on("all");
            writer.begin(sink.clear(), false, 0);
            writer.write(index, values.table(NOW), selection);
            writer.end();
            for (var round = 0; round < 300; round++) {
                values.change();
                var stamp = NOW + (long) round * random.nextInt(3_000_000) - round;
                writer.begin(sink.clear(), false, 0);
                if (writer.update(index, values.table(stamp))) {
                    again++;
                } else {
                    writer.write(index, values.table(stamp), selection);
                    anew++;
                }
                writer.end();
                assertThat(text(sink)).isEqualTo(written(index, values.table(stamp), selection));
            }
        }
        assertThat(again).as("written again").isGreaterThan(500);
        assertThat(anew).as("written anew").isGreaterThan(500);
    }

    @Test
    void aNumberThatGrowsByADigitIsWrittenAnew() {
        var index = Catalog.indexOf(Stat.SENSOR);
        var table = new Table<>(Stat.SENSOR).row().set(Stat.CTXT, 99).stamp(NOW);
        var writer = new XmlWriter();
        write(writer, index, table);
        table.set(Stat.CTXT, 98);
        writer.begin(sink.clear(), false, 0);
        assertThat(writer.update(index, table)).isTrue();
        writer.end();
        assertThat(text(sink)).contains("<ctxt>98</ctxt>");
        table.set(Stat.CTXT, 100);
        assertThat(writer.update(index, table)).isFalse();
    }

    @Test
    void aClockSetBackBeforeTheYear2001IsWrittenAnew() {
        var index = Catalog.indexOf(Loadavg.SENSOR);
        var table = new Table<>(Loadavg.SENSOR).row().set(Loadavg.LOAD1, 20).stamp(NOW);
        var writer = new XmlWriter();
        write(writer, index, table);
        assertThat(writer.repeat(index, table.stamp(999_999_999_999_999L))).isFalse();
    }

    @Test
    void whatTheSelectionLeavesOutMayChangeAtWill() {
        var index = Catalog.indexOf(Stat.SENSOR);
        var selection = new Selection();
        selection.off("ctxt");
        var table = new Table<>(Stat.SENSOR).row().set(Stat.CTXT, 9).set(Stat.INTR, 7).stamp(NOW);
        var writer = new XmlWriter();
        writer.begin(sink.clear(), false, 0);
        writer.write(index, table, selection);
        writer.end();
        table.set(Stat.CTXT, 123).set(Stat.INTR, 8);
        writer.begin(sink.clear(), false, 0);
        assertThat(writer.update(index, table)).isTrue();
        writer.end();
        assertThat(text(sink)).contains("<intr>8</intr>").doesNotContain("ctxt");
    }

    @Test
    void aGroupThatIsStaleSaysSoAndIsNeverRepeated() {
        var index = Catalog.indexOf(Loadavg.SENSOR);
        var table = new Table<>(Loadavg.SENSOR).row().set(Loadavg.LOAD1, 20).stamp(NOW);
        var writer = new XmlWriter();
        write(writer, index, table);
        table.stale(5300);
        assertThat(writer.repeat(index, table)).isFalse();
        assertThat(writer.update(index, table)).isFalse();
        write(writer, index, table);
        assertThat(text(sink)).isEqualTo("""
                <?xml version="1.0"?>
                <xmlsysd>
                  <proc>
                    <loadavg tv_sec="1016048061" tv_usec="788933" age_ms="5300" state="stale">
                      <load1>0.20</load1>
                    </loadavg>
                  </proc>
                </xmlsysd>
                """);
        table.stale(Field.ABSENT);
        assertThat(writer.repeat(index, table)).as("nor what was stale when it was written").isFalse();
        assertThat(writer.update(index, table)).isFalse();
    }

    @Test
    void aGroupOfWhichNothingCouldBeReadIsEmptyAndSaysSo() {
        var index = Catalog.indexOf(Loadavg.SENSOR);
        var table = new Table<>(Loadavg.SENSOR).stamp(NOW).failed();
        var writer = new XmlWriter();
        write(writer, index, table);
        assertThat(text(sink)).isEqualTo("""
                <?xml version="1.0"?>
                <xmlsysd>
                  <proc>
                    <loadavg tv_sec="1016048061" tv_usec="788933" state="failed"/>
                  </proc>
                </xmlsysd>
                """);
        assertThat(writer.repeat(index, table)).isFalse();
        write(writer, index, table.row().set(Loadavg.LOAD1, 20));
        assertThat(text(sink)).as("the rest of it").contains("<load1>0.20</load1>").doesNotContain("failed");
    }

    @Test
    void aSingleValueSaysSoToo() {
        var index = Catalog.indexOf(Version.SENSOR);
        var table = new Table<>(Version.SENSOR).row().text(0, Version.VERSION, new byte[]{'6'}, 0, 1).stale(1);
        write(new XmlWriter(false), index, table);
        assertThat(text(sink)).contains("<proc><version age_ms=\"1\" state=\"stale\">6</version></proc>");
        write(new XmlWriter(false), index, table.clear().failed());
        assertThat(text(sink)).contains("<proc><version state=\"failed\"/></proc>");
    }

    @Test
    void aClientAsOldAsTheLanguageIsToldNeither() {
        var index = Catalog.indexOf(Loadavg.SENSOR);
        var table = new Table<>(Loadavg.SENSOR).row().set(Loadavg.LOAD1, 20).stamp(NOW).stale(5300);
        var writer = new XmlWriter().tellsStates(false);
        write(writer, index, table);
        assertThat(text(sink)).contains("<loadavg tv_sec=\"1016048061\" tv_usec=\"788933\">");
        write(writer, index, table.clear().failed());
        assertThat(text(sink)).isEqualTo("<?xml version=\"1.0\"?>\n<xmlsysd>\n</xmlsysd>\n");
    }

    private void write(XmlWriter writer, int index, Table<?> table) {
        writer.begin(sink.clear(), false, 0);
        writer.write(index, table, new Selection());
        writer.end();
    }

    private String written(int index, Table<?> table, Selection selection) {
        var writer = new XmlWriter();
        writer.begin(fresh.clear(), false, 0);
        writer.write(index, table, selection);
        writer.end();
        return text(fresh);
    }

    private static String text(Sink sink) {
        return new String(sink.array(), sink.from(), sink.length(), US_ASCII);
    }

    /// Rows of values of one sensor, and from time to time a change in some of them.
    private final class Values {
        private final Sensor<?> sensor;
        private long[][] numbers;
        private byte[][][] texts;

        Values(Sensor<?> sensor) {
            this.sensor = sensor;
            this.numbers = new long[0][];
            this.texts = new byte[0][][];
            resize(1 + random.nextInt(3));
        }

        private void resize(int wanted) {
            // A sensor that is a single value has one row.
            var rows = sensor.fields()[0].spec().path().isEmpty() ? Math.min(1, wanted) : wanted;
            numbers = new long[rows][sensor.fields().length];
            texts = new byte[rows][sensor.fields().length][];
            for (var row = 0; row < rows; row++) {
                for (var slot = 0; slot < sensor.fields().length; slot++) {
                    set(row, slot);
                }
            }
        }

        private void set(int row, int slot) {
            numbers[row][slot] = switch (random.nextInt(8)) {
                case 0 -> Field.ABSENT;
                case 1 -> Long.MAX_VALUE - random.nextInt(3);
                case 2 -> random.nextInt(100_000) * 1_000_000_007L;
                default -> random.nextInt(1_000_000);
            };
            texts[row][slot] =
                    random.nextInt(4) == 0 ? new byte[0] : ("<&\"é\u0001 x" + random.nextInt(9)).getBytes(ISO_8859_1);
        }

        void change() {
            if (random.nextInt(40) == 0) {
                resize(random.nextInt(4));
            }
            for (var i = random.nextInt(3); i > 0 && numbers.length > 0; i--) {
                var row = random.nextInt(numbers.length);
                var slot = random.nextInt(sensor.fields().length);
                var isText = sensor.fields()[slot].spec().kind() == Kind.TEXT;
                if (!isText && numbers[row][slot] >= 0 && numbers[row][slot] < Long.MAX_VALUE - 100
                        && random.nextInt(6) > 0) {
                    numbers[row][slot] += random.nextInt(9);
                } else if (random.nextInt(3) == 0) {
                    set(row, slot);
                }
            }
        }

        Table<?> table(long stamp) {
            return fill(new Table<>(sensor), stamp);
        }

        private Table<?> fill(Table<?> table, long stamp) {
            table.stamp(sensor.isStamped() ? stamp : Field.ABSENT);
            for (var row = 0; row < numbers.length; row++) {
                table.row();
                for (var slot = 0; slot < sensor.fields().length; slot++) {
                    if (sensor.fields()[slot].spec().kind() != Kind.TEXT) {
                        table.set(row, slot, numbers[row][slot]);
                    } else if (numbers[row][slot] != Field.ABSENT) {
                        table.text(row, slot, texts[row][slot], 0, texts[row][slot].length);
                    }
                }
            }
            return table;
        }
    }
}
