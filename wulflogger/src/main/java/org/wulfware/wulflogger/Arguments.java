package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Display;
import org.wulfware.display.Displays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Reads the command line. The options are declared by calls rather than annotations: nothing is looked up by
/// reflection, which is a good part of a short program's time.
final class Arguments {
    /// What the command line asks for.
    sealed interface Request {
        /// To log.
        record Log(Options options) implements Request {}

        /// To say something and be done.
        record Say(String text) implements Request {}
    }

    /// A delay is at least this: faster polling measures little but itself.
    private static final BigDecimal LEAST_DELAY = new BigDecimal("0.01");

    private static final BigDecimal MOST_DELAY = new BigDecimal(366 * 86_400);

    /// Seconds: digits, and a fraction or none.
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private Arguments() {}

    /// The program's options; what the manual and completion are made of.
    static CommandSpec declared() {
        var spec = CommandSpec.create().name("wulflogger");
        spec.usageMessage()
                .description("Polls the daemons of a cluster and prints a line a host and update.", "")
                .footer(
                        "",
                        "HOSTS are names, with ranges or without: node[001-128],login1. Without any, the hosts are those"
                                + " of the wulfhosts file: ./wulfhosts, ~/.wulfhosts or /etc/wulfhosts; without a file,"
                                + " this host.",
                        "",
                        "Exit status: 0 if all hosts were up in the last update, 3 if some were not, 2 if the command line"
                                + " is wrong, 1 if something failed. 0 too when it was interrupted, or whoever read its"
                                + " output went away.")
                .width(100);
        spec.addOption(option("-t", "--type", "TYPE", "What to log, by name or number (-l lists them); load."));
        spec.addOption(option("-d", "--delay", "SECONDS", "From one update to the next; may be a fraction; 5."));
        spec.addOption(option("-c", "--count", "COUNT", "How many updates; 0, as without it, for no end."));
        spec.addOption(option("-f", "--file", "WULFHOSTS", "The file that names the hosts."));
        spec.addOption(option("--format", "FORMAT", "table, csv, tsv or jsonl; table."));
        spec.addOption(flag("List the types and their columns.", "-l", "--list"));
        spec.addOption(flag("Tell on standard error what happens.", "-v", "--verbose"));
        spec.addOption(flag("Say which release this is.", "--version"));
        spec.addOption(flag("Say this.", "-h", "--help"));
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("HOSTS")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("Which hosts.")
                .build());
        return spec;
    }

    private static OptionSpec option(String name, String longName, String label, String help) {
        return OptionSpec.builder(name, longName)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(help)
                .build();
    }

    private static OptionSpec option(String longName, String label, String help) {
        return OptionSpec.builder(longName).type(String.class).arity("1").paramLabel(label).description(help).build();
    }

    private static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
    }

    static Request parse(String... arguments) throws UsageException {
        var line = new CommandLine(declared()).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw new UsageException("unknown option " + quoted(e.getUnmatched().getFirst()) + seeHelp());
        } catch (CommandLine.MissingParameterException e) {
            throw new UsageException(arguments[arguments.length - 1] + " needs a value" + seeHelp());
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(Clean.text(String.valueOf(e.getMessage())) + seeHelp());
        }
        if (parsed.hasMatchedOption("-h")) {
            return new Request.Say(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        if (parsed.hasMatchedOption("--version")) {
            return new Request.Say("wulflogger " + Wulflogger.VERSION + "\n");
        }
        if (parsed.hasMatchedOption("-l")) {
            return new Request.Say(list());
        }
        return new Request.Log(options(parsed));
    }

    private static Options options(ParseResult parsed) throws UsageException {
        var usual = Options.USUAL;
        var type = value(parsed, "-t");
        var delay = value(parsed, "-d");
        var count = value(parsed, "-c");
        var format = value(parsed, "--format");
        return new Options(
                type.isEmpty() ? usual.display() : display(type.get()),
                delay.isEmpty() ? usual.delay() : delay(delay.get()),
                count.isEmpty() ? usual.count() : count(count.get()),
                file(value(parsed, "-f")),
                parsed.matchedPositionalValue(0, List.of()),
                format.isEmpty() ? usual.format() : format(format.get()),
                parsed.hasMatchedOption("-v"));
    }

    private static Optional<String> value(ParseResult parsed, String option) {
        return parsed.hasMatchedOption(option) ? Optional.of(parsed.matchedOptionValue(option, "")) : Optional.empty();
    }

    private static Display display(String given) throws UsageException {
        try {
            return Displays.byNameOrNumber(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Duration delay(String given) throws UsageException {
        if (SECONDS.matcher(given).matches()) {
            var seconds = new BigDecimal(given.endsWith(".") ? given + "0" : given);
            if (seconds.compareTo(LEAST_DELAY) >= 0 && seconds.compareTo(MOST_DELAY) <= 0) {
                return Duration.ofNanos(seconds.movePointRight(9).longValue());
            }
        }
        throw new UsageException(
                "-d " + quoted(given) + ": expected seconds between " + LEAST_DELAY + " and " + MOST_DELAY);
    }

    private static long count(String given) throws UsageException {
        if (!WHOLE.matcher(given).matches()) {
            throw new UsageException("-c " + quoted(given) + ": expected a number of updates, 0 for no end");
        }
        return Long.parseLong(given);
    }

    private static Optional<Path> file(Optional<String> given) throws UsageException {
        try {
            return given.map(Path::of);
        } catch (InvalidPathException e) {
            throw new UsageException("-f " + quoted(given.orElse("")) + ": no name of a file");
        }
    }

    private static Format format(String given) throws UsageException {
        return Format.named(given)
                .orElseThrow(() -> new UsageException(
                        "--format " + quoted(given) + ": expected table, csv, tsv or jsonl"));
    }

    private static String quoted(String given) {
        return '"' + Clean.text(given) + '"';
    }

    private static String seeHelp() {
        return "; see wulflogger -h";
    }

    /// The displays and their columns, for `-l`.
    private static String list() {
        var list = new StringBuilder();
        for (var display : Displays.all()) {
            list.append(list.isEmpty() ? "" : "\n");
            list.append(display.number()).append(' ').append(display.name()).append("  ").append(display.help());
            list.append('\n');
            for (var column : display.columns()) {
                list.append("    ").append(padded(column.name(), 15)).append(padded(column.unit(), 11));
                list.append(column.help()).append('\n');
            }
        }
        return list.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
