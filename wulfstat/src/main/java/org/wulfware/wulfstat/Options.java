package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Past;
import org.wulfware.display.Report;
import org.wulfware.history.ReadBack;
import org.wulfware.libwulf.Shard;

/// What the command line says.
///
/// @param displays that there are, as they are to be shown
/// @param report what is shown first
/// @param where which lines, as it was typed; empty for all
/// @param sort by what they are sorted, as it was typed; empty for the hosts' own order
/// @param delay from one update to the next
/// @param count of updates; 0 for no end
/// @param wulfhosts the file that names the cluster, where one was named
/// @param hosts lists of hosts, such as `node[001-128],login1`; none for those of the file
/// @param verbose whether the debug window is open from the start
/// @param shard which part of the hosts, if not all
/// @param alarms beside those of the files
/// @param past what was recorded, in place of what is
/// @param store where what hosts said is kept, in place of the hosts
record Options(
        DisplaySet displays,
        Report report,
        String where,
        String sort,
        Duration delay,
        long count,
        Optional<Path> wulfhosts,
        List<String> hosts,
        boolean verbose,
        Optional<Shard> shard,
        List<Alarm> alarms,
        Optional<Past> past,
        Optional<ReadBack.Store> store) {
    /// The same where root's processes are listed.
    Options withRoot() {
        return new Options(displays.withRoot(), report.withRoot(), where, sort, delay, count, wulfhosts, hosts, verbose,
                shard, alarms, past, store);
    }
}
