package org.wulfware.testkit;

import module java.base;
import org.jspecify.annotations.Nullable;

/// What the demo's command line says.
///
/// @param daemon the node daemon's program
/// @param screen the command that shows a cluster in a terminal
/// @param logger the command that prints tables
/// @param fixtures the recorded trees
/// @param nodes how many to simulate
/// @param seed the same makes the same nodes
record DemoOptions(
        Path daemon, List<String> screen, List<String> logger, Fixtures fixtures, int nodes, long seed) {
    static final String HELP = """
            usage: wulf demo [options]

            This machine and a small simulated cluster in wulfstat; without a terminal, three updates of two tables.

                  --nodes N          simulated nodes, 1 to 244 (12)
                  --seed N           the same number makes the same nodes (1)
                  --fixtures DIR     the recorded trees that they are made from
                  --daemon PROGRAM   the daemon that runs for this machine
                  --client COMMAND   what shows them in a terminal, its words separated by blanks
                  --logger COMMAND   what prints the tables
              -h, --help             this
            """;

    /// The system property that names the directory of the run-time images.
    private static final String IMAGES = "wulfware.images";

    /// What was typed wrong, in one line for the person who did.
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /// Reads the command line; empty if help is asked for.
    ///
    /// @param properties where the programs and trees are that no option names
    static Optional<DemoOptions> parse(String[] arguments, Properties properties) throws UsageException {
        var said = new HashMap<String, String>();
        for (var i = 0; i < arguments.length; i++) {
            var words = arguments[i].split("=", 2);
            switch (words[0]) {
                case "-h", "--help" -> {
                    return Optional.empty();
                }
                case "--nodes", "--seed", "--fixtures", "--daemon", "--client", "--logger" -> {
                    if (words.length == 1 && i + 1 == arguments.length) {
                        throw new UsageException(words[0] + " wants a value behind it");
                    }
                    said.put(words[0], words.length == 2 ? words[1] : arguments[++i]);
                }
                default ->
                    throw new UsageException("unknown argument \"" + arguments[i] + "\"; --help lists the options");
            }
        }
        var images = Path.of(properties.getProperty(IMAGES, "dist/target"));
        var fixtures = said.getOrDefault("--fixtures", properties.getProperty(Fixtures.PROPERTY, "fixtures"));
        var nodes = number(said, "--nodes", 12);
        if (nodes < 1 || nodes > SimulatedCluster.MOST) {
            throw new UsageException(
                    "--nodes wants a number from 1 to " + SimulatedCluster.MOST + ", not \"" + nodes + "\"");
        }
        return Optional.of(
                new DemoOptions(
                        program(said.get("--daemon"), images.resolve("xmlsysd/bin/xmlsysd")),
                        command(said.get("--client"), images.resolve("wulfware/bin/wulfstat")),
                        command(said.get("--logger"), images.resolve("wulfware/bin/wulflogger")),
                        new Fixtures(directory(fixtures)),
                        (int) nodes,
                        number(said, "--seed", 1)));
    }

    private static long number(Map<String, String> said, String option, long usual) throws UsageException {
        var value = said.get(option);
        if (value == null) {
            return usual;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException _) {
            throw new UsageException(option + " wants a number, not \"" + value + "\"");
        }
    }

    private static Path directory(String named) throws UsageException {
        var directory = Path.of(named);
        if (!Files.isDirectory(directory)) {
            throw new UsageException("--fixtures wants a directory, and \"" + named + "\" is none");
        }
        return directory;
    }

    private static Path program(@Nullable String named, Path usual) throws UsageException {
        var program = named == null ? usual : Path.of(named);
        if (!Files.isExecutable(program)) {
            throw new UsageException("no program is at " + program + "; wulf build makes it");
        }
        return program;
    }

    private static List<String> command(@Nullable String said, Path usual) {
        return said == null ? List.of(usual.toString()) : List.of(said.strip().split("\\s+"));
    }
}
