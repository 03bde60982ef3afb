package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.display.Alarm;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;
import org.wulfware.wire.Sample;

/// `wulflogger --alarm`.
@Timeout(60)
@SuppressWarnings("JdkObsolete") // several threads write to a StringBuffer
class AlarmLogTest {
    private static final Instant NIGHT = Instant.parse("2026-11-25T02:00:00.25Z");

    @TempDir
    private Path directory = Path.of("");

    private final List<Node> nodes = new ArrayList<>();
    private final StringBuilder hosts = new StringBuilder();
    private String err = "";

    @AfterEach
    void closeNodes() throws IOException {
        for (var node : nodes) {
            node.close();
        }
    }

    private Node host(String name, Node node) {
        nodes.add(node);
        hosts.append("<host><name>" + name + "</name><ip>127.0.0.1</ip><port>" + node.port() + "</port></host>\n");
        return node;
    }

    /// A node whose load is this in the first answer, and that in those after it.
    private static Node load(String first, String then) throws IOException {
        return new Node(count -> Node.packet(
                "<xmlsysd><proc><loadavg><load1>" + (count == 1 ? first : then)
                        + "</load1></loadavg></proc></xmlsysd>"));
    }

    private record Said(int status, String out) {
        /// Without the time of day.
        List<String> lines() {
            return out.lines().map(line -> line.replaceFirst("^(\\{\"time\":)?[0-9][0-9T:.Z-]+", "$1TIME")).toList();
        }
    }

    private Said run(String... arguments) throws IOException {
        var told = new StringBuffer();
        var said = run(written(), told, arguments);
        err = told.toString();
        return said;
    }

    private Path written() throws IOException {
        return Files.writeString(directory.resolve("hosts"), "<wulfstat>\n" + hosts + "</wulfstat>\n");
    }

    private Said run(Path file, StringBuffer errors, String... arguments) {
        var all = new ArrayList<>(List.of("-f", file.toString()));
        all.addAll(List.of(arguments));
        var out = new ByteArrayOutputStream();
        var told = new ByteArrayOutputStream();
        var program = new Wulflogger(out, new PrintStream(told, true, StandardCharsets.UTF_8), directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")),
                new AlarmFiles(directory.resolve("alarms.d"), directory.resolve("alarms.mine")), new Stop(),
                Duration.ofMillis(5));
        var status = program.run(all.toArray(String[]::new));
        errors.append(told.toString(StandardCharsets.UTF_8));
        return new Said(status, out.toString(StandardCharsets.UTF_8));
    }

    private static HostState state(String name, double load) {
        var table = new Table<>(Loadavg.SENSOR).stamp(1);
        table.row().set(Loadavg.LOAD1, Math.round(load * 100));
        return HostState.pending(Host.named(name), NIGHT)
                .answered(Sample.of(List.of(table)), Duration.ofMillis(1), NIGHT, Duration.ZERO);
    }

    private static HostState[] states(double load, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> state("node" + String.format(Locale.ROOT, "%03d", i), load))
                .toArray(HostState[]::new);
    }

    /// What is written of rounds that lie a minute apart.
    private static String written(Format format, List<Alarm> alarms, HostState[]... rounds) {
        var lines = new AlarmLines(alarms, format);
        var out = new StringBuilder();
        lines.begin(out);
        for (var i = 0; i < rounds.length; i++) {
            lines.update(List.of(rounds[i]), NIGHT.plusSeconds(60L * i), out);
        }
        lines.finish(out);
        return out.toString();
    }

    @Test
    void aLineEachTimeAndHostsFolded() throws Exception {
        var alarms = List.of(Alarm.typed("load1 > 5", DisplaySet.BUILT_IN),
                new Alarm("very busy", Alarm.Level.CRITICAL, Alarm.typed("load1 > 5", DisplaySet.BUILT_IN).when(),
                        Duration.ofSeconds(60), _ -> true));
        var busy = states(9, 3, 17);
        var some = Stream.concat(Stream.of(states(1, 3, 9)), Stream.of(states(9, 10, 17))).toArray(HostState[]::new);
        assertThat(written(Format.TABLE, alarms, busy, busy, busy, some)).isEqualTo("""
                2026-11-25T02:00:00Z raised load1 > 5 on node[003-017]
                2026-11-25T02:01:00Z raised critical very busy on node[003-017]
                2026-11-25T02:03:00Z cleared load1 > 5 on node[003-009]
                2026-11-25T02:03:00Z cleared critical very busy on node[003-009]
                """);
        assertThat(written(Format.CSV, alarms, busy, some)).isEqualTo("""
                time,event,alarm,level,hosts,count
                1795572000.250000,raised,load1 > 5,warning,node[003-017],15
                1795572060.250000,cleared,load1 > 5,warning,node[003-009],7
                1795572060.250000,raised,very busy,critical,node[010-017],8
                """);
        assertThat(written(Format.TSV, alarms, busy)).isEqualTo(
                "time\tevent\talarm\tlevel\thosts\tcount\n1795572000.250000\traised\tload1 > 5\twarning\tnode[003-017]\t15\n");
        assertThat(written(Format.JSONL, alarms, busy)).isEqualTo("""
                {"time":1795572000.250000,"event":"raised","alarm":"load1 > 5","level":"warning","hosts":"node[003-017]","count":15}
                """);
    }

    @Test
    void noNameReachesATerminalAsItIs() throws Exception {
        var alarms = List.of(Alarm.typed("host != \"\u001b[2J\"", DisplaySet.BUILT_IN));
        for (var format : List.of(Format.TABLE, Format.CSV, Format.TSV, Format.JSONL)) {
            var out =
                    written(format, alarms, new HostState[]{state("a\u001b[31m\n\u202eb", 1), state("c\td,\"e\"", 1)});
            assertThat(out.chars().filter(c -> c < ' ' && c != '\n' && c != '\t')).isEmpty();
            assertThat(out).contains("a?[31m??b").contains("c?d").doesNotContain("\u202e");
        }
    }

    @Test
    void ofHostsThatAnswerAndOneThatIsGone() throws IOException {
        host("g01", load("9.5", "0.5"));
        host("g02", load("9.5", "9.5"));
        host("g03", load("0.1", "0.1"));
        host("gone", load("0.1", "0.1")).close();
        var said = run("-c", "3", "-d", "0.05", "--alarm", "load1 > 5", "--alarm=down", "--alarm", "-load1 > 0");
        assertThat(said.lines()).containsExactly(
                "TIME raised load1 > 5 on g[01-02]", "TIME raised down on gone", "TIME cleared load1 > 5 on g01");
        assertThat(said.status).isEqualTo(3);
        assertThat(err).isEmpty();
        assertThat(nodes.getFirst().heard()).startsWith("off all", "on time load1", "send");
    }

    @Test
    void aRecordingHasTheAlarmsThatTheClusterHad() throws IOException {
        host("g01", load("9.5", "0.5"));
        host("g02", load("0.5", "9.5"));
        var live = run("-c", "4", "-d", "0.05", "--record", "kept", "--format", "csv", "--alarm", "load1 > 5");
        assertThat(live.status).isZero();
        assertThat(live.out).hasLineCount(4);
        var replayed = run("--replay", "kept", "--format", "csv", "--alarm", "load1 > 5");
        assertThat(err).isEmpty();
        assertThat(replayed).isEqualTo(live);
    }

    @Test
    void whatMakesNoSenseIsSaid() throws IOException {
        host("g01", load("1", "1"));
        assertThat(run("--alarm", "lod1 > 2").status).isEqualTo(2);
        assertThat(err).isEqualTo("""
                wulflogger: --alarm: unknown name lod1; is it load1?
                  lod1 > 2
                  ^
                """);
        for (var other : List.of("-t", "--columns", "--where", "--sort", "--aggregate")) {
            assertThat(run("--alarm", "load1 > 2", other, "load1").status).isEqualTo(2);
            assertThat(err).isEqualTo("wulflogger: " + other + " and --alarm: one of them\n");
        }
        assertThat(run("--alarm", "load1 > 2", "--rrd", "x").status).isEqualTo(2);
        assertThat(err).isEqualTo("wulflogger: --rrd and --alarm: one of them\n");
        for (var format : List.of("xml", "openmetrics", "influx")) {
            assertThat(run("--alarm", "load1 > 2", "--format", format).status).isEqualTo(2);
            assertThat(err).isEqualTo("wulflogger: --format " + format
                    + " and --alarm: alarms are told as table, csv, tsv or jsonl\n");
        }
        assertThat(run("--alarm", "load1 > 2 for ever5min", "-c", "1").status).isEqualTo(2);
        assertThat(err).startsWith("wulflogger: --alarm: ").contains("for ever5min");
    }

    @Test
    void aFileThatIsWrongIsToldOnceHoweverManyAlarmsThereAre() throws IOException {
        host("g01", load("1", "1"));
        Files.writeString(directory.resolve("displays.mine"), "nothing = 1\n");
        assertThat(run("-c", "1", "--alarm", "load1 > 2", "--alarm", "load1 > 3").status).isZero();
        assertThat(err).hasLineCount(1);
    }

    @Test
    void alarmsStandInFilesAndMayNameGroupsOfTheHostsFile() throws IOException {
        host("g01", load("9.5", "9.5"));
        host("g02", load("9.5", "9.5"));
        host("gone", load("0.1", "0.1")).close();
        hosts.append("<group name='rack'>g02,gone</group>\n");
        Files.createDirectory(directory.resolve("alarms.d"));
        Files.writeString(directory.resolve("alarms.d/site.toml"), """
                [[alarm]]
                name = "busy"
                when = "load1 > 5"
                hosts = "@rack"
                [[alarm]]
                name = "off"
                when = "down"
                level = "critical"
                [[alarm]]
                name = "broken"
                when = "lod1 > 5"
                """);
        var said = run("--alarms", "-c", "2", "-d", "0.05", "--alarm", "load1 < 1");
        assertThat(said.lines()).containsExactly("TIME raised busy on g02", "TIME raised critical off on gone");
        assertThat(said.status).isEqualTo(3);
        assertThat(err).isEqualTo("""
                wulflogger: FILE:11:1: when: unknown name lod1; is it load1?
                  lod1 > 5
                  ^
                """.replace("FILE", directory.resolve("alarms.d/site.toml").toString()));
        // Hosts that are typed leave the groups as they are.
        assertThat(run("--alarms", "-c", "1", "-d", "0.05", "g[01-02]").lines())
                .containsExactly("TIME raised busy on g02");
        run("--record", "kept", "-c", "2", "-d", "0.05", "--columns", "load1");
        assertThat(run("--replay", "kept", "--alarms").lines())
                .containsExactly("TIME raised busy on g02", "TIME raised critical off on gone");
    }

    /// All at the same time, since each takes as long as a host may take to answer.
    @Test
    void aHostThatHangsIsNamedInTheLastUpdateAtAnyDelay() throws Exception {
        host("g01", load("0.5", "0.5"));
        host("g02", new Node(_ -> ""));
        host("g03", new Node(count -> count > 4 ? "" : Node.packet("<xmlsysd/>")));
        var file = written();
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = new LinkedHashMap<String, Future<Said>>();
            for (var delay : List.of("0.01", "0.2", "1", "5", "3600")) {
                runs.put("-d " + delay, all.submit(() -> run(file, new StringBuffer(), "-c", "1", "-d", delay,
                        "--alarm", "down", "g01", "g02")));
            }
            runs.put("needs rates", all.submit(() -> run(file, new StringBuffer(), "-c", "1", "-d", "0.2",
                    "--alarm", "down", "--alarm", "max(disk.busy) > 90%", "g01", "g02")));
            for (var said : runs.entrySet()) {
                assertThat(said.getValue().get().lines()).as(said.getKey())
                        .containsExactly("TIME raised down on g02");
                assertThat(said.getValue().get().status).as(said.getKey()).isEqualTo(3);
            }
            assertThat(run(file, new StringBuffer(), "-c", "6", "-d", "0.1", "--alarm", "down", "g03").lines())
                    .containsExactly("TIME raised down on g03");
        }
    }

    @Test
    void filesWithoutAnAlarmAreSaid() throws IOException {
        host("g01", load("9.5", "9.5"));
        assertThat(run("--alarms", "-c", "1").status).isEqualTo(2);
        assertThat(err).isEqualTo("wulflogger: --alarms: there are none in " + directory.resolve("alarms.d") + " and "
                + directory.resolve("alarms.mine") + "\n");
        assertThat(run("--alarms", "-t", "net").status).isEqualTo(2);
        assertThat(err).isEqualTo("wulflogger: -t and --alarms: one of them\n");
    }

    @Test
    void hostsThatCannotBeReadClearNothing() throws Exception {
        var alarms = List.of(Alarm.typed("load1 > 5", DisplaySet.BUILT_IN));
        var down = HostState.pending(Host.named("node003"), NIGHT).down(new Poll.Garbled("rubbish", 1), NIGHT);
        assertThat(written(Format.TABLE, alarms, states(9, 3, 3), new HostState[]{down}, states(9, 3, 3),
                states(1, 3, 3))).isEqualTo("""
                        2026-11-25T02:00:00Z raised load1 > 5 on node003
                        2026-11-25T02:03:00Z cleared load1 > 5 on node003
                        """);
    }
}
