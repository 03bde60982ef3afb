package org.wulfware.commands;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostsCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String input = "";

    @Test
    void namesAreFolded() {
        says("node[001-003,019]\n", "node001,node019", "node[002-003]");
        says("dc[1-2]n[01-03]\n", "--fold", "dc[1-2]n[01-03]");
        says("n[1,3,5]\n", "n[1-5/2]");
        says("gw[1-2]:7900\n", "gw1:7900,gw2:7900");
        says("", "a!a");
    }

    @Test
    void namesAreExpandedALineEach() {
        says("a\nn9\nn10\nx1:80\n", "--expand", "n10,n9,a,x1:80");
        says("", "-e", "a!a");
    }

    @Test
    void namesAreCounted() {
        says("1000000\n", "--count", "n[0-999999]");
        says("2\n", "-c", "n[1-5]!n[2-4]", "n1");
        says("0\n", "-c", "a!a");
    }

    @Test
    void aShardHasItsPartOfThem() {
        says("n[1,5,8-9]\n", "--shard", "2/2", "n[1-9]");
        says("n[2-4,6-7]\n", "--shard", "1/2", "--hosts", "n[1-9]");
        says("""
                <?xml version="1.0"?>
                <wulfstat>
                  <nodeset>n[1,5,8-9]</nodeset>
                </wulfstat>
                """, "--shard", "2/2", "--write", "-", "n[1-9]");
        refused("--shard \"3/2\": expected which part of how many, such as 3/8", "--shard", "3/2", "n[1-9]");
        says("wulf hosts " + Wulf.version() + "\n", "--version");
    }

    @Test
    void aClusterIsSavedAsAWulfhostsFile() throws Exception {
        write("wulfhosts", """
                <wulfhosts><user>rgb</user><group name="rack1">n[1-2]</group>
                <nodeset>n[1-4]<port>7900</port></nodeset><host><name>gw</name><ip>10.0.0.1</ip></host></wulfhosts>""");
        says("", "--write", "saved");
        var saved = """
                <?xml version="1.0"?>
                <wulfstat>
                  <user>rgb</user>
                  <group name="rack1">n[1-2]</group>
                  <nodeset>
                    n[1-4]
                    <port>7900</port>
                  </nodeset>
                  <host>
                    <name>gw</name>
                    <ip>10.0.0.1</ip>
                  </host>
                </wulfstat>
                """;
        assertThat(directory.resolve("saved")).content().isEqualTo(saved);
        says(saved, "-f", "saved", "--write", "-");
        assertThat(run("--write", "saved", "n1")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("wulf hosts: " + directory.resolve("saved")
                + ": there is such a file, and it is left as it is\n");
        assertThat(directory.resolve("saved")).content().isEqualTo(saved);
    }

    @Test
    void namesComeFromStandardInput() {
        input = "n3 n1\n# all that is left\nn2,x # the rest\n\n";
        says("n[0-3],x\n", "n0", "-");
        input = "";
        says("", "-");
        says("0\n", "--count", "-");
        input = "a\nb n[3-1]\n";
        refused("standard input, line 2: \"n[3-1]\", column 2: the range 3-1 runs backwards", "-");
    }

    @Test
    void withoutNamesTheFileIsMeant() throws Exception {
        says("localhost\n");
        write("wulfhosts", """
                <wulfhosts><group name="rack1">n[1-2]</group>
                <nodeset>n[1-4]<port>7900</port></nodeset><host><name>gw</name><ip>10.0.0.1</ip></host></wulfhosts>""");
        says("gw,n[1-4]\n");
        says("n[3-4]\n", "@*!@rack1,gw!gw");
        says("n[1-2]\n", "n[12-12]!n12,n?&@rack1");
        write("twins", """
                <wulfhosts><host><name>a</name><ip>10.0.0.1</ip><port>1</port></host>
                <host><name>a</name><ip>10.0.0.1</ip><port>2</port></host><host><name>b</name></host></wulfhosts>""");
        says("b,a:1,a:2\n", "-f", "twins");
        says("3\n", "-f", "twins", "-c");
        write("other", "<wulfhosts><host><name>other</name></host></wulfhosts>");
        says("other\n", "-f", "other");
        says("other\n", "--file", directory.resolve("other").toString(), "@*");
    }

    @Test
    void groupsComeFromClusterShellToo() throws Exception {
        Files.createDirectories(directory.resolve("etc/clustershell"));
        write("etc/clustershell/groups", "rack1: n[1-2]\nrack2: n[3-4]\n");
        says("n[1-4]\n", "@rack[1-2]");
        says("n[1-4]\n", "@local:*");
        says("rack[1-2]\n", "@@local");
        says("@rack1\n@rack2\n", "--groups");
        write("etc/clustershell/groups.conf", """
                [Main]
                default: local
                autodir: $CFGDIR/groups.d
                [local]
                map: sed -n 's/^$GROUP:\\(.*\\)/\\1/p' $CFGDIR/groups
                list: sed -n 's/^\\([0-9A-Za-z_-]*\\):.*/\\1/p' $CFGDIR/groups
                """);
        Files.createDirectories(directory.resolve("etc/clustershell/groups.d"));
        write("etc/clustershell/groups.d/roles.yaml", "roles:\n  io: n9\n");
        write("wulfhosts", "<wulfhosts><group name='mine'>n5</group></wulfhosts>");
        says("@mine\n@rack1\n@rack2\n@roles:io\n", "-g");
        refused("--groups takes no hosts: \"n1\"", "-g", "n1");
        Files.delete(directory.resolve("wulfhosts"));
        refused("\"@rack3\", column 1: there is no group \"rack3\" in " + directory.resolve("etc/clustershell/groups"),
                "@rack3");
    }

    @Test
    void aFileIsReadOnlyWhereSomethingIsChosenFromIt() throws Exception {
        write("wulfhosts", "<nonsense/>");
        says("n[1-2]\n", "n1,n2");
        assertThat(run("@*")).isEqualTo(Wulf.FAILED);
        assertThat(err).hasToString(
                "wulf hosts: " + directory.resolve("wulfhosts") + ":1:1: <wulfstat> is expected, not <nonsense>\n");
        err.reset();
        assertThat(run("-f", "none")).isEqualTo(Wulf.FAILED);
        assertThat(err).hasToString("wulf hosts: " + directory.resolve("none") + ": no such file\n");
    }

    @Test
    void whatIsTypedWrongIsQuotedInOneLine() {
        refused("\"n[1-\", column 2: the bracket is not closed", "n[1-");
        refused("\"n?[31m\", column 2: \"?\" does not belong into a host's name", "n\u001b[31m");
        refused("unknown option \"--nonsense\"; see wulf hosts -h", "--nonsense");
        refused("--expand and --count exclude each other", "-e", "-c", "a");
        refused("-f \"a?b\": no name of a file", "-f", "a\0b");
        refused("-f needs a value; see wulf hosts -h", "-f");
    }

    @Test
    void hostsAreChosenByWhatTheySay() throws Exception {
        try (var one = loaded("1.50"); var two = loaded("0.20")) {
            int gone;
            try (var closed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                gone = closed.getLocalPort();
            }
            write("wulfhosts", "<wulfhosts><group name='mine'>n[1-2]</group>" + host("n1", one.port())
                    + host("n2", two.port()) + host("n3", gone) + "</wulfhosts>");
            says("n1\n", "--where", "load1 > 1", "n[1-2]");
            says("n[1-2]\n", "--where", "load1 > 0.1 and host in @mine", "@mine");
            says("n3\n", "--where", "down");
            says("1\n", "--count", "--where", "not down and load1 < 1");
            input = "n1\nn2\n";
            says("n2\n", "--expand", "--where", "load1 < 1", "-");
            // Nobody is asked who can say nothing to it.
            says("n3\n", "--where", "host =~ 'n[34]'");
            assertThat(run("--where", "load1 < 1")).isEqualTo(Wulf.SOME_DOWN);
            assertThat(out).hasToString("n2\n");
            assertThat(err).hasToString("wulf hosts: n3: down: connection refused\n");
            out.reset();
            err.reset();
            assertThat(run("-v", "--write", "-", "--where", "load1 < 1", "@mine")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("<name>n2</name>").doesNotContain("n1</name>");
            assertThat(err).hasToString("wulf hosts: hosts and groups are those of " + directory.resolve("wulfhosts")
                    + "\nwulf hosts: n[1-2]: up\n");
            err.reset();
            out.reset();
            refused("--where: unknown name lod1; is it load1?\n  lod1 > 1\n  ^", "--where", "lod1 > 1");
            refused("--where: expected a condition, such as load1 > 2, and not a number\n  load1\n  ^", "--where",
                    "load1");
        }
    }

    private static Node loaded(String load) throws IOException {
        return new Node((tenths, _) -> Node.packet(tenths, "<loadavg STAMP><load1>" + load + "</load1></loadavg>"));
    }

    private static String host(String name, int port) {
        return "<host><name>" + name + "</name><ip>127.0.0.1</ip><port>" + port + "</port></host>";
    }

    @Test
    void helpNamesTheOptions() {
        assertThat(run("-h")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Usage: wulf hosts ", "-e, --expand", "-c, --count", "-f, --file=WULFHOSTS", "[HOSTS...]");
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
    }

    @Test
    void theProgramNamesItsCommands() {
        assertThat(wulf(out, "-h")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Usage: wulf COMMAND", "hosts");
        assertThat(wulf(out, "--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("wulf (unreleased)\n");
        assertThat(wulf(out)).isEqualTo(Wulf.WRONG_USAGE);
        assertThat(wulf(out, "nodes")).isEqualTo(Wulf.WRONG_USAGE);
        assertThat(err).hasToString("""
                wulf: a command is expected; wulf -h lists them
                wulf: unknown command "nodes"; wulf -h lists them
                """);
    }

    @Test
    void anOutputThatIsFullIsAFailureAndAReaderThatWentAwayIsNone() {
        assertThat(wulf(failing("No space left on device"), "hosts", "a")).isEqualTo(Wulf.FAILED);
        assertThat(err).hasToString("wulf hosts: failed: disk full\n");
        err.reset();
        assertThat(wulf(failing("Broken pipe"), "hosts", "a")).isZero();
        assertThat(err).hasToString("");
    }

    private static OutputStream failing(String why) {
        return new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException(why);
            }
        };
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private void says(String expected, String... arguments) {
        assertThat(run(arguments)).as(err.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(out).hasToString(expected);
        assertThat(err).hasToString("");
        out.reset();
    }

    private void refused(String line, String... arguments) {
        assertThat(run(arguments)).isEqualTo(Wulf.WRONG_USAGE);
        assertThat(err).hasToString("wulf hosts: " + line + "\n");
        assertThat(out).hasToString("");
        err.reset();
    }

    private int run(String... arguments) {
        return wulf(out, Stream.concat(Stream.of("hosts"), Stream.of(arguments)).toArray(String[]::new));
    }

    private int wulf(OutputStream to, String... arguments) {
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        var program = new Wulf(in, to, new PrintStream(err, true, StandardCharsets.UTF_8), directory,
                directory.resolve("home"), directory.resolve("etc"), false);
        return program.run(Map.of(), arguments);
    }
}
