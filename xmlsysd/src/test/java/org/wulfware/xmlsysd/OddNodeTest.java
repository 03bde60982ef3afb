package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes in corners of what there is, through the whole daemon.
@Timeout(60)
class OddNodeTest {
    @TempDir
    Path root;

    private Path file(String path, String text) throws IOException {
        var place = root.resolve(path);
        Files.createDirectories(place.getParent());
        return Files.writeString(place, text);
    }

    private String answer(String commands) throws IOException, InterruptedException {
        var said = RecordedDaemon.answer(root, "C.UTF-8", commands);
        return said.substring(said.indexOf("<xmlsysd"));
    }

    @Test
    void aTextWithoutALastLineEndKeepsItsLastValue() throws Exception {
        file("proc/loadavg", "0.20 0.18 0.12 1/80 11206");
        file("proc/uptime", "350735.47 234388.90");
        file("proc/meminfo", "MemTotal: 1000 kB\nMemFree: 90 kB");
        file("proc/sys/fs/file-nr", "1024\t0\t9999");
        file("proc/net/arp", "IP address HW type Flags HW address Mask Device\n"
                + "10.0.0.1 0x1 0x2 00:11:22:33:44:55 * eth0\n10.0.0.2 0x1 0x2 00:11:22:33:44:56 * eth1");
        file("proc/softirqs", "  CPU0 CPU1\nHI: 1 2\nTIMER: 3 4");
        file("sys/class/net/eth0/mtu", "9000");
        assertThat(answer("off all\non loadavg uptime files memory arp softirqs link mtu\nsend\n")).contains(
                "<load15>0.12</load15>", "<idle>234388.90</idle>", "<free>92160</free>", "<most>9999</most>",
                "<entries>1</entries>", "eth1", "<mtu>9000</mtu>");
    }

    /// An utmp is no text: one that ends with any byte is what it is.
    @Test
    void anUtmpIsLeftAsItIs() throws Exception {
        var login = new byte[384];
        login[0] = 7;
        login[44] = 'a';
        var utmp = file("run/utmp", "");
        Files.write(utmp, login);
        assertThat(answer("off all\non users\nsend\n")).contains("<users>1</users>");
    }

    @Test
    void besideAnEmptyUtmpSessionsAreCounted() throws Exception {
        file("run/utmp", "");
        file("run/systemd/system/x", "");
        file("run/systemd/sessions/1", "USER=a\nUID=7\nCLASS=user\nTTY=tty1\nTYPE=tty\nSTATE=active\n");
        file("run/systemd/sessions/2", "USER=b\nUID=8\nCLASS=user\nTTY=pts/0\nTYPE=tty\nSTATE=online\n");
        file("run/systemd/sessions/3", "USER=c\nUID=9\nCLASS=greeter\nTYPE=wayland\nSTATE=online\n");
        assertThat(answer("off all\non users\nsend\n")).contains("<users>2</users>");
    }

    @Test
    void aDeviceIsNeverTwoPoints() throws Exception {
        file("sys/devices/virtual/thing/net/eth0/operstate", "up\n");
        file("sys/devices/virtual/thing/hwmon/hwmon0/name", "thing\n");
        file("sys/devices/virtual/thing/hwmon/hwmon0/temp1_input", "41000\n");
        Files.createSymbolicLink(root.resolve("sys/devices/virtual/thing/net/eth0/device"), Path.of("../.."));
        Files.createSymbolicLink(root.resolve("sys/devices/virtual/thing/hwmon/hwmon0/device"), Path.of(".."));
        for (var name : new String[]{"net/eth0", "hwmon/hwmon0"}) {
            var link = root.resolve("sys/class/" + name);
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of("../../devices/virtual/thing/" + name));
        }
        assertThat(answer("off all\non link sensors\nsend\n"))
                .contains("<device>thing</device>", "<device>hwmon</device>")
                .doesNotContain("<device>.");
    }

    /// A node of its own, whose only interface has no address of IPv4.
    @Test
    void aNodeWithoutIpv4HasItsGlobalAddress() throws Exception {
        var make = """
                ip addr flush dev lo
                ip link set lo up
                ip addr flush dev lo
                ip link add veth0 type veth peer name veth1
                ip addr add fd00:0:0::5/64 dev veth0 nodad
                ip link set veth0 up
                ip link set veth1 up
                """.replace("\n", " && ") + "exec \"$@\"";
        var node = List.of("unshare", "-rn", "sh", "-c", make, "node");
        mayMake(node);
        var answer = RecordedDaemon.answer(node, "off all\non identity dev\nsend\n");
        assertThat(answer).contains("<hostip>fd00::5</hostip>", "<ip>fd00::5</ip>");
    }

    private static void mayMake(List<String> node) throws IOException, InterruptedException {
        var command = new ArrayList<>(node);
        command.add("true");
        try {
            var tried = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(tried.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(tried.waitFor() == 0, "no network of one's own: " + said);
        } catch (IOException e) {
            assumeTrue(false, "no network of one's own: " + e.getMessage());
        }
    }
}
