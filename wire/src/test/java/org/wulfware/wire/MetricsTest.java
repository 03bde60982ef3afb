package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.DiskInfo;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetClass;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Version;

class MetricsTest {
    private static final long NOW = 1_016_048_061_788_933L;

    @Test
    void theyAreThoseThatAScrapeHas() throws IOException {
        var stat = new Table<>(Stat.SENSOR).stamp(NOW);
        stat.row().set(Stat.CPU, 0).set(Stat.CPU_USER, 5).set(Stat.CPU_IOWAIT, 123).set(Stat.CTXT, 9);
        stat.row().set(Stat.CPU, 1).set(Stat.CPU_USER, 6);
        var load = new Table<>(Loadavg.SENSOR);
        load.row().set(Loadavg.LOAD1, 25);
        var disks = new Table<>(Diskstats.SENSOR);
        disks.row().set(Diskstats.READ_SECTORS, 3).set(Diskstats.MAJOR, 8).set(Diskstats.MINOR, 1);
        text(disks, Diskstats.DISK, "sd\"a\\");
        disks.set(Diskstats.BUSY_MS, 1500);
        var links = new Table<>(NetClass.SENSOR);
        links.row();
        text(links, NetClass.NAME, "eth0");
        text(links, NetClass.OPERSTATE, "up");
        links.set(NetClass.SPEED, 1000);
        links.row();
        text(links, NetClass.NAME, "eth1");
        text(links, NetClass.OPERSTATE, "down");
        var version = new Table<>(Version.SENSOR);
        version.row();
        text(version, Version.VERSION, "6.18");

        var tables = List.<Table<?>>of(stat, load, disks, links, version);
        assertThat(written(Sample.of(tables))).containsExactlyInAnyOrderElementsOf(scraped(tables))
                .contains("node_cpu_seconds_total{cpu=\"0\",mode=\"iowait\"} 1.23",
                        "node_disk_io_time_seconds_total{device=\"sd\\\"a\\\\\"} 1.5",
                        "node_network_speed_bytes{device=\"eth0\"} 1.25E8",
                        "node_network_up{device=\"eth1\"} 0.0");
    }

    @Test
    void whatIsStaleIsLeftOut() throws IOException {
        var load = new Table<>(Loadavg.SENSOR).stale(1000);
        load.row().set(Loadavg.LOAD1, 25);
        assertThat(written(Sample.of(List.of(load)))).isEmpty();
    }

    @Test
    void nodeExportersFieldsAreThoseOfItsTable() {
        var fields = Metrics.nodeExporterFields();
        assertThat(fields).contains(Loadavg.LOAD1, Stat.CPU_USER, NetClass.OPERSTATE, DiskInfo.MODEL)
                .doesNotContain(Version.VERSION);
        assertThat(fields).hasSizeGreaterThan(150);
    }

    /// As a scrape has them: name, labels in the order of the table, value.
    private static List<String> written(Sample sample) throws IOException {
        var lines = new ArrayList<String>();
        Metrics.of(sample, (metric, table, row, value) -> lines.add(metric.name()
                + metric.labels()
                        .stream()
                        .filter(label -> !label.value(table, row).isEmpty())
                        .map(label -> label.name() + "=\""
                                + label.value(table, row).replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                        .collect(Collectors.joining(",", metric.labels().isEmpty() ? "" : "{",
                                metric.labels().isEmpty() ? "" : "}"))
                + ' ' + value));
        return lines;
    }

    private static List<String> scraped(List<Table<?>> tables) {
        var selection = new Selection();
        selection.on(Selection.ALL);
        var sink = new Sink();
        var writer = new OpenMetricsWriter(false);
        writer.begin(sink, false, 0);
        for (var table : tables) {
            writer.write(Catalog.indexOf(table.sensor()), table, selection, null);
        }
        writer.end();
        return new String(sink.array(), sink.from(), sink.length(), UTF_8).lines()
                .filter(line -> !line.startsWith("#") && !line.startsWith("node_scrape_"))
                .map(line -> line.substring(0, line.lastIndexOf(' ') + 1)
                        + Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .toList();
    }

    private static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        table.text(table.rows() - 1, field, text.getBytes(UTF_8), 0, text.length());
    }
}
