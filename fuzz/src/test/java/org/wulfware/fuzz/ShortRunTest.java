package org.wulfware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jazzer itself, on all targets at once: so many inputs from one seed, always the same.
class ShortRunTest {
    private static final int RUNS = 2000;

    @TempDir
    Path directory;

    @Test
    void nothingIsFoundInTwoThousandInputs() throws Exception {
        var campaign = new Campaign(Targets.ALL, directory, directory.resolve("regressions"), true,
                List.of("-runs=" + RUNS, "-seed=1", "-max_total_time=900"));
        var said = output(campaign.start());
        assertThat(said).contains("Done ").doesNotContain("== Java Exception");
        var done = Pattern.compile("Done (\\d+) runs").matcher(said);
        assertThat(done.find()).isTrue();
        assertThat(Integer.parseInt(done.group(1))).isGreaterThanOrEqualTo(RUNS);
        try (var findings = Files.list(campaign.findings())) {
            assertThat(findings).isEmpty();
        }
    }

    /// A run that could find nothing would always be green.
    @Test
    void aTargetThatThrowsIsFound() throws Exception {
        var campaign =
                new Campaign(Targets.WRONG, directory, directory.resolve("regressions"), true, List.of("-runs=1"));
        assertThat(output(campaign.start())).contains("== Java Exception: java.lang.AssertionError: as always");
        try (var findings = Files.list(campaign.findings())) {
            assertThat(findings).singleElement().satisfies(file -> assertThat(file).hasContent("x"));
        }
    }

    private static String output(Process process) throws IOException, InterruptedException {
        try {
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            process.waitFor();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
