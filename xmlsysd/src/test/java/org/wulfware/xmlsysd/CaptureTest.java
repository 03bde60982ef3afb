package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Hwmon;
import org.wulfware.catalog.sensors.Loadavg;
import org.wulfware.catalog.sensors.Nvidia;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.wire.Sink;

/// What a site sends says the same as the node that it is from.
@Timeout(120)
class CaptureTest {
    private static final Path FIXTURES = Path.of(System.getProperty("wulfware.fixtures"));

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int capture(Sensor<?> sensor, File root, Path into) throws Exception {
        try (var facts = new Facts(root)) {
            return Capture.run(sensor, into, root, new FileTree(root, facts), new PrintStream(out),
                    new PrintStream(err));
        }
    }

    /// What a tree says of one sensor, without the time.
    private static String document(Sensor<?> sensor, Path root) {
        try (var facts = new Facts(root.toFile())) {
            var sampler = new Sampler(new FileTree(root.toFile(), facts), Clock.system());
            var request = new Request();
            request.selection.clear();
            for (Field field : sensor.fields()) {
                if (!field.spec().isKey()) {
                    request.selection.on(field);
                }
            }
            request.root = true;
            request.all = true;
            var sink = new Sink();
            sampler.send(request, sink);
            return new String(sink.array(), sink.from(), sink.length(), StandardCharsets.US_ASCII)
                    .replaceAll(" tv_u?sec=\"[0-9]+\"", "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"micro-6.18", "gpu02-5.4.0", "n042-3.10.0", "login1-4.18.0", "hostile"})
    void whatIsCapturedSaysTheSame(String name) throws Exception {
        var tree = FIXTURES.resolve(name);
        var captured = 0;
        for (var sensor : Catalog.sensors()) {
            if (sensor.path().equals("system/time") || sensor.path().equals("system/daemon")) {
                continue; // what the clock says, and what the daemon says of itself
            }
            var into = directory.resolve(sensor.path().replace('/', '.'));
            var status = capture(sensor, tree.toFile(), into);
            var expected = document(sensor, tree);
            if (status == 0) {
                assertThat(document(sensor, into)).as(sensor.path()).isEqualTo(expected);
                captured++;
            } else if (!sensor.path().equals("system/selinux")) { // which says no by there being nothing
                assertThat(expected).as(sensor.path()).doesNotContain("<" + sensor.element());
            }
        }
        assertThat(captured).isGreaterThan(15);
    }

    @Test
    void onlyWhatTheSensorReadsIsThere() throws Exception {
        var into = directory.resolve("a/b");
        assertThat(capture(Loadavg.SENSOR, FIXTURES.resolve("n042-3.10.0").toFile(), into)).isZero();
        assertThat(files(into)).containsExactly("ORIGIN", "proc/loadavg", "proc/sys/kernel/osrelease",
                "wulfware/clock");
        assertThat(into.resolve("proc/loadavg"))
                .hasSameBinaryContentAs(FIXTURES.resolve("n042-3.10.0/proc/loadavg"));
        assertThat(Files.readString(into.resolve("ORIGIN")))
                .contains("what proc/loadavg reads on Linux\n3.10.0-1160.45.1.el7.x86_64.\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("ORIGIN, ")
                .contains("\nproc/loadavg, ", "4 files of proc/loadavg are in " + into + ", ",
                        "Read them before you send them");
        assertThat(err.size()).isZero();
    }

    /// A command line may hold a password.
    @Test
    void ofProcessesNoCommandLineIsThere() throws Exception {
        assertThat(capture(Pids.SENSOR, FIXTURES.resolve("n042-3.10.0").toFile(), directory)).isZero();
        assertThat(files(directory)).noneMatch(file -> file.endsWith("cmdline") || file.endsWith("environ"))
                .anyMatch(file -> file.matches("proc/[0-9]+/stat"))
                .contains("etc/passwd");
        assertThat(Files.readString(directory.resolve("etc/passwd"))).contains("root:x:0:0:::\n");
    }

    /// The links of a running system are there, and where they lead.
    @Test
    void linksStayLinks() throws Exception {
        var node = directory.resolve("node");
        var chip = node.resolve("sys/devices/platform/coretemp.0/hwmon/hwmon3");
        Files.createDirectories(chip);
        Files.createDirectories(node.resolve("sys/class/hwmon"));
        Files.createSymbolicLink(node.resolve("sys/class/hwmon/hwmon3"),
                Path.of("../../devices/platform/coretemp.0/hwmon/hwmon3"));
        Files.createSymbolicLink(chip.resolve("device"), Path.of("../../../coretemp.0"));
        Files.writeString(chip.resolve("name"), "coretemp\n");
        Files.writeString(chip.resolve("temp1_input"), "41000\n");
        Files.writeString(chip.resolve("secret"), "not a sensor's\n");
        var into = directory.resolve("into");
        assertThat(capture(Hwmon.SENSOR, node.toFile(), into)).isZero();
        assertThat(into.resolve("sys/class/hwmon/hwmon3")).isSymbolicLink();
        assertThat(files(into)).contains("sys/devices/platform/coretemp.0/hwmon/hwmon3/temp1_input")
                .noneMatch(file -> file.endsWith("secret"));
        assertThat(document(Hwmon.SENSOR, into)).isEqualTo(document(Hwmon.SENSOR, node))
                .contains("<celsius>41.000</celsius>");
    }

    @Test
    void aNodeWithoutAnyOfItIsSaidToBe() throws Exception {
        var node = Files.createDirectory(directory.resolve("node"));
        var into = directory.resolve("into");
        assertThat(capture(Nvidia.SENSOR, node.toFile(), into)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("xmlsysd: this node has nothing that system/nvidia reads; nothing was written\n");
        assertThat(into).doesNotExist();
    }

    @Test
    void aSensorIsCalledByItsElementOrItsPath() throws Exception {
        assertThat(Capture.sensor("loadavg")).isSameAs(Loadavg.SENSOR);
        assertThat(Capture.sensor("proc/loadavg")).isSameAs(Loadavg.SENSOR);
        assertThat(Capture.sensor("/xmlsysd/proc/loadavg")).isSameAs(Loadavg.SENSOR);
        refused("no sensor is called \"laodavg\"; like it are called loadavg", "laodavg");
        refused("no sensor is called \"sensor\"; like it are called sensors", "sensor");
        assertThatThrownBy(() -> Capture.sensor("nothing at all"))
                .hasMessageStartingWith("no sensor is called \"nothing at all\"; there are arp, block, ");
    }

    private static void refused(String message, String called) {
        assertThatThrownBy(() -> Capture.sensor(called)).isInstanceOf(Options.UsageException.class).hasMessage(message);
    }

    @Test
    void whatIsThereIsNotWrittenOver() throws Exception {
        assertThat(Capture.directory(directory.toString())).isEqualTo(directory);
        var file = Files.writeString(directory.resolve("file"), "");
        for (var named : new String[]{directory.toString(), file.toString()}) {
            assertThatThrownBy(() -> Capture.directory(named)).isInstanceOf(Options.UsageException.class)
                    .hasMessage("--capture wants a directory that is empty or not there yet, and \"" + named
                            + "\" is neither");
        }
    }

    private static SortedSet<String> files(Path top) throws IOException {
        var files = new TreeSet<String>();
        try (var all = Files.walk(top)) {
            all.filter(Files::isRegularFile).forEach(file -> files.add(top.relativize(file).toString()));
        }
        return files;
    }
}
