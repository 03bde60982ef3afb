package org.wulfware.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.NetClass;
import org.wulfware.catalog.sensors.Stat;

/// The page of all sensors is what the catalog says. With `-Dwulfware.accept=true` it is written anew; read the difference.
class SensorsPageTest {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");
    private static final Path TOP = Path.of(System.getProperty("wulfware.fixtures"), "..").toAbsolutePath().normalize();
    private static final Comments COMMENTS =
            new Comments(TOP.resolve("catalog/src/main/java/org/wulfware/catalog/sensors"));

    @Tag("golden")
    @Test
    void thePageIsWhatTheCatalogSays() throws IOException {
        var page = SensorsPage.of(COMMENTS);
        var file = TOP.resolve("docs/sensors.md");
        if (ACCEPT) {
            Files.writeString(file, page);
        }
        assertThat(page).as("what docs/sensors.md should be").isEqualTo(Files.readString(file));
    }

    @Test
    void everyFieldHasALineWithItsMetric() {
        var page = SensorsPage.of(COMMENTS);
        for (var sensor : Catalog.sensors()) {
            var section = section(page, sensor.path());
            for (Field field : sensor.fields()) {
                assertThat(section).as("%s %s", sensor, field.name()).contains(" | " + field.spec().help());
            }
        }
        assertThat(section(page, "proc/stat")).contains(
                "| `cpu[id]` | gauge | by default |  | The number of the processor. | label `cpu`<br>label `id` |\n",
                "| `cpu/user` | counter | by default | jiffies | Time in user mode. | `node_cpu_seconds_total{mode=\"user\"}` |\n",
                "* most of it from `/proc/stat`\n");
        assertThat(section(page, "system/links")).contains(
                "`node_network_up`, 1 for up", "`node_network_info{operstate}`", "[`proc/net/dev`](#procnetdev)");
    }

    @Test
    void whatTheDeclarationSaysOfKernelsIsThere() {
        assertThat(COMMENTS.of(Stat.SENSOR)).startsWith("The kernel's own counters, `/proc/stat`:\n```text\ncpu  7405")
                .contains("since\n2.6.31");
        assertThat(COMMENTS.of(NetClass.SENSOR)).contains("their traffic is in [`proc/net/dev`](#procnetdev):");
    }

    private static String section(String page, String path) {
        var from = page.indexOf("\n## `" + path + "`\n");
        assertThat(from).as(path).isPositive();
        var to = page.indexOf("\n## `", from + 1);
        return page.substring(from, to < 0 ? page.length() : to);
    }
}
