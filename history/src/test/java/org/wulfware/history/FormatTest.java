package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Cpuinfo;
import org.wulfware.catalog.sensors.Hwmon;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Users;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Tls;
import org.wulfware.wire.Sample;

/// What an earlier release recorded is read by this one: `fixtures/recordings/1` was made by [#main] when the format became
/// version 1, and `1.txt` beside it says what was recorded. Neither is ever made anew.
class FormatTest {
    private static final Path KEPT = Path.of(System.getProperty("wulfware.fixtures")).resolve("recordings/1");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void whatWasRecordedIsReadToTheLast() throws IOException {
        assertThat(new Archive(KEPT).pieces()).extracting(Archive.Piece::types)
                .containsExactly(EnumSet.of(Archive.Type.EXACT, Archive.Type.THIN),
                        EnumSet.of(Archive.Type.EXACT, Archive.Type.THIN), EnumSet.of(Archive.Type.LOG));
        assertThat(new Archive(KEPT).strangers()).isEmpty();
        isSame(read(KEPT), Files.readString(KEPT.resolveSibling("1.txt")));
    }

    /// Of what is thinned out the last record of five minutes, and what is kept beside it.
    @Test
    void soIsWhatWasThinnedOut(@TempDir Path directory) throws IOException {
        for (var piece : new Archive(KEPT).pieces()) {
            if (piece.has(Archive.Type.THIN)) {
                var file = new Archive(KEPT).file(piece.stem(), Archive.Type.THIN);
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        isSame(read(directory) + aspects(directory), Files.readString(KEPT.resolveSibling("1-thin.txt")));
    }

    /// A byte that is not as it was costs records, and is noticed.
    @Test
    void aChangedByteIsNoticed(@TempDir Path directory) throws IOException {
        var file = new Archive(KEPT).file(new Archive(KEPT).pieces().getFirst().stem(), Archive.Type.EXACT);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(directory.resolve(file.getFileName()), bytes);
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            while (playback.next().isPresent()) {
                // What it says is not looked at.
            }
            assertThat(playback.lost()).isPositive();
        }
    }

    /// The first line that differs, with those before it.
    private static void isSame(String read, String expected) {
        var lines = read.lines().toList();
        var others = expected.lines().toList();
        for (var i = 0; i < Math.min(lines.size(), others.size()); i++) {
            if (!lines.get(i).equals(others.get(i))) {
                assertThat(String.join("\n", lines.subList(Math.max(0, i - 8), i + 1)))
                        .isEqualTo(String.join("\n", others.subList(Math.max(0, i - 8), i + 1)));
            }
        }
        assertThat(lines).hasSameSizeAs(others);
    }

    private static String read(Path directory) throws IOException {
        var said = new StringBuilder();
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            for (var round = playback.next(); round.isPresent(); round = playback.next()) {
                said.append("== ")
                        .append(round.get().at())
                        .append(round.get().isShown() ? "" : " not shown")
                        .append('\n');
                round.get().states().forEach(state -> said.append(told(state)));
            }
            assertThat(playback.lost()).isZero();
        }
        return said.toString();
    }

    private static String aspects(Path directory) throws IOException {
        var said = new StringBuilder();
        for (var piece : new Archive(directory).pieces()) {
            try (var segment = Segment.open(new Archive(directory).file(piece.stem(), Archive.Type.THIN))) {
                for (var part : segment.parts()) {
                    for (var aspect : new int[]{Directory.MEAN, Directory.LEAST, Directory.GREATEST}) {
                        said.append("== ").append(part.host()).append(" aspect ").append(aspect).append('\n');
                        var reader =
                                Objects.requireNonNull(
                                        segment.reader(part, new BlockReader.Wanted(Set.of(), aspect, false)));
                        while (reader.next()) {
                            if (reader.isSample()) {
                                var state = HostState.pending(reader.host(), Instant.EPOCH)
                                        .answered(reader.sample(), Duration.ZERO, Instant.EPOCH, Duration.ZERO);
                                said.append(told(state));
                            }
                        }
                    }
                }
            }
        }
        return said.toString();
    }

    private static String told(HostState state) {
        var host = state.host();
        var name =
                host.name() + " at " + host.address() + " port " + host.port() + (host.tls().isPresent() ? " tls" : "");
        return escaped(Village.told(state).replace(host.toString(), name));
    }

    /// In ASCII, what is no sign as a number.
    private static String escaped(String text) {
        var said = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '\n' || (c >= ' ' && c < 0x7f)) {
                said.append((char) c);
            } else {
                said.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return said.toString();
    }

    /// How it was made: an hour of three hosts to which all happens that can, and of one with odd values.
    ///
    /// @param arguments a directory that is not there yet
    public static void main(String[] arguments) throws Exception {
        var work = Files.createTempDirectory("recording");
        var to = Path.of(arguments[0]);
        var village = new Village(3, 20_261_201, false);
        var odd = HostState.pending(
                new Host("odd node\u00e9", "fe80::1%eth0", 65_535, Optional.of(Tls.USUAL)), village.now());
        var keep = Keep.USUAL.exact(Duration.ofDays(4000));
        try (var recording = Recording.open(work, keep, line -> System.err.println(line))) {
            for (var round = 0; round < 70; round++) {
                var states = new ArrayList<>(village.round(MINUTE));
                odd = odd.answered(oddities(round, village.now()), Duration.ofNanos(1), village.now(), MINUTE);
                states.add(odd);
                recording.round(states, village.now(), round != 0);
            }
            var archive = new Archive(work);
            while (archive.pieces().stream().filter(piece -> piece.has(Archive.Type.LOG)).count() > 1) {
                Thread.sleep(100);
            }
            Files.createDirectories(to);
            try (var files = Files.list(work)) {
                for (var file : files.filter(each -> !each.endsWith(Archive.LOCK)).toList()) {
                    Files.copy(file, to.resolve(file.getFileName()));
                }
            }
        }
        Files.writeString(to.resolveSibling(to.getFileName() + ".txt"), read(to));
        var thin = Files.createDirectories(work.resolve("thin"));
        try (var files = Files.list(to)) {
            for (var file : files.filter(each -> each.toString().endsWith(".thin")).toList()) {
                Files.copy(file, thin.resolve(file.getFileName()));
            }
        }
        Files.writeString(to.resolveSibling(to.getFileName() + "-thin.txt"), read(thin) + aspects(thin));
    }

    private static Sample oddities(int round, Instant at) {
        var stamp = round % 9 == 3 ? Field.ABSENT : at.getEpochSecond() * 1_000_000 - round;
        var tables = new ArrayList<Table<?>>();
        var load = new Table<>(Loadavg.SENSOR).stamp(stamp);
        load.row().set(Loadavg.LOAD1, round % 7 == 0 ? Long.MAX_VALUE : round % 7).set(Loadavg.LOAD5, 1L << round % 63);
        tables.add(load);
        if (round % 5 != 4) {
            var chips = new Table<>(Hwmon.SENSOR).stamp(stamp);
            for (var row = 0; row < round % 4; row++) {
                chips.row().set(Hwmon.FAULT, row).set(Hwmon.CELSIUS, (row + 1) * (round % 2 == 0 ? -40_000L : 55_000L));
                text(chips, Hwmon.CHIP, "coretemp".substring(0, 8 - row));
                text(chips, Hwmon.ID, row == 0 ? "" : "temp" + row);
            }
            tables.add(round % 11 == 10 ? new Table<>(Hwmon.SENSOR).stamp(stamp).failed() : chips);
        }
        var cpu = new Table<>(Cpuinfo.SENSOR).stamp(at.getEpochSecond() * 1_000_000L / 60_000_000 * 60_000_000);
        cpu.row().set(Cpuinfo.PROCESSOR, 0);
        text(cpu, Cpuinfo.MODEL_NAME,
                List.of("", "\u001b[31m red", "Prozessor \u00e4\u20ac \ud83d\ude00", "x".repeat(300))
                        .get(round / 3 % 4));
        tables.add(round % 6 == 5 ? cpu.stale(1L << 40) : cpu);
        if (round % 8 < 3) {
            tables.add(new Table<>(Users.SENSOR).stamp(stamp).row().set(Users.USERS, 0));
        }
        return Sample.recorded(tables, round == 0, round % 10 == 9 ? 0 : Field.ABSENT, round);
    }

    private static <F extends Enum<F> & Field> void text(Table<F> table, F field, String text) {
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        table.text(table.rows() - 1, field, encoded, 0, encoded.length);
    }
}
