package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Display;
import org.wulfware.display.Displays;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// Hosts in every state.
final class Hosts {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final Display LOAD = Displays.byNameOrNumber("load");
    static final Duration FIVE = Duration.ofSeconds(5);
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));

    private Hosts() {}

    /// What a recorded machine says.
    static Sample recorded(String fixture) throws IOException {
        var tables = new ArrayList<Table<?>>();
        for (var sensor : Catalog.sensors()) {
            tables.add(parsed(sensor, FIXTURES.resolve(fixture)));
        }
        return Sample.of(tables);
    }

    private static <F extends Enum<F> & Field> Table<F> parsed(Sensor<F> sensor, Path root) throws IOException {
        var table = new Table<>(sensor).stamp(NOON.getEpochSecond() * 1_000_000);
        for (var source : sensor.sources()) {
            var file = root.resolve(source.path());
            if (Files.exists(file)) {
                var bytes = Files.readAllBytes(file);
                source.parser().parse(new Cursor().aim(bytes, 0, bytes.length), table);
            }
        }
        return table;
    }

    /// What a host of four processors says whose load is so many hundredths.
    static Sample loaded(int hundredths) {
        var load = new Table<>(Loadavg.SENSOR).row();
        load.set(Loadavg.LOAD1, hundredths).set(Loadavg.LOAD5, hundredths).set(Loadavg.LOAD15, hundredths);
        var cpus = new Table<>(Stat.SENSOR);
        for (var id = 0; id < 4; id++) {
            cpus.row().set(Stat.CPU, id).set(Stat.CPU_TOT, 9000);
        }
        return Sample.of(List.of(load, cpus));
    }

    static HostState up(String name, Sample sample) {
        return HostState.pending(Host.named(name), NOON).answered(sample, Duration.ofMillis(2), NOON, Duration.ZERO);
    }

    static HostState down(String name, Poll why) {
        return HostState.pending(Host.named(name), NOON).down(why, NOON);
    }

    static HostState refused(String name) {
        return down(name, new Poll.Refused("connection refused"));
    }

    static HostState pending(String name) {
        return HostState.pending(Host.named(name), NOON);
    }

    /// So many hosts, `n001` and on, whose load rises with their number.
    static List<HostState> many(int hosts) {
        return IntStream.rangeClosed(1, hosts)
                .mapToObj(number -> up("n%03d".formatted(number), loaded(number)))
                .toList();
    }

    static Cluster cluster(int round, List<HostState> states) {
        return Cluster.of(states, NOON.plusSeconds(round), round, true, Duration.ofMillis(12));
    }

    /// What the program knows once these hosts have been asked once.
    static Model model(List<HostState> states) {
        return Model.first(DisplaySet.BUILT_IN, states.stream().map(HostState::host).toList(), LOAD, FIVE, NOON)
                .learn(cluster(1, states));
    }
}
