package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.display.UsageException;
import org.wulfware.history.Keep;
import org.wulfware.history.Moments;
import org.wulfware.history.Recording;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

class HistoryCommandTest {
    private static final Instant BEGIN = Instant.parse("2026-11-23T21:00:00Z");
    private static final Moments NOW = new Moments(Instant.parse("2026-11-24T09:00:00Z"), ZoneId.of("Europe/Berlin"));

    @TempDir
    private Path directory = Path.of("");

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// An hour of two hosts, of which the second is down for the last half of it.
    @BeforeEach
    void record() throws IOException {
        try (var recording =
                Recording.open(directory.resolve("kept"), Keep.USUAL.exact(Duration.ofDays(40_000)), line -> {
                    throw new AssertionError(line);
                })) {
            rounds(recording);
        }
    }

    private static void rounds(Recording recording) {
        var first = HostState.pending(Host.named("node1"), BEGIN);
        var second = HostState.pending(Host.named("node2"), BEGIN);
        for (var i = 1; i <= 360; i++) {
            var at = BEGIN.plusSeconds(i * 10L);
            first = first.answered(sample(i, at), Duration.ofMillis(1), at, Duration.ofSeconds(10));
            second = i > 180
                    ? second.down(new Poll.Refused("connection refused"), at)
                    : second.answered(sample(2 * i, at), Duration.ofMillis(1), at, Duration.ofSeconds(10));
            recording.round(List.of(first, second), at, true);
        }
    }

    private static Sample sample(int number, Instant at) {
        var stamp = at.getEpochSecond() * 1_000_000;
        var load = new Table<>(Loadavg.SENSOR).stamp(stamp);
        load.row().set(Loadavg.LOAD1, number * 10L);
        var net = new Table<>(NetDev.SENSOR).stamp(stamp);
        for (var name : List.of("lo", "eth0")) {
            net.row().set(NetDev.RECEIVE_BYTES, number * 10_240L * name.length());
            var type = name.replace("0", "").getBytes(StandardCharsets.UTF_8);
            net.text(net.rows() - 1, NetDev.DEVTYPE, type, 0, type.length);
            if (name.equals("eth0")) {
                net.text(net.rows() - 1, NetDev.DEVID, "0".getBytes(StandardCharsets.UTF_8), 0, 1);
            }
        }
        return Sample.of(List.of(load, net));
    }

    private String history(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("--dir", "kept"));
        all.addAll(List.of(arguments));
        return new HistoryCommand(new PrintStream(err, true, StandardCharsets.UTF_8), directory, directory, directory,
                Map.of("XDG_CONFIG_HOME", directory.toString()), NOW).answer(70, all.toArray(String[]::new));
    }

    @Test
    void aTableForAPerson() throws Exception {
        assertThat(history("load1", "--from", "yesterday 22:00", "--to", "yesterday 23:00", "--step", "15min"))
                .isEqualTo("""
                        #time                host   load1
                        2026-11-23T22:15:00  node1  9
                        2026-11-23T22:15:00  node2  18
                        2026-11-23T22:30:00  node1  18
                        2026-11-23T22:30:00  node2  36
                        2026-11-23T22:45:00  node1  27
                        2026-11-23T22:45:00  node2  down
                        2026-11-23T23:00:00  node1  36
                        2026-11-23T23:00:00  node2  down
                        """);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void anExpressionMayNameGroups() throws Exception {
        Files.writeString(directory.resolve("lab"),
                "<wulfhosts><group name='odd'>node[1-9/2]</group><nodeset>node[1-2]</nodeset></wulfhosts>");
        assertThat(history("if(host in @odd, load1)", "-f", "lab", "--from", "yesterday 22:00", "--to",
                "yesterday 22:30", "--step", "15min")).isEqualTo("""
                        #time                host   if(host_in_@odd,load1)
                        2026-11-23T22:15:00  node1  9
                        2026-11-23T22:30:00  node1  18
                        """);
    }

    @Test
    void linesForPrograms() throws Exception {
        var span = List.of("--from", "2026-11-23 22:00", "--to", "2026-11-23 22:30", "--step", "10min");
        var asked = new ArrayList<>(List.of("rate(net.receive.bytes)", "--hosts", "node[2-3]", "--format", "csv"));
        asked.addAll(span);
        assertThat(history(asked.toArray(String[]::new))).isEqualTo("""
                time,host,row,value,status
                1795468800,node2,lo,4096,up
                1795468800,node2,eth0,8192,up
                1795469400,node2,lo,4096,up
                1795469400,node2,eth0,8192,up
                """);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("wulf history: not recorded in that time: node3\n");
        asked.set(0, "net.received");
        asked.set(4, "jsonl");
        assertThat(history(asked.toArray(String[]::new))).isEqualTo("""
                {"time":1795468800,"host":"node2","row":null,"value":8192,"status":"up"}
                {"time":1795469400,"host":"node2","row":null,"value":8192,"status":"up"}
                """);
    }

    @Test
    void aChartOfOne() throws Exception {
        assertThat(history("load1", "--hosts", "node1", "--format", "chart", "--from", "yesterday 22:00", "--to",
                "yesterday 23:00", "--step", "2min", "--take", "greatest").lines().map(String::stripTrailing))
                .containsExactly("""
                        load1
                        36                            ▂▅█
                                                    ▃▆███
                                                 ▂▅██████
                                               ▃▆████████
                                            ▂▅███████████
                                          ▃▆█████████████
                                       ▂▅████████████████
                                     ▃▆██████████████████
                                  ▂▅█████████████████████
                                ▃▆███████████████████████
                             ▂▅██████████████████████████
                         0 ▃▆████████████████████████████
                           2026-11-23T22:02:00 … 2026-11-23T23:00:00
                        """.lines().map(String::stripTrailing).toArray(String[]::new));
    }

    @Test
    void aChartOfSeveral() throws Exception {
        var lines =
                history("load1", "--format", "chart", "--from", "yesterday 22:00", "--to", "yesterday 23:00").lines()
                        .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).endsWith("   least    mean  greatest");
        assertThat(lines.get(2)).matches("node1  ?[ ▁▂▃▄▅▆▇█]{36,37} +0.3 +18 +36");
        assertThat(lines.get(3)).matches("node2  ?[ ▁▂▃▄▅▆▇█×]{36,37} +0.6 +18 +36");
        assertThat(lines.get(4)).isEqualTo("      2026-11-23T22:00:30 … 2026-11-23T23:00:00  × down");
        assertThat(history("memory.free", "--format", "chart"))
                .isEqualTo("memory.free[bytes]: nothing was recorded\n");
    }

    @Test
    void whatIsWrongIsQuoted() {
        wrong("an expression is expected");
        wrong("one expression is expected, and \"load5\" is another", "load1", "load5");
        wrong("expected ", "load1 +");
        wrong("unknown option \"--up\"; see wulf history -h", "load1", "--up");
        wrong("--from \"soon\": expected a time", "load1", "--from", "soon");
        wrong("--from \"now\" is not before --to \"-1h\"", "load1", "--from", "now", "--to", "-1h");
        wrong("--step \"x\": expected a span of time", "load1", "--step", "x");
        wrong("--step \"1s\": 86400001 steps are too many", "load1", "--from", "-10000d", "--step", "1s");
        wrong("--top \"0\": expected how many, such as 5", "load1", "--top", "0");
        wrong("--take \"first\": expected last, mean, least or greatest", "load1", "--take", "first");
        wrong("--format \"xml\": expected table, csv, jsonl, chart", "load1", "--format", "xml");
        assertThatThrownBy(() -> history("load1", "--dir", "none")).isInstanceOf(UnreadableException.class)
                .satisfies(e -> assertThat(((UnreadableException) e).lines())
                        .containsExactly(directory.resolve("none") + ": no such directory"));
        assertThatThrownBy(() -> history("load1", "--hosts", "node[7-9]", "--from", "-1d"))
                .satisfies(e -> assertThat(((UnreadableException) e).lines()).containsExactly(
                        directory.resolve("kept")
                                + ": none of these hosts was recorded there in that time: node[7-9]"));
    }

    private void wrong(String message, String... arguments) {
        assertThatThrownBy(() -> history(arguments)).isInstanceOf(UsageException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void nothingIsLaterThanItsEnd() throws Exception {
        assertThat(history("load1", "--hosts", "node1", "--from", "2026-11-23 22:00", "--to", "2026-11-23 22:07",
                "--step", "5min", "--take", "greatest", "--format", "csv")).isEqualTo("""
                        time,host,row,value,status
                        1795467900,node1,,3,up
                        1795468020,node1,,4.2,up
                        """);
    }

    @Test
    void stepsOfDaysEndAtLocalMidnight() throws Exception {
        assertThat(history("load1", "--hosts", "node1", "--from", "2026-11-22", "--to", "2026-11-25", "--step", "1d"))
                .isEqualTo("""
                        #time                host   load1
                        2026-11-24T00:00:00  node1  36
                        """);
        assertThat(history("load1", "--hosts", "node1", "--from", "2026-11-22", "--to", "2026-12-25", "--step",
                "1month")).isEqualTo("""
                        #time                host   load1
                        2026-12-01T00:00:00  node1  36
                        """);
    }

    @Test
    void aStepThatIsShorterThanWhatWasRecordedIsRaised() throws Exception {
        assertThat(history("load1", "--hosts", "node1", "--from", "2026-11-23 22:00", "--to", "2026-11-23 22:00:30",
                "--step", "1s", "--format", "csv")).isEqualTo("""
                        time,host,row,value,status
                        1795467610,node1,,0.1,up
                        1795467620,node1,,0.2,up
                        1795467630,node1,,0.3,up
                        """);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(
                "wulf history: --step 1s is raised to 10s: no more values are there than one in that time\n");
    }

    @Test
    void theGreatestMeansComeFirst() throws Exception {
        assertThat(history("rate(net.receive.bytes)", "--top", "2", "--from", "2026-11-23 22:00", "--to",
                "2026-11-23 22:20", "--step", "10min")).isEqualTo("""
                        #time                host   row   rate(net.receive.bytes)[bytes/s]
                        2026-11-23T22:20:00  node2  eth0  8.0K
                        2026-11-23T22:20:00  node1  eth0  4.0K
                        """);
    }

    @Test
    void textsSayWhenTheyChanged() throws Exception {
        assertThat(history("net.devtype", "--from", "2026-11-23 22:00", "--to", "2026-11-23 23:00"))
                .isEqualTo("""
                        #time                host   row   net.devtype
                        2026-11-23T22:00:10  node1  lo    lo
                        2026-11-23T22:00:10  node1  eth0  eth
                        2026-11-23T22:00:10  node2  lo    lo
                        2026-11-23T22:00:10  node2  eth0  eth
                        2026-11-23T22:30:10  node2  -     down
                        """);
        wrong("--format chart: \"net.devtype\" is a text", "net.devtype", "--format", "chart");
        wrong("--top goes with numbers: \"net.devtype\" is a text", "net.devtype", "--top", "3");
    }

    @Test
    void timesThatTheClocksDidNotShowOrShowedTwiceAreSaid() throws Exception {
        wrong("--from \"2026-03-29 02:30\": there is no such time in Europe/Berlin: the clocks went from"
                + " 2026-03-29T02:00:00 to 2026-03-29T03:00:00", "load1", "--from", "2026-03-29 02:30");
        assertThatThrownBy(() -> history("load1", "--from", "2026-10-25 02:30", "--to", "2026-10-25 12:00"))
                .isInstanceOf(UnreadableException.class);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo(
                "wulf history: --from \"2026-10-25 02:30\": that time was there twice: 2026-10-25T02:30:00+02:00 is"
                        + " meant, and not 2026-10-25T02:30:00+01:00\n");
    }

    @Test
    void whatCannotBeReadIsNamedAndIsAFailure() throws Exception {
        var kept = directory.resolve("kept");
        List<Path> sealed;
        try (var files = Files.list(kept)) {
            sealed = files.filter(file -> file.toString().endsWith(".exact")).sorted().toList();
        }
        Files.writeString(kept.resolve("notes.txt"), "mine");
        Files.write(sealed.getFirst(), new byte[(int) Files.size(sealed.getFirst())]);
        var empty = kept.resolve("000000-20261123T205000Z.exact");
        Files.createFile(empty);
        Files.createSymbolicLink(kept.resolve("999999-20261123T223000Z.exact"), Path.of("/dev/zero"));
        var out = new ByteArrayOutputStream();
        var program = new Wulf(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory, directory, directory, false);
        assertThat(program.run(Map.of("TZ", "CET-1CEST,M3.5.0,M10.5.0/3"), "history", "load1", "--dir", "kept",
                "--from", "2026-11-23 21:30", "--to", "2026-11-23 23:30", "--take", "mean", "--step", "1d", "--format",
                "csv")).isEqualTo(Wulf.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).containsExactlyInAnyOrder(
                said(kept, "notes.txt", "is not a file of a recording: its 4 bytes are left out"),
                said(kept, "000000-20261123T205000Z.exact", "is empty: all that was in it is lost"),
                said(kept, String.valueOf(sealed.getFirst().getFileName()),
                        "is damaged, or not of a recording: nothing in its %,d bytes can be read"
                                .formatted(Files.size(sealed.getFirst()))),
                said(kept, "999999-20261123T223000Z.exact",
                        "cannot be read, and all that is in it is left out: not a regular file"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(",node1,,");
        assertThat(program.run(Map.of("TZ", "Nowhere/Land"), "history", "load1")).isEqualTo(Wulf.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("wulf history: TZ=Nowhere/Land: expected the name");
    }

    @Test
    void whatADamagedLogHadLostWhenItWasSealedIsToldFromThenOnAndIsAFailure() throws Exception {
        var torn = directory.resolve("torn");
        var keep = Keep.USUAL.exact(Duration.ofDays(40_000));
        Path log;
        byte[] bytes;
        try (var recording = Recording.open(torn, keep, line -> {})) {
            rounds(recording);
            log = files(torn, ".log").getFirst();
            bytes = Files.readAllBytes(log);
        }
        for (var file : files(torn, "")) {
            Files.delete(file);
        }
        bytes[bytes.length / 2] ^= 1;
        Files.write(log, bytes);
        var told = new ArrayList<String>();
        Recording.open(torn, keep, told::add).close();
        assertThat(told).hasSize(1);
        var lost = told.getFirst().replaceFirst("^.*: ", "");
        assertThat(lost).matches("[1-9][0-9]* records are lost");
        assertThat(files(torn, ".log")).isEmpty();
        var out = new ByteArrayOutputStream();
        var program = new Wulf(InputStream.nullInputStream(), out, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory, directory, directory, false);
        for (var i = 0; i < 2; i++) {
            err.reset();
            assertThat(program.run(Map.of("TZ", "CET-1CEST,M3.5.0,M10.5.0/3"), "history", "load1", "--dir", "torn",
                    "--from", "2026-11-23 22:00", "--to", "2026-11-23 23:00", "--step", "15min"))
                    .isEqualTo(Wulf.FAILED);
            assertThat(err.toString(StandardCharsets.UTF_8)).matches(
                    "wulf history: " + torn + ": [^ ]+\\.damaged is damaged: " + lost + "\n");
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("node1  36");
        }
    }

    private static List<Path> files(Path directory, String end) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }

    @Test
    void onlyValuesOfWhichAConditionHoldsAreChosen() throws Exception {
        assertThat(history("load1", "--from", "yesterday 22:00", "--to", "yesterday 23:00", "--step", "15min",
                "--where", "load1 > 10 and host != 'node2'", "-v")).isEqualTo("""
                        #time                host   load1
                        2026-11-23T22:30:00  node1  18
                        2026-11-23T22:45:00  node1  27
                        2026-11-23T22:45:00  node2  down
                        2026-11-23T23:00:00  node1  36
                        2026-11-23T23:00:00  node2  down
                        """);
        assertThat(err).hasToString("wulf history: asking " + directory.resolve("kept")
                + ", 2026-11-23T22:00:00 to 2026-11-23T23:00:00, 4 steps\nwulf history: 2 hosts, 2 series\n");
        assertThat(history("rate(net.receive.bytes)", "--from", "yesterday 22:00", "--to", "yesterday 22:30", "--step",
                "15min", "--where", "net.devtype = 'eth'", "--format", "csv").lines().skip(1))
                .hasSize(2)
                .allMatch(line -> line.contains(",eth0,"));
        assertThat(history("load1", "--from", "yesterday 22:00", "--to", "yesterday 23:00", "--step", "1h", "--take",
                "mean", "--where", "load1 > 30", "--hosts", "node1", "--format", "csv").lines().skip(1))
                .singleElement()
                .asString()
                .endsWith(",node1,,33.05,up");
        assertThat(history("net.devtype", "--from", "2026-11-23 22:00", "--to", "2026-11-23 22:20", "--where",
                "net.devtype = 'lo'", "--hosts", "node1")).isEqualTo("""
                        #time                host   row  net.devtype
                        2026-11-23T22:00:10  node1  lo   lo
                        """);
        wrong("--where: unknown name lod1; is it load1?", "load1", "--where", "lod1 > 1");
        wrong("--where: expected a condition", "load1", "--where", "load1");
    }

    private static String said(Path kept, String file, String words) {
        return "wulf history: " + kept + ": " + file + " " + words;
    }

    @Test
    void helpIsThere() throws Exception {
        assertThat(history("-h")).startsWith("Usage: wulf history ").contains("--step", "Exit status");
    }
}
