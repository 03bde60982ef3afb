package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Alarms;
import org.wulfware.display.Clean;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;

/// Which alarms are raised, as the screen shows them.
///
/// @param watched how many alarms there are
/// @param groups all that is raised, the worst first and of those the newest
/// @param levels the worst for each host
/// @param news what the last round has changed
record Alarmed(int watched, List<Group> groups, Map<Host, Alarm.Level> levels, List<Alarms.Change> news) {
    /// Where nobody wants to be told of anything.
    static final Alarmed NOTHING = new Alarmed(0, List.of(), Map.of(), List.of());

    /// Names of hosts that no line has room for are not kept.
    private static final int LONGEST_LIST = 1000;

    /// The hosts for which an alarm was raised at the same time.
    ///
    /// @param hosts their names, folded and clean; all of them if that is no longer than any line
    record Group(Alarm alarm, Instant since, int count, String hosts) {}

    private record Key(Alarm alarm, Instant since) {}

    static Alarmed of(int watched, List<Alarms.Raised> raised, List<Alarms.Change> news) {
        var together = new LinkedHashMap<Key, List<String>>();
        var levels = new HashMap<Host, Alarm.Level>();
        for (var one : raised) {
            var key = new Key(one.alarm(), one.since());
            together.computeIfAbsent(key, _ -> new ArrayList<>()).add(Clean.text(one.host().name()));
            levels.merge(one.host(), one.alarm().level(), (a, b) -> a.compareTo(b) < 0 ? b : a);
        }
        var groups = new ArrayList<Group>();
        together.forEach((key, hosts) -> groups.add(
                new Group(key.alarm, key.since, hosts.size(), Folding.brief(hosts, LONGEST_LIST))));
        groups.sort(Comparator.<Group, Alarm.Level>comparing(group -> group.alarm.level())
                .thenComparing(Group::since)
                .reversed());
        return new Alarmed(watched, List.copyOf(groups), Map.copyOf(levels), List.copyOf(news));
    }

    /// The same when nothing has changed since.
    Alarmed still() {
        return news.isEmpty() ? this : new Alarmed(watched, groups, levels, List.of());
    }

    /// What is raised after both of two rounds, with what both have changed.
    Alarmed then(Alarmed next) {
        var all = new ArrayList<>(news);
        all.addAll(next.news);
        return new Alarmed(next.watched, next.groups, next.levels, List.copyOf(all));
    }

    /// How many alarms are raised, for however many hosts.
    long count() {
        return groups.stream().map(Group::alarm).distinct().count();
    }

    /// The worst of those raised; empty if none is.
    Optional<Alarm.Level> worst() {
        return groups.isEmpty() ? Optional.empty() : Optional.of(groups.getFirst().alarm.level());
    }
}
