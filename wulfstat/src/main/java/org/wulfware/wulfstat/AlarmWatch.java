package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Alarms;

/// Looks at each round that is over for what raises and clears alarms; on whatever thread the rounds come, so that no key waits
/// for it.
final class AlarmWatch {
    private final List<Alarm> wanted;
    private Alarms alarms;
    private Alarmed last;

    AlarmWatch(List<Alarm> wanted) {
        this.wanted = List.copyOf(wanted);
        alarms = new Alarms(wanted);
        last = Alarmed.of(wanted.size(), List.of(), List.of());
    }

    /// The same with the alarms that are raised.
    synchronized Cluster seen(Cluster cluster) {
        if (cluster.spot().isPresent() && !cluster.spot().get().follows()) {
            // Elsewhere in a recording: for how long a condition had held by then is not known.
            alarms = new Alarms(wanted);
            last = Alarmed.of(wanted.size(), List.of(), List.of());
        }
        var changes = cluster.isWhole() ? alarms.update(cluster.states(), cluster.at()) : List.<Alarms.Change>of();
        last = changes.isEmpty() ? last.still() : Alarmed.of(last.watched(), alarms.raised(), changes);
        return cluster.alarmed(last);
    }
}
