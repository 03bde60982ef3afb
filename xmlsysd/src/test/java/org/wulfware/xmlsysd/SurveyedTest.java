package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import com.sun.management.ThreadMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

class SurveyedTest {
    private static final long SECOND = 1_000_000_000L;

    /// Lamps, as a made-up kernel shows them: a directory each.
    enum Lamp implements Field {
        ID(text("lamp@id", "Which.")),
        MAKER(text("lamp/maker", "By whom.")),
        WATT(gauge("lamp/watt", NONE, "How bright.")),
        MOOD(text("lamp/mood", "How it feels."));

        static final Sensor<Lamp> SENSOR = Sensor.at("system/lamps", Lamp.class).surveys(new LampSurvey(), 60);

        private final Spec spec;

        Lamp(Spec spec) {
            this.spec = spec;
        }

        @Override
        public Spec spec() {
            return spec;
        }

        @Override
        public Sensor<Lamp> sensor() {
            return SENSOR;
        }
    }

    private static final class LampSurvey implements Survey<Lamp> {
        @Override
        public String directory() {
            return "sys/lamps";
        }

        @Override
        public void survey(Node node, Plan<Lamp> plan) {
            for (var name : node.list("sys/lamps")) {
                var directory = "sys/lamps/" + name;
                plan.row()
                        .text(Lamp.ID, name)
                        .text(Lamp.MAKER, node.link(directory + "/maker"))
                        .signed(Lamp.WATT, directory + "/watt")
                        .words(Lamp.MOOD, directory + "/mood");
            }
        }
    }

    @TempDir
    Path root;

    private final Cursor cursor = new Cursor();
    private final TextBuffer buffer = new TextBuffer();
    private final Table<Lamp> table = new Table<>(Lamp.SENSOR);
    private long now = 7 * SECOND;

    @Test
    void rowsAreTheDirectoriesInTheOrderOfTheirNumbers() throws IOException {
        lamp("lamp10", "60", "low");
        lamp("lamp9", "-40", "  high ");
        Files.createSymbolicLink(root.resolve("sys/lamps/lamp9/maker"), Path.of("../../makers/osram"));
        assertThat(sampled(lamps(8))).isEqualTo("lamp9 osram -40 high\nlamp10 - 60 low\n");
    }

    @Test
    void onlyWhatIsWantedIsRead() throws IOException {
        lamp("lamp0", "60", "low");
        var lamps = lamps(8);
        assertThat(lamps.read(1L << Lamp.MOOD.ordinal(), now)).isTrue();
        assertThat(filled(lamps)).isEqualTo("lamp0 - - low\n");
        assertThat(sampled(lamps)).isEqualTo("lamp0 - 60 low\n");
    }

    @Test
    void whatSaysTheSameHasNotChanged() throws IOException {
        lamp("lamp0", "60", "low");
        lamp("lamp1", "60", "low");
        var lamps = lamps(1);
        assertThat(lamps.read(Surveyed.ALL, now)).isTrue();
        assertThat(lamps.read(Surveyed.ALL, now)).isFalse();
        lamp("lamp1", "61", "low");
        assertThat(lamps.read(Surveyed.ALL, now)).isTrue();
        assertThat(filled(lamps)).isEqualTo("lamp0 - 60 low\nlamp1 - 61 low\n");
        assertThat(lamps.read(Surveyed.ALL, now)).isFalse();
        now += 61 * SECOND;
        assertThat(lamps.read(Surveyed.ALL, now)).as("a survey that finds the same").isFalse();
    }

    @Test
    void aFileThatCannotBeReadLeavesItsFieldAloneAbsent() throws IOException {
        lamp("lamp0", "bright", "low");
        lamp("lamp1", "60", "low");
        Files.delete(root.resolve("sys/lamps/lamp1/watt"));
        Files.createDirectory(root.resolve("sys/lamps/lamp1/watt"));
        Files.createDirectory(root.resolve("sys/lamps/lamp2"));
        var lamps = lamps(8);
        assertThat(sampled(lamps)).isEqualTo("lamp0 - - low\nlamp1 - - low\nlamp2 - - -\n");
        assertThat(lamps.read(Surveyed.ALL, now + 6 * SECOND)).as("it is left alone").isFalse();
    }

    @Test
    void whatHasComeIsFoundByTheNextSurvey() throws IOException {
        lamp("lamp0", "60", "low");
        var lamps = lamps(8);
        assertThat(sampled(lamps)).isEqualTo("lamp0 - 60 low\n");
        lamp("lamp1", "40", "new");
        now += 59 * SECOND;
        assertThat(sampled(lamps)).isEqualTo("lamp0 - 60 low\n");
        now += SECOND;
        assertThat(sampled(lamps)).isEqualTo("lamp0 - 60 low\nlamp1 - 40 new\n");
    }

    @Test
    void whatHasGoneIsMissedAtOnce() {
        var tree = new Texts() {
            @Override
            public String[] list(String directory) {
                return files.keySet().stream().map(path -> path.split("/")[2]).distinct().toArray(String[]::new);
            }
        };
        tree.with("sys/lamps/lamp0/watt", "60\n").with("sys/lamps/lamp1/watt", "40\n");
        var lamps = new Surveyed<>(Lamp.SENSOR, survey(), tree, buffer, cursor, new Surveyed.Kept(1));
        assertThat(sampled(lamps)).isEqualTo("lamp0 - 60 -\nlamp1 - 40 -\n");
        tree.files.remove("sys/lamps/lamp0/watt");
        now += 6 * SECOND;
        assertThat(sampled(lamps)).as("its file has gone").isEqualTo("lamp0 - - -\nlamp1 - 40 -\n");
        assertThat(sampled(lamps)).as("and so has it").isEqualTo("lamp1 - 40 -\n");
        tree.reads.clear();
        sampled(lamps);
        assertThat(tree.reads).containsExactly("sys/lamps/lamp1/watt");
    }

    @Test
    void whatComesAndGoesAllTheTimeIsSurveyedOnlyEveryFewSeconds() {
        var surveys = new int[1];
        var tree = new Texts() {
            @Override
            public String[] list(String directory) {
                surveys[0]++;
                return new String[]{"lamp0"};
            }
        };
        var lamps = new Surveyed<>(Lamp.SENSOR, survey(), tree, buffer, cursor, new Surveyed.Kept(8));
        for (var round = 0; round < 100; round++) {
            if (round % 2 == 0) {
                tree.with("sys/lamps/lamp0/watt", "60\n");
            } else {
                tree.files.remove("sys/lamps/lamp0/watt");
            }
            sampled(lamps);
            now += SECOND / 10;
        }
        assertThat(surveys[0]).isBetween(2, 3);
    }

    @Test
    void aRoomOfManyLampsIsBounded() {
        var tree = new Texts() {
            @Override
            public String[] list(String directory) {
                var names = new String[100_000];
                for (var i = 0; i < names.length; i++) {
                    names[i] = "lamp" + i;
                }
                return names;
            }
        };
        sampled(new Surveyed<>(Lamp.SENSOR, survey(), tree, buffer, cursor, new Surveyed.Kept(8)));
        assertThat(table.rows()).isEqualTo(Plan.MOST_ROWS);
    }

    @Test
    void filesBeyondThoseKeptOpenAreReadAllTheSame() throws IOException {
        for (var i = 0; i < 300; i++) {
            lamp("lamp" + i, "" + i, "low");
        }
        var before = openFiles();
        var lamps = lamps(20);
        assertThat(sampled(lamps).lines()).hasSize(300).endsWith("lamp299 - 299 low");
        assertThat(sampled(lamps).lines()).hasSize(300).endsWith("lamp299 - 299 low");
        assertThat(openFiles() - before).isBetween(10L, 40L);
        lamps.close();
        assertThat(openFiles() - before).isLessThan(10L);
        assertThat(sampled(lamps).lines()).hasSize(300);
        lamps.close();
    }

    @Test
    void betweenSurveysNothingIsAllocated() throws IOException {
        for (var i = 0; i < 20; i++) {
            lamp("lamp" + i, "" + i, "low");
        }
        var lamps = lamps(512);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = 0L;
        for (var round = -2_000; round < 5_000; round++) {
            if (round == 0) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            lamps.read(Surveyed.ALL, now);
            lamps.fill(table.clear());
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
        lamps.close();
    }

    private static long openFiles() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private void lamp(String name, String watt, String mood) throws IOException {
        var directory = Files.createDirectories(root.resolve("sys/lamps/" + name));
        Files.writeString(directory.resolve("watt"), watt + "\n");
        Files.writeString(directory.resolve("mood"), mood + "\n");
    }

    private Surveyed<Lamp> lamps(int kept) {
        var tree = new FileTree(root.toFile(), new Facts(root.toFile()));
        return new Surveyed<>(Lamp.SENSOR, survey(), tree, buffer, cursor, new Surveyed.Kept(kept));
    }

    private static Survey<Lamp> survey() {
        return Objects.requireNonNull(Lamp.SENSOR.survey());
    }

    private String sampled(Surveyed<Lamp> lamps) {
        lamps.read(Surveyed.ALL, now);
        return filled(lamps);
    }

    private String filled(Surveyed<Lamp> lamps) {
        lamps.fill(table.clear());
        var lines = new StringBuilder();
        for (var row = 0; row < table.rows(); row++) {
            var watt = table.has(row, Lamp.WATT) ? Long.toString(table.get(row, Lamp.WATT)) : "-";
            lines.append(String.join(" ", List.of(
                    table.text(row, Lamp.ID),
                    table.has(row, Lamp.MAKER) ? table.text(row, Lamp.MAKER) : "-",
                    watt,
                    table.has(row, Lamp.MOOD) ? table.text(row, Lamp.MOOD) : "-"))).append('\n');
        }
        return lines.toString();
    }
}
