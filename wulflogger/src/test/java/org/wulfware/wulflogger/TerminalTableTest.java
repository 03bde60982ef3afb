package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.history.Zones;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.OutputTerminal;

/// The program as a person at a terminal sees it.
@Timeout(60)
class TerminalTableTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<Node> nodes = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final StringBuilder hosts = new StringBuilder();
    private OutputTerminal.Size size = new OutputTerminal.Size(100, 24);

    @AfterEach
    void closeNodes() throws IOException {
        for (var node : nodes) {
            node.close();
        }
    }

    @Test
    void timesAreLocalAndOneWord() throws IOException {
        host("golem", Node.golem());
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        var before = LocalDateTime.now(Zones.local()).truncatedTo(ChronoUnit.SECONDS);
        assertThat(run("-c", "1")).isEqualTo(3);
        assertThat(seen()).isEqualTo("""
                #time                host   status    load1   load5  load15  cpus  load/cpu
                TIME                 golem  up         0.21    0.05    0.02     1      0.21
                TIME                 gone   down     connection refused
                """);
        var time = out.toString(StandardCharsets.UTF_8).lines().toList().get(2).substring(0, 19);
        assertThat(LocalDateTime.parse(time)).isBetween(before, LocalDateTime.now(Zones.local()));
    }

    @Test
    void headingsComeAgainEveryScreenfulOfWhateverSizeItIsThen() throws IOException {
        for (var number = 1; number <= 5; number++) {
            host("n" + number, Node.golem());
        }
        size = new OutputTerminal.Size(100, 4);
        assertThat(run("-c", "2", "-d", "0.05", "--columns", "load1")).isZero();
        assertThat(seen().lines().map(line -> line.substring(0, 1))).containsExactly(
                "#", "T", "T", "#", "T", "T", "#", "T", "T", "#", "T", "T", "#", "T", "T");
        out.reset();
        size = new OutputTerminal.Size(100, 24);
        run("-c", "2", "-d", "0.05", "--columns", "load1");
        assertThat(seen().lines().filter(line -> line.startsWith("#"))).hasSize(1);
        out.reset();
        // A line that goes on below takes two rows of a screen.
        size = new OutputTerminal.Size(30, 9);
        run("-c", "1", "--columns", "load1");
        assertThat(seen().lines().map(line -> line.substring(0, 1))).containsExactly(
                "#", "T", "T", "T", "#", "T", "T");
    }

    @Test
    void hostsThatHaveNoneOfItAreOneLineOnATerminalOnly() throws IOException {
        host("golem", Node.golem());
        for (var number = 1; number <= 4; number++) {
            host("n" + number, Node.golem());
        }
        assertThat(run("-c", "1", "-t", "infiniband", "-d", "0.05")).isZero();
        assertThat(seen()).isEqualTo("""
                #time                host   status   adapter   port  state    speed   rx_B/s   tx_B/s  err/s  downed
                TIME                 5 hosts have no InfiniBand: golem,n[1-4]
                """);
    }

    @Test
    void aFileOrAPipeHasALineForEachOfThem() throws IOException {
        host("golem", Node.golem());
        host("n1", Node.golem());
        assertThat(run("-c", "1", "-t", "infiniband", "-d", "0.05", "--format", "csv")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceFirst("^[0-9.]+", "TIME")))
                .containsExactly("time,host,status,why,adapter,port,state,speed,rx,tx,errors,link_downed",
                        "TIME,golem,up,no InfiniBand,,,,,,,,", "TIME,n1,up,no InfiniBand,,,,,,,,");
    }

    @Test
    void longNamesLoseTheirMiddleAndNumbersNothing() throws IOException {
        host("a-cluster-with-a-name-that-nobody-can-remember-rack-07-node-001", Node.golem());
        host("a-cluster-with-a-name-that-nobody-can-remember-rack-07-node-002", Node.golem());
        size = new OutputTerminal.Size(80, 24);
        assertThat(run("-c", "1", "--columns", "load1,memory.total as total", "--units", "exact")).isZero();
        var lines = seen().lines().toList();
        assertThat(lines).hasSize(3).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(1)).containsPattern("TIME +a-cluster-[^ ]*…[^ ]*node-001  up +0.21 +[0-9]{8,}$");
        assertThat(lines.get(2)).containsPattern("TIME +a-cluster-[^ ]*…[^ ]*node-002  up +0.21 +[0-9]{8,}$");
    }

    @Test
    void averagesEndIt() throws IOException {
        host("golem", Node.golem());
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        assertThat(run("-c", "3", "-d", "0.05", "--columns", "load1,cpu.model as model", "--summary")).isEqualTo(3);
        assertThat(seen().substring(seen().indexOf("\n\n") + 2)).isEqualTo("""
                #time                host   status    load1  model
                average              golem  3/3        0.21  Celeron (Coppermine)
                average              gone   0/3           -  -
                """);
        assertThat(run("--summary", "--format", "csv")).isEqualTo(2);
        assertThat(err).hasToString("wulflogger: --format csv and --summary: averages end a table\n");
    }

    @Test
    void aScaleThatThereIsNotIsQuoted() throws IOException {
        assertThat(run("--units", "furlongs")).isEqualTo(2);
        assertThat(err).hasToString("wulflogger: --units \"furlongs\": expected auto, si, exact, k, M, G or T\n");
    }

    private void host(String name, Node node) {
        nodes.add(node);
        hosts.append("<host><name>")
                .append(name)
                .append("</name><ip>127.0.0.1</ip><port>")
                .append(node.port())
                .append("</port></host>");
    }

    private int run(String... arguments) throws IOException {
        var file = Files.writeString(directory.resolve("wulfhosts"), "<wulfhosts>" + hosts + "</wulfhosts>");
        var all = Stream.concat(Stream.of("-f", file.toString()), Stream.of(arguments)).toArray(String[]::new);
        return new Wulflogger(out, new PrintStream(err, true, StandardCharsets.UTF_8), directory, directory,
                new DisplayFiles(directory, directory.resolve("mine")),
                new AlarmFiles(directory, directory.resolve("mine")),
                new Stop(), Duration.ofSeconds(1), Optional.of(OutputTerminal.of(() -> size))).run(all);
    }

    private String seen() {
        return out.toString(StandardCharsets.UTF_8)
                .replaceAll("(?m)^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}", "TIME               ");
    }
}
