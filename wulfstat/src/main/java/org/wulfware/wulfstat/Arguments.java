package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Display;
import org.wulfware.display.Displays;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// Reads the command line. The options are declared by calls rather than annotations: reflection would be a good part of
/// the time to the first frame.
final class Arguments {
    /// What the command line asks for.
    sealed interface Request {
        /// To show the cluster.
        record Show(Options options) implements Request {}

        /// To say something and be done.
        record Say(String text) implements Request {}
    }

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    private Arguments() {}

    /// The program's options; what the manual and completion are made of.
    static CommandSpec declared() {
        var spec = CommandSpec.create().name("wulfstat");
        spec.usageMessage()
                .description("Shows a cluster in a terminal, a line a host; ? there tells of the keys.", "")
                .footer(
                        "",
                        "HOSTS are names, with ranges or without: node[001-128],login1. Without any, the hosts are those"
                                + " of the wulfhosts file: ./wulfhosts, ~/.wulfhosts or /etc/wulfhosts; without a file,"
                                + " this host.",
                        "",
                        "Colours mean how busy a host is; with NO_COLOR in the environment there are none.",
                        "",
                        "Exit status: 0 when it was quit, 2 if the command line is wrong or there is no terminal, 1 if"
                                + " something failed.")
                .width(100);
        spec.addOption(option("-t", "--type", "TYPE", "What to show first, by name or number (-l lists them); load."));
        spec.addOption(option("-d", "--delay", "SECONDS", "From one update to the next; may be a fraction; 5."));
        spec.addOption(option("-c", "--count", "COUNT", "Quit after so many updates; 0, as without it, for no end."));
        spec.addOption(option("-f", "--file", "WULFHOSTS", "The file that names the hosts."));
        spec.addOption(flag("List the types and their columns.", "-l", "--list"));
        spec.addOption(flag("Tell in the debug window what happens, from the start.", "-v", "--verbose"));
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

    private static OptionSpec flag(String help, String... names) {
        return OptionSpec.builder(names).type(boolean.class).arity("0").description(help).build();
    }

    static Request parse(String... arguments) throws UsageException {
        var line = new CommandLine(declared()).setOverwrittenOptionsAllowed(true).setExpandAtFiles(false);
        ParseResult parsed;
        try {
            parsed = line.parseArgs(arguments);
        } catch (CommandLine.UnmatchedArgumentException e) {
            throw new UsageException("unknown option " + quoted(e.getUnmatched().getFirst()) + SEE_HELP);
        } catch (CommandLine.MissingParameterException _) {
            throw new UsageException(arguments[arguments.length - 1] + " needs a value" + SEE_HELP);
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(Clean.text(String.valueOf(e.getMessage())) + SEE_HELP);
        }
        if (parsed.hasMatchedOption("-h")) {
            return new Request.Say(line.getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
        if (parsed.hasMatchedOption("--version")) {
            return new Request.Say("wulfstat " + Wulfstat.VERSION + "\n");
        }
        if (parsed.hasMatchedOption("-l")) {
            return new Request.Say(list());
        }
        return new Request.Show(options(parsed));
    }

    private static final String SEE_HELP = "; see wulfstat -h";

    private static Options options(ParseResult parsed) throws UsageException {
        var type = value(parsed, "-t");
        var delay = value(parsed, "-d");
        var count = value(parsed, "-c");
        return new Options(
                type.isEmpty() ? Displays.USUAL : display(type.get()),
                delay.isEmpty() ? Options.USUAL_DELAY : delay(delay.get()),
                count.isEmpty() ? 0 : count(count.get()),
                file(value(parsed, "-f")),
                parsed.matchedPositionalValue(0, List.of()),
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
        try {
            return Pace.delay(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-d: " + e.getMessage());
        }
    }

    private static int count(String given) throws UsageException {
        if (!WHOLE.matcher(given).matches()) {
            throw new UsageException("-c " + quoted(given) + ": expected a number of updates, 0 for no end");
        }
        return Integer.parseInt(given);
    }

    private static Optional<Path> file(Optional<String> given) throws UsageException {
        try {
            return given.map(Path::of);
        } catch (InvalidPathException _) {
            throw new UsageException("-f " + quoted(given.orElse("")) + ": no name of a file");
        }
    }

    private static String quoted(String given) {
        return '"' + Clean.text(given) + '"';
    }

    /// The displays and their columns, for `-l`.
    private static String list() {
        var list = new StringBuilder();
        for (var display : Displays.all()) {
            list.append(list.isEmpty() ? "" : "\n");
            list.append(display.number()).append(' ').append(display.name()).append("  ").append(display.help());
            list.append('\n');
            for (var column : display.columns()) {
                list.append("    ").append(padded(column.heading(), 14)).append(padded(column.unit(), 10));
                list.append(column.help()).append('\n');
            }
        }
        return list.toString();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
