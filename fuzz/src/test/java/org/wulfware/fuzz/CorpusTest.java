package org.wulfware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/// What once was a finding is none any more; and what is usual is none either.
class CorpusTest {
    private static final Path CORPUS = Path.of(System.getProperty("wulfware.fuzz")).resolve("corpus");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    static List<String> targets() {
        return Targets.names();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyInputIsBorne(String name) throws IOException {
        var target = Targets.named(name);
        var inputs = new TreeMap<String, byte[]>();
        for (var file : files(CORPUS.resolve(name))) {
            inputs.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        var seeds = target.seeds();
        assertThat(seeds).isNotEmpty();
        // Of the many seeds of the sensors, which other tests read too, every ninth.
        for (var i = 0; i < seeds.size(); i += seeds.size() > 100 ? 9 : 1) {
            inputs.put("seed " + i, seeds.get(i));
        }
        assertTimeoutPreemptively(LIMIT, () -> {
            for (var input : inputs.entrySet()) {
                try {
                    target.run(input.getValue());
                } catch (Exception | Error e) {
                    throw new AssertionError(name + ": " + input.getKey(), e);
                }
            }
        });
    }

    @Test
    void everyInputThatIsKeptBelongsToATarget() throws IOException {
        assertThat(files(CORPUS)).extracting(file -> file.getFileName().toString()).isSubsetOf(Targets.names());
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
