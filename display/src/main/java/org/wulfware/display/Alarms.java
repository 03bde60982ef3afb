package org.wulfware.display;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Wulfhosts;

/// Which alarms are raised for which hosts, round by round. For each alarm a host is quiet, or pending while the condition has
/// not held long enough, or raised until the condition fails. What a host does not say neither raises nor clears: it leaves all
/// as it is. Nothing is remembered of those that are quiet. The time is that of the rounds, so that a recording has the same
/// alarms as the cluster had.
///
/// It changes from round to round, and belongs to one thread.
public final class Alarms {
    /// An alarm that goes up or down for some hosts in one round.
    ///
    /// @param hosts their names, as they are called: no terminal may get them as they are
    public record Change(Instant at, Kind kind, Alarm alarm, List<String> hosts) {}

    /// What becomes of an alarm.
    public enum Kind {
        /// The condition holds, and has for long enough.
        RAISED,
        /// The condition of a raised one fails.
        CLEARED,
        /// A host for which it is raised is watched no more.
        GONE;

        /// `raised`, `cleared`, `gone`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// An alarm that is raised for a host.
    ///
    /// @param since when it was raised
    public record Raised(Alarm alarm, Host host, Instant since) {}

    /// What is known of a host for which a condition holds, or was last seen to.
    ///
    /// @param since when it began to hold, or, once it is raised, when that was
    private record Held(boolean isRaised, Instant since) {}

    private final List<Alarm> alarms;
    private final List<Map<Host, Held>> held;

    public Alarms(List<Alarm> alarms) {
        this.alarms = List.copyOf(alarms);
        held = alarms.stream().<Map<Host, Held>>map(_ -> new LinkedHashMap<>()).toList();
    }

    /// What the hosts of a cluster have to be asked for so that it can be said whether these hold.
    ///
    /// @param more what is needed for something else
    public static Asking asking(List<Alarm> alarms, Wulfhosts cluster, Set<Field> more) {
        var fields = new LinkedHashSet<Field>(more);
        alarms.forEach(alarm -> fields.addAll(alarm.when().fields()));
        var asking = Asking.of(fields, needRates(alarms));
        return areAboutTasks(alarms) ? asking.processes(cluster) : asking;
    }

    /// Whether any of these is about processes, of which a cluster's file says which are listed.
    static boolean areAboutTasks(List<Alarm> alarms) {
        return alarms.stream()
                .flatMap(alarm -> alarm.when().fields().stream())
                .anyMatch(field -> field.sensor() == Pids.SENSOR);
    }

    /// Whether any of these needs two samples of a host.
    public static boolean needRates(List<Alarm> alarms) {
        return alarms.stream().anyMatch(alarm -> alarm.when().needsRates());
    }

    /// Takes in a round, and returns what has changed by it: each alarm at most once in each of the ways.
    ///
    /// @param states of all hosts that are watched
    /// @param at when that is
    public List<Change> update(List<HostState> states, Instant at) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < alarms.size(); i++) {
            new Update(alarms.get(i), held.get(i), at).go(states, changes);
        }
        return changes;
    }

    /// All that is raised: the alarms in their order, for each its hosts in the order in which its condition began to hold of them.
    public List<Raised> raised() {
        var raised = new ArrayList<Raised>();
        for (var i = 0; i < alarms.size(); i++) {
            var alarm = alarms.get(i);
            held.get(i).forEach((host, state) -> {
                if (state.isRaised) {
                    raised.add(new Raised(alarm, host, state.since));
                }
            });
        }
        return raised;
    }

    /// How many hosts are remembered, over all alarms: those pending and those raised.
    int remembered() {
        return held.stream().mapToInt(Map::size).sum();
    }

    /// One alarm in one round.
    private static final class Update {
        private final Alarm alarm;
        private final Map<Host, Held> held;
        private final Instant at;
        private final List<String> raised = new ArrayList<>();
        private final List<String> cleared = new ArrayList<>();
        private final List<String> gone = new ArrayList<>();

        Update(Alarm alarm, Map<Host, Held> held, Instant at) {
            this.alarm = alarm;
            this.held = held;
            this.at = at;
        }

        void go(List<HostState> states, List<Change> changes) {
            var before = held.size();
            var seen = 0;
            for (var state : states) {
                var host = state.host();
                if (alarm.isAbout().test(host)) {
                    var known = before == 0 ? null : held.get(host);
                    seen += known == null ? 0 : 1;
                    take(state, known);
                }
            }
            if (seen < before) {
                forget(states);
            }
            add(Kind.GONE, gone, changes);
            add(Kind.CLEARED, cleared, changes);
            add(Kind.RAISED, raised, changes);
        }

        private void take(HostState state, @Nullable Held known) {
            var host = state.host();
            switch (alarm.when().verdict(state, Line.WHOLE_HOST)) {
                case HOLDS -> hold(host, known);
                case FAILS -> {
                    if (known != null) {
                        held.remove(host);
                        if (known.isRaised) {
                            cleared.add(host.name());
                        }
                    }
                }
                case UNSAID -> {
                    // All stays as it is.
                }
            }
        }

        private void hold(Host host, @Nullable Held known) {
            if (known != null && known.isRaised) {
                return;
            }
            // A clock that was set back: it has held from now on at the latest.
            var since = known == null || at.isBefore(known.since) ? at : known.since;
            if (Duration.between(since, at).compareTo(alarm.lasting()) >= 0) {
                held.put(host, new Held(true, at));
                raised.add(host.name());
            } else {
                held.put(host, new Held(false, since));
            }
        }

        /// Some that are remembered are watched no more.
        private void forget(List<HostState> states) {
            var watched = new HashSet<Host>();
            states.forEach(state -> watched.add(state.host()));
            held.entrySet().removeIf(entry -> {
                var isGone = !watched.contains(entry.getKey());
                if (isGone && entry.getValue().isRaised) {
                    gone.add(entry.getKey().name());
                }
                return isGone;
            });
        }

        private void add(Kind kind, List<String> hosts, List<Change> changes) {
            if (!hosts.isEmpty()) {
                changes.add(new Change(at, kind, alarm, List.copyOf(hosts)));
            }
        }
    }
}
