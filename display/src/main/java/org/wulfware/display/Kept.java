package org.wulfware.display;

import module java.base;
import org.wulfware.history.Keep;
import org.wulfware.history.Moments;

/// Where what is seen is recorded, and how much of it is kept.
public record Kept(Path directory, Keep keep) {
    private static final String SIZE = "--record-size";
    private static final String EXACT = "--record-exact";
    private static final String THINNED = "--record-keep";

    /// Declares the options.
    public static Usage declare(Usage usage) {
        return usage.option("--record", "DIR", "Record what is polled there, too; --replay DIR shows it again.")
                .option(SIZE, "BYTES", "How large that may become; the oldest goes; 1G.")
                .option(EXACT, "TIME", "For how long all of it is kept, such as 48h; 2d.")
                .option(THINNED, "TIME", "For how long one record of five minutes is kept; 400d.");
    }

    /// What was typed.
    public static Optional<Kept> of(TypedOptions typed) throws UsageException {
        var directory = typed.value("--record");
        if (directory.isEmpty()) {
            for (var option : List.of(SIZE, EXACT, THINNED)) {
                if (typed.has(option)) {
                    throw new UsageException(option + " goes with --record, which names the directory");
                }
            }
            return Optional.empty();
        }
        return Optional.of(new Kept(Past.directory(directory.get(), "--record"), keep(typed, SIZE, EXACT, THINNED)));
    }

    /// How much is to be kept.
    ///
    /// @param size the option that says how many bytes
    /// @param exact the option that says for how long all of it
    /// @param thinned the option that says for how long the rest
    public static Keep keep(TypedOptions typed, String size, String exact, String thinned) throws UsageException {
        var keep = Keep.USUAL;
        var bytes = typed.value(size);
        if (bytes.isPresent()) {
            keep = keep.size(Moments.bytes(bytes.get())
                    .orElseThrow(() -> new UsageException(
                            size + " " + Usage.quoted(bytes.get()) + ": " + Moments.BYTES_EXPECTED)));
        }
        keep = keep.exact(span(typed, exact).orElse(keep.exact()));
        return keep.thinned(span(typed, thinned).orElse(keep.thinned()));
    }

    private static Optional<Duration> span(TypedOptions typed, String option) throws UsageException {
        var given = typed.value(option);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Moments.span(given.get())
                .orElseThrow(() -> new UsageException(
                        option + " " + Usage.quoted(given.get()) + ": " + Moments.SPAN_EXPECTED)));
    }
}
