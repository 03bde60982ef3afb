package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.history.Playback;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;
import org.wulfware.libwulf.Shard;

/// What was recorded of a live run is logged as it was then.
@Timeout(60)
class ReplayTest {
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

    private void host(String name, Node node) {
        nodes.add(node);
        hosts.append("<host><name>" + name + "</name><ip>127.0.0.1</ip><port>" + node.port() + "</port></host>\n");
    }

    /// Nodes that answer, that are gone, that talk rubbish, and one that does so at times.
    private void village() throws IOException {
        host("golem", Node.golem());
        host("g02", Node.golem());
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        host("mad", new Node(_ -> "HTTP/1.1 400 \u001b[31mBad\u001b[0m\r\n\r\n"));
        host("cut", new Node(count -> count % 3 == 0 ? "Content-Length: 9\n\n<xmlsysd>"
                : Node.packet(
                        "<xmlsysd><proc><loadavg><load1>0." + count + "</load1></loadavg></proc></xmlsysd>")));
    }

    private record Said(int status, String out) {}

    private Said run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var told = new ByteArrayOutputStream();
        var program = new Wulflogger(out, new PrintStream(told, true, StandardCharsets.UTF_8), directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")),
                new AlarmFiles(directory.resolve("alarms.d"), directory.resolve("alarms.mine")), new Stop(),
                Duration.ofMillis(5));
        var status = program.run(arguments);
        err = told.toString(StandardCharsets.UTF_8);
        return new Said(status, out.toString(StandardCharsets.UTF_8));
    }

    private Said live(String... arguments) throws IOException {
        Files.writeString(directory.resolve("hosts"), "<wulfstat>\n" + hosts + "</wulfstat>\n");
        var all = new ArrayList<>(List.of("-f", directory.resolve("hosts").toString(), "--record", "kept"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    @Test
    void aPartOfTheHostsIsPolledRecordedOrShown() throws IOException {
        village();
        var all = Set.of("golem", "g02", "gone", "mad", "cut");
        var first = all.stream().filter(new Shard(1, 2)::has).collect(Collectors.toSet());
        assertThat(first).isNotEmpty().isNotEqualTo(all);
        var part = live("-c", "1", "-d", "0.1", "--format", "csv", "--shard", "1/2");
        assertThat(names(part.out)).isEqualTo(first);
        var rest = live("-c", "1", "-d", "0.1", "--format", "csv", "--shard", "2/2");
        assertThat(names(rest.out)).hasSize(all.size() - first.size()).doesNotContainAnyElementsOf(first);
        assertThat(names(run("--replay", "kept", "--format", "csv", "--shard", "2/2").out)).isEqualTo(names(rest.out));
    }

    /// Whose lines they are: the second of comma-separated values.
    private static Set<String> names(String csv) {
        return csv.lines().skip(1).map(line -> line.split(",")[1]).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "net", "time", "cpu", "interfaces"})
    void aReplayHasTheLinesOfTheLiveRun(String type) throws IOException {
        village();
        if (type.equals("load")) {
            host("slow", new Node(count -> count == 1 ? Node.packet("<xmlsysd><proc><loadavg><load1>0.5</load1>"
                    + "</loadavg></proc></xmlsysd>") : ""));
        }
        var live = live("-t", type, "-c", "6", "-d", "0.15", "--format", "csv");
        assertThat(err).isEmpty();
        assertThat(live.out).contains("golem,up,", "gone,down,connection refused,", "garbled");
        assertThat(run("-t", type, "--replay", "kept", "--format", "csv")).isEqualTo(live);
        assertThat(err).isEmpty();
    }

    @Test
    void otherFormsOfWhatWasRecordedAreFormedOfIt() throws IOException {
        village();
        var live = live("-c", "3", "-d", "0.05");
        assertThat(run("--replay", "kept").out).isEqualTo(live.out);
        assertThat(run("--replay", "kept", "--columns", "load1", "--sort", "-load1", "--format", "csv", "golem,g02",
                "-c", "1")).isEqualTo(new Said(0,
                        "time,host,status,why,load1\n"
                                + Stream.of("golem", "g02")
                                        .map(host -> live.out.lines()
                                                .filter(line -> line.contains(host))
                                                .findFirst()
                                                .get()
                                                .split(" ")[0] + "," + host + ",up,,0.21\n")
                                        .collect(Collectors.joining())));
    }

    @Test
    void hostsThatWereNotRecordedAreTold() throws IOException {
        host("golem", Node.golem());
        live("-c", "1");
        assertThat(run("--replay", "kept", "golem,n[1-9]").status).isZero();
        assertThat(err).isEqualTo("wulflogger: not recorded in that time: n[1-9]\n");
        assertThat(run("--replay", "kept", "n7").status).isEqualTo(1);
        assertThat(err).isEqualTo("wulflogger: kept: none of these hosts was recorded there in that time: n7\n");
        assertThat(run("--replay", "kept", "n[").status).isEqualTo(2);
        assertThat(run("--replay", "none").status).isEqualTo(1);
        assertThat(err).isEqualTo("wulflogger: " + directory.resolve("none") + ": no such directory\n");
        assertThat(run("--replay", "kept", "--from", "-3h", "--to", "-2h").status).isEqualTo(1);
        assertThat(err).contains("nothing was recorded there in that time");
    }

    @Test
    void updatesStandApartAsIsWanted() throws IOException {
        host("golem", Node.golem());
        live("-c", "8", "-d", "0.05");
        assertThat(run("--replay", "kept", "-d", "3600").out.lines()).hasSizeBetween(2, 3);
        var began = System.nanoTime();
        assertThat(run("--replay", "kept", "--speed", "0.5").out.lines()).hasSize(9);
        // Later it may be, on a busy machine.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(recorded().multipliedBy(2));
    }

    /// What lies between the first update and the last.
    private Duration recorded() throws IOException {
        var times = new ArrayList<Instant>();
        try (var playback = Playback.open(directory.resolve("kept"), _ -> true, Instant.MIN, Instant.MAX)) {
            for (var round = playback.next(); round.isPresent(); round = playback.next()) {
                times.add(round.get().at());
            }
        }
        return Duration.between(times.getFirst(), times.getLast());
    }

    @Test
    void aRecordingAloneSaysNothing() throws IOException {
        host("golem", Node.golem());
        assertThat(live("-c", "2", "-d", "0.05", "--quiet", "-t", "memory")).isEqualTo(new Said(0, ""));
        assertThat(run("--replay", "kept", "-t", "memory").out.lines()).hasSize(3);
    }

    @Test
    void whatIsWrongIsQuoted() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        wrong("--from \"soon\": expected a time, such as 'yesterday 22:00',", "--replay", "kept", "--from", "soon");
        wrong("--from \"-1h\" is not before --to \"-2h\"", "--replay", "kept", "--from", "-1h", "--to", "-2h");
        wrong("--speed \"fast\": expected how many times", "--replay", "kept", "--speed", "fast");
        wrong("--speed \"0\": expected how many times", "--replay", "kept", "--speed", "0");
        wrong("--from goes with --replay", "--from", "now");
        wrong("--record and --replay: one of them", "--record", "kept", "--replay", "kept");
        wrong("--quiet goes with --record or --remote-write", "--quiet");
        wrong("--record-size goes with --record", "--record-size", "1G");
        wrong("--record-size \"10\": expected an amount of bytes", "--record", "kept", "--record-size", "10");
        wrong("--record-exact \"2y\": expected a span of time", "--record", "kept", "--record-exact", "2y");
        wrong("--replay \"\": no name of a directory", "--replay", "");
        assertThat(run("--record", directory.resolve("file").toString(), "-c", "1").status).isEqualTo(1);
        assertThat(err).isEqualTo("wulflogger: cannot record: " + directory.resolve("file") + ": not a directory\n");
    }

    private void wrong(String message, String... arguments) {
        assertThat(run(arguments).status).isEqualTo(2);
        assertThat(err).startsWith("wulflogger: " + message);
    }
}
