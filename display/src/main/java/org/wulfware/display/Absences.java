package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;

/// Why hosts that answer show nothing in a display, in one round: they have none of what it shows, keep it back, or nobody
/// recorded it.
public final class Absences {
    /// Why, of one host or of several.
    public enum Kind {
        NONE_THERE,
        ROOT_ONLY,
        NO_PROCESS,
        UNREADABLE,
        NOT_RECORDED,
        NOT_SAID
    }

    /// Why.
    ///
    /// @param what the thing that is not there: `InfiniBand`
    /// @param isFolded whether one line says it for many hosts: lines are about things that these do not have
    public record Absence(Kind kind, String what, boolean isFolded) {
        /// What stands on the line of one host: `no InfiniBand`.
        public String words() {
            return switch (kind) {
                case NONE_THERE -> "no " + what;
                case ROOT_ONLY -> "only root's processes run here; --root shows them";
                case NO_PROCESS -> "no process runs here";
                case UNREADABLE -> "its daemon could not read this";
                case NOT_RECORDED -> "not recorded";
                case NOT_SAID -> "its daemon does not say";
            };
        }

        /// One line for so many hosts: `996 hosts have no InfiniBand`.
        public String words(int hosts) {
            var many = hosts == 1 ? "1 host" : hosts + " hosts";
            var isOne = hosts == 1;
            return switch (kind) {
                case NONE_THERE -> many + (isOne ? " has no " : " have no ") + what;
                case ROOT_ONLY -> "only root's processes run on " + many + "; --root shows them";
                case NO_PROCESS -> "no process runs on " + many;
                case UNREADABLE ->
                    many + (isOne ? ": its daemon could not read this" : ": their daemons could not read this");
                case NOT_RECORDED -> many + ": not recorded";
                case NOT_SAID -> many + (isOne ? ": its daemon does not say" : ": their daemons do not say");
            };
        }
    }

    private final Display display;
    private final boolean isRecorded;
    private final Collection<HostState> states;
    private Optional<Boolean> isThere = Optional.empty();

    /// @param isRecorded whether somebody recorded what the hosts said, who need not have recorded all
    public Absences(Display display, Collection<HostState> states, boolean isRecorded) {
        this.display = display;
        this.states = states;
        this.isRecorded = isRecorded;
    }

    /// Why the line says nothing; empty if it says something, or is about a host that does not answer.
    public Optional<Absence> of(Line line) {
        if (line.row() != Line.WHOLE_HOST || line.state().current().isEmpty() || !line.condition().isUp()
                || line.state().isOld()
                || display.columns().stream().anyMatch(column -> !line.cell(column).isAbsent())
                || (display.rows().isEmpty() && display.columns().stream().anyMatch(line::isToCome))) {
            return Optional.empty();
        }
        return Optional.of(new Absence(kind(line.state()), display.things(), areFolded()));
    }

    /// Whether one line may say it for many hosts.
    public boolean areFolded() {
        return display.rows().isPresent() || display.hasThings();
    }

    private Kind kind(HostState state) {
        var sample = state.current().orElseThrow();
        var rows = display.rows();
        if (rows.isPresent() && sample.hasFailed(rows.get().sensor())) {
            return Kind.UNREADABLE;
        }
        if (isRecorded && !isThere()) {
            return Kind.NOT_RECORDED;
        }
        if (rows.equals(Optional.of(Rows.TASKS))) {
            return display.leavesRootOut() ? Kind.ROOT_ONLY : Kind.NO_PROCESS;
        }
        return rows.isPresent() || display.hasThings() ? Kind.NONE_THERE : Kind.NOT_SAID;
    }

    /// Whether any host has what is shown: so it was recorded.
    private boolean isThere() {
        if (isThere.isEmpty()) {
            var sensors = display.rows().isPresent()
                    ? Set.of(display.rows().get().sensor())
                    : display.columns()
                            .stream()
                            .flatMap(column -> column.fields().stream())
                            .map(Field::sensor)
                            .collect(Collectors.toSet());
            isThere = Optional.of(states.stream()
                    .flatMap(state -> state.current().stream())
                    .anyMatch(sample -> sensors.stream().anyMatch(sample::has)));
        }
        return isThere.get();
    }

}
