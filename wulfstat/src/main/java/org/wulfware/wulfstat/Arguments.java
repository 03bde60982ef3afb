package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Column;
import org.wulfware.display.Declared;
import org.wulfware.display.Delay;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Past;
import org.wulfware.display.Stored;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;

/// Reads the command line.
final class Arguments {
    /// What the command line asks for.
    sealed interface Request {
        /// To show the cluster.
        record Show(Options options) implements Request {}

        /// To say something and be done.
        record Say(String text) implements Request {}
    }

    private Arguments() {}

    private static Usage usage(Function<Optional<Path>, DisplaySet> displays) {
        var usage = new Usage(
                "wulfstat",
                Wulfstat.VERSION,
                "Shows a cluster in a terminal, a line a host; ? there tells of the keys.")
                .type("What to show first")
                .count("Quit after so many updates")
                .columns()
                .chooses()
                .shards()
                .alarms("Mark hosts of which it holds, as those of which an alarm in the files does")
                .verbose("Tell in the debug window what happens, from the start.")
                .units()
                .root()
                .displays(displays)
                .lists(Column::heading)
                .footer(
                        "Colours mean how busy a host is; with NO_COLOR in the environment there are none.",
                        "Exit status: 0 when it was quit, 2 if the command line is wrong or there is no"
                                + " terminal, 1 if something failed.");
        return Stored.declare(Past.declare(usage, "1"));
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
        var delay = typed.value("-d");
        var store = Stored.of(typed);
        var past = Past.of(typed);
        if (past.isPresent() && delay.isPresent()) {
            throw new UsageException("-d and --replay: one of them; --speed says how fast a recording is played");
        }
        return new Request.Show(
                new Options(
                        typed.known(),
                        typed.report(),
                        typed.value("--where").orElse(""),
                        typed.value("--sort").orElse(""),
                        delay.isEmpty() ? Delay.USUAL : delay(delay.get()),
                        typed.count(),
                        typed.file(),
                        typed.hosts(),
                        typed.isVerbose(),
                        typed.shard(),
                        typed.alarms(),
                        past,
                        store));
    }

    private static Duration delay(String given) throws UsageException {
        try {
            return Pace.delay(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException("-d: " + e.getMessage());
        }
    }
}
