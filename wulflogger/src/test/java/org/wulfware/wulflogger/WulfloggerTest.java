package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.DisplayFiles;

/// The program against daemons on real sockets.
@Timeout(60)
class WulfloggerTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<Node> nodes = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Stop stop = new Stop();
    private final StringBuilder hosts = new StringBuilder();

    @AfterEach
    void closeNodes() throws IOException {
        for (var node : nodes) {
            node.close();
        }
    }

    @Test
    void aLineAHostAndUpdateUnderOneHeader() throws IOException {
        host("golem", Node.golem());
        host("g02", Node.golem());
        assertThat(run("-c", "3", "-d", "0.05")).isZero();
        assertThat(err()).isEmpty();
        assertThat(out().lines().map(line -> line.replaceFirst("^[0-9]+\\.[0-9]{6}", "TIME")).toList()).containsExactly(
                "#time              host   status    load1   load5  load15  cpus  load/cpu",
                "TIME  golem  up         0.21    0.05    0.02     1      0.21",
                "TIME  g02    up         0.21    0.05    0.02     1      0.21",
                "TIME  golem  up         0.21    0.05    0.02     1      0.21",
                "TIME  g02    up         0.21    0.05    0.02     1      0.21",
                "TIME  golem  up         0.21    0.05    0.02     1      0.21",
                "TIME  g02    up         0.21    0.05    0.02     1      0.21");
    }

    @Test
    void whereNoDaemonRunsHereHowToStartOneIsSaidOnce() throws IOException {
        int port;
        try (var listener = new ServerSocket(0)) {
            port = listener.getLocalPort();
        }
        assertThat(run("-c", "3", "-d", "0.05", "localhost:" + port)).isEqualTo(3);
        assertThat(err()).isEqualTo(
                "wulflogger: no daemon runs on this host, port %1$d; to start one: xmlsysd -d %1$d in another terminal, or as a service: sudo systemctl enable --now xmlsysd; wulf doctor tells more\n"
                        .formatted(port));
        assertThat(out().lines()).hasSize(4);
    }

    @Test
    void aLineHasTheHostsOwnTime() throws IOException {
        host("golem", new Node(_ -> Node.packet("""
                <xmlsysd><system><time tv_sec="1016048061" tv_usec="000042">2:34:21 pm</time></system></xmlsysd>
                """)));
        assertThat(run("-c", "1", "--format", "csv")).isZero();
        assertThat(out()).isEqualTo("""
                time,host,status,why,load1,load5,load15,cpus,load_per_cpu
                1016048061.000042,golem,up,its daemon does not say,,,,,
                """);
    }

    @Test
    void aListOfProcessesThatDidNotArriveIsNeitherAnEmptyOneNorAHostThatIsDown() throws IOException {
        host("full", new Node(_ -> Node.packet("""
                <xmlsysd><error line="5">this answer has 70000000 bytes, and this node sends no more</error></xmlsysd>
                """)));
        host("hidden", new Node(_ -> Node.packet("""
                <xmlsysd><proc><pids tv_sec="1016048061" tv_usec="000042" state="failed"/></proc></xmlsysd>
                """)));
        host("idle", new Node(_ -> Node.packet("""
                <xmlsysd><system><time tv_sec="1016048061" tv_usec="000042">2:34:21 pm</time></system></xmlsysd>
                """)));
        run("-t", "jobcmd", "-c", "1", "--columns", "pid", "--format", "csv");
        assertThat(out().lines().map(line -> line.replaceFirst("^[0-9.]+,", "")).toList()).containsExactly(
                "time,host,status,why,pid",
                "full,up,its daemon could not read this,",
                "hidden,up,its daemon could not read this,",
                "idle,up,only root's processes run here; --root shows them,");
    }

    @Test
    void ratesAreThereInTheFirstUpdate() throws IOException {
        host("golem", Node.golem());
        assertThat(run("-t", "net", "-c", "1", "-d", "0.2", "--format", "csv")).isZero();
        var values = out().lines().toList().get(1).split(",", -1);
        assertThat(Double.parseDouble(values[4])).isPositive();
        assertThat(values[5]).isEqualTo("0.0");
    }

    @Test
    void aHostIsAskedForWhatItsColumnsNeed() throws IOException {
        var node = Node.golem();
        host("golem", node);
        run("-c", "2", "-d", "0.05");
        // What the node says of its processors all the same is not wanted a second time.
        assertThat(node.heard()).startsWith("off all", "on time loadavg tot", "send", "off cpuinfo", "send");
    }

    @Test
    void columnsAreChosenAndFormedAndNodesAskedForThemAlone() throws IOException {
        var node = Node.golem();
        host("golem", node);
        assertThat(run("-c", "1", "--columns", "load5,memory.free% as free,load1 * 2", "--format", "csv")).isZero();
        assertThat(out()).matches("""
                time,host,status,why,load5,free,load1\\*2
                [0-9.]+,golem,up,,0.05,19.5,0.42
                """);
        assertThat(node.heard()).startsWith("off all", "on time load5 free total load1", "send");
    }

    @Test
    void linesAreChosenAndSorted() throws IOException {
        host("golem", Node.golem());
        host("busy", load("9.5"));
        host("idle", load("0.01"));
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        assertThat(
                run("-c", "1", "--where", "load1 > 0.1", "--sort", "-load1", "--columns", "load1", "--format", "csv"))
                .isEqualTo(3);
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "host,status,why,load1", "busy,up,,9.50", "golem,up,,0.21");
        out.reset();
        assertThat(run("-c", "1", "--where", "status != \"up\"", "--columns", "load1", "--format", "csv")).isEqualTo(3);
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "host,status,why,load1", "gone,down,connection refused,");
    }

    @Test
    void expressionsNameHostsAndGroups() throws IOException {
        hosts.append("<group name='rack3'>n[01-02]</group>\n");
        for (var name : List.of("n01", "n02", "n03")) {
            host(name, load("9.5"));
        }
        Files.writeString(directory.resolve("displays.mine"),
                "[display.racks]\ncolumns = [{name = \"ours\", expr = \"host in @rack3\"}, \"load1\"]\n");
        assertThat(run("-c", "1", "-t", "racks", "--where", "host in \"n[02-07]\"", "--format", "csv")).isZero();
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "host,status,why,ours,load1", "n02,up,,1,9.50", "n03,up,,0,9.50");
        out.reset();
        assertThat(run("-c", "1", "--alarm", "host in @rack3!n01 and load1 > 5", "--format", "csv")).isZero();
        assertThat(out().lines().skip(1).map(line -> line.replaceFirst("[^,]*,", "")))
                .singleElement()
                .asString()
                .contains("n02")
                .doesNotContain("n01\"", "n03");
        assertThat(run("-c", "1", "--where", "host in @rack4")).isEqualTo(2);
        assertThat(err()).isEqualTo("""
                wulflogger: --where: "@rack4", column 1: there is no group "rack4" in the wulfhosts file
                  host in @rack4
                          ^
                """);
    }

    @Test
    void aNameThatMeansSeveralColumnsIsAnErrorThatListsThem() throws IOException {
        host("golem", Node.golem());
        assertThat(run("-c", "1", "--where", "cache > 1G")).isEqualTo(2);
        assertThat(run("-c", "1", "--columns", "cache")).isEqualTo(2);
        assertThat(run("-c", "1", "-t", "vmstat", "--columns", "cache", "--sort", "cache")).isZero();
        assertThat(run("-c", "1", "--columns", "vmstat.cache")).isZero();
        assertThat(err()).isEqualTo("""
                wulflogger: --where: cache may mean vmstat.cache, cpu.cache
                  cache > 1G
                  ^
                wulflogger: --columns: cache may mean vmstat.cache, cpu.cache
                  cache
                  ^
                """);
    }

    @Test
    void manyHostsBecomeOneLine() throws IOException {
        host("golem", Node.golem());
        host("busy", load("9.5"));
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        assertThat(run("-c", "1", "--aggregate", "sum,p50,count", "--columns", "load1,load5")).isEqualTo(3);
        assertThat(out().lines().map(line -> line.replaceFirst("^[0-9]+\\.[0-9]{6}", "TIME")).toList()).containsExactly(
                "#time              all  aggregate   load1   load5",
                "TIME  all  sum          9.71    0.05",
                "TIME  all  p50          0.21    0.05",
                "TIME  all  count           2       1");
        out.reset();
        run("-c", "1", "--aggregate", "max by load1 > 1", "--columns", "load1", "--format", "jsonl");
        assertThat(out()).matches("""
                \\{"time":[0-9.]+,"load1 > 1":"0","aggregate":"max","why":null,"load1":0.21}
                \\{"time":[0-9.]+,"load1 > 1":"1","aggregate":"max","why":null,"load1":9.50}
                """);
    }

    @Test
    void whatIsPutTogetherIsSorted() throws IOException {
        host("golem", Node.golem());
        host("busy", load("9.5"));
        host("idle", load("0.01"));
        assertThat(run("-c", "1", "--aggregate", "max by load1 > 1", "--sort", "-load1", "--columns", "load1",
                "--format", "csv")).isZero();
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "load1 > 1,aggregate,why,load1", "1,max,,9.50", "0,max,,0.21");
        out.reset();
        assertThat(
                run("-c", "1", "--aggregate", "sum,count", "--sort", "host", "--columns", "load1", "--format", "csv"))
                .isZero();
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "all,aggregate,why,load1", "all,sum,,9.72", "all,count,,3.00");
    }

    @Test
    void hostsThatDoNotAnswerAreCountedByTheirStatus() throws IOException {
        host("golem", Node.golem());
        host("busy", load("9.5"));
        for (var name : List.of("gone", "left")) {
            var gone = Node.golem();
            host(name, gone);
            gone.close();
        }
        host("strange", new Node(_ -> "xmlsysd speaks no more\n"));
        assertThat(run("-c", "1", "--aggregate", "count,sum by status", "--columns", "load1,load5", "--sort", "-load1",
                "--format", "csv")).isEqualTo(3);
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", ""))).containsExactly(
                "status,aggregate,why,load1,load5",
                "up,sum,,9.71,0.05",
                "up,count,,2.00,1.00",
                "down,count,,2.00,2.00",
                "garbled,count,,1.00,1.00",
                "down,sum,,,",
                "garbled,sum,,,");
        out.reset();
        assertThat(run("-c", "1", "-t", "jobs", "--aggregate", "count by down", "--columns", "pid", "--format", "csv"))
                .isEqualTo(3);
        assertThat(out().lines().map(line -> line.replaceFirst("[^,]*,", "")))
                .containsExactly("down,aggregate,why,pid", "1,count,,3");
    }

    private static Node load(String load1) throws IOException {
        return new Node(
                _ -> Node.packet("<xmlsysd><proc><loadavg><load1>" + load1 + "</load1></loadavg></proc></xmlsysd>"));
    }

    @Test
    void aSiteAddsADisplayWithoutTouchingCode() throws IOException {
        Files.writeString(directory.resolve("site.toml"), """
                [display.our]
                help = "What we look at."
                columns = ["load5", { name = "free_pct", expr = "memory.free%", format = "0.0", help = "Free." }]
                """);
        Files.writeString(directory.resolve("displays.mine"),
                "[display.broken]\nrows = \"nothing\"\ncolumns = [\"load1\"]\n");
        var node = Node.golem();
        host("golem", node);
        assertThat(run("-t", "our", "-c", "1", "--format", "csv")).isZero();
        assertThat(out()).matches("""
                time,host,status,why,load5,free_pct
                [0-9.]+,golem,up,,0.05,19.5
                """);
        assertThat(node.heard()).startsWith("off all", "on time load5 free total", "send");
        assertThat(err()).isEqualTo("wulflogger: " + directory.resolve("displays.mine")
                + ":2:1: rows: no node has several nothing\n");
        out.reset();
        assertThat(wulflogger(out).run("-l")).isZero();
        assertThat(out()).contains("our  What we look at.\n    (" + directory.resolve("site.toml") + ")\n")
                .contains("    free_pct       %          Free.\n");
    }

    @Test
    void anExpressionThatIsWrongIsToldWithItsPlace() throws IOException {
        assertThat(run("--where", "load1 >> 5")).isEqualTo(2);
        assertThat(err()).isEqualTo("""
                wulflogger: --where: expected a number, a name or (, and not >
                  load1 >> 5
                         ^
                """);
    }

    @Test
    void hostsThatAreDownHaveTheirLinesAndTheStatusTells() throws IOException {
        host("golem", Node.golem());
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        host("mad", new Node(_ -> "HTTP/1.1 400 \u001b[31mBad\u001b[0m\r\n\r\n"));
        host("cut", new Node(_ -> "Content-Length: 9\n\n<xmlsysd>"));
        assertThat(run("-c", "1", "--format", "csv")).isEqualTo(3);
        var lines = out().lines().toList();
        assertThat(lines).hasSize(5).noneMatch(line -> line.indexOf('\u001b') >= 0);
        assertThat(lines.get(1)).contains(",golem,up,,0.21,");
        assertThat(lines.get(2)).matches("[0-9.]+,gone,down,connection refused,,,,,");
        assertThat(lines.get(3)).matches("[0-9.]+,mad,garbled,.* at byte [0-9]+\"?,,,,,");
        assertThat(lines.get(4)).matches("[0-9.]+,cut,garbled,.* at byte [0-9]+\"?,,,,,");
    }

    @Test
    void whatANodeSendsIsData() throws IOException {
        host("golem", new Node(_ -> Node.packet("""
                <xmlsysd><proc><cpuinfo><processor id="0">\
                <vendor_id>a,"b"</vendor_id><model_name>&#155;31m&lt;i>&#8238;x</model_name>\
                </processor></cpuinfo></proc></xmlsysd>
                """)));
        assertThat(run("-t", "cpu", "-c", "1", "--format", "csv")).isZero();
        assertThat(out().lines().toList().get(1)).endsWith(",golem,up,,1,,,\"a,\"\"b\"\"\",?31m<i>?x");
    }

    @Test
    void aHostThatDoesNotAnswerInTimeIsNotShownWithWhatItSaidBefore() throws IOException {
        host("slow", new Node(count -> count == 1 ? Node.packet("<xmlsysd><proc><loadavg><load1>0.5</load1>"
                + "</loadavg></proc></xmlsysd>") : ""));
        assertThat(run("-c", "3", "-d", "0.2", "--format", "jsonl")).isEqualTo(3);
        var lines = out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).contains("\"status\":\"up\",\"why\":null,\"load1\":0.50,\"load5\":null");
        assertThat(lines.get(1)).contains("\"status\":\"waiting\",\"why\":\"no answer yet\",\"load1\":null");
        // The last one is not there before that is decided.
        assertThat(lines.get(2)).contains("\"status\":\"silent\",\"why\":\"no answer for ", "\"load1\":null");
    }

    @Test
    void aReaderThatGoesAwayEndsItQuietly() throws IOException {
        host("golem", Node.golem());
        var pipe = new OutputStream() {
            private int lines;

            @Override
            public void write(int octet) throws IOException {
                if (octet == '\n' && ++lines == 3) {
                    throw new IOException("Broken pipe");
                }
            }
        };
        assertThat(wulflogger(pipe).run("-f", wulfhosts(), "-d", "0.01")).isZero();
        assertThat(err()).isEmpty();
    }

    @Test
    void anOutputThatFailsIsAFailure() throws IOException {
        host("golem", Node.golem());
        var full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThat(wulflogger(full).run("-f", wulfhosts(), "-d", "0.01")).isEqualTo(1);
        assertThat(err()).isEqualTo("wulflogger: cannot write: disk full\n");
    }

    @Test
    void interruptedItEndsWithWholeUpdates() throws Exception {
        host("golem", Node.golem());
        var status = new FutureTask<>(() -> run("-d", "0.05"));
        Thread.ofVirtual().start(status);
        await(() -> lines() >= 4, "4 lines");
        stop.ask(Duration.ofSeconds(10));
        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(out()).endsWith("0.21\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void hostsThatTheFileNamesLaterAreLoggedFromThenOnAndTheOthersGoOnAsTheyAre() throws Exception {
        var golem = Node.golem();
        host("golem", golem);
        var status = new FutureTask<>(() -> run("-d", "0.05", "-v", "--format", "tsv"));
        Thread.ofVirtual().start(status);
        awaitText(this::out, "\tgolem\tup");
        var connections = golem.heard().stream().filter("off all"::equals).count();
        host("g02", Node.golem());
        replace("<wulfstat>\n" + hosts + "</wulfstat>\n");
        awaitText(this::out, "\tg02\tup");
        replace("<wulfstat>\n<host/>\n</wulfstat>\n");
        awaitText(this::err, "stay as they were");
        var seen = lines();
        await(() -> lines() >= seen + 4, "4 more lines");
        stop.ask(Duration.ofSeconds(10));
        assertThat(status.get(10, TimeUnit.SECONDS)).isZero();
        assertThat(err()).endsWith("""
                wulflogger: the files of hosts have changed: new g02
                wulflogger: g02: up
                wulflogger: FILE:2:1: <host> wants a <name> or an <ip>
                wulflogger: the hosts stay as they were
                """.replace("FILE", directory.resolve("wulfhosts").toString()));
        assertThat(out().lines().toList().reversed().subList(0, 4)).anyMatch(line -> line.contains("g02\tup"));
        assertThat(golem.heard().stream().filter("off all"::equals).count()).isEqualTo(connections);
    }

    private static void awaitText(Supplier<String> where, String text) {
        await(() -> where.get().contains(text), text);
    }

    /// Gives way in between: what is waited for is written under the lock that looking takes.
    private static void await(BooleanSupplier condition, String what) {
        var limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for %s", what).isLessThan(limit);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /// At once, as an editor does it.
    private void replace(String text) throws IOException {
        var other = Files.writeString(directory.resolve("other"), text);
        Files.move(other, directory.resolve("wulfhosts"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void interruptedWhileItWaitsForSilenceItEndsAtOnce() throws Exception {
        var asked = new CountDownLatch(1);
        host("mute", new Node(_ -> {
            asked.countDown();
            return "";
        }));
        var status = new FutureTask<>(() -> run("-d", "3600"));
        Thread.ofVirtual().start(status);
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        stop.ask(Duration.ofSeconds(10));
        assertThat(status.get(1, TimeUnit.SECONDS)).isZero();
        assertThat(out()).isEqualTo("#time              host  status    load1   load5  load15  cpus  load/cpu\n");
    }

    @Test
    void whatIsTypedWrongGetsOneLineAndStatus2() {
        assertThat(wulflogger(out).run("-d", "soon")).isEqualTo(2);
        assertThat(out()).isEmpty();
        assertThat(err()).isEqualTo("wulflogger: -d \"soon\": expected seconds between 0.01 and 31622400\n");
    }

    @Test
    void verboseTellsWhatHappens() throws IOException {
        host("golem", Node.golem());
        var gone = Node.golem();
        host("gone", gone);
        gone.close();
        host("g01", Node.golem());
        host("g02", Node.golem());
        assertThat(run("-v", "-c", "2", "-d", "0.05")).isEqualTo(3);
        assertThat(err()).isEqualTo("""
                wulflogger: reading %s
                wulflogger: 4 hosts: g[01-02],golem,gone
                wulflogger: g[01-02],golem: up
                wulflogger: gone: down: connection refused
                """.formatted(directory.resolve("wulfhosts")));
    }

    @Test
    void aWulfhostsFileWithMistakesIsAFailureThatNamesTheirPlaces() throws IOException {
        var file = directory.resolve("lab");
        Files.writeString(file, "<wulfstat>\n  <host><name>g01</name><port>x</port></host>\n</wulfstat>\n");
        assertThat(wulflogger(out).run("-f", file.toString())).isEqualTo(1);
        assertThat(err()).startsWith("wulflogger: " + file + ":2:").contains("\"x\"");
        assertThat(out()).isEmpty();
    }

    @Test
    void aFileOfAuthoritiesThatCannotBeUsedIsAFailureThatNamesThePlace() throws IOException {
        var file = directory.resolve("lab");
        Files.writeString(file, "<wulfstat><nodeset>g[1-9]<tls ca='ca.pem'/></nodeset></wulfstat>\n");
        Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\nMII\n");
        assertThat(wulflogger(out).run("-f", file.toString())).isEqualTo(1);
        assertThat(err()).isEqualTo("wulflogger: " + directory.resolve("ca.pem")
                + ", line 1: -----BEGIN CERTIFICATE----- without its end\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void aWulfhostsFileThatIsNotThereIsAFailure() {
        assertThat(wulflogger(out).run("-f", "/nowhere/wulfhosts")).isEqualTo(1);
        assertThat(err()).isEqualTo("wulflogger: /nowhere/wulfhosts: no such file\n");
        assertThat(wulflogger(out).run("-f", directory.toString())).isEqualTo(1);
    }

    @Test
    void hostsTypedAreThoseOfTheFileAndOthersByTheirNames() throws IOException {
        host("golem", Node.golem());
        host("g02", Node.golem());
        var other = Node.golem();
        nodes.add(other);
        assertThat(run("-c", "1", "g02,localhost:" + other.port())).isZero();
        assertThat(out().lines().skip(1).map(line -> line.split(" +")[1])).containsExactly("g02", "localhost");
    }

    @Test
    void hostsTypedWrongAreQuoted() {
        assertThat(wulflogger(out).run("node[001-")).isEqualTo(2);
        assertThat(err()).startsWith("wulflogger: \"node[001-\", column 5: ").hasLineCount(1);
    }

    @Test
    void theTasksOfInterestAreThoseOfTheFile() throws IOException {
        var node = Node.golem();
        hosts.append("  <root/><user>rgb</user><user>jane</user><task>mcarlo</task>\n");
        host("golem", node);
        run("-t", "jobcmd", "-c", "1", "-d", "0.05");
        assertThat(node.heard()).startsWith("patience 2500", "off all", "on time pids version", "root off",
                "cmdline on",
                "pids running", "root on", "user rgb jane", "task mcarlo", "send");
    }

    private void host(String name, Node node) {
        nodes.add(node);
        hosts.append("  <host><name>").append(name).append("</name><ip>127.0.0.1</ip><port>");
        hosts.append(node.port()).append("</port></host>\n");
    }

    private int run(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of("-f", wulfhosts()));
        all.addAll(List.of(arguments));
        return wulflogger(out).run(all.toArray(String[]::new));
    }

    private String wulfhosts() throws IOException {
        var file = directory.resolve("wulfhosts");
        Files.writeString(file, "<wulfstat>\n" + hosts + "</wulfstat>\n");
        return file.toString();
    }

    private Wulflogger wulflogger(OutputStream to) {
        return new Wulflogger(to, new PrintStream(err, true, StandardCharsets.UTF_8), directory, directory,
                new DisplayFiles(directory, directory.resolve("displays.mine")),
                new AlarmFiles(directory.resolve("alarms.d"), directory.resolve("alarms.mine")), stop,
                Duration.ofMillis(5));
    }

    private String out() {
        synchronized (out) {
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private long lines() {
        return out().lines().count();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
