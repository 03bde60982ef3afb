package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;

/// Where a log goes.
public sealed interface Destination {
    /// To standard output.
    record Standard() implements Destination {}

    /// Into a file.
    record InFile(Path file, Rotation rotation) implements Destination {}

    /// Into round-robin databases.
    ///
    /// @param isDry whether only the commands are printed
    record Databases(Path directory, boolean isDry) implements Destination {}

    /// What was typed.
    ///
    /// @param delay from one update to the next
    static Destination of(TypedOptions typed, Duration delay) throws UsageException {
        var file = typed.value("--output");
        var rrd = typed.value("--rrd");
        if (file.isEmpty() && (typed.value("--rotate").isPresent() || typed.value("--keep").isPresent())) {
            throw new UsageException("--rotate and --keep go with --output");
        }
        if (file.isPresent() && rrd.isPresent()) {
            throw new UsageException("--output and --rrd: one of them");
        }
        if (rrd.isPresent() && typed.value("--format").isPresent()) {
            throw new UsageException("--format and --rrd: one of them");
        }
        if (rrd.isEmpty() && typed.has("--rrd-commands")) {
            throw new UsageException("--rrd-commands goes with --rrd, which names the directory");
        }
        if (rrd.isPresent()) {
            if (delay.toMillis() % 1000 != 0) {
                throw new UsageException(
                        "--rrd takes one update in whole seconds: not -d " + delay.toMillis() / 1000.0);
            }
            return new Databases(path("--rrd", rrd.get()), typed.has("--rrd-commands"));
        }
        return file.isPresent() ? new InFile(path("--output", file.get()), rotation(typed)) : new Standard();
    }

    private static Rotation rotation(TypedOptions typed) throws UsageException {
        var bytes = Rotation.NONE.bytes();
        var time = Duration.ZERO;
        for (var bound : typed.value("--rotate").orElse("").split(",")) {
            if (bound.isEmpty()) {
                continue;
            }
            var number = bound.replaceFirst("[^0-9].*", "");
            var unit = bound.substring(number.length());
            var scale = switch (unit) {
                case "k" -> 1L << 10;
                case "M" -> 1L << 20;
                case "G" -> 1L << 30;
                case "min" -> 60L;
                case "h" -> 3600L;
                case "d" -> 86_400L;
                default -> 0L;
            };
            if (scale == 0 || number.isEmpty() || number.length() > 6 || Long.parseLong(number) == 0) {
                throw new UsageException("--rotate " + Usage.quoted(bound)
                        + ": expected a size or a time, or both with a comma between, such as 10M, 24h or 100M,1d");
            }
            if (scale >= 1 << 10 && !"min h d".contains(unit)) {
                bytes = Long.parseLong(number) * scale;
            } else {
                time = Duration.ofSeconds(Long.parseLong(number) * scale);
            }
        }
        var keep = typed.value("--keep").orElse("9");
        if (!keep.matches("[0-9]{1,4}")) {
            throw new UsageException("--keep " + Usage.quoted(keep) + ": expected how many files, 0 to 9999");
        }
        return new Rotation(bytes, time, Integer.parseInt(keep));
    }

    private static Path path(String option, String given) throws UsageException {
        try {
            if (!given.isEmpty()
                    && given.chars().noneMatch(letter -> letter < ' ' || letter == '"' || letter == '\\')) {
                return Path.of(given);
            }
        } catch (InvalidPathException _) {
            // As below.
        }
        throw new UsageException(option + " " + Usage.quoted(given) + ": no name that can be used");
    }
}
