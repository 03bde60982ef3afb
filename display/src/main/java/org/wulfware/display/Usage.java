package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Shard;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// How a face is called: the options that all faces have, and its own. They are declared by calls rather than
/// annotations: nothing is looked up by reflection, which is a good part of a short program's time.
public final class Usage {
    /// Options whose values may begin with a `-`.
    private static final Set<String> EXPRESSIONS =
            Set.of("--columns", "--where", "--sort", "--aggregate", "--alarm", "--from", "--to");

    private final CommandSpec spec = CommandSpec.create();
    private final String program;
    private final String release;
    private static final String SHARDS = "Of the hosts only part K of N, such as 3/8, by a hash of their names.";

    private Function<Column, String> listed = Column::name;
    private Function<Optional<Path>, DisplaySet> displays = _ -> DisplaySet.BUILT_IN;

    /// The options that all faces have.
    ///
    /// @param purpose what the program does, in a sentence
    public Usage(String program, String release, String purpose) {
        this(program, release, purpose, "From one update to the next; may be a fraction; 5.",
                "List the types and their columns.");
    }

    /// The same with words of their own for two of them.
    ///
    /// @param delay what `-d` is for
    /// @param list what `-l` lists
    public Usage(String program, String release, String purpose, String delay, String list) {
        this(program, release);
        spec.usageMessage().description(purpose, "");
        spec.addOption(made("-d", "--delay", "SECONDS", delay)).addOption(flag(list, "-l", "--list"));
        words("HOSTS", "Which hosts.");
    }

    private Usage(String program, String release) {
        this.program = program;
        this.release = release;
        spec.name(program)
                .addOption(made("-f", "--file", "WULFHOSTS", "The file that names the hosts and groups."))
                .addOption(flag("Say which release this is.", "--version"))
                .addOption(flag("Say this.", "-h", "--help"));
        spec.usageMessage().width(100);
    }

    /// The options of a command that shows no updates: neither `-d` nor `-l`.
    ///
    /// @param label of what stands behind the options
    /// @param meaning of that
    public static Usage plain(String program, String release, String purpose, String label, String meaning) {
        var usage = new Usage(program, release);
        usage.spec.usageMessage().description(purpose, "");
        usage.words(label, meaning);
        return usage;
    }

    private void words(String label, String meaning) {
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(meaning)
                .build());
    }

    /// Declares `-t`.
    ///
    /// @param meaning such as `What to show`
    public Usage type(String meaning) {
        spec.addOption(made("-t", "--type", "TYPE", meaning + ", by name or number (-l lists them); load."));
        return this;
    }

    /// Declares `-c`.
    ///
    /// @param meaning such as `Quit after so many updates`
    public Usage count(String meaning) {
        spec.addOption(made("-c", "--count", "COUNT", meaning + "; 0, as without it, for no end."));
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

    /// Declares one that may stand there several times.
    public Usage options(String name, String label, String help) {
        spec.addOption(OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel(label)
                .description(help)
                .build());
        return this;
    }

    /// The same with a letter for it.
    public Usage option(String letter, String name, String label, String help) {
        spec.addOption(made(letter, name, label, help));
        return this;
    }

    /// Declares an option without a value that other faces do not have, with a letter for it.
    public Usage mark(String letter, String name, String help) {
        spec.addOption(flag(help, letter, name));
        return this;
    }

    /// The same without a letter.
    public Usage mark(String name, String help) {
        spec.addOption(flag(help, new String[]{name}));
        return this;
    }

    /// Declares `--where` and `--sort`, and `--hosts` beside the hosts that stand behind the options.
    public Usage chooses() {
        return where("Only lines of which it holds, such as 'load1 / cpus > 1.5'.")
                .option("--sort", "[-]COLUMN,…", "By what to sort, columns or expressions; - for the greatest first.")
                .hosts();
    }

    /// Declares `--where`.
    public Usage where(String help) {
        return option("--where", "CONDITION", help);
    }

    /// Declares `--hosts`, beside the hosts that stand behind the options.
    public Usage hosts() {
        return option("--hosts", "HOSTS", "Which hosts, as behind the options.");
    }

    /// Declares `--shard`.
    public Usage shards() {
        return option("--shard", "K/N", SHARDS);
    }

    /// What `--shard` was given.
    ///
    /// @throws UsageException if that is no part
    public static Optional<Shard> shard(Optional<String> given) throws UsageException {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Shard.of(given.get())
                .orElseThrow(() -> new UsageException("--shard " + quoted(given.get()) + ": " + Shard.EXPECTED)));
    }

    /// Declares `--columns`.
    public Usage columns() {
        return option("--columns", "COLUMN,…",
                "Which columns, of any type, and expressions: 'load1,max(cpu.busy) as busiest'.");
    }

    /// Declares `--columns` and `--aggregate`.
    public Usage forms() {
        return columns()
                .option("--aggregate", "WHAT",
                        "One line of all, or of all that are alike: sum, mean, min, max, median, count, p1 to p99,"
                                + " such as 'sum,p95' or 'sum by user'.");
    }

    /// Declares `--alarm`.
    ///
    /// @param what is done when a condition begins and ceases to hold, in a sentence
    public Usage alarms(String what) {
        return options("--alarm", "CONDITION",
                what + "; 'load1 / cpus > 1.5', 'down', 'memory.free < 1G for 2min'. It may stand there several"
                        + " times.");
    }

    /// Declares `--units`.
    public Usage units() {
        return option("--units", "SCALE",
                "How bytes and counts are written: " + Scale.words() + "; auto. In tables only.");
    }

    /// Declares `--root`.
    public Usage root() {
        return mark("--root", "In displays of processes, root's too.");
    }

    /// What displays there are, if that is not those that come with the programs; asked when one is needed.
    public Usage displays(Supplier<DisplaySet> known) {
        return displays(_ -> known.get());
    }

    /// The same where their expressions may name hosts and groups.
    ///
    /// @param known gets the wulfhosts file, where one was named
    public Usage displays(Function<Optional<Path>, DisplaySet> known) {
        displays = known;
        return this;
    }

    /// What `-l` calls a column; its name, unless this says otherwise.
    public Usage lists(Function<Column, String> as) {
        listed = as;
        return this;
    }

    /// The help's last words, below those about hosts, a blank line between each two.
    public Usage footer(String... paragraphs) {
        var all = new ArrayList<>(List.of(
                "HOSTS are names in ClusterShell's syntax: node[001-128],login1 or '@rack1!node017'; wulf hosts shows what"
                        + " they come to. Without any, the hosts are those of the wulfhosts file: ./wulfhosts,"
                        + " ~/.wulfhosts or /etc/wulfhosts; without a file, this host."));
        all.addAll(List.of(paragraphs));
        return ends(all.toArray(String[]::new));
    }

    /// The help's last words, where it says nothing about hosts or something else.
    public Usage ends(String... paragraphs) {
        var lines = Arrays.stream(paragraphs).flatMap(paragraph -> Stream.of("", paragraph)).toList();
        spec.usageMessage().footer(lines.toArray(String[]::new));
        return this;
    }

    /// All options, in the order in which help lists them.
    public List<Declared> declared() {
        return Declared.of(spec);
    }

    private static OptionSpec made(String name, String longName, String label, String help) {
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
    ///
    /// @throws UsageException that quotes what was typed wrong
    public TypedOptions parse(String... arguments) throws UsageException {
        var line = new CommandLine(spec).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(joined(arguments));
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw wrong("unknown option " + quoted(e.getUnmatched().getFirst()));
        } catch (CommandLine.MissingParameterException _) {
            throw wrong(arguments[arguments.length - 1] + " needs a value");
        } catch (CommandLine.ParameterException e) {
            throw wrong(Clean.text(String.valueOf(e.getMessage())));
        }
        if (parsed.hasMatchedOption("-h")) {
            return new TypedOptions(parsed, displays, line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        if (parsed.hasMatchedOption("--version")) {
            return new TypedOptions(parsed, displays, program + " " + release + "\n");
        }
        return new TypedOptions(parsed, displays, parsed.hasMatchedOption("-l") ? list(parsed) : "");
    }

    /// Behind such an option stands its value, whatever it looks like: `--sort -load1` becomes `--sort= -load1`, whose blank
    /// keeps it from being read as options.
    private String[] joined(String... arguments) {
        var joined = new ArrayList<String>();
        for (var i = 0; i < arguments.length; i++) {
            var equals = arguments[i].indexOf('=');
            var name = equals < 0 ? arguments[i] : arguments[i].substring(0, equals);
            var isExpression = EXPRESSIONS.contains(name) && spec.findOption(name) != null;
            if (arguments[i].equals("--")) {
                joined.addAll(List.of(arguments).subList(i, arguments.length));
                break;
            } else if (isExpression && equals >= 0) {
                joined.add(name + "= " + arguments[i].substring(equals + 1));
            } else if (isExpression && i + 1 < arguments.length) {
                joined.add(name + "= " + arguments[++i]);
            } else {
                joined.add(arguments[i]);
            }
        }
        return joined.toArray(String[]::new);
    }

    private UsageException wrong(String what) {
        return new UsageException(what + "; see " + program + " -h");
    }

    /// The displays and their columns, for `-l`.
    private String list(ParseResult parsed) throws UsageException {
        var list = new StringBuilder();
        for (var display : new TypedOptions(parsed, displays, "").known().all()) {
            list.append(list.isEmpty() ? "" : "\n");
            if (display.hasNumber()) {
                list.append(display.number()).append(' ');
            }
            list.append(display.name()).append("  ").append(display.help()).append('\n');
            if (!display.origin().isEmpty()) {
                list.append("    (").append(Clean.text(display.origin())).append(")\n");
            }
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
}
