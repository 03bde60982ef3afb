package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// Whatever a text holds, wherever it is cut and whatever stands around it in its buffer: no parser throws, none looks
/// beyond its text, and what it cannot know is absent.
class HostileTextTest {
    private static final long SEED = 20020313;

    /// These say how many there are: cut behind a whole line or record, a text only has fewer.
    private static final Set<String> COUNTING = Set.of("proc/sysvipc", "system/users", "system/identity",
            "system/uname");

    static List<Path> trees() {
        return Trees.all();
    }

    @ParameterizedTest
    @MethodSource("trees")
    void garbageAroundATextChangesNothing(Path tree) {
        var random = new Random(SEED);
        for (var text : texts(tree)) {
            var alone = text.parsed(text.bytes, 0, text.bytes.length);
            for (var round = 0; round < 4; round++) {
                var before = random.nextInt(40);
                var around = new byte[before + text.bytes.length + random.nextInt(40)];
                fill(random, around);
                System.arraycopy(text.bytes, 0, around, before, text.bytes.length);
                assertThat(text.parsed(around, before, before + text.bytes.length)).as(text.name).isEqualTo(alone);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void whatACutLeavesIsRightOrAbsent(Path tree) {
        var random = new Random(SEED);
        for (var text : texts(tree)) {
            var whole = text.rows(text.bytes, 0, text.bytes.length);
            // Every byte of a small file; of a large one its beginning, its end and places between.
            for (var cut : cuts(random, text.bytes.length)) {
                var behindLine = cut > 0 && text.bytes[cut - 1] == '\n';
                var behindRecord = cut % 384 == 0 || cut % 400 == 0;
                var isCount = text.sensor == TcpStates.SENSOR || text.sensor == UdpQueues.SENSOR
                        || text.sensor == Arp.SENSOR || text.sensor == Conntrack.SENSOR;
                if (isCount || (COUNTING.contains(text.sensor.path()) && (behindLine || behindRecord))) {
                    text.reading.of(new Cursor().aim(text.bytes, 0, cut));
                    continue;
                }
                var rows = text.rows(text.bytes, 0, cut);
                assertThat(rows.size()).as("%s cut at %d", text.name, cut).isLessThanOrEqualTo(whole.size());
                for (var row = 0; row < rows.size(); row++) {
                    if (!whole.get(row).containsAll(rows.get(row))) {
                        fail("%s cut at %d: %s is not in %s", text.name, cut, rows.get(row), whole.get(row));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void bytesChangedAtRandomAreBorne(Path tree) {
        var random = new Random(SEED);
        for (var text : texts(tree)) {
            var rounds = text.bytes.length > 20_000 ? 20 : 300;
            for (var round = 0; round < rounds; round++) {
                var changed = text.bytes.clone();
                for (var change = random.nextInt(8); change >= 0 && changed.length > 0; change--) {
                    changed[random.nextInt(changed.length)] = octet(random);
                }
                text.reading.of(new Cursor().aim(changed, 0, changed.length));
            }
        }
    }

    @Test
    void randomBytesAreBorne() {
        var random = new Random(SEED);
        for (var text : texts(Trees.all().getFirst())) {
            for (var round = 0; round < 3000; round++) {
                var bytes = new byte[random.nextInt(400)];
                fill(random, bytes);
                text.reading.of(new Cursor().aim(bytes, 0, bytes.length));
            }
        }
    }

    @Test
    void longNumbersAndLongLinesAreBorne() {
        for (var text : texts(Trees.all().getFirst())) {
            for (var octet : "9 \n:()-.\0x\tc".toCharArray()) {
                var bytes = new byte[200_000];
                Arrays.fill(bytes, (byte) octet);
                text.reading.of(new Cursor().aim(bytes, 0, bytes.length));
            }
        }
    }

    /// One file of a tree and what reads it.
    private static final class Text {
        interface Reading {
            Table<?> of(Cursor text);
        }

        final String name;
        final Sensor<?> sensor;
        final byte[] bytes;
        private final Reading reading;

        Text(String name, Sensor<?> sensor, byte[] bytes, Reading reading) {
            this.name = name;
            this.sensor = sensor;
            this.bytes = bytes;
            this.reading = reading;
        }

        String parsed(byte[] source, int from, int to) {
            return Parsed.show(reading.of(new Cursor().aim(source, from, to)));
        }

        /// Each row as its fields with their values. A row of nothing is not sent, so it does not matter where it stands.
        List<List<String>> rows(byte[] source, int from, int to) {
            return Arrays.stream(parsed(source, from, to).split("\n"))
                    .filter(row -> !row.isEmpty())
                    .map(row -> List.of(row.split(" (?=[A-Z_0-9]+=)")))
                    .toList();
        }
    }

    private static List<Text> texts(Path tree) {
        var texts = new ArrayList<Text>();
        for (var sensor : Trees.sensors()) {
            addSources(tree, sensor, texts);
        }
        if (!Trees.sensors().contains(Pids.SENSOR)) {
            return texts;
        }
        var processes = Trees.processes(tree);
        for (var process : processes.isEmpty() ? List.of("1") : processes) {
            var directory = "proc/" + process + "/";
            texts.add(new Text(tree + directory + "stat", Pids.SENSOR, bytes(tree, directory + "stat"), text -> {
                var table = new Table<>(Pids.SENSOR).row();
                return Pids.parseStat(text, true, table) ? table : table.dropRow();
            }));
            texts.add(new Text(tree + directory + "io", Pids.SENSOR, bytes(tree, directory + "io"), text -> {
                var table = new Table<>(Pids.SENSOR).row();
                Pids.parseIo(text, table);
                return table;
            }));
            texts.add(new Text(tree + directory + "cgroup", Pids.SENSOR, bytes(tree, directory + "cgroup"), text -> {
                var table = new Table<>(Pids.SENSOR).row();
                Pids.parseCgroup(text, table);
                return table;
            }));
            texts.add(new Text(tree + directory + "status", Pids.SENSOR, bytes(tree, directory + "status"),
                    text -> {
                        var table = new Table<>(Pids.SENSOR).row();
                        Pids.parseStatus(text, table);
                        return table;
                    }));
        }
        return texts;
    }

    private static <F extends Enum<F> & Field> void addSources(Path tree, Sensor<F> sensor, List<Text> texts) {
        if (sensor.survey() != null) {
            addReadings(tree, sensor, texts);
        }
        for (var source : sensor.sources()) {
            addSource(tree, sensor, source, texts);
            if (source.inFull() != null) {
                addSource(tree, sensor, source.alwaysInFull(), texts);
            }
        }
    }

    private static <F extends Enum<F> & Field> void addReadings(Path tree, Sensor<F> sensor, List<Text> texts) {
        var plan = Surveying.plan(sensor, Trees.node(tree));
        for (var row = 0; row < plan.rows(); row++) {
            for (var reading : plan.readings(row)) {
                texts.add(new Text(tree + reading.path(), sensor, bytes(tree, reading.path()), text -> {
                    var table = new Table<>(sensor).row();
                    reading.parser().parse(text, table);
                    return table;
                }));
            }
        }
    }

    private static <F extends Enum<F> & Field> void addSource(
            Path tree, Sensor<F> sensor, Sensor.Source<F> source, List<Text> texts) {
        var earlier = sensor.sources().getFirst();
        texts.add(new Text(tree + source.path(), sensor, bytes(tree, source.path()), text -> {
            var table = new Table<>(sensor).stamp(1_000_000);
            if (!source.path().equals(earlier.path()) && sensor == (Sensor<?>) NetDev.SENSOR) {
                Parsed.into(table, earlier.path(), bytes(tree, earlier.path()));
            }
            source.parser().parse(text, table);
            return table;
        }));
    }

    private static byte[] bytes(Path tree, String path) {
        return Trees.read(tree, path).orElse(new byte[0]);
    }

    private static int[] cuts(Random random, int length) {
        var cuts = new int[Math.min(length + 1, 1000)];
        for (var i = 0; i < cuts.length; i++) {
            cuts[i] = i < 300 || length < 1000 ? i : i < 600 ? length + 300 - i : random.nextInt(length);
        }
        return cuts;
    }

    private static void fill(Random random, byte[] bytes) {
        for (var i = 0; i < bytes.length; i++) {
            bytes[i] = octet(random);
        }
    }

    /// Any byte, those that mean something to a parser more often.
    private static byte octet(Random random) {
        var telling = "0123456789 \t\n:()-./cpu";
        return (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : telling.charAt(random.nextInt(telling.length())));
    }
}
