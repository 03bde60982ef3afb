package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `./wulf test` installs for tests: all that those of the chosen modules need, and nothing else.
class ToolsTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));
    private static final Pattern NEED = Pattern.compile("\\bneed\\(\"([a-z-]+)\"");
    private static final Pattern STARTED =
            Pattern.compile(
                    "(?:ProcessBuilder\\(|List\\.of\\(|through\\(List\\.of\\()\\s*\"(perl|gcc|script|mandoc)\"");

    /// What comes with another one, or stands in every system.
    private static final Set<String> BESIDE = Set.of("vmalert", "mawk");

    /// The functions of `wulf`, which does nothing when it is asked for help.
    private static String wanted(String options) throws Exception {
        return Ran.of(List.of("bash", "-c", """
                set -- help
                . '%s' >/dev/null
                choose_modules %s
                want_for_tests
                printf '%%s\\n' "${wanted[@]}" "${unpacked[@]}" | sed 's/|.*//'
                """.formatted(SOURCE.resolve("wulf"), options))).out().strip().replace("\n", " ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            -pl catalog                       | nothing
            -pl catalog,wire -Dtest=StatTest  | nothing
            -pl wulfstat                      | script prometheus victoria-metrics
            -pl :wulfstat/ -q                 | script prometheus victoria-metrics
            --projects=./xmlsysd              | perl gcc
            -pl wire -am                      | nothing
            -pl display -am                   | perl gcc promtool prometheus victoria-metrics
            """)
    void onlyTheChosenModulesHaveTheirs(String options, String expected) throws Exception {
        assertThat(wanted(options)).isEqualTo(Objects.requireNonNullElse(expected, ""));
    }

    @ParameterizedTest
    @CsvSource({"''", "-DskipTests=false", "-pl !bench", "-pl catalog -amd", "-pl no_such_module"})
    void whereItIsNotSaidWhichTheyAreAll(String options) throws Exception {
        assertThat(wanted(options).split(" ")).contains("zsh", "gnuplot", "gcc", "promtool").hasSize(17);
    }

    @Test
    void whateverATestNeedsIsWantedForItsModule() throws Exception {
        var seen = 0;
        for (var module : modules()) {
            var wanted = List.of(wanted("-pl " + module).split(" "));
            for (var program : needed(module)) {
                assertThat(wanted).as("what wulf wants for the tests of %s", module).contains(program);
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private static List<String> modules() throws IOException {
        return Pattern.compile("<module>(.*)</module>")
                .matcher(Files.readString(SOURCE.resolve("pom.xml")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static Set<String> needed(String module) throws IOException {
        var tests = SOURCE.resolve(module).resolve("src/test/java");
        var programs = new TreeSet<String>();
        if (Files.isDirectory(tests)) {
            try (var files = Files.walk(tests)) {
                for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    var text = Files.readString(file);
                    NEED.matcher(text).results().forEach(match -> programs.add(match.group(1)));
                    STARTED.matcher(text).results().forEach(match -> programs.add(match.group(1)));
                }
            }
        }
        programs.removeAll(BESIDE);
        return programs;
    }
}
