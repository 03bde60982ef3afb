package org.wulfware.dist;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What would make two builds of the same sources differ. Run after the jars are made.
class JarsTest {
    private static final Path SOURCE = Path.of(System.getProperty("wulfware.source"));
    private static final LocalDateTime STAMP =
            LocalDateTime.ofInstant(Instant.parse(System.getProperty("wulfware.timestamp")), ZoneOffset.UTC);

    static List<Path> jars() throws IOException {
        var jars = new ArrayList<Path>();
        for (var module : ArrowsTest.MODULES) {
            try (var built = Files.newDirectoryStream(SOURCE.resolve(module + "/target"), module + "-*.jar")) {
                var before = jars.size();
                built.forEach(jars::add);
                assertThat(jars.size()).as(module).isGreaterThan(before);
            }
        }
        return jars;
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aJarTellsNothingOfWhenAndWhereItWasMade(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var place = SOURCE.toString();
            for (var entry : Collections.list(jar.entries())) {
                assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(STAMP);
                var text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(text.contains(place)).as("%s holds %s", entry, place).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void whatAJarHoldsIsInOrder(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            assertThat(Collections.list(jar.entries()))
                    .filteredOn(entry -> !entry.isDirectory() && !entry.getName().startsWith("META-INF/"))
                    .extracting(JarEntry::getName)
                    .isNotEmpty()
                    .isSorted();
        }
    }
}
