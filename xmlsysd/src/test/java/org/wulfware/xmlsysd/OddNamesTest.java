package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1"));
        var path = System.getProperty("jdk.module.path");
        command.addAll(
                path == null
                        ? List.of("-cp", System.getProperty("java.class.path"), Xmlsysd.class.getName())
                        : List.of("-p", path, "-m", "org.wulfware.xmlsysd/" + Xmlsysd.class.getName()));
        command.addAll(List.of("-i", "--root", root.toString()));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        builder.environment().put("LC_ALL", locale);
        var input = root.resolveSibling(root.getFileName() + ".in");
        Files.writeString(input, "off all\non link cgroup sensors\nsend\nquit\n");
        builder.redirectInput(new File(input.toString()));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        Files.delete(input);
        var lines = said.lines().filter(line -> !line.contains("<time") && !line.contains("timestamp")).toList();
        return String.join("\n", lines).replaceAll(" tv_u?sec=\"\\d+\"", "");
    }
}
