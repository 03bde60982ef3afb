package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import module java.base;

/// A page of `docs/recipes`, followed as a reader would: its commands are typed into a shell, its files written by the
/// name in their first line.
final class Recipe {
    private static final Path PAGES = Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs/recipes");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern FILE = Pattern.compile("# (\\S+)\n(?s:.*)");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path directory;
    private final Path programs;
    private final String page;

    private Recipe(Path directory, Path programs, String page) {
        this.directory = directory;
        this.programs = programs;
        this.page = page;
    }

    /// @param directory that the reader is in
    /// @param programs a directory of those that come before what is installed
    static Recipe read(String page, Path directory, Path programs) throws IOException {
        return new Recipe(directory, programs, Files.readString(PAGES.resolve(page)));
    }

    /// What a test must not do, or cannot wait for, said in another way.
    Recipe with(String said, String instead) {
        assertThat(page).contains(said);
        return new Recipe(directory, programs, page.replace(said, instead));
    }

    /// The commands, a block each.
    List<String> commands() {
        return blocks("sh");
    }

    /// What the page shows.
    List<String> blocks(String language) {
        return FENCED.matcher(page)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /// Writes the files that the page has in that language.
    void write(String language) throws IOException {
        for (var block : blocks(language)) {
            var named = FILE.matcher(block);
            assertThat(named.matches()).as("the file's name is the first line of " + block).isTrue();
            Files.writeString(directory.resolve(named.group(1)), block);
        }
    }

    /// The names in the whole page that a pattern finds.
    Set<String> names(String pattern) {
        return Pattern.compile(pattern).matcher(page).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    /// Runs a block of commands, which ends as it should and complains of nothing, and returns what it said.
    String run(String commands) throws Exception {
        return run(commands, 0);
    }

    String run(String commands, int status) throws Exception {
        var err = Files.createTempFile(directory, "err", "");
        var process = start(commands, err);
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            var said = out.readAllAsString();
            assertThat(process.waitFor(LIMIT)).as(commands).isTrue();
            assertThat(Files.readString(err)).as(commands).isEmpty();
            assertThat(process.exitValue()).as(commands + said).isEqualTo(status);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /// Starts commands that go on; the last of them is the process.
    Process start(String commands, Path err) throws IOException {
        var shell = new ProcessBuilder("sh", "-c", commands).directory(directory.toFile()).redirectError(err.toFile());
        shell.environment().remove("JAVA_TOOL_OPTIONS");
        shell.environment().put("LC_ALL", "C.UTF-8");
        shell.environment().put("HOME", directory.toString());
        shell.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
        return shell.start();
    }

    /// Where a program is. On a build server one that is missing is a failure; elsewhere the test goes without.
    static Path need(String program, String pack) {
        var found = Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as(program + " is installed").isPresent();
        }
        assumeTrue(found.isPresent(), program + " is not installed: apt-get install " + pack);
        return found.orElseThrow();
    }
}
