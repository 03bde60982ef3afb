package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PsCommandTest {
    private static final String[] QUICK = {"-d", "0.2"};

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /// Two processors at work for a job, a process that ends and one of the same number that begins, one that sleeps.
    private static String node1(long tenths, int number) {
        return Node.document(tenths, task(812, "vasp std", "R", "ada", 100, "42", 20 * tenths, 2L << 30,
                "vasp_std <in> x y")
                + task(813, number == 1 ? "old" : "new", "S", "ada", number == 1 ? 200 : 8_990_000, "", 5, 1 << 20,
                        "sh")
                + task(814, "sleep", "S", "bob", 300, "", 0, 5 << 20, "sleep 1")
                + "<task pid=\"9\"><name>kworker/0:1</name><state>I</state><uid>0</uid><user>root</user><utime>0</utime>"
                + "<stime>" + tenths + "</stime><start>2</start></task>");
    }

    private static String node2(long tenths, int number) {
        return Node.document(tenths, task(77, "lmp\u0007", "D", "ada", 100, "42", 5 * tenths, 1L << 30, ""));
    }

    private static String task(
            int pid, String name, String state, String user, long start, String job, long jiffies, long rss,
            String line) {
        var group = job.isEmpty() ? "/user.slice" : "/system.slice/slurmstepd.scope/job_" + job + "/step_0/user/task_0";
        return "<task pid=\"" + pid + "\"><name>" + name.replace('\u0007', '?') + "</name><state>" + state
                + "</state><ppid>1</ppid><uid>1000</uid><user>" + user + "</user><threads>3</threads><utime>" + jiffies
                + "</utime><stime>7</stime><nice>0</nice><start>" + start + "</start><rss>" + rss + "</rss>"
                + (line.isEmpty() ? "" : "<cmdline>" + line.replace("<", "&lt;") + "</cmdline>")
                + "<control_group>" + group + "</control_group></task>";
    }

    @Test
    void processesOfAllHostsStandInOneTable() throws Exception {
        try (var one = new Node(PsCommandTest::node1);
                var two = new Node(PsCommandTest::node2)) {
            cluster("one", one.port(), "two", two.port());
            assertThat(ps("--columns", "host,pid,user,state,cpu,mem,rss,threads,nice,elapsed,job,step,name")).isZero();
            assertThat(err).hasToString("");
            assertThat(out).hasToString("""
                    host  pid  user  S   cpu%  mem%   rss  thr  ni   elapsed  job  step  name
                    one   812  ada   R  200.0  25.0  2.0G    3   0  24:59:59  42   0     vasp std
                    one   813  ada   S      -   0.0  1.0M    3   0      1:40  -    -     new
                    one   814  bob   S    0.0   0.1  5.0M    3   0  24:59:57  -    -     sleep
                    one     9  root  I   10.0     -     -    -   -  24:59:59  -    -     kworker/0:1
                    two    77  ada   D   50.0  12.5  1.0G    3   0  24:59:59  42   0     lmp?
                    """);
            assertThat(one.isLeft()).isTrue();
        }
    }

    @Test
    void theUsualColumnsEndWithTheNameOrTheCommandLine() throws Exception {
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("one", one.port());
            assertThat(ps("--user", "ada,bob", "--command-line")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).replaceAll("[0-9]{6}:[0-9]{2}:[0-9]{2}", "997535:05:33"))
                    .isEqualTo("""
                            host  pid  user  S   cpu%   rss  thr  ni   elapsed          time  job  command
                            one   812  ada   R  200.0  2.0G    3   0  24:59:59  997535:05:33  42   vasp_std <in> x y
                            one   813  ada   S      -  1.0M    3   0      1:40          0:00  -    sh
                            one   814  bob   S    0.0  5.0M    3   0  24:59:57          0:00  -    sleep 1
                            """);
        }
    }

    @Test
    void whatANodeHidesIsShownAsHidden() throws Exception {
        try (var one = new Node((tenths, _) -> Node.document(tenths, task(5, "vasp std", "R", "ada", 1, "", 1, 99, "")
                + "<task pid=\"6\"><name>kthreadd</name><start>1</start><read_bytes>10240</read_bytes></task>"))) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,written,read,command")).isZero();
            assertThat(out).hasToString("""
                    pid  written      read  command
                      5        -  (hidden)  vasp std (hidden)
                      6        -         0  [kthreadd]
                    """);
            out.reset();
            assertThat(ps("--columns", "pid,read,command", "--format", "jsonl", "--sort", "-read")).isZero();
            assertThat(out).hasToString("""
                    {"pid":6,"read":0.0,"command":"[kthreadd]"}
                    {"pid":5,"read":null,"command":"vasp std (hidden)"}
                    """);
        }
    }

    @Test
    void linesAreChosenSortedAndCut() throws Exception {
        try (var one = new Node(PsCommandTest::node1);
                var two = new Node(PsCommandTest::node2)) {
            cluster("one", one.port(), "two", two.port());
            assertThat(pids("--top", "2")).isEqualTo("812 77");
            assertThat(pids("--sort", "cpu")).isEqualTo("812 77 9 814 813");
            assertThat(pids("--sort", "+cpu", "--limit", "3")).isEqualTo("814 9 77");
            assertThat(pids("--sort", "user,-pid")).isEqualTo("813 812 77 814 9");
            assertThat(pids("--sort", "-host,rss")).isEqualTo("77 812 814 813 9");
            assertThat(pids("--job", "42")).isEqualTo("812 77");
            assertThat(pids("-j", "41,42.0", "--state", "D")).isEqualTo("77");
            assertThat(pids("--job", "42.1")).isEmpty();
            assertThat(pids("-u", "bob,0")).isEqualTo("814 9");
            assertThat(pids("--where", "cpu > 40 and rss > 1.5G")).isEqualTo("812");
            assertThat(pids("--where", "not (cpu > 40)", "--state", "S")).isEqualTo("813 814");
            assertThat(pids("--top", "0")).isEmpty();
            Files.writeString(directory.resolve("wulfhosts"), Files.readString(directory.resolve("wulfhosts"))
                    .replace("</wulfhosts>", "<group name='ours'>two</group></wulfhosts>"));
            assertThat(pids("--where", "host in @ours")).isEqualTo("77");
            assertThat(pids("--where", "host in \"one,x[1-9]\" or not (host in @ours)")).isEqualTo("812 813 814 9");
            out.reset();
            refused("""
                    --where: "o[2-1]", column 2: the range 2-1 runs backwards
                    host in "o[2-1]"
                    ^""", "--where", "host in \"o[2-1]\"");
        }
    }

    @Test
    void processesAreSummedUpByUserJobHostAndName() throws Exception {
        try (var one = new Node(PsCommandTest::node1);
                var two = new Node(PsCommandTest::node2)) {
            cluster("one", one.port(), "two", two.port());
            assertThat(ps("--sum", "user")).isZero();
            assertThat(out).hasToString("""
                    user  hosts  procs  thr   cpu%   rss
                    ada       2      3    9  250.0  3.0G
                    root      1      1    -   10.0     -
                    bob       1      1    3    0.0  5.0M
                    """);
            out.reset();
            assertThat(ps("--sum", "job", "--sort", "+cpu")).isZero();
            assertThat(out).hasToString("""
                    job  hosts  user  procs  thr   cpu%   rss
                    -        1  -         3    6   10.0  6.0M
                    42       2  ada       2    6  250.0  3.0G
                    """);
            out.reset();
            assertThat(ps("--sum", "name")).isZero();
            assertThat(out).hasToString("""
                    name         hosts  procs  thr   cpu%   rss
                    vasp_std         1      1    3  200.0  2.0G
                    lmp?             1      1    3   50.0  1.0G
                    kworker/0:1      1      1    -   10.0     -
                    sleep            1      1    3    0.0  5.0M
                    new              1      1    3      -  1.0M
                    """);
            out.reset();
            assertThat(ps("--sum", "host", "--columns", "rss,processes", "--format", "csv")).isZero();
            assertThat(out).hasToString("""
                    host,hosts,rss,processes
                    one,1,2153775104,4
                    two,1,1073741824,1
                    """);
            out.reset();
            assertThat(ps("--sum", "job", "--columns", "cpu", "--format", "jsonl", "--limit", "2")).isZero();
            assertThat(out).hasToString("""
                    {"job":"42","hosts":2,"cpu":250.0}
                    {"job":null,"hosts":1,"cpu":10.0}
                    """);
        }
    }

    @Test
    void processesStandBelowThoseThatBeganThem() throws Exception {
        try (var one = new Node((tenths, _) -> Node.document(tenths, tree()))) {
            cluster("one", one.port());
            assertThat(ps("--tree", "--columns", "pid,ppid,name", "--sort", "+pid")).isZero();
            assertThat(out).hasToString("""
                    pid  ppid  name
                     10     1  sshd
                     30    10   \\_ bash
                     20    30       \\_ vasp
                     40    10   \\_ sftp
                     50    51  knot
                     51    50   \\_ tangle
                    """);
        }
        out.reset();
        refused("--columns and --tree: pid and ppid have to be among them, name or command the last", "--tree",
                "--columns", "pid,name");
        refused("--sum and --tree: one of them", "--tree", "--sum", "user");
        refused("--format csv and --watch: one of them", "--watch", "--format", "csv");
    }

    /// Two of them say that they began each other.
    private static String tree() {
        var tasks = new StringBuilder();
        for (var task : List.of("20 30 vasp", "30 10 bash", "10 1 sshd", "40 10 sftp", "50 51 knot", "51 50 tangle")) {
            var words = task.split(" ");
            tasks.append("<task pid=\"%s\"><ppid>%s</ppid><uid>1000</uid><name>%s</name></task>"
                    .formatted((Object[]) words));
        }
        return tasks.toString();
    }

    @Test
    void hostsThatDoNotAnswerAreNamedTogetherWithTheReason() throws Exception {
        try (var one = new Node(PsCommandTest::node1);
                var garbled = new Node((_, _) -> "Content-Length: ?\n\n")) {
            var none = freePort();
            cluster("one", one.port(), "n1", none, "n3", none, "n2", none, "bad", garbled.port());
            assertThat(ps("--columns", "host,pid", "--limit", "1")).isEqualTo(Wulf.SOME_DOWN);
            assertThat(out).hasToString("host  pid\none   812\n");
            assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(2)
                    .anyMatch("wulf ps: n[1-3]: down: connection refused"::equals)
                    .anyMatch(line -> line.startsWith("wulf ps: bad: garbled: "));
        }
    }

    @Test
    void aNodeIsAskedForNoMoreThanIsShown() throws Exception {
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,name", "--user", "ada,bob")).isZero();
            assertThat(one.heard()).containsExactly(
                    "patience 2500", "off all", "on pids",
                    "off state ppid uid threads utime stime priority nice vsize rss processor cmdline",
                    "on time", "cmdline off", "user ada bob", "send");
        }
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,cpu,command", "--user", "1000")).isZero();
            assertThat(one.heard()).containsExactly(
                    "patience 2500", "off all", "on time version pids",
                    "off name state ppid uid user threads priority nice vsize rss processor cmdline", "root on",
                    "pids all", "send",
                    "init", "off all", "on pids",
                    "off state ppid user threads priority nice vsize processor", "on time version", "cmdline on",
                    "root on", "pids all", "send");
        }
    }

    /// Where counters are wanted that the first, cheap list does not have, both lists are the same.
    @Test
    void otherRatesAreFormedToo() throws Exception {
        try (var one = new Node((tenths, _) -> Node.document(tenths, "<task pid=\"6\"><start>1</start><read_bytes>"
                + tenths * 1024 + "</read_bytes></task>"))) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,read")).isZero();
            assertThat(out).hasToString("pid  read\n  6   10K\n");
            assertThat(one.heard().stream().filter(line -> line.contains("read_bytes"))).hasSize(1);
        }
    }

    @Test
    void anOldAnswerHasNoSharesAndThatIsSaid() throws Exception {
        var first = new AtomicLong();
        try (var one = new Node((tenths, number) -> {
            first.compareAndSet(0, tenths);
            return node1(first.get(), number);
        })) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,cpu", "--limit", "1")).isZero();
            assertThat(out).hasToString("pid  cpu%\n812     -\n");
            assertThat(err).hasToString(
                    "wulf ps: one: no CPU shares: its daemon keeps to its budget, or its clock was set\n");
        }
    }

    @Test
    void tenThousandProcessesOfAHundredHostsAreListed() throws Exception {
        try (var one = new Node((tenths, _) -> Node.document(tenths, IntStream.rangeClosed(1, 100)
                .mapToObj(pid -> task(pid, "rank", "R", "ada", 1, "42", pid * tenths / 10, 1 << 20, ""))
                .collect(Collectors.joining())))) {
            cluster(IntStream.rangeClosed(1, 100)
                    .mapToObj(host -> Stream.<Object>of("n%03d".formatted(host), one.port()))
                    .flatMap(pair -> pair)
                    .toArray());
            assertThat(ps("--sort", "-host,-pid")).isZero();
            var lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(10_001);
            assertThat(lines.get(1)).matches("n100  100  ada   R +[0-9.]+ .* rank");
            assertThat(lines.getLast()).matches("n001    1  ada   R +[0-9.]+ .* rank");
            out.reset();
            assertThat(ps("--sum", "job", "--columns", "processes,rss")).isZero();
            assertThat(out).hasToString("job  hosts  procs   rss\n42     100  10000  9.8G\n");
        }
    }

    @Test
    void whereThereAreNoneButRootsThatIsSaid() throws Exception {
        try (var one = new Node((tenths, _) -> Node.document(tenths, ""))) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,cpu")).isZero();
            assertThat(out).hasToString("pid  cpu%\n");
            assertThat(err).hasToString("wulf ps: only root's processes run there; --root shows them\n");
            err.reset();
            assertThat(ps("--columns", "pid,cpu", "--user", "ada")).isZero();
            assertThat(err).hasToString("");
        }
    }

    @Test
    void aListThatIsLongerThanTheDaemonSendsHasNotArrived() throws Exception {
        var refusal = """
                <?xml version="1.0"?>
                <xmlsysd>
                  <error line="7">this answer has 70000000 bytes, and this node sends no more than 67108864</error>
                </xmlsysd>
                """;
        try (var one = new Node((_, _) -> "Content-Length: " + refusal.length() + "\n\n" + refusal)) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid")).isEqualTo(Wulf.SOME_DOWN);
            assertThat(out).hasToString("pid\n");
            assertThat(err).hasToString("wulf ps: one: up, but its process list did not arrive\n");
        }
    }

    @Test
    void aListThatIsNotThereYetIsAskedForAgainAndSaysHowOldItIs() throws Exception {
        var refusal = """
                <?xml version="1.0"?>
                <xmlsysd>
                  <error line="7">not yet: the daemon keeps to its budget; ask again</error>
                </xmlsysd>
                """;
        try (var one = new Node((tenths, number) -> number < 4
                ? "Content-Length: " + refusal.length() + "\n\n" + refusal
                : aged(node1(tenths, 1)))) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid,name,cpu", "--limit", "1")).isZero();
            assertThat(out).hasToString("pid  name      cpu%\n812  vasp_std     -\n");
            assertThat(err).hasToString(
                    "wulf ps: one: a list that is 41 s old: its daemon keeps to its budget; no CPU shares\n");
        }
    }

    private static String aged(String packet) {
        var document = packet.substring(packet.indexOf("\n\n") + 2).replace("<xmlsysd>", "<xmlsysd age_ms=\"41200\">");
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    @Test
    void aListThatCouldNotBeReadIsAFailureOfTheHosts() throws Exception {
        try (var one = new Node((tenths, _) -> Node.failed(tenths))) {
            cluster("one", one.port());
            assertThat(ps("--columns", "pid")).isEqualTo(Wulf.SOME_DOWN);
            assertThat(out).hasToString("pid\n");
            assertThat(err).hasToString("wulf ps: one: up, but its process list did not arrive\n");
        }
    }

    @Test
    void whatIsTypedWrongIsQuoted() throws Exception {
        refused("--user \"a;b\": expected the name of a user, or a number", "--user", "a;b");
        refused("--user \"\": expected the name of a user, or a number", "--user", "a,");
        refused("--job \"4 2\": expected the number of a job, such as 4711, or of its step, 4711.0", "--job", "4 2");
        refused("--state \"run\": expected a letter, such as R, S, D, Z or T", "--state", "R,run");
        refused("--sum \"group\": expected user, job, host or name", "--sum", "group");
        refused("--format \"xml\": expected table, csv, tsv or jsonl", "--format", "xml");
        refused("--top \"-1\": expected a number of lines", "--top=-1");
        refused("--limit and --top exclude each other", "--top", "1", "--limit", "2");
        refused("-d \"601\": expected seconds between 0.01 and 600", "-d", "601");
        refused("--columns \"hosts\": it stands there already", "--sum", "user", "--columns", "processes as hosts");
        refused("unknown option \"--nonsense\"; see wulf ps -h", "--nonsense");
        refused("\"n[1-\", column 2: the bracket is not closed", "n[1-");
        refused("""
                --where: unknown name cpuu; is it cpu?
                cpuu > 1
                ^""", "--where", "cpuu > 1");
        assertThat(ps("-f", "none")).isEqualTo(Wulf.FAILED);
        assertThat(err).hasToString("wulf ps: " + directory.resolve("none") + ": no such file\n");
    }

    @Test
    void helpAndTheListOfColumnsAreSaid() throws Exception {
        assertThat(ps("-h")).isZero();
        var help = out.toString(StandardCharsets.UTF_8);
        assertThat(help).contains("Usage: wulf ps ", "-u, --user=USER,…", "--command-line", "[HOSTS...]",
                "Exit status: ");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
        out.reset();
        assertThat(ps("--list")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("ps  Processes; those marked * are shown unless --columns says otherwise.\n    host * ")
                .contains(
                        "\n    cpu *          %          Processor time between the two samples; 100 is one processor.\n",
                        "\n    command                   The command line;");
    }

    @Test
    void aReaderThatWentAwayIsNoFailure() throws Exception {
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("one", one.port());
            assertThat(wulf(new OutputStream() {
                @Override
                public void write(int octet) throws IOException {
                    throw new IOException("Broken pipe");
                }
            }, false, "ps", "--columns", "pid")).isZero();
            assertThat(err).hasToString("");
        }
    }

    /// Elsewhere than on a terminal the pages come one below the other; hosts that are down are named in each.
    @Test
    void theyAreListedAgainAndAgainUntilNobodyReadsThem() throws Exception {
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("one", one.port(), "gone", freePort());
            var pages = new ByteArrayOutputStream();
            var reader = new OutputStream() {
                private int taken;

                @Override
                public void write(int octet) {
                    pages.write(octet);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    if (taken++ == 3) {
                        throw new IOException("Broken pipe");
                    }
                    pages.write(bytes, from, length);
                }
            };
            assertThat(wulf(reader, false, "ps", "--watch", "-d", "0.5", "--columns", "host,pid,cpu", "--user", "ada"))
                    .isZero();
            var page = """
                    host  pid   cpu%
                    one   812  200.0
                    one   813    0.0
                    gone: down: connection refused
                    """;
            assertThat(pages.toString(StandardCharsets.UTF_8).replaceAll("one   813 +[-0-9.]+", "one   813    0.0"))
                    .isEqualTo(page + "\n" + page + "\n" + page);
            assertThat(err).hasToString("");
        }
    }

    @Test
    void aShardIsAskedAlone() throws Exception {
        try (var one = new Node(PsCommandTest::node1)) {
            cluster("n1", one.port(), "n2", freePort());
            assertThat(ps("--shard", "2/2", "--columns", "host,pid", "--limit", "1")).isZero();
            assertThat(out).hasToString("host  pid\nn1    812\n");
        }
    }

    @Test
    void whoWaitsIsToldHowFarItIs() throws Exception {
        var isSeen = new CountDownLatch(1);
        var screen = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                if (toString(StandardCharsets.UTF_8).contains("answered")) {
                    isSeen.countDown();
                }
            }
        };
        try (var one = new Node(PsCommandTest::node1);
                var slow = new Node((tenths, number) -> {
                    try {
                        isSeen.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        // The test is over.
                    }
                    return node2(tenths, number);
                })) {
            cluster("one", one.port(), "slow", slow.port());
            var program =
                    new Wulf(InputStream.nullInputStream(), out, new PrintStream(screen, true, StandardCharsets.UTF_8),
                            directory, directory.resolve("home"), directory.resolve("etc"), true);
            assertThat(program.run(Map.of(), "ps", "--columns", "host,pid", "--limit", "1")).isZero();
            assertThat(screen).hasToString("\r\u001b[Kwulf ps: 1 of 2 hosts have answered\r\u001b[K");
            assertThat(out).hasToString("host  pid\none   812\n");
        }
    }

    private String pids(String... arguments) throws Exception {
        out.reset();
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--format", "tsv", "--columns", "pid"));
        assertThat(ps(all.toArray(String[]::new))).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8).lines().skip(1).collect(Collectors.joining(" "));
    }

    private void refused(String message, String... arguments) {
        assertThat(ps(arguments)).isEqualTo(Wulf.WRONG_USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8).lines().map(String::strip).collect(Collectors.joining("\n")))
                .isEqualTo("wulf ps: " + message);
        assertThat(out).hasToString("");
        err.reset();
    }

    /// Writes the file that names these hosts.
    private void cluster(Object... namesAndPorts) throws IOException {
        var hosts = new StringBuilder("<wulfhosts>");
        for (var i = 0; i < namesAndPorts.length; i += 2) {
            hosts.append("<host><name>%s</name><ip>127.0.0.1</ip><port>%s</port></host>"
                    .formatted(namesAndPorts[i], namesAndPorts[i + 1]));
        }
        Files.writeString(directory.resolve("wulfhosts"), hosts + "</wulfhosts>");
    }

    private static int freePort() throws IOException {
        try (var listener = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return listener.getLocalPort();
        }
    }

    private int ps(String... arguments) {
        var all = new ArrayList<>(List.of("ps"));
        if (!List.of(arguments).contains("-d")) {
            all.addAll(List.of(QUICK));
        }
        all.addAll(List.of(arguments));
        return wulf(out, false, all.toArray(String[]::new));
    }

    private int wulf(OutputStream to, boolean isWatched, String... arguments) {
        var program = new Wulf(InputStream.nullInputStream(), to, new PrintStream(err, true, StandardCharsets.UTF_8),
                directory, directory.resolve("home"), directory.resolve("etc"), isWatched);
        return program.run(Map.of(), arguments);
    }
}
