package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostState;

/// How many hosts are up, down, and not heard of yet.
public record Counts(int up, int down, int waiting) {
    public static Counts of(Collection<HostState> states) {
        var up = 0;
        var down = 0;
        for (var state : states) {
            var condition = Condition.of(state);
            up += condition.isUp() ? 1 : 0;
            down += condition.isDown() ? 1 : 0;
        }
        return new Counts(up, down, states.size() - up - down);
    }

    public int total() {
        return up + down + waiting;
    }
}
