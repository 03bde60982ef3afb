package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// A few hosts whose values go on by chance, always the same, and to which all happens that can happen to hosts.
final class Village {
    static final Instant BEGIN = Instant.parse("2026-11-23T21:58:00.123456789Z");

    private final Random random;
    private final boolean isCalm;
    private final long[] bytes;
    private final List<HostState> states = new ArrayList<>();
    private Instant now = BEGIN;

    /// @param isCalm whether nothing but numbers changes
    Village(int hosts, long seed, boolean isCalm) {
        random = new Random(seed);
        this.isCalm = isCalm;
        bytes = new long[hosts];
        for (var i = 0; i < hosts; i++) {
            states.add(HostState.pending(new Host("node" + (i + 1), "10.0.0." + (i + 1), 7887), now));
        }
    }

    Instant now() {
        return now;
    }

    List<HostState> states() {
        return List.copyOf(states);
    }

    Village later(Duration time) {
        now = now.plus(time);
        return this;
    }

    /// The next round, so long after the last.
    List<HostState> round(Duration after) {
        now = now.plus(after).plusNanos(random.nextInt(1_000_000));
        for (var i = 0; i < states.size(); i++) {
            states.set(i, next(i, states.get(i)));
        }
        return states();
    }

    private HostState next(int host, HostState before) {
        var chance = isCalm ? 50 : random.nextInt(100);
        var at = now.minusNanos(random.nextInt(5_000_000));
        if (chance < 5) {
            return before; // it has not answered yet
        }
        if (chance < 15) {
            return before.down(switch (chance % 5) {
                case 0 -> new Poll.Refused("connection refused\u001b[31m");
                case 1 -> new Poll.Silent(Duration.ofMillis(5000 + random.nextInt(100)));
                case 2 -> new Poll.Garbled("cut short inside <proc>", random.nextInt(5000));
                case 3 -> new Poll.Unknown("node\u00e9");
                default -> new Poll.Refused("no route to host");
            }, at);
        }
        var state = chance < 20 ? answered(host, before, at.minusMillis(400)) : before; // one that nobody saw
        return answered(host, state, at);
    }

    private HostState answered(int host, HostState before, Instant at) {
        return before.answered(sample(host, at), Duration.ofNanos(200_000 + random.nextInt(300_000)), at,
                Duration.ofNanos(10_000_000_000L + random.nextInt(500_000)));
    }

    private Sample sample(int host, Instant at) {
        var micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1000 - 300;
        var tables = new ArrayList<Table<?>>();
        var time = new Table<>(Time.SENSOR).stamp(micros);
        tables.add(time);
        text(time.row(), Time.TIME, LocalTime.ofInstant(at, ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + " pm");
        var load = new Table<>(Loadavg.SENSOR).stamp(micros + random.nextInt(40));
        load.row().set(Loadavg.LOAD1, random.nextInt(400)).set(Loadavg.LOAD5, 100 + host);
        if (isCalm || random.nextInt(20) > 0) {
            tables.add(load);
        }
        bytes[host] += random.nextInt(1_000_000);
        var net = new Table<>(NetDev.SENSOR).stamp(micros + 60);
        for (var i = 0; i < (isCalm ? 2 : 1 + random.nextInt(3)); i++) {
            net.row().set(NetDev.RECEIVE_BYTES, bytes[host] * (i + 1)).set(NetDev.RECEIVE_PACKETS, bytes[host] / 800);
            text(net, NetDev.DEVTYPE, i == 0 ? "lo" : "eth");
            text(net, NetDev.DEVID, i == 0 ? "" : Integer.toString(i - 1));
            if (!isCalm && random.nextInt(3) == 0) {
                text(net, NetDev.IP, "10.0." + random.nextInt(3) + ".1");
            }
        }
        tables.add(net);
        tables.add(stat(host, at, micros + 90));
        return Sample.recorded(tables, random.nextInt(50) == 0,
                isCalm || random.nextInt(10) > 0 ? Field.ABSENT : random.nextInt(100), 5700 + random.nextInt(40));
    }

    private Table<Stat> stat(int host, Instant at, long micros) {
        var stat = new Table<>(Stat.SENSOR).stamp(micros);
        var jiffies = Duration.between(BEGIN.minusSeconds(86_400), at).toMillis() / 10;
        stat.row().set(Stat.CPU_TOT, jiffies * (host + 1)).set(Stat.CTXT, jiffies * 17 + random.nextInt(200));
        if (!isCalm && random.nextInt(10) == 0) {
            stat.failed();
        }
        if (!isCalm && random.nextInt(10) == 0) {
            stat.stale(random.nextInt(5000));
        }
        return stat;
    }

    private static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        table.text(table.rows() - 1, field, encoded, 0, encoded.length);
    }

    /// All that a state says, as text.
    static String told(HostState state) {
        var said = new StringBuilder();
        said.append(state.host()).append(' ').append(state.at()).append(" since ").append(state.since());
        said.append(state.rebooted() ? " rebooted" : "").append(" between ").append(state.between());
        said.append(" slack ").append(state.slack()).append('\n');
        said.append(switch (state.poll()) {
            case Poll.Answered(_, var took) -> "answered in " + took;
            case Poll.Pending _,Poll.Garbled _,Poll.Silent _,Poll.Refused _,Poll.Unknown _ ->
                state.poll().toString();
        }).append('\n');
        state.current().ifPresent(sample -> said.append("current\n").append(told(sample)));
        state.previous().ifPresent(sample -> said.append("previous\n").append(told(sample)));
        return said.toString();
    }

    private static String told(Sample sample) {
        var said = new StringBuilder();
        said.append(sample.init()).append(' ').append(sample.age()).append(' ').append(sample.bytes()).append('\n');
        for (var sensor : Catalog.sensors()) {
            if (sample.has(sensor)) {
                said.append(sensor).append(' ').append(sample.stamp(sensor)).append(' ').append(sample.age(sensor));
                said.append(sample.hasFailed(sensor) ? " failed" : "").append('\n');
                cells(sensor, sample, said);
            }
        }
        return said.toString();
    }

    private static <F extends Enum<F> & Field> void cells(Sensor<F> sensor, Sample sample, StringBuilder said) {
        for (var row = 0; row < sample.rows(sensor); row++) {
            for (var field : sensor.fields()) {
                if (sample.cell(row, field) != Field.ABSENT) {
                    said.append(' ')
                            .append(field.name())
                            .append('=')
                            .append(field.spec().kind() == Kind.TEXT
                                    ? sample.text(row, field)
                                    : Long.toString(sample.cell(row, field)));
                }
            }
            said.append('\n');
        }
    }
}
