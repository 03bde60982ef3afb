package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Names with bytes that are no UTF-8, through the whole daemon and whatever the locale.
@Timeout(60)
class OddNamesTest {
    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        var place = OddNames.path(root + "/" + path);
        Files.createDirectories(place.getParent());
        Files.write(place, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void wordsAndPathsAreTheSameThingTwice() throws IOException {
        file("m\udcfcller/ü", "x");
        assertThat(OddNames.list(root)).containsExactly("m\udcfcller");
        assertThat(OddNames.list(OddNames.path(root + "/m\udcfcller"))).containsExactly("ü");
        assertThat(OddNames.list(root.resolve("none"))).isEmpty();
        assertThat(OddNames.words(OddNames.path("/a b/%/m\udcfcller"))).isEqualTo("/a b/%/m\udcfcller");
    }

    @Test
    void interfacesAndGroupsAreShownWithAQuestionMark() throws Exception {
        makeTree();
        assertThat(answer("C.UTF-8")).endsWith("""
                  <system>
                    <sensors>
                      <sensor chip="hwmon0" id="temp1">
                        <chip_name>x</chip_name>
                        <chip_id>x</chip_id>
                        <chip_type>x</chip_type>
                        <label>K?hler</label>
                        <celsius>1.000</celsius>
                      </sensor>
                    </sensors>
                    <links>
                      <link name="eth?">
                        <operstate>up</operstate>
                      </link>
                      <link name="eth?~2">
                        <operstate>down</operstate>
                      </link>
                      <link name="&#252;">
                        <operstate>dormant</operstate>
                      </link>
                    </links>
                    <cgroup>
                      <group path="memory.foo">
                        <pids_current>9</pids_current>
                      </group>
                      <group path="m?ller.slice">
                        <pids_current>7</pids_current>
                      </group>
                      <group path="m?ller.slice/&#252;">
                        <pids_current>8</pids_current>
                      </group>
                    </cgroup>
                  </system>
                </xmlsysd>""");
    }

    @Test
    void theLocaleChangesNothing() throws Exception {
        makeTree();
        var expected = answer("C.UTF-8");
        assertThat(answer("C")).isEqualTo(expected);
        assertThat(answer("POSIX")).isEqualTo(expected);
    }

    private void makeTree() throws IOException {
        file("sys/class/net/eth\udce4/operstate", "up\n");
        file("sys/class/net/eth\udcf6/operstate", "down\n");
        file("sys/class/net/ü/operstate", "dormant\n");
        file("sys/fs/cgroup/cgroup.controllers", "pids memory\n");
        file("sys/fs/cgroup/memory.stat", "anon 1\n");
        file("sys/fs/cgroup/m\udcfcller.slice/pids.current", "7\n");
        file("sys/fs/cgroup/m\udcfcller.slice/ü/pids.current", "8\n");
        file("sys/fs/cgroup/memory.foo/pids.current", "9\n");
        file("sys/class/hwmon/hwmon0/name", "x\n");
        file("sys/class/hwmon/hwmon0/temp1_input", "1000");
        file("sys/class/hwmon/hwmon0/temp1_label", "K\u00fchler\n");
    }

    private String answer(String locale) throws IOException, InterruptedException {
        return RecordedDaemon.answer(root, locale, "off all\non link cgroup sensors\nsend\n");
    }

    @Test
    void disksUnitsUsersAndSessionsAreShownSoToo() throws Exception {
        file("proc/diskstats", " 8 0 sd\u00fc 1 2 3 4 5 6 7 8 9 10 11\n 8 16 sdb 1 2 3 4 5 6 7 8 9 10 11\n");
        file("sys/block/sd\udcfc/size", "2048\n");
        file("sys/block/sd\udcfc/queue/rotational", "1\n");
        file("sys/block/sdb/size", "4096\n");
        file("sys/block/sdb/device/model", "K\u00fchl\n");
        file("wulfware/units", "m\u00fcller.service loaded failed failed\nb.service loaded active running\n");
        file("run/systemd/system/x", "");
        file("run/systemd/sessions/1", "USER=m\u00fcller\nUID=7\nCLASS=user\nTTY=tty\u00fc\nREMOTE_HOST=b\u00fc\n");
        file("run/systemd/sessions/2", "USER=maier\nUID=8\nCLASS=user\nTTY=tty2\n");
        file("etc/passwd", "m\u00fcller:x:7:7::/:/bin/sh\nmaier:x:8:8::/:/bin/sh\n");
        for (var uid : new int[]{7, 8}) {
            file("proc/" + uid + "/stat", uid + " (t\u00fc" + uid + ") S 1 1 1 0 -1 4194560 90 0 0 0 5 0 0 0 20 0 1 0 "
                    + "100 1000 25 1 1 1 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n");
            file("proc/" + uid + "/status", "Uid:" + ("\t" + uid).repeat(4) + "\n");
        }
        var asked = "off all\non block units sessions disk pids\nuser m\u00fcller\ntask t\u00fc8\nsend\n";
        var answer = RecordedDaemon.answer(root, "C", asked);
        assertThat(answer).contains(
                "<disk name=\"sd?\">\n        <size>1048576</size>",
                "<disk name=\"sdb\">\n        <size>2097152</size>", "<model>K?hl</model>",
                "<unit name=\"m?ller.service\">", "<unit name=\"b.service\">",
                "<user>m?ller</user>", "<tty>tty?</tty>", "<remote_host>b?</remote_host>", "<user>maier</user>");
        assertThat(answer).contains("<name>t?7</name>", "<name>t?8</name>");
    }
}
