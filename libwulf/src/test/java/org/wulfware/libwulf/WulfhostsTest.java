package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WulfhostsTest {
    private static final String CLUSTER = """
            <?xml version="1.0"?>
            <!-- two racks -->
            <wulfstat>
              <root/>
              <user>rgb</user>
              <task>a.out</task>
              <host>
                <name>lilith</name>
                <ip>192.168.1.131</ip>
                <port>7900</port>
              </host>
              <host><ip>192.168.1.140</ip></host>
              <hostrange>
                <hostfmt>g%02d</hostfmt>
                <imin>9</imin>
                <imax>11</imax>
              </hostrange>
              <iprange>
                <ipmin>10.0.0.254</ipmin>
                <ipmax>10.0.1.1</ipmax>
                <port>7901</port>
              </iprange>
            </wulfstat>
            """;

    @Test
    void allFormsOfHostsAreReadInTheirOrder() throws Exception {
        var cluster = read(CLUSTER);
        assertThat(cluster.root()).isTrue();
        assertThat(cluster.users()).containsExactly("rgb");
        assertThat(cluster.tasks()).containsExactly("a.out");
        assertThat(cluster.hosts())
                .containsExactly(
                        new Host("lilith", "192.168.1.131", 7900),
                        Host.named("192.168.1.140"),
                        Host.named("g09"),
                        Host.named("g10"),
                        Host.named("g11"),
                        Host.named("10.0.0.254").port(7901),
                        Host.named("10.0.0.255").port(7901),
                        Host.named("10.0.1.0").port(7901),
                        Host.named("10.0.1.1").port(7901));
    }

    @Test
    void theOtherRootIsReadToo() throws Exception {
        assertThat(read("<wulfhosts><host><name>a</name></host></wulfhosts>").hosts()).containsExactly(Host.named("a"));
    }

    @Test
    void readChangedWrittenAndReadAgainItIsTheSameCluster() throws Exception {
        var before = read(CLUSTER);
        var entries = new ArrayList<>(before.entries());
        entries.add(new Wulfhosts.One(Optional.of("new"), Optional.empty(), 7887));
        entries.remove(0);
        var changed = new Wulfhosts(false, List.of("josh", "a<&>b"), before.tasks(), entries);
        var written = new StringBuilder();
        changed.write(written);
        assertThat(read(written.toString())).isEqualTo(changed);
        assertThat(written).contains("<hostfmt>g%02d</hostfmt>", "<ipmin>10.0.0.254</ipmin>");
    }

    @Test
    void hostsOfACommandLineMakeAFileToo() throws Exception {
        var hosts = List.of(new Host("a", "10.0.0.1", 7900), Host.named("b"));
        var written = new StringBuilder();
        Wulfhosts.of(hosts).write(written);
        assertThat(read(written.toString()).hosts()).isEqualTo(hosts);
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndWhatWasExpected() {
        refused(
                """
                <wulfstat>
                  <hots><name>a</name></hots>
                  <host><nmae>a</nmae></host>
                  <host/>
                  <host><name>a b</name><port>http</port></host>
                  <hostrange><hostfmt>g%s</hostfmt><imin>-1</imin></hostrange>
                  <hostrange><hostfmt>g%d</hostfmt><imin>5</imin><imax>1</imax></hostrange>
                  <iprange><ipmin>10.0.0.256</ipmin><ipmax>10.0.0</ipmax></iprange>
                  <user>two words</user>
                  <host up="1"><name>a</name><name>b</name></host>
                  stray
                </wulfstat>
                """,
                "f:2:3: <root/>, <user>, <task>, <group>, <host>, <hostrange>, <iprange>, <nodeset> or <include/> is expected, not <hots>",
                "f:3:9: <name>, <ip>, <port> or <tls/> is expected in <host>, not <nmae>",
                "f:3:3: <host> wants a <name> or an <ip>",
                "f:4:3: <host> wants a <name> or an <ip>",
                "f:5:9: <name> wants a host's name or address, not \"a b\"",
                "f:5:25: <port> wants a number from 1 to 65535, not \"http\"",
                "f:6:14: <hostfmt> wants a name with one number in it, such as node%03d, not \"g%s\"",
                "f:6:36: <imin> wants a number from 0 to 2147483647, not \"-1\"",
                "f:6:3: <hostrange> wants <imax>",
                "f:7:3: <imin> 5 is greater than <imax> 1",
                "f:8:12: <ipmin> wants an IPv4 address such as 192.168.1.1, not \"10.0.0.256\"",
                "f:8:37: <ipmax> wants an IPv4 address such as 192.168.1.1, not \"10.0.0\"",
                "f:9:3: <user> wants a name without blanks, not \"two words\"",
                "f:10:3: no attribute is expected in <host>, and \"up\" is one",
                "f:10:30: <name> stands in <host> a second time",
                "f:10:51: <root/>, <user>, <task>, <group>, <host>, <hostrange>, <iprange>, <nodeset> or <include/> is expected, not \"stray\"");
    }

    @Test
    void aRangeOfMoreThanAMillionHostsIsRefused() {
        refused(
                "<wulfstat><hostrange><hostfmt>n%d</hostfmt><imin>0</imin><imax>1000000</imax></hostrange></wulfstat>",
                "f:1:11: this range names 1000001 hosts; a million is the most");
        refused(
                "<wulfstat><iprange><ipmin>0.0.0.0</ipmin><ipmax>255.255.255.255</ipmax></iprange></wulfstat>",
                "f:1:11: this range names 4294967296 hosts; a million is the most");
        refused(
                """
                <wulfstat>
                <hostrange><hostfmt>n%d</hostfmt><imin>1</imin><imax>1000000</imax></hostrange>
                <host><name>a</name></host>
                </wulfstat>""",
                "f:3:1: from here on the file names more than a million hosts");
    }

    @Test
    void anotherDocumentIsRefused() {
        refused("<html/>", "f:1:1: <wulfstat> is expected, not <html>");
    }

    @Test
    void whatIsNoXmlIsToldWithItsPlace() {
        for (var text : List.of("", "<wulfstat>", "wulfstat", "<wulfstat><host></wulfstat>",
                "<wulfstat>\u0001</wulfstat>")) {
            assertThatThrownBy(() -> read(text))
                    .as(text)
                    .isInstanceOf(SyntaxException.class)
                    .message()
                    .matches("f:[0-9]+:[0-9]+: not XML: .+");
        }
    }

    @Test
    void whatIsWrongIsToldWithoutItsControlCharacters() {
        assertThatThrownBy(() -> read("<?xml version=\"1.0\u001b[2J\"?><wulfstat/>"))
                .isInstanceOf(SyntaxException.class)
                .message()
                .matches("f:1:[0-9]+: not XML: [ -~]+");
    }

    @Test
    void aDocumentTypeAndEntitiesOfItsOwnAreRefused() {
        var bomb =
                "<!DOCTYPE wulfstat [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><wulfstat><user>&a;</user></wulfstat>";
        assertThatThrownBy(() -> read(bomb))
                .isInstanceOf(SyntaxException.class)
                .message()
                .contains("f:1:1: a document type has no place here")
                .doesNotContain("root:");
    }

    @Test
    void patternsAreThoseOfPrintfWithOneNumber() {
        assertThat(HostPattern.of("g%02d").orElseThrow().name(7)).isEqualTo("g07");
        assertThat(HostPattern.of("g%02d").orElseThrow().name(123)).isEqualTo("g123");
        assertThat(HostPattern.of("r%i.lan").orElseThrow().name(0)).isEqualTo("r0.lan");
        for (var none : List.of("g", "g%", "g%s", "g%5d", "g%d%d", "g%%%d", "g%0d", "g%n", "a b%d", "%1$d")) {
            assertThat(HostPattern.of(none)).as(none).isEmpty();
        }
    }

    @Test
    void theNearestFileIsFound(@TempDir Path directory) throws Exception {
        var here = Files.createDirectories(directory.resolve("here"));
        var home = Files.createDirectories(directory.resolve("home"));
        var etc = Files.createDirectories(directory.resolve("etc"));
        assertThat(Wulfhosts.find(here, home, etc)).isEmpty();
        Files.writeString(etc.resolve("wulfhosts"), CLUSTER);
        assertThat(Wulfhosts.find(here, home, etc)).contains(etc.resolve("wulfhosts"));
        Files.writeString(home.resolve(".wulfhosts"), CLUSTER);
        assertThat(Wulfhosts.find(here, home, etc)).contains(home.resolve(".wulfhosts"));
        Files.writeString(here.resolve("wulfhosts"), CLUSTER);
        var found = Wulfhosts.find(here, home, etc).orElseThrow();
        assertThat(found).isEqualTo(here.resolve("wulfhosts"));
        assertThat(Wulfhosts.read(found, ClusterShell.none())).isEqualTo(read(CLUSTER));
    }

    @Test
    void aNameThatIsTypedMeansTheHostThatTheFileCallsSo() throws Exception {
        var file = Optional.of(read(CLUSTER));
        var typed = List.of("lilith,lilith,lilith:1,other");
        var lilith = new Host("lilith", "192.168.1.131", 7900);

        var some = Wulfhosts.chosen(file, typed, ClusterShell.none());
        assertThat(some.asNamed()).containsExactly(lilith, Host.named("lilith").port(1), Host.named("other"));
        assertThat(some.root()).isTrue();
        assertThat(some.users()).containsExactly("rgb");
        assertThat(some.tasks()).containsExactly("a.out");
        assertThat(Wulfhosts.chosen(file, List.of(), ClusterShell.none())).isEqualTo(read(CLUSTER));
        assertThat(Wulfhosts.chosen(Optional.empty(), typed, ClusterShell.none()).hosts())
                .first()
                .isEqualTo(new Host("lilith:7887", "lilith", 7887));
        assertThat(Wulfhosts.chosen(Optional.empty(), List.of(), ClusterShell.none())).isEqualTo(Wulfhosts.thisHost());
    }

    private static Wulfhosts read(String text) throws Exception {
        return Wulfhosts.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "f");
    }

    private static void refused(String text, String... problems) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SyntaxException.class)
                .hasMessage(String.join("\n", problems));
    }
}
