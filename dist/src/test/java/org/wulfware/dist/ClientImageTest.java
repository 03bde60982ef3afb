package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The image of the clients as a person would get it. Run after the images are made.
class ClientImageTest {
    private static final Path IMAGES = Path.of(System.getProperty("wulfware.images"));
    private static final Path IMAGE = IMAGES.resolve("wulfware");

    @ParameterizedTest
    @ValueSource(strings = {"wulfstat", "wulflogger", "wulf"})
    void everyFlagOfTheLaunchersStillExists(String program) throws Exception {
        assertThat(Ran.unknownFlags(IMAGE.resolve("bin/" + program))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wulfstat", "wulflogger", "wulf"})
    void startsWithoutAWordOfTheJvms(String program) throws Exception {
        var version = Ran.of(List.of(IMAGE.resolve("bin/" + program).toString(), "--version"));
        assertThat(version.status()).isZero();
        assertThat(version.out()).startsWith(program + " ");
        assertThat(version.err()).isEmpty();
    }

    /// As when something else has its place in memory, which happens now and then.
    @ParameterizedTest
    @ValueSource(strings = {"wulfstat", "wulflogger", "wulf"})
    void startsWithoutItsArchiveToo(String program, @TempDir Path directory) throws Exception {
        var cut = Files.writeString(directory.resolve("cut.aot"), "cut");
        var launcher = Files.writeString(
                directory.resolve(program),
                Files.readString(IMAGE.resolve("bin/" + program))
                        .replaceFirst("home=\\$\\(cd [^\n]+", Matcher.quoteReplacement("home=" + IMAGE.toRealPath()))
                        .replaceFirst("-XX:AOTCache=[^\"]+", Matcher.quoteReplacement("-XX:AOTCache=" + cut)));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        var version = Ran.of(List.of(launcher.toString(), "--version"));
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith(program + " ");
        assertThat(version.status()).isZero();
    }

    @Test
    void aMovedImageStillUsesItsArchivesAndShowsADaemon(@TempDir Path directory) throws Exception {
        var moved = directory.resolve("moved here");
        Ran.copy(IMAGE, moved);
        Rehearsal.serve(List.of(IMAGES.resolve("xmlsysd/bin/xmlsysd").toString()), port -> {
            var hosts = Files.writeString(directory.resolve("wulfhosts"), """
                    <?xml version="1.0"?>
                    <wulfhosts><host><name>here</name><ip>127.0.0.1</ip><port>%d</port></host></wulfhosts>
                    """.formatted(port));
            var logger = List.of(strict(moved, "wulflogger"), "-t", "load", "-c", "1", "-f", hosts.toString());
            var screen = List.of(strict(moved, "wulfstat"), "-c", "1", "-f", hosts.toString());

            var names = List.of(strict(moved, "wulf"), "hosts", "-f", hosts.toString(), "@*,n[1-4/2],n2");

            var processes =
                    List.of(strict(moved, "wulf"), "ps", "-d", "0.1", "--root", "-f", hosts.toString(), "--columns",
                            "host,cpu,command", "--where", "command =~ \"*xmlsysd*\"");

            assertThat(ran(names)).isEqualTo("here,n[1-3]\n");
            assertThat(ran(processes)).containsPattern("^host +cpu%  command\n")
                    .containsPattern("(?m)^here +[0-9.-]+  /");
            assertThat(ran(logger)).contains("#time").containsPattern("here +up ");
            Ran.needTerminal();
            assertThat(ran(ClientImage.inTerminal(screen))).contains("wulfstat").contains("here").contains("help");
        });
    }

    @Test
    void theManualPagesAreWhereManLooksForThemAndWithoutFault() throws Exception {
        var command = new ArrayList<>(List.of("mandoc", "-T", "lint", "-W", "style"));
        try (var pages = Files.walk(IMAGE.resolve("share/man"))) {
            pages.filter(Files::isRegularFile).map(Path::toString).sorted().forEach(command::add);
        }
        assertThat(command).anyMatch(page -> page.endsWith("man1/wulflogger.1"))
                .anyMatch(page -> page.endsWith("man5/wulfhosts.5"));
        Ran.need("mandoc", "mandoc");
        // What it says of pages of others depends on what is installed here.
        assertThat(Ran.of(command).out().lines())
                .noneMatch(line -> !line.contains("STYLE: referenced manual not found")
                        && !line.contains("STYLE: operating system explicitly specified"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wulfstat", "wulflogger", "wulf hosts", "wulf doctor", "wulf ps", "wulf record",
        "wulf history"})
    void theManualHasEveryOptionAndNoOther(String program) throws Exception {
        var command = new ArrayList<>(List.of((IMAGE.resolve("bin") + "/" + program + " -h").split(" ")));
        var help = Ran.of(command).out();
        var page = Files.readString(IMAGE.resolve("share/man/man1/" + program.replace(' ', '-') + ".1"));
        var known = Set.copyOf(all("(?<=[ \\[])(-[a-z]\\b|--[a-z][a-z-]*)", help));
        assertThat(known).contains("-f", "--file", "--help").hasSizeGreaterThan(7);
        var items = String.join("\n", all("(?m)^\\.It Fl .*$", page));
        assertThat(options(items)).containsExactlyInAnyOrderElementsOf(known);
        assertThat(known).containsAll(options(page));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wulf-record.service", "wulf-ship@.service"})
    void systemdFindsNoFaultInTheUnits(String name, @TempDir Path directory) throws Exception {
        Ran.need("systemd-analyze", "systemd");
        var text = Files.readString(IMAGE.resolve("lib/systemd/system/" + name));
        assertThat(text).contains("=/opt/wulfware/wulfware/bin/wulf");
        var unit = directory.resolve(name.replace("@.", "@3."));
        Files.writeString(
                directory.resolve(name), text.replace("/opt/wulfware/wulfware/bin/", IMAGE.resolve("bin") + "/"));
        var said = Ran.of(List.of("systemd-analyze", "verify", "--man=no", unit.toString()));
        assertThat(said.err().lines().filter(line -> line.contains(directory.toString()))).isEmpty();
        assertThat(said.status()).as(said.err()).isZero();
    }

    @Test
    void whatGoesWithPrometheusIsThere() {
        assertThat(List.of("scale/wulf-ship.conf", "scale/prometheus.yml", "scale/nodes.yml", "scale/alerts.yml",
                "scale/prometheus.default", "scale/victoria-metrics.default", "grafana/wulfware-cluster.json"))
                .allSatisfy(file -> assertThat(IMAGE.resolve("share/wulfware/" + file)).isRegularFile());
    }

    @Test
    void whoRecordsAndWhoShipsAreUsersOfTheirOwn() {
        assertThat(IMAGE.resolve("share/wulfware/wulf.sysusers")).content()
                .contains("\nu wulf-record ", "\nu wulf-ship ");
        assertThat(IMAGE.resolve("lib/systemd/system/wulf-record.service")).content()
                .contains("\nUser=wulf-record\n", "\nStateDirectoryMode=0750\n", "\nUMask=0027\n");
        assertThat(IMAGE.resolve("lib/systemd/system/wulf-ship@.service")).content().contains("\nUser=wulf-ship\n");
    }

    /// As mdoc writes them: `Fl t Ar type , Fl -type Ar type`.
    private static List<String> options(String page) {
        return all("(?<=Fl )[a-z-]+", page).stream().map(option -> "-" + option).toList();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(MatchResult::group).toList();
    }

    /// A launcher that starts with its archive or not at all.
    private static String strict(Path image, String program) throws IOException {
        var launcher = image.resolve("bin/strict-" + program);
        Files.writeString(
                launcher,
                Files.readString(image.resolve("bin/" + program))
                        .replace("\"-XX:AOTCache", "-XX:AOTMode=on \"-XX:AOTCache"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        return launcher.toString();
    }

    private static String ran(List<String> command) {
        try {
            var ran = Ran.of(command);
            assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
            return ran.out();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
