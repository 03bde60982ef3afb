package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// Which answers are new. It remembers those of the update before, so that none counts twice: a host that did not answer in
/// an update's time has none.
final class Answers {
    private Set<Sample> seen = Set.of();

    boolean isNew(HostState state) {
        return state.current().isPresent() && !seen.contains(state.current().get());
    }

    /// Ends an update; whether all hosts were up in it, and answered in time.
    boolean end(List<HostState> states) {
        var areAllUp = states.stream().allMatch(this::isNew);
        seen = Collections.newSetFromMap(new IdentityHashMap<>());
        states.forEach(state -> state.current().ifPresent(seen::add));
        return areAllUp;
    }
}
