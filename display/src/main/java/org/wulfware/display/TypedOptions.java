package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Shard;
import picocli.CommandLine.ParseResult;

/// What was typed.
public final class TypedOptions {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");

    private final ParseResult parsed;
    private final Function<Optional<Path>, DisplaySet> displays;
    private final String answer;
    private @Nullable DisplaySet known;

    TypedOptions(ParseResult parsed, Function<Optional<Path>, DisplaySet> displays, String answer) {
        this.parsed = parsed;
        this.displays = displays;
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

    /// All values of an option that may stand there several times.
    public List<String> values(String option) {
        return parsed.matchedOptionValue(option, List.<String>of());
    }

    /// The displays that there are: what is wrong in their files is told once.
    ///
    /// @throws UsageException if `--units` is none
    public DisplaySet known() throws UsageException {
        if (known == null) {
            var all = displays.apply(file()).scaled(scale());
            known = knows("--root") && has("--root") ? all.withRoot() : all;
        }
        return known;
    }

    /// How large numbers are written.
    ///
    /// @throws UsageException that quotes what was typed
    public Scale scale() throws UsageException {
        var given = knows("--units") ? value("--units") : Optional.<String>empty();
        return given.isEmpty() ? Scale.AUTO
                : Scale.named(given.get())
                        .orElseThrow(() -> new UsageException(
                                "--units " + Usage.quoted(given.get()) + ": expected " + Scale.words()));
    }

    /// The alarms of `--alarm`.
    ///
    /// @throws UsageException that quotes what was typed wrong
    public List<Alarm> alarms() throws UsageException {
        var alarms = new ArrayList<Alarm>();
        for (var text : values("--alarm")) {
            alarms.add(understood("--alarm", () -> Alarm.typed(text, known())));
        }
        return alarms;
    }

    /// Whether the program has an option.
    boolean knows(String option) {
        return parsed.commandSpec().findOption(option) != null;
    }

    /// Whether an option stands there.
    public boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    /// What is to be seen, by `-t`, `--columns`, `--where`, `--sort` and `--aggregate`.
    ///
    /// @throws UsageException that quotes what was typed wrong
    public Report report() throws UsageException {
        var known = known();
        var display = display(known);
        var columns = declared("--columns");
        if (columns.isPresent()) {
            var text = columns.get();
            var all = display;
            display = display.showing(understood("--columns", () -> ColumnList.of(text, all, known)));
        }
        var at = display;
        return new Report(
                display,
                optional("--where", text -> Report.where(text, at, known)),
                optional("--sort", text -> Order.of(text, at, known)),
                optional("--aggregate", text -> Aggregation.of(text, at, known)));
    }

    private Display display(DisplaySet known) throws UsageException {
        var given = value("-t");
        try {
            return given.isPresent() ? known.named(given.get()) : known.usual();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private <T> Optional<T> optional(String option, Understanding<T> understanding) throws UsageException {
        var text = declared(option);
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(understood(option, () -> understanding.of(text.get())));
    }

    /// The value of an option that not all faces have.
    private Optional<String> declared(String option) {
        return parsed.commandSpec().findOption(option) == null
                ? Optional.empty()
                : value(option).map(String::strip);
    }

    static <T> T understood(String option, Understood<T> form) throws UsageException {
        try {
            return form.of();
        } catch (ExpressionException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    /// Makes something of an expression.
    @FunctionalInterface
    interface Understanding<T> {
        T of(String text) throws ExpressionException, UsageException;
    }

    /// Something made of an expression.
    @FunctionalInterface
    interface Understood<T> {
        T of() throws ExpressionException, UsageException;
    }

    /// How many updates; 0 for no end.
    ///
    /// @throws UsageException if no number was typed
    public long count() throws UsageException {
        var given = value("-c").orElse("0");
        if (!WHOLE.matcher(given).matches()) {
            throw new UsageException("-c " + Usage.quoted(given) + ": expected a number of updates, 0 for no end");
        }
        return Long.parseLong(given);
    }

    /// The wulfhosts file, where one was named.
    ///
    /// @throws UsageException if no file can be called so
    public Optional<Path> file() throws UsageException {
        var given = value("-f");
        try {
            return given.map(Path::of);
        } catch (InvalidPathException _) {
            throw new UsageException("-f " + Usage.quoted(given.orElse("")) + ": no name of a file");
        }
    }

    /// What stands behind the options.
    public List<String> words() {
        return parsed.matchedPositionalValue(0, List.<String>of());
    }

    /// Lists of hosts, such as `node[001-128],login1`.
    public List<String> hosts() {
        var hosts = new ArrayList<>(words());
        declared("--hosts").ifPresent(hosts::add);
        return hosts;
    }

    /// Which part of the hosts.
    ///
    /// @throws UsageException if no part was typed
    public Optional<Shard> shard() throws UsageException {
        return Usage.shard(value("--shard"));
    }

    public boolean isVerbose() {
        return parsed.hasMatchedOption("-v");
    }
}
