package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;

/// Tells how hosts are, and when that changes: a line for all of which the same is to be said.
public final class Witness {
    /// A list of hosts that is longer is cut, and the rest counted.
    private static final int LONGEST_LIST = 1000;

    private final Consumer<String> told;
    private final Map<Host, Condition.Kind> kinds = new HashMap<>();
    private final boolean isHeard;

    /// @param told receives the lines
    /// @param isHeard whether anybody wants to know
    public Witness(Consumer<String> told, boolean isHeard) {
        this.told = told;
        this.isHeard = isHeard;
    }

    /// These are asked no longer.
    public void forget(List<Host> gone) {
        gone.forEach(kinds::remove);
    }

    /// So the hosts are now.
    public void sees(List<HostState> states) {
        if (!isHeard) {
            return;
        }
        var changed = new LinkedHashMap<String, List<String>>();
        for (var state : states) {
            var condition = Condition.of(state);
            if (kinds.put(state.host(), condition.kind()) != condition.kind()) {
                changed.computeIfAbsent(condition.line(), _ -> new ArrayList<>()).add(state.host().name());
            }
        }
        changed.forEach((line, hosts) -> told.accept(Folding.brief(hosts, LONGEST_LIST) + ": " + line));
    }
}
