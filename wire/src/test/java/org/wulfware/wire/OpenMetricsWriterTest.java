package org.wulfware.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetClass;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.catalog.sensors.Vmstat;

class OpenMetricsWriterTest {
    private static final long NOW = 1_016_048_061_788_933L;

    private final Selection selection = new Selection();
    private final Sink sink = new Sink();

    OpenMetricsWriterTest() {
        selection.on(Selection.ALL);
    }

    @Test
    void samplesOfAMetricStandTogetherInBaseUnits() {
        var stat = new Table<>(Stat.SENSOR).stamp(NOW);
        stat.row().set(Stat.CPU, 0).set(Stat.CPU_USER, 5).set(Stat.CPU_IOWAIT, 123).set(Stat.CTXT, 9);
        stat.row().set(Stat.CPU, 1).set(Stat.CPU_USER, 6);
        assertThat(written(false, stat)).isEqualTo("""
                # HELP node_cpu_seconds_total Time in user mode.
                # TYPE node_cpu_seconds_total counter
                node_cpu_seconds_total{cpu="0",mode="user"} 0.05
                node_cpu_seconds_total{cpu="0",mode="iowait"} 1.23
                node_cpu_seconds_total{cpu="1",mode="user"} 0.06
                # HELP node_context_switches_total Context switches.
                # TYPE node_context_switches_total counter
                node_context_switches_total 9
                # HELP node_time_seconds When this was read, since 1970.
                # TYPE node_time_seconds gauge
                node_time_seconds 1016048061.788
                # HELP node_scrape_collector_duration_seconds How long reading a collector took.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="cpu"} 0.000000000
                node_scrape_collector_duration_seconds{collector="stat"} 0.000000000
                node_scrape_collector_duration_seconds{collector="vmstat"} 0.000000000
                node_scrape_collector_duration_seconds{collector="time"} 0.000000000
                # HELP node_scrape_collector_success Whether a collector could be read.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="cpu"} 1
                node_scrape_collector_success{collector="stat"} 1
                node_scrape_collector_success{collector="vmstat"} 1
                node_scrape_collector_success{collector="time"} 1
                """);
    }

    @Test
    void openMetricsNamesACounterWithoutItsEndAndHasAnEnd() {
        var stat = new Table<>(Stat.SENSOR).row().set(Stat.CTXT, 9).set(Stat.PAGE_IN, 7);
        assertThat(written(true, stat)).isEqualTo("""
                # HELP node_context_switches Context switches.
                # TYPE node_context_switches counter
                node_context_switches_total 9
                # HELP node_vmstat_pgpgin Read from block devices.
                # TYPE node_vmstat_pgpgin unknown
                node_vmstat_pgpgin 7
                # HELP node_scrape_collector_duration_seconds How long reading a collector took.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="cpu"} 0.000000000
                node_scrape_collector_duration_seconds{collector="stat"} 0.000000000
                node_scrape_collector_duration_seconds{collector="vmstat"} 0.000000000
                node_scrape_collector_duration_seconds{collector="time"} 0.000000000
                # HELP node_scrape_collector_success Whether a collector could be read.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="cpu"} 1
                node_scrape_collector_success{collector="stat"} 1
                node_scrape_collector_success{collector="vmstat"} 1
                node_scrape_collector_success{collector="time"} 1
                # EOF
                """);
    }

    @Test
    void textsAreLabelsAndWhatTheyAreComparedWithIsANumber() {
        var links = new Table<>(NetClass.SENSOR);
        for (var state : new String[]{"up", "down"}) {
            links.row();
            text(links, NetClass.NAME, "eth" + links.rows());
            text(links, NetClass.OPERSTATE, state);
            text(links, NetClass.DRIVER, "e1000");
            links.set(NetClass.SPEED, 1000);
        }
        assertThat(written(false, links)).contains(
                "node_network_info{device=\"eth1\",operstate=\"up\"} 1\n",
                "node_network_up{device=\"eth1\"} 1\nnode_network_up{device=\"eth2\"} 0\n",
                "node_network_speed_bytes{device=\"eth1\"} 125000000\n",
                "wulf_links_link_info{name=\"eth2\",driver=\"e1000\"} 1\n");
    }

    @Test
    void whateverATextIsItStaysWithinItsQuotes() {
        var table = new Table<>(Version.SENSOR).row();
        text(table, Version.VERSION, "a\"\\\né\ud83d\udc3a");
        assertThat(written(false, table)).contains("\nwulf_version_info{version=\"a\\\"\\\\\\né\ud83d\udc3a\"} 1\n");
        var bytes = new byte[]{'x', (byte) 0xff, (byte) 0xe2, (byte) 0x82};
        var broken = new Table<>(Version.SENSOR).row().text(0, Version.VERSION, bytes, 0, bytes.length);
        assertThat(written(false, broken)).contains("{version=\"x???\"} 1\n");
    }

    @Test
    void whatIsNotWantedIsLeftOut() {
        var disks = new Table<>(Diskstats.SENSOR).row();
        text(disks, Diskstats.DISK, "sda");
        disks.set(Diskstats.READ_SECTORS, 3).set(Diskstats.READ_MS, 1500).set(Diskstats.MAJOR, 8);
        selection.clear();
        selection.on(Diskstats.READ_MS);
        assertThat(written(false, disks)).isEqualTo("""
                # HELP node_disk_read_time_seconds_total Time that reads took, added up.
                # TYPE node_disk_read_time_seconds_total counter
                node_disk_read_time_seconds_total{device="sda"} 1.500
                # HELP node_scrape_collector_duration_seconds How long reading a collector took.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="diskstats"} 0.000000000
                # HELP node_scrape_collector_success Whether a collector could be read.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="diskstats"} 1
                """);
        var writer = new OpenMetricsWriter(false);
        writer.begin(sink.clear(), false, 0);
        writer.write(Catalog.indexOf(Diskstats.SENSOR), disks, selection, (_, _, _, _) -> false);
        writer.write(Catalog.indexOf(Loadavg.SENSOR), new Table<>(Loadavg.SENSOR), selection, null);
        writer.end();
        assertThat(sink.length()).isZero();
    }

    @Test
    void whatIsStaleIsLeftOutAndACollectorThatFailedSaysSo() {
        var load = new Table<>(Loadavg.SENSOR).stamp(NOW).row().set(Loadavg.LOAD1, 7).stale(5300);
        selection.clear();
        selection.on(Loadavg.LOAD1);
        assertThat(written(false, load)).isEqualTo("""
                # HELP node_scrape_collector_duration_seconds How long reading a collector took.
                # TYPE node_scrape_collector_duration_seconds gauge
                node_scrape_collector_duration_seconds{collector="loadavg"} 0.000000000
                # HELP node_scrape_collector_success Whether a collector could be read.
                # TYPE node_scrape_collector_success gauge
                node_scrape_collector_success{collector="loadavg"} 0
                """);
        assertThat(written(false, load.clear().failed())).endsWith("{collector=\"loadavg\"} 0\n");
        assertThat(written(false, load.row().set(Loadavg.LOAD1, 7))).as("the rest of it")
                .contains("node_load1 0.07\n")
                .endsWith("{collector=\"loadavg\"} 0\n");
        assertThat(written(false, load.clear())).as("what is not there").isEmpty();
    }

    @Test
    void whatWasNotReadAgainSaysHowOldItIs() {
        var writer = new OpenMetricsWriter(true);
        writer.begin(sink.clear(), false, 0, 5300);
        writer.end();
        assertThat(new String(sink.array(), sink.from(), sink.length(), UTF_8)).isEqualTo("""
                # HELP wulf_answer_age_seconds How long ago the oldest of this was read.
                # TYPE wulf_answer_age_seconds gauge
                wulf_answer_age_seconds 5.300
                # EOF
                """);
    }

    @Test
    void aCollectorOfManySensorsHasFailedIfOneHas() {
        var writer = new OpenMetricsWriter(false);
        writer.begin(sink.clear(), false, 0);
        var vmstat = new Table<>(Vmstat.SENSOR).failed();
        writer.write(Catalog.indexOf(Vmstat.SENSOR), vmstat, selection, null);
        var stat = new Table<>(Stat.SENSOR).row().set(Stat.PAGE_IN, 7);
        writer.write(Catalog.indexOf(Stat.SENSOR), stat, selection, null);
        writer.end();
        assertThat(new String(sink.array(), sink.from(), sink.length(), UTF_8))
                .contains("{collector=\"vmstat\"} 0\n", "{collector=\"stat\"} 1\n");
        writer.begin(sink.clear(), false, 0);
        writer.write(Catalog.indexOf(Stat.SENSOR), stat, selection, null);
        writer.end();
        assertThat(new String(sink.array(), sink.from(), sink.length(), UTF_8)).contains("{collector=\"vmstat\"} 1\n");
    }

    private static <F extends Enum<F> & org.wulfware.catalog.Field> void text(Table<F> table, F field, String text) {
        var bytes = text.getBytes(UTF_8);
        table.text(table.rows() - 1, field, bytes, 0, bytes.length);
    }

    private String written(boolean isOpenMetrics, Table<?> table) {
        var writer = new OpenMetricsWriter(isOpenMetrics);
        writer.begin(sink.clear(), false, 0);
        writer.write(Catalog.indexOf(table.sensor()), table, selection, null);
        writer.end();
        return new String(sink.array(), sink.from(), sink.length(), UTF_8);
    }
}
