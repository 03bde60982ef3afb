package org.wulfware.display;

import module java.base;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// How a face is called: the options that all faces have, and its own. They are declared by calls rather than
/// annotations: nothing is looked up by reflection, which is a good part of a short program's time.
public final class Usage {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private final CommandSpec spec = CommandSpec.create();
    private final String program;
    private final String release;
    private Function<Column, String> listed = Column::name;

    /// @param purpose what the program does, in a sentence
    public Usage(String program, String release, String purpose) {
        this.program = program;
        this.release = release;
        spec.name(program)
                .addOption(option("-d", "--delay", "SECONDS", "From one update to the next; may be a fraction; 5."))
                .addOption(option("-f", "--file", "WULFHOSTS", "The file that names the hosts."))
                .addOption(flag("List the types and their columns.", "-l", "--list"))
                .addOption(flag("Say which release this is.", "--version"))
                .addOption(flag("Say this.", "-h", "--help"))
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("HOSTS")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("Which hosts.")
                        .build());
        spec.usageMessage().description(purpose, "").width(100);
    }

    /// Declares `-t`.
    ///
    /// @param meaning such as `What to show`
    public Usage type(String meaning) {
        spec.addOption(option("-t", "--type", "TYPE", meaning + ", by name or number (-l lists them); load."));
        return this;
    }

    /// Declares `-c`.
    ///
    /// @param meaning such as `Quit after so many updates`
    public Usage count(String meaning) {
        spec.addOption(option("-c", "--count", "COUNT", meaning + "; 0, as without it, for no end."));
        return this;
    }

    /// Declares `-v`.
    public Usage verbose(String help) {
        spec.addOption(flag(help, "-v", "--verbose"));
        return this;
    }

    /// Declares an option that other faces do not have.
    public Usage option(String name, String label, String help) {
        spec.addOption(
                OptionSpec.builder(name).type(String.class).arity("1").paramLabel(label).description(help).build());
        return this;
    }

    /// What `-l` calls a column; its name, unless this says otherwise.
    public Usage lists(Function<Column, String> as) {
        listed = as;
        return this;
    }

    /// The help's last words, below those about hosts, a blank line between each two.
    public Usage footer(String... paragraphs) {
        var lines = new ArrayList<>(List.of(
                "",
                "HOSTS are names in ClusterShell's syntax: node[001-128],login1 or '@rack1!node017'; wulf hosts shows what"
                        + " they come to. Without any, the hosts are those of the wulfhosts file: ./wulfhosts,"
                        + " ~/.wulfhosts or /etc/wulfhosts; without a file, this host."));
        for (var paragraph : paragraphs) {
            lines.add("");
            lines.add(paragraph);
        }
        spec.usageMessage().footer(lines.toArray(String[]::new));
        return this;
    }

    private static OptionSpec option(String name, String longName, String label, String help) {
        return OptionSpec.builder(name, longName)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(help)
                .build();
    }

    private static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
    }

    /// Reads a command line.
    public Typed parse(String... arguments) throws UsageException {
        var line = new CommandLine(spec).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw wrong("unknown option " + quoted(e.getUnmatched().getFirst()));
        } catch (CommandLine.MissingParameterException _) {
            throw wrong(arguments[arguments.length - 1] + " needs a value");
        } catch (CommandLine.ParameterException e) {
            throw wrong(Clean.text(String.valueOf(e.getMessage())));
        }
        if (parsed.hasMatchedOption("-h")) {
            return new Typed(parsed, line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        if (parsed.hasMatchedOption("--version")) {
            return new Typed(parsed, program + " " + release + "\n");
        }
        return new Typed(parsed, parsed.hasMatchedOption("-l") ? list() : "");
    }

    private UsageException wrong(String what) {
        return new UsageException(what + "; see " + program + " -h");
    }

    /// The displays and their columns, for `-l`.
    private String list() {
        var list = new StringBuilder();
        for (var display : Displays.all()) {
            list.append(list.isEmpty() ? "" : "\n");
            list.append(display.number()).append(' ').append(display.name()).append("  ").append(display.help());
            list.append('\n');
            for (var column : display.columns()) {
                list.append("    ").append(padded(listed.apply(column), 15)).append(padded(column.unit(), 11));
                list.append(column.help()).append('\n');
            }
        }
        return list.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    /// What was typed, as a message quotes it.
    public static String quoted(String typed) {
        return '"' + Clean.text(typed) + '"';
    }

    /// What was typed.
    public static final class Typed {
        private final ParseResult parsed;
        private final String answer;

        private Typed(ParseResult parsed, String answer) {
            this.parsed = parsed;
            this.answer = answer;
        }

        /// Help, the release or the list, if one of them was asked for: that is said, and nothing else done.
        public Optional<String> answer() {
            return Optional.of(answer).filter(text -> !text.isEmpty());
        }

        /// The value of an option.
        public Optional<String> value(String option) {
            return parsed.hasMatchedOption(option)
                    ? Optional.of(parsed.matchedOptionValue(option, ""))
                    : Optional.empty();
        }

        public Display display() throws UsageException {
            var given = value("-t");
            try {
                return given.map(Displays::byNameOrNumber).orElse(Displays.USUAL);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }

        /// How many updates; 0 for no end.
        public long count() throws UsageException {
            var given = value("-c").orElse("0");
            if (!WHOLE.matcher(given).matches()) {
                throw new UsageException("-c " + quoted(given) + ": expected a number of updates, 0 for no end");
            }
            return Long.parseLong(given);
        }

        /// The wulfhosts file, where one was named.
        public Optional<Path> file() throws UsageException {
            var given = value("-f");
            try {
                return given.map(Path::of);
            } catch (InvalidPathException _) {
                throw new UsageException("-f " + quoted(given.orElse("")) + ": no name of a file");
            }
        }

        /// Lists of hosts, such as `node[001-128],login1`.
        public List<String> hosts() {
            return parsed.matchedPositionalValue(0, List.of());
        }

        public boolean isVerbose() {
            return parsed.hasMatchedOption("-v");
        }
    }
}
