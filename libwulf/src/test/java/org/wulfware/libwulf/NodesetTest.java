package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// A thousand random expressions mean what ClusterShell's `nodeset` says they mean. Its answers are kept in
/// `nodeset.tsv`; `-Dwulfware.nodeset=COMMAND` asks it anew, which takes some minutes.
class NodesetTest {
    private static final int EXPRESSIONS = 1000;
    private static final long SEED = 2002;
    private static final Path RESOURCES = Path.of("src/test/resources/org/wulfware/libwulf");

    /// What `nodeset -f` and `nodeset -e` print.
    private record Answer(String expression, String folded, String expanded) {}

    @Test
    void aThousandExpressionsMeanWhatClusterShellSaysTheyMean() throws Exception {
        var command = System.getProperty("wulfware.nodeset", "");
        if (!command.isEmpty()) {
            ask(command);
        }
        var answers = Files.readAllLines(RESOURCES.resolve("nodeset.tsv"))
                .stream()
                .map(line -> line.split("\t", -1))
                .map(words -> new Answer(words[0], words[1], words[2]))
                .toList();
        assertThat(answers).extracting(Answer::expression).isEqualTo(expressions());
        var groups = Groups.of(ClusterShell.of(
                Path.of("/nowhere"), Path.of("/nowhere"),
                Map.of("CLUSTERSHELL_CFGDIR", RESOURCES.resolve("clustershell").toString())));
        SoftAssertions.assertSoftly(all -> {
            for (var answer : answers) {
                all.assertThat(ours(answer.expression, groups)).isEqualTo(answer);
            }
        });
    }

    /// What is shown folded is read as the same hosts.
    @Test
    void whatIsFoldedIsReadAsTheSameHosts() throws Exception {
        for (var line : Files.readAllLines(RESOURCES.resolve("nodeset.tsv"))) {
            var words = line.split("\t", -1);
            if (!words[1].isEmpty()) {
                assertThat(HostNames.hosts(words[1])).extracting(Host::name)
                        .containsExactlyInAnyOrder(words[2].split(" "));
            }
        }
    }

    private static List<String> expressions() {
        var random = new RandomExpressions(SEED);
        return Stream.generate(random::next).distinct().limit(EXPRESSIONS).toList();
    }

    private static Answer ours(String expression, Groups groups) {
        try {
            var names = HostNames.hosts(List.of(expression), groups).stream().map(Host::name).toList();
            return new Answer(expression, Folding.fold(names), String.join(" ", Folding.sorted(names)));
        } catch (SyntaxException e) {
            return new Answer(expression, "refused", String.valueOf(e.getMessage()));
        }
    }

    private static void ask(String command) throws Exception {
        var lines = expressions().parallelStream()
                .map(expression -> expression + "\t" + said(command, "-f", expression) + "\t"
                        + said(command, "-e", expression))
                .toList();
        Files.write(RESOURCES.resolve("nodeset.tsv"), lines);
        Files.writeString(RESOURCES.resolve("nodeset.ORIGIN"), """
                nodeset.tsv: an expression, what `nodeset -f` and what `nodeset -e` print for it, in the groups of
                clustershell/ (CLUSTERSHELL_CFGDIR).
                made by: ./wulf test -pl libwulf -am -Dtest=NodesetTest -Dwulfware.nodeset=nodeset \\
                    -Dsurefire.failIfNoSpecifiedTests=false
                with: %s
                on: %s, seed %d
                """.formatted(said(command, "--version", "-c"), LocalDate.now(ZoneOffset.UTC), SEED));
    }

    private static String said(String command, String option, String expression) {
        try {
            var builder = new ProcessBuilder(command, option, expression).redirectErrorStream(true);
            builder.environment().put("CLUSTERSHELL_CFGDIR", RESOURCES.resolve("clustershell").toString());
            var process = builder.start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(expression + ": " + said);
            }
            return said;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
