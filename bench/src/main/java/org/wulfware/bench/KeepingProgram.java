package org.wulfware.bench;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Meminfo;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.history.Keep;
import org.wulfware.history.Query;
import org.wulfware.history.Question;
import org.wulfware.history.Steps;
import org.wulfware.history.Recording;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Scope;
import org.wulfware.wire.Sample;

/// One process that records hosts whose values it makes up, forty each, as fast as it can, and says what that took: CPU
/// nanoseconds, values, bytes written, bytes kept; and then, where queries are wanted, how many milliseconds a day of one column of all hosts takes, of
/// each record and of each half hour, for the first time and in the median.
final class KeepingProgram {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Instant BEGIN = Instant.parse("2026-11-16T00:00:00Z");
    private static final int GAUGES = 17;
    private static final int QUERIES = 7;

    private KeepingProgram() {}

    /// Records.
    ///
    /// @param arguments how many hosts, how many rounds, and the directory; none to make the values up and no more
    public static void main(String[] arguments) throws IOException, ExpressionException, InterruptedException {
        var hosts = Integer.parseInt(arguments[0]);
        var rounds = Integer.parseInt(arguments[1]);
        var states = new ArrayList<HostState>();
        for (var i = 0; i < hosts; i++) {
            states.add(HostState.pending(Host.named("node" + (i + 1)), BEGIN));
        }
        var random = new SplittableRandom(1);
        var grown = new long[hosts];
        var cpu = PollingProgram.cpu();
        var wrote = written();
        var keep = Keep.USUAL.size(1L << 40).exact(Duration.ofDays(4000)).thinned(Duration.ofDays(4000));
        try (var recording = arguments.length < 3
                ? null
                : Recording.open(Path.of(arguments[2]), keep, PollingProgram::failed)) {
            for (var round = 1; round <= rounds; round++) {
                var at = BEGIN.plus(PERIOD.multipliedBy(round));
                for (var i = 0; i < hosts; i++) {
                    grown[i] += random.nextInt(2_000_000);
                    var then = at.plusNanos(random.nextInt(3_000_000));
                    states.set(i, states.get(i)
                            .answered(sample(random, i, grown[i], then),
                                    Duration.ofNanos(200_000 + random.nextInt(400_000)), then,
                                    PERIOD.plusNanos(random.nextInt(100_000))));
                }
                if (recording != null) {
                    recording.round(states, at, true);
                }
            }
        }
        var kept = arguments.length < 3 ? 0 : size(Path.of(arguments[2]));
        System.out.printf(Locale.ROOT, "%d %d %d %d%n", PollingProgram.cpu() - cpu, (long) hosts * rounds * 40,
                written() - wrote, kept);
        if (arguments.length > 3) {
            var to = end(rounds);
            query(Path.of(arguments[2]), to.minus(Duration.ofDays(1)), to, PERIOD);
            query(Path.of(arguments[2]), to.minus(Duration.ofDays(1)), to, Duration.ofMinutes(30));
        }
    }

    /// When the last of so many rounds is.
    static Instant end(int rounds) {
        return BEGIN.plus(PERIOD.multipliedBy(rounds));
    }

    /// Three averages of load, eleven times of processors, four values of each of two interfaces, seventeen of memory: and what
    /// goes on does so by chance.
    private static Sample sample(SplittableRandom random, int host, long grown, Instant at) {
        var stamp = at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
        var load = new Table<>(Loadavg.SENSOR).stamp(stamp);
        load.row()
                .set(Loadavg.LOAD1, 100 + random.nextInt(20))
                .set(Loadavg.LOAD5, 100 + random.nextInt(5))
                .set(Loadavg.LOAD15, 100);
        var stat = new Table<>(Stat.SENSOR).stamp(stamp + 30 + random.nextInt(20));
        stat.row();
        var times = List.of(Stat.CPU_USER, Stat.CPU_NICE, Stat.CPU_SYS, Stat.CPU_TOT, Stat.CTXT);
        for (var i = 0; i < times.size(); i++) {
            stat.set(times.get(i), i == 1 ? 0 : grown / 2000 / (i + 1) + random.nextInt(10));
        }
        var net = new Table<>(NetDev.SENSOR).stamp(stamp + 90 + random.nextInt(20));
        for (var i = 0; i < 2; i++) {
            net.row()
                    .set(NetDev.RECEIVE_BYTES, i == 0 ? 1000 : grown * 3 + random.nextInt(1000))
                    .set(NetDev.RECEIVE_PACKETS, i == 0 ? 10 : grown / 300)
                    .set(NetDev.RECEIVE_ERRS, 0)
                    .set(NetDev.RECEIVE_DROP, 0)
                    .set(NetDev.TRANSMIT_BYTES, i == 0 ? 1000 : grown)
                    .set(NetDev.TRANSMIT_PACKETS, i == 0 ? 10 : grown / 600)
                    .set(NetDev.TRANSMIT_ERRS, 0);
            var name = (i == 0 ? "lo" : "eth").getBytes(StandardCharsets.US_ASCII);
            net.text(net.rows() - 1, NetDev.DEVTYPE, name, 0, name.length);
        }
        var memory = new Table<>(Meminfo.SENSOR).stamp(stamp + 60 + random.nextInt(20));
        memory.row();
        var set = 0;
        for (var field : Meminfo.values()) {
            if (set < GAUGES && !field.spec().isKey()) {
                memory.set(field, (1L << (34 - set / 4)) | (set % 3 == 0 ? 0L : (long) random.nextInt(5000) << 12));
                set++;
            }
        }
        return Sample.recorded(List.of(load, stat, net, memory), false, Field.ABSENT, 5700 + host % 7);
    }

    /// Bytes that this process has handed to the system to be written.
    private static long written() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/io"))
                .stream()
                .filter(line -> line.startsWith("wchar: "))
                .mapToLong(line -> Long.parseLong(line.substring("wchar: ".length())))
                .sum();
    }

    private static long size(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void query(Path directory, Instant from, Instant to, Duration step)
            throws IOException, ExpressionException {
        var took = new double[QUERIES];
        var question = Question.of("load1", Scope.NOTHING);
        for (var i = 0; i < QUERIES; i++) {
            var began = System.nanoTime();
            var answer = new Query(_ -> true, Steps.even(from, to, step), question.expression(), question.rows(),
                    Query.Taken.LAST)
                    .in(directory);
            took[i] = (System.nanoTime() - began) / 1e6;
            if (answer.series()
                    .stream()
                    .anyMatch(series -> Double.isNaN(series.values()[series.values().length / 2]))) {
                throw new IllegalStateException("a host has no value");
            }
        }
        var first = took[0];
        Arrays.sort(took);
        System.out.printf(Locale.ROOT, "%.1f %.1f%n", first, took[QUERIES / 2]);
    }
}
