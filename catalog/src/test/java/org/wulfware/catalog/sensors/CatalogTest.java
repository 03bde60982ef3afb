package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

class CatalogTest {
    private static final boolean ACCEPT = Boolean.getBoolean("wulfware.accept");
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.fixtures"))
            .resolveSibling("catalog/src/main/java/org/wulfware/catalog/sensors/Catalog.java");

    @Test
    void everyFieldHasAHelpTextOfOneSentence() {
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                assertThat(field.spec().help()).as(name(field)).matches("[A-Z0-9].{3,}\\.");
            }
        }
    }

    @Test
    void everyFieldSaysWhereItComesFrom() {
        for (var sensor : Catalog.sensors()) {
            originsAreSaid(sensor);
        }
        assertThat(Stat.SENSOR.origin(Stat.CPU_USER)).isEqualTo("/proc/stat");
        assertThat(Stat.SENSOR.origin(Stat.PAGE_IN)).isEqualTo("/proc/stat, /proc/vmstat");
        assertThat(Hwmon.SENSOR.origin(Hwmon.CELSIUS)).isEqualTo("/sys/class/hwmon");
        assertThat(Pids.SENSOR.origin(Pids.UID)).isEqualTo("/proc/PID/status");
        assertThat(Pids.SENSOR.origin(Pids.UTIME)).isEqualTo("/proc/PID/stat");
    }

    private static <F extends Enum<F> & Field> void originsAreSaid(Sensor<F> sensor) {
        for (var field : sensor.fields()) {
            // What the daemon presents as a text stands for something that a person knows.
            assertThat(sensor.origin(field)).as(name(field)).isNotEmpty().doesNotContain("wulfware/");
        }
    }

    @Test
    void theListSaysOfASensorWhatItSaysOfItself() {
        for (var place = 0; place < Catalog.size(); place++) {
            var sensor = Catalog.sensor(place);
            assertThat(Catalog.path(place)).isEqualTo(sensor.path());
            assertThat(Catalog.isDefault(place)).as(sensor.path()).isEqualTo(sensor.isDefault());
            if (!sensor.isDefault()) {
                var index = place;
                assertThat(names(sensor)).as(sensor.path()).allMatch(name -> Catalog.mayHold(index, name));
                assertThat(Catalog.mayHold(place, "no_such_element")).isFalse();
            }
        }
    }

    /// The list in the source, to the byte. With `-Dwulfware.accept=true` it is written anew, of the paths that stand in it.
    @Tag("golden")
    @Test
    void theListIsMadeOfWhatTheSensorsSay() throws IOException {
        var source = Files.readString(SOURCE);
        var from = source.indexOf('\n', source.indexOf("LIST = \"\"\"")) + 1;
        var to = source.indexOf("            \"\"\";", from);
        var list = new StringBuilder();
        for (var sensor : Catalog.sensors()) {
            list.append(line(sensor));
        }
        var made = list.toString().indent(12);
        if (ACCEPT) {
            Files.writeString(SOURCE, source.substring(0, from) + made + source.substring(to));
        } else {
            assertThat(source.substring(from, to)).as("the list in Catalog; ./wulf accept writes it").isEqualTo(made);
        }
    }

    /// The names of the elements of a sensor, its own among them.
    private static SortedSet<String> names(Sensor<?> sensor) {
        var names = new TreeSet<>(Set.of(sensor.element()));
        for (Field field : sensor.fields()) {
            var path = field.spec().path();
            names.addAll(List.of((field.spec().isKey() ? path.substring(0, path.indexOf('@')) : path).split("/")));
        }
        names.remove("");
        names.addAll(around(sensor.path()));
        return names;
    }

    /// The names of the elements around a sensor that hold nothing by default.
    private static List<String> around(String path) {
        var names = new ArrayList<String>();
        for (var end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            var prefix = path.substring(0, end + 1);
            if (Catalog.sensors().stream().noneMatch(each -> each.isDefault() && each.path().startsWith(prefix))) {
                names.add(path.substring(path.lastIndexOf('/', end - 1) + 1, end));
            }
        }
        return names;
    }

    private static String line(Sensor<?> sensor) {
        var lines = new StringBuilder(sensor.path());
        if (!sensor.isDefault()) {
            lines.append(':');
            var from = 0;
            for (var name : names(sensor)) {
                if (lines.length() - from + name.length() > 105) {
                    from = lines.append('\n').length();
                    lines.append(' ');
                }
                lines.append(' ').append(name);
            }
        }
        return lines.append('\n').toString();
    }

    @Test
    void everyPathIsUnique() {
        var seen = new HashMap<String, String>();
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                var path = sensor.path() + "/" + field.spec().path();
                assertThat(seen.put(path, name(field))).as("%s is the path of %s too", path, name(field)).isNull();
            }
        }
    }

    @Test
    void noElementIsBothAValueAndAGroup() {
        for (var sensor : Catalog.sensors()) {
            for (Field group : sensor.fields()) {
                for (Field inside : sensor.fields()) {
                    assertThat(inside.spec().path()).as(name(inside)).doesNotStartWith(group.spec().path() + "/");
                }
            }
        }
    }

    @Test
    void pathsAreMadeOfXmlNames() {
        for (var sensor : Catalog.sensors()) {
            assertThat(sensor.path()).matches("(system|proc)(/[a-z][a-z0-9_-]*)+");
            for (Field field : sensor.fields()) {
                assertThat(field.spec().path()).as(name(field)).matches("|[a-z_0-9]+([/@][a-z_0-9]+)*");
            }
        }
    }

    @Test
    void keysComeBeforeWhatTheyTellApart() {
        for (var sensor : Catalog.sensors()) {
            var opened = new HashSet<String>();
            for (Field field : sensor.fields()) {
                var path = field.spec().path();
                if (field.spec().isKey()) {
                    assertThat(opened).as(name(field)).doesNotContain(path.substring(0, path.indexOf('@')));
                } else if (path.indexOf('/') > 0) {
                    opened.add(path.substring(0, path.indexOf('/')));
                }
            }
        }
    }

    @Test
    void aFieldKnowsItsSensorAndASensorItsPlace() {
        for (var sensor : Catalog.sensors()) {
            assertThat(Catalog.sensors().get(Catalog.indexOf(sensor))).isSameAs(sensor);
            for (Field field : sensor.fields()) {
                assertThat(field.sensor()).as(name(field)).isSameAs(sensor);
            }
        }
        assertThat(Catalog.indexOf(Sensor.at("proc/loadavg", Loadavg.class))).as("one like it").isEqualTo(-1);
    }

    @Test
    void onlyNumbersHaveDecimals() {
        for (var sensor : Catalog.sensors()) {
            for (Field field : sensor.fields()) {
                if (field.spec().kind() == Kind.TEXT) {
                    assertThat(field.spec().decimals()).as(name(field)).isZero();
                }
            }
        }
    }

    @Test
    void aFieldOnRequestIsSeenToByAParserOfItsOwn() {
        for (var sensor : Catalog.sensors()) {
            for (var source : sensor.sources()) {
                var isMixed = source.supplies().stream().anyMatch(field -> field.spec().isOnRequest())
                        && source.supplies().stream().anyMatch(Field::isDefault);
                if (isMixed) {
                    assertThat(source.inFull()).as("%s of %s", source.path(), sensor).isNotNull();
                }
                assertThat(source.suffices().stream().noneMatch(field -> field.spec().isOnRequest()))
                        .as("%s of %s", source.path(), sensor)
                        .isTrue();
            }
        }
    }

    @Test
    void everySourceIsAFileOfAFixture() {
        for (var sensor : Catalog.sensors()) {
            for (var source : sensor.sources()) {
                assertThat(Trees.all()).as("%s of %s", source.path(), sensor)
                        .anyMatch(tree -> Files.isRegularFile(tree.resolve(source.path())));
            }
        }
    }

    /// The names of users come from the daemon, which knows where the system keeps them; how busy processors were takes two
    /// samples.
    @Test
    void everyFieldOccursInAFixture() {
        var missing = new HashSet<Field>();
        for (var sensor : Catalog.sensors()) {
            missing.addAll(Set.of(sensor.fields()));
            readAll(sensor, missing, Trees.all());
        }
        assertThat(missing).containsExactlyInAnyOrder(
                Pids.USER,
                Stat.BUSY_LEAST,
                Stat.BUSY_MEDIAN,
                Stat.BUSY_GREATEST,
                Stat.BUSY_OVER);
    }

    /// What a parser makes of one kernel's text says little of the next one's.
    @Test
    void everySensorHasFixturesOfTwoKernels() {
        for (var sensor : Catalog.sensors()) {
            var kernels = new TreeSet<String>();
            for (var tree : Trees.all()) {
                var missing = new HashSet<Field>(Set.of(sensor.fields()));
                if (!tree.endsWith("hostile")) {
                    readAll(sensor, missing, List.of(tree));
                }
                if (missing.size() < sensor.fields().length) {
                    kernels.add(Trees.read(tree, "proc/sys/kernel/osrelease").map(String::new).orElse("none"));
                }
            }
            assertThat(kernels).as(sensor.path()).hasSizeGreaterThan(1);
        }
    }

    private static <F extends Enum<F> & Field> void readAll(
            Sensor<F> sensor, Set<Field> missing, List<Path> trees) {
        for (var tree : trees) {
            var table = new Table<>(sensor).stamp(1_000_000);
            for (var source : sensor.sources()) {
                Trees.read(tree, source.path()).ifPresent(text -> Parsed.inFull(table, source.path(), text));
            }
            var surveyed = Surveying.sampled(sensor, tree);
            missing.removeIf(field -> field.sensor() == sensor && surveyed.hasAny(sensor.fields()[field.ordinal()]));
            if (sensor == (Sensor<?>) Pids.SENSOR) {
                missing.removeIf(field -> field instanceof Pids pid && processes(tree).hasAny(pid));
            }
            for (var field : sensor.fields()) {
                if (table.hasAny(field)) {
                    missing.remove(field);
                }
            }
        }
    }

    private static Table<Pids> processes(Path tree) {
        var table = new Table<>(Pids.SENSOR);
        for (var process : Trees.processes(tree)) {
            table.row();
            var directory = "proc/" + process + "/";
            Trees.read(tree, directory + "stat").ifPresent(text -> Pids.parseStat(cursor(text), true, table));
            Trees.read(tree, directory + "status").ifPresent(text -> Pids.parseStatus(cursor(text), table));
            Trees.read(tree, directory + "io").ifPresent(text -> Pids.parseIo(cursor(text), table));
            Trees.read(tree, directory + "cgroup").ifPresent(text -> Pids.parseCgroup(cursor(text), table));
            Trees.read(tree, directory + "cmdline").ifPresent(text -> Pids.parseCmdline(cursor(text), table));
        }
        return table;
    }

    private static Cursor cursor(byte[] text) {
        return new Cursor().aim(text, 0, text.length);
    }

    private static String name(Field field) {
        return field.sensor() + " " + field.name();
    }
}
