package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;

/// The demo is built apart from Maven's reactor, with libraries from a list of its own.
class DemoLibrariesTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source", ".."));
    private static final Pattern DEPENDENCY =
            Pattern.compile(
                    "<dependency><groupId>([^<]+)</groupId><artifactId>([^<]+)</artifactId>(<scope>test</scope>)?");
    private static final List<String> MODULES =
            List.of("catalog", "wire", "xmlsysd", "libwulf", "history", "display", "wulflogger", "wulfstat", "testkit");

    @Test
    void theDemoHasEveryLibraryThatItsModulesHave() throws IOException {
        var script = Files.readString(SOURCE.resolve("wulf"));
        assertThat(script).contains("show_modules='" + String.join(" ", MODULES) + "'");
        var needed = new TreeSet<String>();
        for (var module : MODULES) {
            needed.addAll(libraries(SOURCE.resolve(module).resolve("pom.xml")));
        }
        needed.removeAll(forTests(SOURCE.resolve("pom.xml")));
        assertThat(needed).contains("com.fasterxml:aalto-xml");
        assertThat(libraries(SOURCE.resolve("dist/libraries/pom.xml"))).isEqualTo(needed);
    }

    /// What only tests have, as the parent manages it.
    private static Set<String> forTests(Path pom) throws IOException {
        return Files.readAllLines(pom)
                .stream()
                .filter(line -> line.contains("<scope>test</scope>"))
                .flatMap(line -> DEPENDENCY.matcher(line).results())
                .map(match -> match.group(1) + ":" + match.group(2))
                .collect(Collectors.toSet());
    }

    private static SortedSet<String> libraries(Path pom) throws IOException {
        return DEPENDENCY.matcher(Files.readString(pom))
                .results()
                .filter(match -> match.group(3) == null && !match.group(1).equals("org.wulfware"))
                .map(match -> match.group(1) + ":" + match.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
