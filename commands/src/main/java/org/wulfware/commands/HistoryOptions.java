package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Stored;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.history.Query;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Step;
import org.wulfware.libwulf.Shard;

/// What the command line of `wulf history` says.
///
/// @param expression as it was typed
/// @param directory of the recording
/// @param store in place of a recording
/// @param from the time, as it was typed
/// @param to the same
/// @param step the time or the number of days that was typed
/// @param stepTyped as it was typed
/// @param where as it was typed
record HistoryOptions(
        String expression, Optional<Path> file, Optional<String> hosts, Optional<Shard> shard, String directory,
        Optional<ReadBack.Store> store, Optional<String> from, Optional<String> to, Optional<Step> step,
        String stepTyped, Optional<Query.Taken> taken, OptionalInt top, String format, Optional<String> where,
        boolean isVerbose) {
    /// Where `wulf record` keeps what it records unless it is told otherwise.
    static final String USUAL_DIRECTORY = "/var/lib/wulfware/history";

    static final String TABLE = "table";
    static final String CHART = "chart";
    private static final List<String> FORMATS = List.of(TABLE, "csv", "jsonl", CHART);
    private static final Pattern TOP = Pattern.compile("[1-9][0-9]{0,5}");

    static Usage usage() {
        return Usage.plain("wulf history", Wulf.version(),
                "Says how a value went over time, from what wulf record or wulflogger recorded, or from a store of"
                        + " metrics.",
                "EXPRESSION", "A column of a type that wulflogger lists, or an expression.")
                .option("--dir", "DIR", "Where it was recorded; " + USUAL_DIRECTORY + ".")
                .option("--hosts", "HOSTS", "Which hosts; all that were recorded.")
                .shards()
                .where("Only values of times at which it holds, such as 'users > 2'.")
                .options("--from", "TIME",
                        "From when on: 'yesterday 22:00', '2026-11-23 22:00'; -1h. Given once more, or alone,"
                                + " prometheus=URL: what is stored there, in place of what was recorded.")
                .option("--from-auth", "FILE",
                        "Who to be at --from prometheus=URL: user and password, or token; and authority.")
                .option("--from-labels", "NAME=VALUE,…", "Only what has these labels there: site=here.")
                .option("--to", "TIME", "Up to when; now.")
                .option("--step", "TIME",
                        "From one value to the next, such as 10s, 5min, 1d, 1w or 1month; what gives some "
                                + HistoryCommand.STEPS + " of them.")
                .option("--take", "last|mean|least|greatest",
                        "Of the values in a step the last, mean, least or greatest; last, of a rate that of the step.")
                .option("--top", "N", "Only the N with the greatest mean, the greatest first.")
                .option("--format", "FORMAT", String.join(", ", FORMATS) + "; " + TABLE + ".")
                .verbose("Tell on standard error what is asked.")
                .ends("An expression may be about a host, load1 / cpus, or about each of something that hosts have"
                        + " several of, rate(net.receive.bytes).",
                        "Of a text, port.state, it says when it changed, and to what.",
                        "Exit status: 0; 2 if what was typed is wrong, 1 if nothing can be read, or not all of it.");
    }

    static HistoryOptions of(TypedOptions typed) throws UsageException {
        var words = typed.words();
        if (words.size() != 1) {
            throw new UsageException(words.isEmpty()
                    ? "an expression is expected, such as load1 or 'rate(net.receive.bytes)'; see wulf history -h"
                    : "one expression is expected, and " + Usage.quoted(words.get(1))
                            + " is another: quote what has blanks in it");
        }
        var format = typed.value("--format").orElse(TABLE);
        if (!FORMATS.contains(format)) {
            throw new UsageException("--format " + Usage.quoted(format) + ": expected " + String.join(", ", FORMATS));
        }
        var froms = typed.values("--from").stream().map(String::strip).toList();
        return new HistoryOptions(words.getFirst(), typed.file(), typed.value("--hosts"), typed.shard(),
                typed.value("--dir").orElse(USUAL_DIRECTORY), store(typed, froms),
                froms.stream().filter(from -> !Stored.isMeant(from)).reduce((_, last) -> last),
                typed.value("--to").map(String::strip), step(typed), typed.value("--step").orElse(""), taken(typed),
                top(typed), format, typed.value("--where").map(String::strip), typed.isVerbose());
    }

    /// The store that is meant; empty for what was recorded.
    private static Optional<ReadBack.Store> store(TypedOptions typed, List<String> froms) throws UsageException {
        var stores = froms.stream().filter(Stored::isMeant).toList();
        if (stores.isEmpty()) {
            for (var option : List.of("--from-auth", "--from-labels")) {
                if (typed.has(option)) {
                    throw new UsageException(option + " goes with --from prometheus=URL");
                }
            }
            return Optional.empty();
        }
        if (typed.has("--dir")) {
            throw new UsageException("--from prometheus=… and --dir: one of them");
        }
        return Optional.of(Stored.of(stores.getLast(), typed.value("--from-auth"), typed.value("--from-labels")));
    }

    private static Optional<Step> step(TypedOptions typed) throws UsageException {
        var given = typed.value("--step");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Step.of(given.get())
                .orElseThrow(() -> new UsageException("--step " + Usage.quoted(given.get()) + ": " + Step.EXPECTED)));
    }

    private static Optional<Query.Taken> taken(TypedOptions typed) throws UsageException {
        var given = typed.value("--take");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        for (var taken : Query.Taken.values()) {
            if (taken.name().toLowerCase(Locale.ROOT).equals(given.get())) {
                return Optional.of(taken);
            }
        }
        throw new UsageException("--take " + Usage.quoted(given.get()) + ": expected last, mean, least or greatest");
    }

    private static OptionalInt top(TypedOptions typed) throws UsageException {
        var given = typed.value("--top");
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        if (!TOP.matcher(given.get()).matches()) {
            throw new UsageException("--top " + Usage.quoted(given.get()) + ": expected how many, such as 5");
        }
        return OptionalInt.of(Integer.parseInt(given.get()));
    }

    /// What is told of a text is when it changed: there is nothing to be reckoned.
    ///
    /// @throws UsageException that names what does not go with that
    void expectNoNumbers() throws UsageException {
        var wrong = step.isPresent() ? "--step" : taken.isPresent() ? "--take" : top.isPresent() ? "--top" : "";
        if (!wrong.isEmpty()) {
            throw new UsageException(wrong + " goes with numbers: " + Usage.quoted(expression)
                    + " is a text, of which is told when it changed");
        }
        if (format.equals(CHART)) {
            throw new UsageException("--format chart: " + Usage.quoted(expression)
                    + " is a text: table, csv and jsonl tell when it changed");
        }
    }
}
