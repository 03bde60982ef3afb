package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files that hang, as pipes do that nobody writes into, through the whole daemon.
@Timeout(60)
class HangingFilesTest {
    private static final String CPU = "sys/devices/system/cpu/";
    private static final String RAPL = "sys/class/powercap/";

    @TempDir
    Path directory;

    private final Map<String, Path> pipes = new HashMap<>();

    /// A node whose drivers may hang.
    private final class Node extends Texts {
        @Override
        public boolean mayHang() {
            return true;
        }

        @Override
        public String[] list(String place) {
            var names = new TreeSet<String>();
            var all = new ArrayList<>(files.keySet());
            all.addAll(pipes.keySet());
            for (var path : all) {
                if (path.startsWith(place + "/")) {
                    names.add(path.substring(place.length() + 1).split("/")[0]);
                }
            }
            return names.toArray(new String[0]);
        }

        @Override
        public @Nullable Text open(String path) {
            var pipe = pipes.get(path);
            if (pipe != null) {
                return ProcFile.open(pipe.toFile());
            }
            var text = files.get(path); // several threads ask: nothing is written down
            return text == null ? null : buffer -> buffer.fill(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Test
    void oneOfManyCostsItsOwnValueOnlyBetweenSurveysAndInThem() throws Exception {
        var node = new Node();
        for (var cpu = 0; cpu < 3; cpu++) {
            node.with(CPU + "cpu" + cpu + "/cpufreq/scaling_cur_freq", (1000 + cpu) + "\n");
            node.with(CPU + "cpu" + cpu + "/cpufreq/scaling_governor", "ondemand\n");
        }
        node.with(RAPL + "intel-rapl:0/name", "package-0\n").with(RAPL + "intel-rapl:0/energy_uj", "5000000\n");
        node.with(RAPL + "intel-rapl:1/name", "package-1\n").with(RAPL + "intel-rapl:1/energy_uj", "6000000\n");
        hang(CPU + "cpu0/cpufreq/scaling_governor");
        hang(CPU + "cpu1/cpufreq/scaling_cur_freq");
        hang(RAPL + "intel-rapl:0/name");
        hang(RAPL + "intel-rapl:1/energy_uj");
        var expected = """
                <system>
                <rapl>
                <zone id="intel-rapl:0">
                <energy>5.000000</energy>
                </zone>
                <zone id="intel-rapl:1">
                <domain>package-1</domain>
                </zone>
                </rapl>
                <cpufreq>
                <frequency cpu="0">
                <cur_freq>1000</cur_freq>
                </frequency>
                <frequency cpu="1">
                <governor>ondemand</governor>
                </frequency>
                <frequency cpu="2">
                <cur_freq>1002</cur_freq>
                <governor>ondemand</governor>
                </frequency>
                </cpufreq>
                </system>
                """;
        try (var daemon = new TestDaemon(node, Clock.system(), 4); var client = daemon.connect()) {
            var answer = "";
            var limit = System.nanoTime() + 30_000_000_000L;
            while (!answer.equals(expected) && System.nanoTime() < limit) {
                client.getOutputStream().write("off all\non cpufreq rapl\nsend\n".getBytes(StandardCharsets.US_ASCII));
                answer = plain(TestDaemon.packet(client));
                Thread.sleep(10);
            }
            assertThat(answer).isEqualTo(expected);
        } finally {
            release();
        }
    }

    /// As all files of a device do whose bus is stuck: many more than threads would be left to themselves.
    @Test
    void aDirectoryWhoseFilesAllHangCostsNoOther() throws Exception {
        var node = new Node();
        for (var i = 1; i <= 20; i++) {
            hang("sys/class/hwmon/hwmon0/temp" + i + "_input");
        }
        node.with("sys/class/hwmon/hwmon0/name", "stuck\n").with("sys/class/hwmon/hwmon1/name", "fine\n");
        node.with("sys/class/hwmon/hwmon1/temp1_input", "41000\n");
        try (var daemon = new TestDaemon(node, Clock.system(), 4); var client = daemon.connect()) {
            var answer = "";
            while (!answer.contains("<celsius>41.000</celsius>")) { // the test's own limit ends this
                client.getOutputStream().write("off all\non sensors\nsend\n".getBytes(StandardCharsets.US_ASCII));
                answer = plain(TestDaemon.packet(client));
                Thread.sleep(10);
            }
            assertThat(answer).contains("<sensor chip=\"hwmon0\" id=\"temp20\">").doesNotContain("state=");
        } finally {
            release();
        }
    }

    @Test
    void whatHangsIsReadAgainOnceItAnswers() {
        var waits = new Waits();
        assertThat(waits.giveUp()).as("nothing is being read").isFalse();
        assertThat(waits.begins("a/1")).isTrue();
        assertThat(waits.giveUp()).isTrue();
        var next = waits.successor();
        assertThat(next.begins("a/1")).isFalse();
        assertThat(next.begins("a/2")).isTrue();
        assertThat(next.giveUp()).isTrue();
        var third = next.successor();
        assertThat(third.begins("a/3")).as("two of one directory hang").isFalse();
        assertThat(third.begins("b/1")).isTrue();
        third.ends("b/1");
        assertThat(third.mayLookAgain()).isFalse();
        waits.ends("a/1");
        next.ends("a/2");
        assertThat(third.mayLookAgain()).isTrue();
        assertThat(third.begins("a/1")).isTrue();
        third.clear();
        assertThat(third.mayLookAgain()).isFalse();
    }

    private void hang(String path) throws IOException, InterruptedException {
        var pipe = directory.resolve("pipe" + pipes.size());
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        pipes.put(path, pipe);
    }

    /// Lets the threads end that wait.
    private void release() throws IOException {
        for (var pipe : pipes.values()) {
            // Opened for both, it waits for nobody.
            try (var file = new RandomAccessFile(pipe.toFile(), "rw")) {
                file.write('\n');
            }
            Files.delete(pipe);
        }
    }

    /// The document without what tells the time and without blanks at the beginnings of lines.
    private static String plain(String packet) {
        var from = packet.indexOf("<system>");
        return packet.substring(Math.max(from, 0), packet.indexOf("</xmlsysd>"))
                .replaceAll(" tv_u?sec=\"\\d+\"", "")
                .replaceAll("(?m)^ +", "");
    }
}
