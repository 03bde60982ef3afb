package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What wulfhosts files say of many hosts at once, and how they are put together from several.
class WulfhostsNodesTest {
    private static final String CLUSTER = """
            <wulfhosts>
              <root/>
              <user>rgb</user>
              <group name="rack1">node[001-003]</group>
              <group name="gpu">gpu[1-2]&amp;gpu[1-9]
                node003</group>
              <host><name>lilith</name><ip>10.0.0.1</ip><tls/></host>
              <nodeset>@gpu,login[1-2]:7900!login2<!-- down --><port>7901</port></nodeset>
              <nodeset>node[001-003]<tls/></nodeset>
              <hostrange><hostfmt>g%02d</hostfmt><imin>1</imin><imax>2</imax><tls/><port>1</port></hostrange>
              <iprange><ipmin>10.0.0.1</ipmin><ipmax>10.0.0.1</ipmax><tls/></iprange>
            </wulfhosts>
            """;

    @TempDir
    private Path directory;

    @Test
    void hostsAreNamedByExpressionsWithPortAndTls() throws Exception {
        var cluster = read(CLUSTER);
        assertThat(cluster.hosts())
                .containsExactly(
                        new Host("lilith", "10.0.0.1", 7888).over(Tls.USUAL),
                        Host.named("gpu1").port(7901),
                        Host.named("gpu2").port(7901),
                        new Host("node003:7901", "node003", 7901),
                        Host.named("login1").port(7900),
                        Host.named("node001").port(7888).over(Tls.USUAL),
                        Host.named("node002").port(7888).over(Tls.USUAL),
                        new Host("node003:7888", "node003", 7888).over(Tls.USUAL),
                        Host.named("g01").port(1).over(Tls.USUAL),
                        Host.named("g02").port(1).over(Tls.USUAL),
                        Host.named("10.0.0.1").port(7888).over(Tls.USUAL));
    }

    @Test
    void twoHostsOfOneNameAreRefusedWithBothPlaces() throws Exception {
        write("more.xml", "<wulfhosts><host><name>gw</name><ip>10.0.0.2</ip></host></wulfhosts>");
        refused("""
                <wulfhosts>
                <host><name>a</name><ip>127.0.0.51</ip><port>21200</port></host>
                <host><name>a</name><ip>127.0.0.53</ip><port>21202</port></host>
                <nodeset>gw,n[1-3]</nodeset><include file='more.xml'/>
                <hostrange><hostfmt>n%d</hostfmt><imin>3</imin><imax>4</imax><tls/><port>7887</port></hostrange>
                <host><ip>2001:db8::1</ip></host><host><ip>2001:db8::1</ip><port>7900</port></host>
                </wulfhosts>
                """,
                """
                wulfhosts:3:1: "a" is 127.0.0.53:21202, and at DIR/wulfhosts:2:1 it is 127.0.0.51:21200: two hosts need two names
                more.xml:1:12: "gw" is 10.0.0.2:7887, and at DIR/wulfhosts:4:1 it is gw:7887: two hosts need two names
                wulfhosts:5:1: "n3" is n3:7887 over TLS, and at DIR/wulfhosts:4:1 it is n3:7887: two hosts need two names""");
    }

    @Test
    void severalDaemonsOfOneHostAreToldApartByTheirPorts() throws Exception {
        var cluster = read("""
                <wulfhosts><nodeset>gw:7901,gw:7902,2001:db8::1,[2001:db8::1]:7902,other:7901</nodeset></wulfhosts>
                """);
        assertThat(cluster.hosts()).extracting(Host::name)
                .containsExactly("gw:7901", "gw:7902", "[2001:db8::1]:7887",
                        "[2001:db8::1]:7902", "other");
        assertThat(cluster.hosts()).extracting(Host::address)
                .containsExactly("gw", "gw", "2001:db8::1", "2001:db8::1",
                        "other");
        assertThat(chosen(Optional.of(cluster), "gw")).isEqualTo("gw:7901,gw:7902");
        assertThat(chosen(Optional.of(cluster), "gw:7902")).isEqualTo("gw:7902");
        assertThat(Folding.brief(cluster.hosts().stream().map(Host::name).toList(), 99))
                .isEqualTo("[2001:db8::1]:7887,[2001:db8::1]:7902,gw:7901,gw:7902,other");
    }

    @Test
    void whatIsWrittenBackIsTheSameCluster() throws Exception {
        write("more.xml", "<wulfhosts><group name='other'>x</group><host><name>m</name></host></wulfhosts>");
        var before = read(CLUSTER.replace("</wulfhosts>", "<include file='more.xml'/></wulfhosts>"));
        var written = new StringBuilder();
        before.write(written);
        assertThat(read(written.toString())).isEqualTo(before);
        assertThat(written)
                .contains("<group name=\"rack1\">node[001-003]</group>", "gpu[1-2]&amp;gpu[1-9]",
                        "<include file=\"more.xml\"/>")
                .contains("  <nodeset>\n    node[001-003]\n    <tls/>\n  </nodeset>\n");
        var again = new StringBuilder();
        Wulfhosts.of(before.hosts()).write(again);
        assertThat(read(again.toString()).hosts()).isEqualTo(before.hosts());
    }

    @Test
    void tlsHasFilesFromThisFilesDirectoryAndWrittenBackTheyAreTheSame() throws Exception {
        var before = read("""
                <wulfhosts>
                  <nodeset>n[1-2]<tls ca="ca.pem" certificate="/etc/me.pem" key="keys/a &amp; b.key" name="gw"/></nodeset>
                  <host><name>m</name><tls ca='ca.pem'/><port>1</port></host>
                </wulfhosts>
                """);
        var here = directory.toAbsolutePath();
        var all = new Tls(
                Optional.of(here.resolve("ca.pem")), Optional.of(Path.of("/etc/me.pem")),
                Optional.of(here.resolve("keys/a & b.key")), Optional.of("gw"));
        assertThat(before.hosts())
                .containsExactly(
                        Host.named("n1").port(7888).over(all),
                        Host.named("n2").port(7888).over(all),
                        Host.named("m").port(1).over(Tls.by(here.resolve("ca.pem"))));
        var written = new StringBuilder();
        before.write(written);
        assertThat(read(written.toString())).isEqualTo(before);
    }

    @Test
    void whatIsWrongWithTlsIsSaidWithItsPlace() {
        refused("""
                <wulfhosts>
                <nodeset>a<tls cert="x"/></nodeset>
                <nodeset>b<tls key="x"/></nodeset>
                <nodeset>c<tls ca=""/></nodeset>
                <nodeset>d<tls ca="&#10;"/></nodeset>
                <nodeset>e<tls name="a b"/></nodeset>
                <nodeset>f<port a="1">1</port></nodeset>
                </wulfhosts>
                """, """
                wulfhosts:2:11: ca, certificate, key or name is expected in <tls/>, not "cert"
                wulfhosts:3:11: <tls/> has a key and no certificate that it belongs to
                wulfhosts:4:11: ca: "" is no name of a file
                wulfhosts:5:11: ca: "?" is no name of a file
                wulfhosts:6:11: <tls name> wants a host's name or address, not "a b"
                wulfhosts:7:11: no attribute is expected in <port>, and "a" is one""");
    }

    @Test
    void groupsOfTheFileMayBeTyped() throws Exception {
        var cluster = Optional.of(read(CLUSTER));
        assertThat(chosen(cluster, "@rack1")).isEqualTo("node[001-003]:7888,node003:7901");
        assertThat(chosen(cluster, "@wulfhosts:gpu!gpu1")).isEqualTo("node003:7888,gpu2:7901,node003:7901");
        assertThat(chosen(cluster, "@*!node*", "x"))
                .isEqualTo("x,g[01-02]:1,login1:7900,gpu[1-2]:7901,10.0.0.1:7888,lilith:7888"
                        .replace("login1:7900,gpu[1-2]:7901,10.0.0.1:7888,lilith:7888",
                                "10.0.0.1:7888,lilith:7888,login1:7900,gpu[1-2]:7901"));
        assertThatThrownBy(() -> chosen(cluster, "@rack2"))
                .hasMessage("\"@rack2\", column 1: there is no group \"rack2\" in the wulfhosts file");
        assertThatThrownBy(() -> chosen(cluster, "@racks:rack2")).hasMessage(
                "\"@racks:rack2\", column 1: there is no source of groups \"racks\"; there are wulfhosts");
        assertThatThrownBy(() -> chosen(cluster, "a!a")).hasMessage("\"a!a\" names no host");
        assertThat(Wulfhosts.chosen(cluster, List.of("@rack1"), ClusterShell.none()).listsRoot()).isTrue();
    }

    @Test
    void groupsOfTheFileGoBeforeThoseOfClusterShell() throws Exception {
        var etc = Files.createDirectories(directory.resolve("etc/clustershell"));
        Files.writeString(etc.resolve("groups"), "rack1: other\nrack9: n9\nall: everyone");
        var groups = ClusterShell.of(directory.resolve("etc"), directory, Map.of());
        write("wulfhosts",
                "<wulfhosts><group name='rack1'>n1</group><nodeset>@rack1,@rack9,@local:rack1</nodeset></wulfhosts>");
        var cluster = Wulfhosts.read(directory.resolve("wulfhosts"), groups);
        assertThat(cluster.hosts()).extracting(Host::name).containsExactly("n1", "n9", "other");
        assertThat(Wulfhosts.chosen(Optional.of(cluster), List.of("@*,@rack9"), groups).hosts())
                .extracting(Host::name)
                .containsExactly("n1", "n9", "other");
        assertThat(Wulfhosts.chosen(Optional.empty(), List.of("@*"), groups).hosts())
                .containsExactly(Host.named("everyone"));
    }

    @Test
    void filesIncludeFiles() throws Exception {
        Files.createDirectories(directory.resolve("racks"));
        write("racks/one.xml", """
                <wulfhosts><root/><user>josh</user><user>rgb</user><task>a.out</task>
                <group name="one">n[1-2]</group><nodeset>@one</nodeset><include file="../two.xml"/></wulfhosts>""");
        write("two.xml", "<wulfhosts><nodeset>@three,n1</nodeset></wulfhosts>");
        var cluster = read("""
                <wulfhosts><user>rgb</user><include file="racks/one.xml"/><group name="three">n3</group>
                <include file="two.xml"/></wulfhosts>""");
        assertThat(cluster.hosts()).extracting(Host::name).containsExactly("n1", "n2", "n3");
        assertThat(cluster.listsRoot()).isTrue();
        assertThat(cluster.listedUsers()).containsExactly("rgb", "josh");
        assertThat(cluster.listedTasks()).containsExactly("a.out");
        assertThat(chosen(Optional.of(cluster), "@one")).isEqualTo("n[1-2]");
    }

    @Test
    void whatIsWrongInAnIncludedFileHasThatFilesPlace() throws Exception {
        write("one.xml", "<wulfhosts>\n<hots/>\n<nodeset>n[2-1]</nodeset></wulfhosts>");
        refused("<wulfhosts>\n<include file='one.xml'/></wulfhosts>", """
                one.xml:2:1: <root/>, <user>, <task>, <group>, <host>, <hostrange>, <iprange>, <nodeset> or <include/> is \
                expected, not <hots>""");
        write("one.xml", "<wulfhosts>\n<nodeset>n[2-1]</nodeset></wulfhosts>");
        refused("<wulfhosts>\n<include file='one.xml'/><nodeset>@x</nodeset></wulfhosts>", """
                one.xml:2:1: "n[2-1]", column 2: the range 2-1 runs backwards
                wulfhosts:2:26: "@x", column 1: there is no group "x" in DIR/wulfhosts""");
        refused("<wulfhosts>\n<include file='none.xml'/></wulfhosts>",
                "wulfhosts:2:1: \"DIR/none.xml\": no such file");
        refused("<wulfhosts>\n<include/>\n<include file='a' b='c'/><include file='one.xml'>x</include></wulfhosts>", """
                wulfhosts:2:1: <include> wants file="…"
                wulfhosts:3:1: file="…" is expected in <include>, not "b"
                wulfhosts:3:26: <include/> is empty, not "x\"""");
    }

    @Test
    @Timeout(30)
    void devicesPipesAndDirectoriesAreNotIncluded() throws Exception {
        Files.createSymbolicLink(directory.resolve("zero.xml"), Path.of("/dev/zero"));
        assertThat(new ProcessBuilder("mkfifo", directory.resolve("pipe.xml").toString()).start().waitFor()).isZero();
        Files.createDirectory(directory.resolve("racks"));
        refused("<wulfhosts>\n<include file='zero.xml'/><include file='pipe.xml'/><include file='racks'/></wulfhosts>", """
                wulfhosts:2:1: "zero.xml": not a regular file
                wulfhosts:2:27: "pipe.xml": not a regular file
                wulfhosts:2:53: "racks": is a directory""");
        var zero = directory.resolve("zero.xml");
        assertThatThrownBy(() -> Wulfhosts.read(zero, ClusterShell.none())).isInstanceOf(IOException.class)
                .hasMessage(zero + ": not a regular file");
    }

    @Test
    void includedFilesEnd() throws Exception {
        write("one.xml", "<wulfhosts><include file='wulfhosts'/></wulfhosts>");
        refused("<wulfhosts><include file='one.xml'/></wulfhosts>", "one.xml:1:12: \"wulfhosts\" includes itself");
        for (var i = 0; i < 20; i++) {
            write(i + ".xml", "<wulfhosts><include file='" + (i + 1) + ".xml'/></wulfhosts>");
        }
        refused("<wulfhosts><include file='0.xml'/></wulfhosts>",
                "14.xml:1:12: files are included more than 16 deep");
        for (var i = 0; i < 14; i++) {
            write(i + ".xml", "<wulfhosts>" + ("<include file='" + (i + 1) + ".xml'/>").repeat(2) + "</wulfhosts>");
        }
        write("14.xml", "<wulfhosts/>");
        assertThatThrownBy(() -> read("<wulfhosts><include file='0.xml'/></wulfhosts>"))
                .message()
                .matches(".*/[0-9]+.xml:1:[0-9]+: more than 1000 files are included");
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndWhatWasExpected() throws Exception {
        refused("""
                <wulfhosts>
                <group name="a b">x</group><group>x</group><group name="@x">x</group>
                <group name="twice">x</group><group name="twice">x</group>
                <nodeset/>
                <nodeset>a<prot>1</prot></nodeset>
                <nodeset>a<port>0</port></nodeset>
                <nodeset>a<tls>yes</tls></nodeset>
                <nodeset up="1">a</nodeset>
                </wulfhosts>
                """, """
                wulfhosts:2:1: <group> wants a name of letters, digits, ".", "-" and "_", not "a b"
                wulfhosts:2:28: <group> wants name="…"
                wulfhosts:2:44: <group> wants a name of letters, digits, ".", "-" and "_", not "@x"
                wulfhosts:3:30: the group "twice" is defined already, at DIR/wulfhosts:3:1
                wulfhosts:4:1: <nodeset> wants hosts, such as node[001-128]
                wulfhosts:5:11: <port> or <tls/> is expected in <nodeset>, not <prot>
                wulfhosts:6:11: <port> wants a number from 1 to 65535, not "0"
                wulfhosts:7:11: <tls/> is empty, not "yes"
                wulfhosts:8:1: no attribute is expected in <nodeset>, and "up" is one""");
        refused("<wulfhosts><group name='a'>@b</group><group name='b'>@a</group></wulfhosts>",
                "wulfhosts:1:12: the group names itself: @wulfhosts:a names @wulfhosts:b names @wulfhosts:a\n"
                        + "wulfhosts:1:38: the group names itself: @wulfhosts:b names @wulfhosts:a names @wulfhosts:b");
        refused("<wulfhosts><nodeset>n[1-1000000]</nodeset><nodeset>n[1-1000001]</nodeset><nodeset>m</nodeset></wulfhosts>",
                "wulfhosts:1:43: \"n[1-1000001]\", column 1: more than a million hosts are named\n"
                        + "wulfhosts:1:74: from here on the file names more than a million hosts");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Wulfhosts read(String text) throws Exception {
        write("wulfhosts", text);
        return Wulfhosts.read(directory.resolve("wulfhosts"), ClusterShell.none());
    }

    private static String chosen(Optional<Wulfhosts> cluster, String... typed) throws SyntaxException {
        return Folding.foldHosts(Wulfhosts.chosen(cluster, List.of(typed), ClusterShell.none()).hosts());
    }

    private void refused(String text, String problems) {
        var expected = problems.lines()
                .map(line -> directory + "/" + line.replace("DIR", directory.toString()))
                .collect(Collectors.joining("\n"));
        assertThatThrownBy(() -> read(text)).isInstanceOf(SyntaxException.class).hasMessage(expected);
    }
}
