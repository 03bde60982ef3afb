package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Delay;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Displays;
import org.wulfware.display.Kept;
import org.wulfware.display.Past;
import org.wulfware.display.Report;
import org.wulfware.history.ReadBack;
import org.wulfware.libwulf.Shard;

/// What the command line says.
///
/// @param report what is logged
/// @param delay from one update to the next
/// @param count of updates; 0 for no end
/// @param wulfhosts the file that names the cluster, where one was named
/// @param hosts lists of hosts, such as `node[001-128],login1`; none for those of the file
/// @param format of the lines
/// @param destination of the lines
/// @param verbose whether what happens is told on standard error
/// @param shipping to where what hosts say is shipped as well
/// @param typedDelay the delay, where one was typed
/// @param kept where it is recorded too
/// @param past what was recorded, in place of what is
/// @param isQuiet whether no lines are wanted
/// @param shard which part of the hosts, if not all
/// @param alarms whose coming and going is logged in place of the report
/// @param alarmsFor the displays that alarms in files may speak of; empty where they are not wanted
/// @param store where what hosts said is kept, in place of the hosts
/// @param isSummedUp whether the log ends with averages
public record Options(
        Report report,
        Duration delay,
        long count,
        Optional<Path> wulfhosts,
        List<String> hosts,
        Format format,
        Destination destination,
        boolean verbose,
        Optional<Shipping> shipping,
        Optional<Duration> typedDelay,
        Optional<Kept> kept,
        Optional<Past> past,
        boolean isQuiet,
        Optional<Shard> shard,
        List<Alarm> alarms,
        Optional<DisplaySet> alarmsFor,
        Optional<ReadBack.Store> store,
        boolean isSummedUp) {
    Options(
            Report report, Duration delay, long count, Optional<Path> wulfhosts, List<String> hosts, Format format,
            Destination destination, boolean verbose, Optional<Shipping> shipping) {
        this(report, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, Optional.empty(),
                Optional.empty(), Optional.empty(), false, Optional.empty(), List.of(), Optional.empty(),
                Optional.empty(), false);
    }

    /// The same with what has to do with recordings.
    Options history(Optional<Duration> typed, Optional<Kept> record, Optional<Past> replay, boolean quiet) {
        return new Options(report, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, typed,
                record,
                replay, quiet, shard, alarms, alarmsFor, store, isSummedUp);
    }

    /// The same of a part of the hosts, or of a store in their place.
    Options of(Optional<Shard> part, Optional<ReadBack.Store> there) {
        return new Options(report, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, typedDelay,
                kept,
                past, isQuiet, part, alarms, alarmsFor, there, isSummedUp);
    }

    /// The same of another report.
    Options report(Report other) {
        return new Options(other, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, typedDelay,
                kept,
                past, isQuiet, shard, alarms, alarmsFor, store, isSummedUp);
    }

    /// The same that ends with averages, or not.
    Options summedUp(boolean isWanted) {
        return new Options(report, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, typedDelay,
                kept,
                past, isQuiet, shard, alarms, alarmsFor, store, isWanted);
    }

    /// Whether alarms are logged, and not the report.
    boolean areAlarms() {
        return !alarms.isEmpty() || alarmsFor.isPresent();
    }

    /// The same with alarms.
    Options alarms(List<Alarm> others, Optional<DisplaySet> files) {
        return new Options(report, delay, count, wulfhosts, hosts, format, destination, verbose, shipping, typedDelay,
                kept,
                past, isQuiet, shard, others, files, store, isSummedUp);
    }

    Options(
            Report report, Duration delay, long count, Optional<Path> wulfhosts, List<String> hosts, Format format,
            Destination destination, boolean verbose) {
        this(report, delay, count, wulfhosts, hosts, format, destination, verbose, Optional.empty());
    }

    /// What is done when nothing is said.
    public static final Options USUAL =
            new Options(Report.of(Displays.USUAL), Delay.USUAL, 0, Optional.empty(), List.of(), Format.TABLE,
                    new Destination.Standard(), false);
}
