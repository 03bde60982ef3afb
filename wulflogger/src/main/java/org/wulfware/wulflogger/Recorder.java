package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Cell;
import org.wulfware.display.Condition;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.Sample;

/// Turns the states of hosts into entries, one update after the other. It remembers which sample of a host was shown
/// last, so that none is shown twice: a host that did not answer in this update's time has none to show.
final class Recorder {
    private final Display display;
    private Set<Sample> shown = Set.of();

    Recorder(Display display) {
        this.display = display;
    }

    /// Whether all hosts were up, and answered in time.
    ///
    /// @param now what a line about a host that does not answer has for its time
    /// @param entries receives a line's entry each, in the hosts' order
    boolean update(List<HostState> states, Instant now, Consumer<Entry> entries) {
        var areAllUp = true;
        var micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        for (var line : display.lines(states)) {
            var state = line.state();
            var isNew = state.current().isPresent() && !shown.contains(state.current().get());
            areAllUp &= isNew;
            entries.accept(entry(line, isNew, micros));
        }
        shown = Collections.newSetFromMap(new IdentityHashMap<>());
        states.forEach(state -> state.current().ifPresent(shown::add));
        return areAllUp;
    }

    private Entry entry(Line line, boolean isNew, long now) {
        if (isNew) {
            return new Entry(
                    line.stamp().orElse(now), line.host(), line.condition(), line.cells(display.columns()));
        }
        var condition = line.condition().isUp() ? Condition.WAITING : line.condition();
        return new Entry(now, line.host(), condition, Collections.nCopies(display.columns().size(), Cell.ABSENT));
    }
}
