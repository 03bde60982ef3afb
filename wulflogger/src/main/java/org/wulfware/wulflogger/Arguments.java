package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Declared;
import org.wulfware.display.Delay;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Kept;
import org.wulfware.display.Past;
import org.wulfware.display.Stored;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;

/// Reads the command line.
final class Arguments {
    /// What the command line asks for.
    sealed interface Request {
        /// To log.
        record Log(Options options) implements Request {}

        /// To say something and be done.
        record Say(String text) implements Request {}
    }

    private static final String FILES = "--alarms";

    private Arguments() {}

    private static Usage usage(Function<Optional<Path>, DisplaySet> displays) {
        var usage = new Usage(
                "wulflogger",
                Wulflogger.VERSION,
                "Polls the daemons of a cluster and prints a line a host and update.")
                .type("What to log")
                .count("How many updates")
                .displays(displays)
                .chooses()
                .shards()
                .forms()
                .alarms("Say when it begins and ceases to hold, and of which hosts, in place of values")
                .mark(FILES, "The same for the alarms in the files.")
                .verbose("Tell on standard error what happens.")
                .option("--format", "FORMAT", Format.words() + "; table.")
                .mark("--summary", "End with the average of each value, when all updates are done or on Ctrl-C.")
                .units()
                .root()
                .option("--output", "FILE", "Into this file instead of standard output.")
                .option("--rotate", "WHEN", "Put that file aside at a size or time, such as 10M, 1d or 10M,1d.")
                .option("--keep", "NUMBER", "How many of those put aside are kept; 9.")
                .option("--rrd", "DIR", "Into round-robin databases in this directory, by rrdtool.")
                .mark("--rrd-commands", "With --rrd: print what rrdtool would be told.")
                .mark("--quiet", "No lines: for --record or --remote-write alone.")
                .footer("Exit status: 0 if all hosts were up in the last update, 3 if some were not, 2 if the"
                        + " command line is wrong, 1 if something failed. 0 too when it was interrupted, or"
                        + " whoever read its output went away.");
        return Stored.declare(Past.declare(Kept.declare(Shipping.declare(usage)), "as fast as can be"));
    }

    /// The options, in the order in which help lists them.
    static List<Declared> declared() {
        return usage(_ -> DisplaySet.BUILT_IN).declared();
    }

    /// @param displays that there are, given the wulfhosts file where one was named
    static Request parse(Function<Optional<Path>, DisplaySet> displays, String... arguments) throws UsageException {
        var typed = usage(displays).parse(arguments);
        if (typed.answer().isPresent()) {
            return new Request.Say(typed.answer().get());
        }
        var typedDelay = typed.value("-d");
        var delay = typedDelay.isEmpty() ? Delay.USUAL : delay(typedDelay.get());
        var alarms = alarms(typed);
        var format = typed.value("--format");
        var kept = Kept.of(typed);
        var store = Stored.of(typed);
        var past = Past.of(typed);
        if (kept.isPresent() && past.isPresent()) {
            throw new UsageException("--record and --replay: one of them");
        }
        var shipping = Shipping.of(typed);
        if (shipping.isPresent() && past.isPresent()) {
            throw new UsageException("--remote-write and --replay: one of them");
        }
        if (typed.has("--quiet") && kept.isEmpty() && shipping.isEmpty()) {
            throw new UsageException("--quiet goes with --record or --remote-write: nothing would come of it");
        }
        return new Request.Log(
                new Options(
                        typed.report(),
                        delay,
                        typed.count(),
                        typed.file(),
                        typed.hosts(),
                        format.isEmpty() ? Options.USUAL.format() : format(format.get()),
                        Destination.of(typed, delay),
                        typed.isVerbose(),
                        shipping)
                        .history(typedDelay.isEmpty() ? Optional.empty() : Optional.of(delay), kept, past,
                                typed.has("--quiet"))
                        .of(typed.shard(), store)
                        .summedUp(summedUp(typed))
                        .alarms(alarms, typed.has(FILES) ? Optional.of(typed.known()) : Optional.empty()));
    }

    private static boolean summedUp(TypedOptions typed) throws UsageException {
        if (!typed.has("--summary")) {
            return false;
        }
        for (var other : List.of("--rrd", "--alarm", FILES, "--quiet")) {
            if (typed.has(other)) {
                throw new UsageException("--summary and " + other + ": one of them");
            }
        }
        var given = typed.value("--format").orElse("table");
        if (!format(given).equals(Format.TABLE)) {
            throw new UsageException("--format " + given + " and --summary: averages end a table");
        }
        return true;
    }

    private static List<Alarm> alarms(TypedOptions typed) throws UsageException {
        if (!typed.has("--alarm") && !typed.has(FILES)) {
            return List.of();
        }
        var alarms = typed.has("--alarm") ? "--alarm" : FILES;
        for (var option : List.of("-t", "--columns", "--where", "--sort", "--aggregate", "--rrd", "--quiet")) {
            if (typed.has(option)) {
                throw new UsageException(option + " and " + alarms + ": one of them");
            }
        }
        var format = typed.value("--format");
        if (format.isPresent() && !AlarmLines.canBe(format(format.get()))) {
            throw new UsageException(
                    "--format " + format.get() + " and " + alarms + ": alarms are told as table, csv, tsv or jsonl");
        }
        return typed.alarms();
    }

    private static Duration delay(String given) throws UsageException {
        return Delay.of(given)
                .orElseThrow(() -> new UsageException("-d " + Usage.quoted(given) + ": " + Delay.EXPECTED));
    }

    private static Format format(String given) throws UsageException {
        return Format.named(given)
                .orElseThrow(() -> new UsageException(
                        "--format " + Usage.quoted(given) + ": expected " + Format.words()));
    }
}
