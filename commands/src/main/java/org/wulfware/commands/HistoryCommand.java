package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Past;
import org.wulfware.display.RowFormat;
import org.wulfware.display.Stored;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.history.Moments;
import org.wulfware.history.Query;
import org.wulfware.history.Question;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Step;
import org.wulfware.history.Steps;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `wulf history`: how a value went over time, from what was recorded.
final class HistoryCommand {
    /// Where `wulf record` keeps what it records unless it is told otherwise.
    static final String USUAL = "/var/lib/wulfware/history";

    /// So many values show how something went, and no more can be seen.
    private static final int STEPS = 120;
    private static final List<Duration> NICE =
            Stream.of(1, 2, 5, 10, 15, 30, 60, 300, 600, 1800, 3600, 21_600).map(Duration::ofSeconds).toList();
    private static final Pattern TOP = Pattern.compile("[1-9][0-9]{0,5}");

    /// Nothing was recorded before that, or will be after it.
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");
    private static final List<String> FORMATS = List.of("table", "csv", "jsonl", "chart");

    private final PrintStream err;
    private final Path directory;
    private final Path home;
    private final Path etc;
    private final Map<String, String> environment;
    private final Moments moments;
    private boolean hasLost;

    HistoryCommand(
            PrintStream err, Path directory, Path home, Path etc, Map<String, String> environment, Moments moments) {
        this.err = err;
        this.directory = directory;
        this.home = home;
        this.etc = etc;
        this.environment = environment;
        this.moments = moments;
    }

    static CommandSpec spec() {
        var spec = CommandSpec.create()
                .name("wulf history")
                .addOption(option("--dir", "DIR", "Where it was recorded; " + USUAL + "."))
                .addOption(option("--hosts", "HOSTS", "Which hosts; all that were recorded."))
                .addOption(option("-f", "--file", "WULFHOSTS", "The file that names the hosts and groups."))
                .addOption(OptionSpec.builder("--from")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .arity("1")
                        .paramLabel("TIME")
                        .description(
                                "From when on: 'yesterday 22:00', '2026-11-23 22:00'; -1h. Given once more, or alone,"
                                        + " prometheus=URL: what is stored there, in place of what was recorded.")
                        .build())
                .addOption(option("--from-auth", "FILE",
                        "Who to be at --from prometheus=URL: user and password, or token; and authority."))
                .addOption(option("--from-labels", "NAME=VALUE,…", "Only what has these labels there: site=here."))
                .addOption(option("--to", "TIME", "Up to when; now."))
                .addOption(option("--step", "TIME",
                        "From one value to the next, such as 10s, 5min, 1d, 1w or 1month; what gives some " + STEPS
                                + " of them."))
                .addOption(option("--take", "last|mean|least|greatest",
                        "Of the values in a step the last, mean, least or greatest; last, of a rate that of the step."))
                .addOption(option("--top", "N", "Only the N with the greatest mean, the greatest first."))
                .addOption(option("--format", "FORMAT", String.join(", ", FORMATS) + "; table."))
                .addOption(option("--shard", "K/N", Usage.SHARDS))
                .addOption(OptionSpec.builder("--version")
                        .type(boolean.class)
                        .arity("0")
                        .description("Say which release this is.")
                        .build())
                .addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .arity("0")
                        .description("Say this.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("EXPRESSION")
                        .arity("0..*")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("A column of a type that wulflogger lists, or an expression.")
                        .build());
        spec.usageMessage()
                .description(
                        "Says how a value went over time, from what wulf record or wulflogger recorded, or from a store of"
                                + " metrics.",
                        "")
                .width(100)
                .footer("",
                        "An expression may be about a host, load1 / cpus, or about each of something that hosts have"
                                + " several of, rate(net.receive.bytes).",
                        "",
                        "Of a text, port.state, it says when it changed, and to what.",
                        "",
                        "Exit status: 0; 2 if what was typed is wrong, 1 if nothing can be read, or not all of it.");
        return spec;
    }

    private static OptionSpec option(String name, String label, String help) {
        return option(name, name, label, help);
    }

    private static OptionSpec option(String name, String longName, String label, String help) {
        return (name.equals(longName) ? OptionSpec.builder(name) : OptionSpec.builder(name, longName))
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(help)
                .build();
    }

    /// What is to be printed.
    ///
    /// @param width of the terminal
    String answer(int width, String... arguments)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var read = CommandArguments.of(spec(), joined(arguments));
        if (read.answer().isPresent()) {
            return read.answer().get();
        }
        var typed = read.typed();
        var words = typed.matchedPositionalValue(0, List.<String>of());
        if (words.size() != 1) {
            throw new UsageException(words.isEmpty()
                    ? "an expression is expected, such as load1 or 'rate(net.receive.bytes)'; see wulf history -h"
                    : "one expression is expected, and " + Wulf.quoted(words.get(1))
                            + " is another: quote what has blanks in it");
        }
        var format = value(typed, "--format").orElse("table");
        if (!FORMATS.contains(format)) {
            throw new UsageException(
                    "--format " + Wulf.quoted(format) + ": expected " + String.join(", ", FORMATS));
        }
        var displays = DisplayFiles.of(home, environment)
                .read(trouble -> trouble.lines().forEach(this::say),
                        Hosts.of(directory, home, etc, environment).lists(value(typed, "-f").map(Path::of)));
        var question = question(words.getFirst(), displays);
        if (question.isText()) {
            noTexts(typed, format, words.getFirst());
        }
        var top = top(typed);
        var answer = answer(typed, question);
        for (var loss : answer.losses()) {
            hasLost = true;
            say(recording(typed) + ": " + loss);
        }
        var told = new HistoryText(words.getFirst(), top.isPresent() ? HistoryText.top(answer, top.getAsInt()) : answer,
                question, moments);
        return switch (format) {
            case "csv" -> told.rows(RowFormat.CSV);
            case "jsonl" -> told.rows(RowFormat.JSONL);
            case "chart" -> told.chart(width);
            default -> told.table();
        };
    }

    /// Whether something of the recording could not be read.
    boolean hasLost() {
        return hasLost;
    }

    private static void noTexts(CommandLine.ParseResult typed, String format, String expression)
            throws UsageException {
        for (var option : List.of("--step", "--take", "--top")) {
            if (typed.hasMatchedOption(option)) {
                throw new UsageException(option + " goes with numbers: " + Wulf.quoted(expression)
                        + " is a text, of which is told when it changed");
            }
        }
        if (format.equals("chart")) {
            throw new UsageException("--format chart: " + Wulf.quoted(expression)
                    + " is a text: table, csv and jsonl tell when it changed");
        }
    }

    private static OptionalInt top(CommandLine.ParseResult typed) throws UsageException {
        var given = value(typed, "--top");
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!TOP.matcher(given.get()).matches()) {
            throw new UsageException("--top " + Wulf.quoted(given.get()) + ": expected how many, such as 5");
        }
        return OptionalInt.of(Integer.parseInt(given.get()));
    }

    private Query.Answer answer(CommandLine.ParseResult typed, Question question)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var store = store(typed);
        var span = span(typed);
        if (store.isEmpty()) {
            var recorded = recorded(typed, span);
            return query(typed, question, span, recorded.hosts, recorded.period).in(recording(typed));
        }
        var named = named(typed);
        var from = Stored.in(store.get(), directory);
        var query = query(typed, question, span, _ -> true, Optional.empty());
        try {
            var answer = query.in(from, named, this::say);
            var raised = raised(typed, span, answer.period());
            return raised.isEmpty() || query.isText()
                    ? answer
                    : query(typed, question, span, _ -> true, answer.period()).in(from, named, _ -> {});
        } catch (IOException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        }
    }

    /// Behind such an option stands its value, even one that begins with a `-`: -2h is no option.
    private static String[] joined(String... arguments) {
        var joined = new ArrayList<String>();
        for (var i = 0; i < arguments.length; i++) {
            var isTime = arguments[i].equals("--from") || arguments[i].equals("--to");
            joined.add(isTime && i + 1 < arguments.length ? arguments[i] + "=" + arguments[++i] : arguments[i]);
        }
        return joined.toArray(String[]::new);
    }

    /// The store that is meant; empty for what was recorded.
    private static Optional<ReadBack.Store> store(CommandLine.ParseResult typed) throws UsageException {
        var stores = froms(typed).filter(Stored::isMeant).toList();
        if (stores.isEmpty()) {
            for (var option : List.of("--from-auth", "--from-labels")) {
                if (typed.hasMatchedOption(option)) {
                    throw new UsageException(option + " goes with --from prometheus=URL");
                }
            }
            return Optional.empty();
        }
        if (typed.hasMatchedOption("--dir")) {
            throw new UsageException("--from prometheus=… and --dir: one of them");
        }
        return Optional.of(Stored.of(stores.getLast(), value(typed, "--from-auth"), value(typed, "--from-labels")));
    }

    private static Stream<String> froms(CommandLine.ParseResult typed) {
        return typed.matchedOptionValue("--from", List.<String>of()).stream();
    }

    /// The value of an option; of `--from` the time.
    private static Optional<String> value(CommandLine.ParseResult typed, String option) {
        if (option.equals("--from")) {
            return froms(typed).filter(from -> !Stored.isMeant(from)).reduce((_, last) -> last);
        }
        return typed.hasMatchedOption(option) ? Optional.of(typed.matchedOptionValue(option, "")) : Optional.empty();
    }

    private static Question question(String text, DisplaySet displays) throws UsageException {
        try {
            return Question.of(text.strip(), displays.scope(displays.usual()));
        } catch (ExpressionException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private Path recording(CommandLine.ParseResult typed) throws UsageException {
        return directory.resolve(Past.directory(value(typed, "--dir").orElse(USUAL), "--dir"));
    }

    private record Span(Instant from, Instant to) {}

    private Span span(CommandLine.ParseResult typed) throws UsageException {
        var now = moments.now();
        var from = moment(typed, "--from").orElse(now.minus(Duration.ofHours(1))).truncatedTo(ChronoUnit.SECONDS);
        // Whole seconds are shown; what came within the present one belongs to now.
        var to = moment(typed, "--to").orElse(now).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        if (!from.isBefore(to)) {
            throw new UsageException(
                    "--from " + Wulf.quoted(value(typed, "--from").orElse("-1h")) + " is not before --to "
                            + Wulf.quoted(value(typed, "--to").orElse("now")));
        }
        return new Span(from, to);
    }

    /// @param period what lies between two values that there are; empty where that is not known
    private Query query(CommandLine.ParseResult typed, Question question, Span span, Predicate<String> hosts,
            Optional<Duration> period) throws UsageException {
        var shard = Usage.shard(value(typed, "--shard"));
        return new Query(hosts.and(host -> shard.isEmpty() || shard.get().has(host)),
                question.isText() ? Steps.one(span.from, span.to) : steps(typed, span, period),
                question.expression(), question.rows(), taken(typed));
    }

    private Steps steps(CommandLine.ParseResult typed, Span span, Optional<Duration> period) throws UsageException {
        var step = step(typed, span);
        var raised = raised(typed, span, period);
        if (raised.isPresent()) {
            if (typed.hasMatchedOption("--step")) {
                say("--step " + step.words() + " is raised to " + raised.get().words()
                        + ": no more values are there than one in that time");
            }
            step = raised.get();
        }
        var count = Steps.count(span.from, span.to, step);
        if (count > Steps.MOST) {
            throw new UsageException("--step " + Wulf.quoted(value(typed, "--step").orElse("")) + ": " + count
                    + " steps are too many");
        }
        return Steps.of(span.from, span.to, step, moments.zone());
    }

    /// What a step has to be so that there is a value in each; empty if it is that long.
    private static Optional<Step> raised(CommandLine.ParseResult typed, Span span, Optional<Duration> period)
            throws UsageException {
        var step = step(typed, span);
        if (period.isEmpty() || step.usual().compareTo(period.get()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Step.Time(typed.hasMatchedOption("--step") ? period.get() : nice(period.get())));
    }

    private static Duration nice(Duration least) {
        return NICE.stream().filter(nice -> nice.compareTo(least) >= 0).findFirst().orElse(least);
    }

    private static Step step(CommandLine.ParseResult typed, Span span) throws UsageException {
        var given = value(typed, "--step");
        if (given.isPresent()) {
            return Step.of(given.get())
                    .orElseThrow(() -> new UsageException(
                            "--step " + Wulf.quoted(given.get()) + ": " + Step.EXPECTED));
        }
        var least = Duration.between(span.from, span.to).dividedBy(STEPS);
        return least.compareTo(NICE.getLast()) > 0 ? new Step.Days(1) : new Step.Time(nice(least));
    }

    private static Query.Taken taken(CommandLine.ParseResult typed) throws UsageException {
        var given = value(typed, "--take").orElse("last");
        for (var taken : Query.Taken.values()) {
            if (taken.name().toLowerCase(Locale.ROOT).equals(given)) {
                return taken;
            }
        }
        throw new UsageException("--take " + Wulf.quoted(given) + ": expected last, mean, least or greatest");
    }

    private Optional<Instant> moment(CommandLine.ParseResult typed, String option) throws UsageException {
        var given = value(typed, option);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var named = option + " " + Wulf.quoted(given.get());
        var moment = moments.moment(given.get())
                .orElseThrow(() -> new UsageException(named + ": " + moments.expected(given.get())));
        moments.doubt(given.get()).ifPresent(doubt -> say(named + ": " + doubt));
        return Optional.of(moment.isBefore(FIRST) ? FIRST
                : moment.isAfter(LAST) ? LAST : moment);
    }

    /// Reads what says which hosts are meant.
    @FunctionalInterface
    private interface Reading<T> {
        T read(ClusterShell groups, Optional<Path> file) throws UsageException, IOException, SyntaxException;
    }

    /// @param hosts which of them are meant
    private record Recorded(Predicate<String> hosts, Optional<Duration> period) {}

    private Recorded recorded(CommandLine.ParseResult typed, Span span) throws UsageException, UnreadableException {
        return hosts(typed, (groups, file) -> {
            var cluster = file.isPresent()
                    ? Optional.of(Wulfhosts.read(directory.resolve(file.get()), groups))
                    : Optional.<Wulfhosts>empty();
            var past = new Past(recording(typed), span.from, span.to, OptionalDouble.empty());
            var contents = past.recorded(directory, this::say);
            return new Recorded(past.chosen(directory, contents, cluster, value(typed, "--hosts").stream().toList(),
                    groups, this::say), contents.period());
        });
    }

    private List<Host> named(CommandLine.ParseResult typed) throws UsageException, UnreadableException {
        return hosts(typed, (groups, file) -> Stored.named(directory, file, value(typed, "--hosts").stream().toList(),
                groups));
    }

    private <T> T hosts(CommandLine.ParseResult typed, Reading<T> reading) throws UsageException, UnreadableException {
        try {
            return reading.read(ClusterShell.of(etc, home, environment), value(typed, "-f").map(Path::of));
        } catch (SyntaxException e) {
            throw new UsageException(String.join("\n", e.problems()));
        } catch (IOException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        }
    }

    private void say(String line) {
        err.print("wulf history: " + Clean.text(line) + "\n");
        err.flush();
    }
}
