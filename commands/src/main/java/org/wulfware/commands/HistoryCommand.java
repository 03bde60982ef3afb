package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.Past;
import org.wulfware.display.RowFormat;
import org.wulfware.display.Stored;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.history.Moments;
import org.wulfware.history.Query;
import org.wulfware.history.Question;
import org.wulfware.history.Step;
import org.wulfware.history.Steps;
import org.wulfware.libwulf.ClusterShell;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.Scope;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// `wulf history`: how a value went over time, from what was recorded.
final class HistoryCommand {
    /// So many values show how something went, and no more can be seen.
    static final int STEPS = 120;
    private static final List<Duration> NICE =
            Stream.of(1, 2, 5, 10, 15, 30, 60, 300, 600, 1800, 3600, 21_600).map(Duration::ofSeconds).toList();

    /// Nothing was recorded before that, or will be after it.
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

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

    /// What is to be printed.
    ///
    /// @param width of the terminal
    String answer(int width, String... arguments)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var typed = HistoryOptions.usage().parse(arguments);
        if (typed.answer().isPresent()) {
            return typed.answer().get();
        }
        var options = HistoryOptions.of(typed);
        var displays = DisplayFiles.of(home, environment)
                .read(trouble -> trouble.lines().forEach(this::say),
                        Hosts.of(directory, home, etc, environment).lists(options.file()));
        var asked = Asked.of(options, displays.scope(displays.usual()));
        if (asked.question.isText()) {
            options.expectNoNumbers();
        }
        var answer = answer(options, asked);
        if (options.isVerbose()) {
            say(answer.hosts() + (answer.hosts() == 1 ? " host" : " hosts")
                    + (asked.question.isText() ? ", " + answer.changes().size() + " changes"
                            : ", " + answer.series().size() + " series"));
        }
        for (var loss : answer.losses()) {
            hasLost = true;
            say(recording(options) + ": " + loss);
        }
        var told = new HistoryText(options.expression(),
                options.top().isPresent() ? HistoryText.top(answer, options.top().getAsInt()) : answer,
                asked.question, moments);
        return switch (options.format()) {
            case "csv" -> told.rows(RowFormat.CSV);
            case "jsonl" -> told.rows(RowFormat.JSONL);
            case HistoryOptions.CHART -> told.chart(width);
            default -> told.table();
        };
    }

    /// Whether something of the recording could not be read.
    boolean hasLost() {
        return hasLost;
    }

    /// The expression, and which of its values are meant.
    private record Asked(Question question, Optional<Expression> where) {
        static Asked of(HistoryOptions options, Scope scope) throws UsageException {
            Question question;
            try {
                question = Question.of(options.expression().strip(), scope);
            } catch (ExpressionException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
            try {
                return new Asked(question, options.where().isEmpty() ? Optional.empty()
                        : Optional.of(question.condition(options.where().get(), scope)));
            } catch (ExpressionException e) {
                throw new UsageException("--where: " + e.getMessage());
            }
        }
    }

    private Query.Answer answer(HistoryOptions options, Asked asked)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var span = span(options);
        if (options.store().isEmpty()) {
            var recorded = recorded(options, span);
            var query = query(options, asked, span, recorded.hosts, recorded.period);
            verbose(options, recording(options) + ", " + span.words(moments), query);
            return query.in(recording(options));
        }
        var named = named(options);
        var from = Stored.in(options.store().get(), directory);
        var query = query(options, asked, span, _ -> true, Optional.empty());
        verbose(options, "the store " + from.at() + ", " + span.words(moments), query);
        try {
            var answer = query.in(from, named, this::say);
            var raised = raised(options, span, answer.period());
            return raised.isEmpty() || query.isText()
                    ? answer
                    : query(options, asked, span, _ -> true, answer.period()).in(from, named, _ -> {});
        } catch (IOException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        }
    }

    private void verbose(HistoryOptions options, String from, Query query) {
        if (options.isVerbose()) {
            say("asking " + from + (query.isText() ? "" : ", " + query.steps().count() + " steps"));
        }
    }

    private Path recording(HistoryOptions options) throws UsageException {
        return directory.resolve(Past.directory(options.directory(), "--dir"));
    }

    private record Span(Instant from, Instant to) {
        String words(Moments moments) {
            return moments.shown(from) + " to " + moments.shown(to);
        }
    }

    private Span span(HistoryOptions options) throws UsageException {
        var now = moments.now();
        var from = moment("--from", options.from()).orElse(now.minus(Duration.ofHours(1)))
                .truncatedTo(ChronoUnit.SECONDS);
        // Whole seconds are shown; what came within the present one belongs to now.
        var to = moment("--to", options.to()).orElse(now).plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
        if (!from.isBefore(to)) {
            throw new UsageException("--from " + Usage.quoted(options.from().orElse("-1h")) + " is not before --to "
                    + Usage.quoted(options.to().orElse("now")));
        }
        return new Span(from, to);
    }

    private Optional<Instant> moment(String option, Optional<String> given) throws UsageException {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        var named = option + " " + Usage.quoted(given.get());
        var moment = moments.moment(given.get())
                .orElseThrow(() -> new UsageException(named + ": " + moments.expected(given.get())));
        moments.doubt(given.get()).ifPresent(doubt -> say(named + ": " + doubt));
        return Optional.of(moment.isBefore(FIRST) ? FIRST
                : moment.isAfter(LAST) ? LAST : moment);
    }

    /// @param period what lies between two values that there are; empty where that is not known
    private Query query(HistoryOptions options, Asked asked, Span span, Predicate<String> hosts,
            Optional<Duration> period) throws UsageException {
        var shard = options.shard();
        var question = asked.question;
        return new Query(hosts.and(host -> shard.isEmpty() || shard.get().has(host)),
                question.isText() ? Steps.one(span.from, span.to) : steps(options, span, period),
                question.expression(), question.rows(), options.taken().orElse(Query.Taken.LAST), asked.where);
    }

    private Steps steps(HistoryOptions options, Span span, Optional<Duration> period) throws UsageException {
        var step = step(options, span);
        var raised = raised(options, span, period);
        if (raised.isPresent()) {
            if (options.step().isPresent()) {
                say("--step " + step.words() + " is raised to " + raised.get().words()
                        + ": no more values are there than one in that time");
            }
            step = raised.get();
        }
        var count = Steps.count(span.from, span.to, step);
        if (count > Steps.MOST) {
            throw new UsageException("--step " + Usage.quoted(options.stepTyped()) + ": " + count
                    + " steps are too many");
        }
        return Steps.of(span.from, span.to, step, moments.zone());
    }

    /// What a step has to be so that there is a value in each; empty if it is that long.
    private static Optional<Step> raised(HistoryOptions options, Span span, Optional<Duration> period) {
        var step = step(options, span);
        if (period.isEmpty() || step.usual().compareTo(period.get()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(new Step.Time(options.step().isPresent() ? period.get() : nice(period.get())));
    }

    private static Duration nice(Duration least) {
        return NICE.stream().filter(nice -> nice.compareTo(least) >= 0).findFirst().orElse(least);
    }

    private static Step step(HistoryOptions options, Span span) {
        if (options.step().isPresent()) {
            return options.step().get();
        }
        var least = Duration.between(span.from, span.to).dividedBy(STEPS);
        return least.compareTo(NICE.getLast()) > 0 ? new Step.Days(1) : new Step.Time(nice(least));
    }

    /// Reads what says which hosts are meant.
    @FunctionalInterface
    private interface Reading<T> {
        T read(ClusterShell groups, Optional<Path> file) throws UsageException, IOException, SyntaxException;
    }

    /// @param hosts which of them are meant
    private record Recorded(Predicate<String> hosts, Optional<Duration> period) {}

    private Recorded recorded(HistoryOptions options, Span span) throws UsageException, UnreadableException {
        return hosts(options, (groups, file) -> {
            var cluster = file.isPresent()
                    ? Optional.of(Wulfhosts.read(directory.resolve(file.get()), groups))
                    : Optional.<Wulfhosts>empty();
            var past = new Past(recording(options), span.from, span.to, OptionalDouble.empty());
            var contents = past.recorded(directory, this::say);
            return new Recorded(past.chosen(directory, contents, cluster, options.hosts().stream().toList(), groups,
                    this::say), contents.period());
        });
    }

    private List<Host> named(HistoryOptions options) throws UsageException, UnreadableException {
        return hosts(options, (groups, file) -> Stored.named(directory, file, options.hosts().stream().toList(),
                groups));
    }

    private <T> T hosts(HistoryOptions options, Reading<T> reading) throws UsageException, UnreadableException {
        try {
            return reading.read(ClusterShell.of(etc, home, environment), options.file());
        } catch (SyntaxException e) {
            if (e.isOfFile()) {
                throw new UnreadableException(e.problems());
            }
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
