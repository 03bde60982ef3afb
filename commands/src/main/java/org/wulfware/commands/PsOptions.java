package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Delay;
import org.wulfware.display.ProcessQuery;
import org.wulfware.display.RowFormat;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;

/// What the command line of `wulf ps` says.
///
/// @param delay from the first sample to the second
/// @param limit lines at most
/// @param format of the lines; empty for a table
/// @param isWatched whether they are listed again and again
record PsOptions(
        ProcessQuery.Typed wanted, Duration delay, long limit, Optional<RowFormat> format, boolean isWatched) {
    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);

    /// Nobody waits longer for a list.
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");

    /// @param listsRoot whether the file says that root's processes are of interest
    static PsOptions of(TypedOptions typed, boolean listsRoot) throws UsageException {
        if (typed.has("--limit") && typed.has("--top")) {
            throw new UsageException("--limit and --top exclude each other");
        }
        var top = typed.value("--top");
        var sort = typed.value("--sort").or(() -> top.map(_ -> "cpu")).map(String::strip);
        var wanted = new ProcessQuery.Typed(
                words(typed, "--user"),
                words(typed, "--job"),
                words(typed, "--state"),
                typed.has("--root") || listsRoot,
                typed.has("--command-line"),
                typed.has("--tree"),
                typed.value("--columns").map(String::strip),
                typed.value("--where").map(String::strip),
                sort,
                sum(typed));
        var format = PsTable.format(typed.value("--format").orElse("table"));
        for (var option : List.of("--tree", "--watch")) {
            if (typed.has(option) && format.isPresent()) {
                throw new UsageException("--format " + typed.value("--format").orElse("") + " and " + option
                        + ": one of them");
            }
        }
        if (typed.has("--tree") && wanted.sum().isPresent()) {
            throw new UsageException("--sum and --tree: one of them");
        }
        var limit = top.isPresent() ? number("--top", top.get())
                : typed.has("--limit") ? number("--limit", typed.value("--limit").orElse("")) : Long.MAX_VALUE;
        return new PsOptions(wanted, delay(typed), limit, format, typed.has("--watch"));
    }

    private static List<String> words(TypedOptions typed, String option) {
        return typed.value(option).map(value -> List.of(value.split(",", -1))).orElse(List.of());
    }

    private static long number(String option, String given) throws UsageException {
        if (!WHOLE.matcher(given).matches()) {
            throw new UsageException(option + " " + Usage.quoted(given) + ": expected a number of lines");
        }
        return Long.parseLong(given);
    }

    private static Duration delay(TypedOptions typed) throws UsageException {
        var given = typed.value("-d");
        if (given.isEmpty()) {
            return USUAL_DELAY;
        }
        return Delay.of(given.get())
                .filter(delay -> delay.compareTo(LONGEST_DELAY) <= 0)
                .orElseThrow(() -> new UsageException(
                        "-d " + Usage.quoted(given.get()) + ": expected seconds between 0.01 and 600"));
    }

    private static Optional<ProcessQuery.Sum> sum(TypedOptions typed) throws UsageException {
        var given = typed.value("--sum");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(ProcessQuery.Sum.named(given.get())
                .orElseThrow(() -> new UsageException(
                        "--sum " + Usage.quoted(given.get()) + ": expected " + ProcessQuery.Sum.words())));
    }
}
