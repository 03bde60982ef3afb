package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Diskstats;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Metrics;
import org.wulfware.wire.Packet;
import org.wulfware.wire.Sample;
import org.wulfware.wire.XmlReader;

/// What goes out of a host is what its metrics are, whatever went out before.
@Timeout(60)
class ShipmentTest {
    private static final Instant NOW = Instant.parse("2026-11-23T21:58:00Z");
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));
    private static final Map<String, String> SITE = Map.of("site", "here", "device", "mine", "Row", "7", "cpu", "");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void allOfARecordedHostGoesOutInTheOrderOfItsMetrics() throws Exception {
        for (var tree : List.of("micro-6.18", "fat-256cpu", "hostile")) {
            var state = state(tree, recorded(tree));
            try (var shipped = new Shipped(tree)) {
                assertThat(shipped.after(state)).as(tree).isEqualTo(plain(state)).hasSizeGreaterThan(300);
            }
        }
    }

    @Test
    void aHostThatHasChangedGoesOutAsIfItWereNew() throws Exception {
        var before = state("node1", sample(2, "sda", "sdb", "md0"));
        var changed = state("node1", sample(12, "sda", "nvme0n1", "s\u00e4\u20ac", "", "md\"\n\u0001"));
        var gone = state("node1", sample(1));
        try (var shipped = new Shipped("old"); var anew = new Shipped("new")) {
            shipped.after(before);
            var second = shipped.after(changed);
            assertThat(second).isEqualTo(anew.after(changed)).isEqualTo(plain(changed));
            assertThat(second).anyMatch(line -> line.contains(",exported_device=s\u00e4\u20ac,"))
                    .anyMatch(line -> line.contains("exported_cpu=11,"));
            assertThat(shipped.after(gone)).isEqualTo(plain(gone));
            assertThat(shipped.after(before)).isEqualTo(plain(before));
        }
    }

    @Test
    void whatIsNoUtf8IsReplaced() throws Exception {
        var disks = new Table<>(Diskstats.SENSOR);
        disks.row().set(Diskstats.READS, 7).text(0, Diskstats.DISK, new byte[]{'s', (byte) 0xff, 'a'}, 0, 3);
        try (var shipped = new Shipped("odd")) {
            assertThat(shipped.after(state("node1", Sample.of(List.of(disks))))).last()
                    .asString()
                    .contains("exported_device=s\ufffda,");
        }
    }

    @Test
    void moreThanAMessageHoldsGoesOutInSeveral() throws Exception {
        var names = IntStream.range(0, 20_000).mapToObj(disk -> "disk" + disk).toArray(String[]::new);
        var state = state("node1", sample(1, names));
        try (var shipped = new Shipped("many")) {
            assertThat(shipped.after(state)).isEqualTo(plain(state));
            assertThat(shipped.receiver.requests()).hasSizeGreaterThan(1);
        }
    }

    /// A shipment and what has arrived of it.
    private final class Shipped implements AutoCloseable {
        private final Receiver receiver = new Receiver();
        private final RemoteWrite write;
        private final Shipment shipment;
        private int taken;

        Shipped(String queue) throws IOException {
            write = RemoteWrite.start(receiver.uri(), Optional.empty(), directory.resolve(queue), 1 << 26, _ -> {});
            shipment = new Shipment(write, SITE);
        }

        /// The values of this update.
        List<String> after(HostState state) throws Exception {
            var count = shipment.ship(List.of(state), NOW);
            var values = values();
            while (values.size() < count) {
                Thread.sleep(5); // the class has its limit
                values = values();
            }
            taken = receiver.requests().size();
            return values;
        }

        private List<String> values() {
            return receiver.requests().stream().skip(taken).flatMap(request -> request.values().stream()).toList();
        }

        @Override
        public void close() throws IOException {
            write.close();
            receiver.close();
        }
    }

    /// What is expected of a host that is up, put together value by value.
    private static List<String> plain(HostState state) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(line(state, "up", Map.of(), 1, NOW.toEpochMilli()));
        Metrics.of(state.current().orElseThrow(), (metric, table, row, value) -> {
            var labels = new HashMap<String, String>();
            metric.labels().forEach(label -> labels.put(label.name(), label.value(table, row)));
            lines.add(line(state, metric.name(), labels, value, NOW.toEpochMilli() - 5));
        });
        return lines;
    }

    private static String line(HostState state, String name, Map<String, String> own, double value, long millis) {
        var labels = new TreeMap<>(SITE);
        labels.putAll(Map.of("__name__", name, "instance", state.host().name(), "job", "node"));
        var common = Set.copyOf(labels.keySet());
        own.forEach((label, text) -> labels.put(common.contains(label) ? "exported_" + label : label, text));
        labels.values().removeIf(String::isEmpty);
        return labels.entrySet()
                .stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(",", "{", "} " + value + " @" + millis));
    }

    private static HostState state(String name, Sample sample) {
        return HostState.pending(new Host(name, "10.0.0.1", 7887), NOW)
                .answered(sample, Duration.ofMillis(10), NOW, Duration.ZERO);
    }

    private static Sample recorded(String tree) throws IOException {
        var read = new XmlReader().read(
                Files.readString(FIXTURES.resolve(tree).resolve("expected-rest.xml"), StandardCharsets.ISO_8859_1)
                        .replaceFirst("(?s).*?<xmlsysd", "<xmlsysd")
                        .strip()
                        .getBytes(StandardCharsets.ISO_8859_1));
        if (read instanceof Packet.Whole(var sample)) {
            return sample;
        }
        throw new AssertionError(read);
    }

    private static Sample sample(int processors, String... names) {
        var stat = new Table<>(Stat.SENSOR).stamp(1_016_048_061_788_933L);
        for (var processor = 0; processor < processors; processor++) {
            stat.row().set(Stat.CPU, processor).set(Stat.CPU_USER, 5L * processor).set(Stat.CPU_IDLE, 123);
        }
        var load = new Table<>(Loadavg.SENSOR);
        load.row().set(Loadavg.LOAD1, 25);
        var disks = new Table<>(Diskstats.SENSOR);
        for (var name : names) {
            disks.row().set(Diskstats.READS, 7);
            text(disks, Diskstats.DISK, name);
        }
        return Sample.of(List.of(stat, load, disks));
    }

    private static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        var octets = text.getBytes(StandardCharsets.UTF_8);
        table.text(table.rows() - 1, field, octets, 0, octets.length);
    }
}
