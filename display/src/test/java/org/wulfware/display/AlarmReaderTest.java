package org.wulfware.display;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.libwulf.Groups;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.SyntaxException;

class AlarmReaderTest {
    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = new ArrayList<>();

    private List<Alarm> read(String text) {
        var toml = new TomlText("site.toml", trouble -> told.addAll(trouble.lines().toList()));
        return new AlarmReader(toml, DisplaySet.BUILT_IN, AlarmReaderTest::named).read(text);
    }

    private static List<Host> named(String expression) throws IOException, SyntaxException {
        if (expression.equals("gone")) {
            throw new IOException("disk gone");
        }
        return HostNames.hosts(List.of(expression), Groups.none());
    }

    @Test
    void theExampleOfTheManualIsOne() throws IOException {
        var page = Files.readString(
                Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs").resolve("alarms.md"));
        var from = page.indexOf("```toml\n") + "```toml\n".length();
        var alarms = read(page.substring(from, page.indexOf("```", from)));
        assertThat(told).isEmpty();
        assertThat(alarms).extracting(alarm -> alarm.name() + "|" + alarm.when() + "|" + alarm.lasting() + "|"
                + alarm.level().word())
                .containsExactly(
                        "overload|load1 / cpus > 1.5|PT2M|warning", "memory|memory.available% < 5|PT0S|critical",
                        "file server down|down|PT30S|critical");
        assertThat(alarms.getFirst().isAbout().test(Host.named("any"))).isTrue();
        assertThat(alarms.getLast().isAbout().test(Host.named("nfs4"))).isTrue();
        assertThat(alarms.getLast().isAbout().test(Host.named("nfs5"))).isFalse();
    }

    @Test
    void aHostWithAPortMeansThatOneAndWithoutOneAny() {
        var alarm = read("""
                [[alarm]]
                name = "x"
                when = "down"
                hosts = "a,b:7900"
                """).getFirst();
        assertThat(alarm.isAbout().test(Host.named("a").port(7901))).isTrue();
        assertThat(alarm.isAbout().test(Host.named("b").port(7900))).isTrue();
        assertThat(alarm.isAbout().test(Host.named("b"))).isFalse();
    }

    @Test
    void allThatIsWrongIsToldWithItsPlaceAndTheRestIsThere() {
        var alarms = read("""
                colour = "red"
                [[alarm]]
                when = "load1 > 5"
                [[alarm]]
                name = "a"
                when = "lod1 > 5"
                for = "soon"
                level = "bad"
                hosts = "n[1-"
                [[alarm]]
                name = "b"
                [[alarm]]
                name = "c"
                when = "load1"
                whne = "load1 > 5"
                [[alarm]]
                name = "d"
                when = 5
                hosts = "gone"
                [[alarm]]
                name = "good\\u001b[2J"
                when = "load1 > 5 and load5 > 5"
                [[alarm]]
                name = "fine"
                when = "load1 > 5"
                [[alarm]]
                name = "fine"
                when = "load1 > 6"
                """);
        assertThat(alarms).extracting(Alarm::name).containsExactly("good?[2J", "fine");
        assertThat(alarms.getLast().when()).hasToString("load1 > 5");
        assertThat(String.join("\n", told) + "\n").isEqualTo("""
                site.toml:1:1: unknown key "colour"; a file of alarms has alarm
                site.toml:2:1: an alarm has a name of 60 characters at most
                site.toml:6:1: when: unknown name lod1; is it load1?
                  lod1 > 5
                  ^
                site.toml:7:1: for "soon": expected a span of time, such as 90s, 30min, 48h or 7d
                site.toml:8:1: level "bad": expected warning or critical
                site.toml:9:1: hosts: "n[1-", column 2: the bracket is not closed
                site.toml:10:1: an alarm has a condition, when = "load1 / cpus > 1.5"
                site.toml:15:1: unknown key "whne"; an alarm has for, hosts, level, name, when
                site.toml:14:1: when: expected a condition, such as load1 > 2, and not a number
                  load1
                  ^
                site.toml:18:1: when: expected a text
                site.toml:19:1: hosts: cannot be read: disk gone
                site.toml:27:1: a second alarm "fine"
                """);
    }

    @Test
    void whatIsNoListOfTablesIsSaid() {
        assertThat(read("alarm = 5\n")).isEmpty();
        assertThat(read("alarm = [5]\n")).isEmpty();
        assertThat(read("[alarm\n")).isEmpty();
        assertThat(read("")).isEmpty();
        assertThat(told).hasSize(3);
        assertThat(told.get(0)).isEqualTo("site.toml:1:1: expected tables, [[alarm]]");
        assertThat(told.get(1)).isEqualTo("site.toml:1:10: expected a table, [[alarm]]");
        assertThat(told.get(2)).startsWith("site.toml:1:");
        told.clear();
        assertThat(read("[[alarm]]\nname = \"" + "n".repeat(61) + "\"\nwhen = \"down\"\n")).isEmpty();
        assertThat(told.getFirst()).startsWith("site.toml:2:1: an alarm has a name of 60 characters at most, and not ");
    }

    @Test
    void thePersonsAlarmTakesThePlaceOfTheSites() throws IOException {
        Files.writeString(directory.resolve("b.toml"), "[[alarm]]\nname = \"one\"\nwhen = \"load1 > 2\"\n");
        Files.writeString(directory.resolve("a.toml"), "[[alarm]]\nname = \"two\"\nwhen = \"load1 > 1\"\n");
        Files.writeString(directory.resolve("no.txt"), "rubbish");
        var own = Files.writeString(directory.resolve("mine"), "[[alarm]]\nname = \"two\"\nwhen = \"load1 > 3\"\n");
        var files = new AlarmFiles(directory, own);
        assertThat(files.read(DisplaySet.BUILT_IN, AlarmReaderTest::named, told::add))
                .extracting(alarm -> alarm.name() + " " + alarm.when())
                .containsExactly("two load1 > 3", "one load1 > 2");
        assertThat(files).hasToString(directory + " and " + own);
        assertThat(new AlarmFiles(directory.resolve("none"), directory.resolve("nothing"))
                .read(DisplaySet.BUILT_IN, AlarmReaderTest::named, told::add)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void theyAreWhereThoseOfPersonsAre() {
        assertThat(AlarmFiles.of(Path.of("/home/ada"), Map.of()))
                .hasToString("/etc/wulfware/alarms.d and /home/ada/.config/wulfware/alarms.toml");
        assertThat(AlarmFiles.of(Path.of("/home/ada"), Map.of("XDG_CONFIG_HOME", "/conf")))
                .hasToString("/etc/wulfware/alarms.d and /conf/wulfware/alarms.toml");
    }
}
