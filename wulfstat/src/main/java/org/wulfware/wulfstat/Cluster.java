package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Condition;
import org.wulfware.display.Counts;
import org.wulfware.display.Report;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poll;

/// What is known of all hosts at one time.
///
/// @param states in the order in which the hosts were named
/// @param down the names of those that are down; not more of them than a line could show
/// @param at when, by this machine's clock, or that of the one that recorded it
/// @param round how many times all of them have been asked
/// @param isWhole whether that round is over: all have answered, or have been given up
/// @param took the round so far
/// @param alarmed which alarms are raised
/// @param spot where in a recording that stands; empty where hosts were asked
/// @param origin the store that it was read back from; empty where hosts were asked
/// @param asked what the hosts were last asked for; empty where that does not matter
record Cluster(
        List<HostState> states, Counts counts, List<String> down, Instant at, int round, boolean isWhole,
        Duration took, Alarmed alarmed, Optional<Spot> spot, Optional<Origin> origin, Optional<Report> asked) {
    /// Folded they may still fit; more are not looked at for a line that is drawn many times a second.
    private static final int MOST_NAMES = 1000;

    static Cluster of(List<HostState> states, Instant at, int round, boolean isWhole, Duration took) {
        var down = states.stream()
                .filter(state -> Condition.of(state).isDown())
                .map(state -> state.host().name())
                .limit(MOST_NAMES + 1)
                .toList();
        return new Cluster(
                List.copyOf(states), Counts.of(states), down.size() > MOST_NAMES ? List.of() : down, at, round, isWhole,
                took, Alarmed.NOTHING, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Whether somebody recorded what the hosts said, who need not have recorded all.
    boolean isRecorded() {
        return spot.isPresent() || origin.isPresent();
    }

    /// The same of hosts that were asked for this.
    Cluster asked(Report report) {
        return new Cluster(states, counts, down, at, round, isWhole, took, alarmed, spot, origin, Optional.of(report));
    }

    /// The same for those who want to see this: if the hosts were asked for something else, all that they said is old.
    Cluster shownAs(Report report) {
        if (asked.isEmpty() || asked.get().equals(report)) {
            return this;
        }
        var old = states.stream().map(HostState::old).toList();
        return new Cluster(old, counts, down, at, round, isWhole, took, alarmed, spot, origin, asked);
    }

    /// The same as a store has it.
    Cluster from(Origin store) {
        return new Cluster(states, counts, down, at, round, isWhole, took, alarmed, spot, Optional.of(store), asked);
    }

    /// The same where these alarms are raised.
    Cluster alarmed(Alarmed other) {
        return new Cluster(states, counts, down, at, round, isWhole, took, other, spot, origin, asked);
    }

    /// What was recorded.
    ///
    /// @param at when, by the clock of the machine that recorded it
    static Cluster recorded(List<HostState> states, Instant at, int round, Spot spot) {
        var took = states.stream()
                .flatMap(state -> state.poll() instanceof Poll.Answered(_, var time) ? Stream.of(time) : Stream.empty())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        var known = of(states, at, round, true, took);
        return new Cluster(known.states, known.counts, known.down, at, round, true, took, Alarmed.NOTHING,
                Optional.of(spot), Optional.empty(), Optional.empty());
    }

    /// What was known here of the host that stands in that place there: as a rule it stands there too, but hosts may have
    /// come and gone.
    IntFunction<HostState> byPlace(Cluster other) {
        if (states.size() == other.states.size() && IntStream.range(0, states.size())
                .allMatch(i -> states.get(i).host().equals(other.states.get(i).host()))) {
            return states::get;
        }
        var known = new HashMap<Host, HostState>();
        states.forEach(state -> known.put(state.host(), state));
        return i -> {
            var host = other.states.get(i).host();
            return known.getOrDefault(host, HostState.pending(host, at));
        };
    }

    /// Before anybody was asked.
    static Cluster unasked(List<Host> hosts, Instant at) {
        var states = hosts.stream().map(host -> HostState.pending(host, at)).toList();
        return of(states, at, 0, true, Duration.ZERO);
    }
}
