package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Counts;
import org.wulfware.display.OutputTerminal;
import org.wulfware.display.WallClock;
import org.wulfware.display.Width;
import org.wulfware.history.Zones;
import org.wulfware.libwulf.HostState;

/// A table that comes again and again: on a terminal in place of the one before, as much of it as there is room for; elsewhere
/// below it, behind an empty line.
final class PsWatch {
    private static final String HOME = "\033[H";
    private static final String TO_LINE_END = "\033[K";
    private static final String TO_SCREEN_END = "\033[J";
    private static final int LEAST_ROWS = 4;

    private final Optional<OutputTerminal> terminal;
    private final PsTable.Paper paper;
    private boolean isFirst = true;

    PsWatch(Optional<OutputTerminal> terminal, PsTable.Paper paper) {
        this.terminal = terminal;
        this.paper = paper;
    }

    /// @param troubles lines about hosts that are not in it
    void show(String page, List<String> troubles, List<HostState> states, Duration delay) throws IOException {
        if (terminal.isEmpty()) {
            paper.print((isFirst ? "" : "\n") + page + lines(troubles));
            isFirst = false;
            return;
        }
        var size = terminal.get().size();
        var counts = Counts.of(states);
        var lines = new ArrayList<String>();
        lines.add(WallClock.iso(Instant.now(), Zones.local()) + "  " + counts.up() + " of " + counts.total()
                + (counts.total() == 1 ? " host" : " hosts") + ", every " + seconds(delay) + " s, Ctrl-C ends");
        lines.addAll(troubles);
        lines.addAll(page.lines().toList());
        // The cursor stands in the last row.
        var room = Math.max(LEAST_ROWS, size.rows()) - 1;
        var text = new StringBuilder(isFirst ? "\n".repeat(room) : "").append(HOME);
        for (var line : lines.subList(0, Math.min(lines.size(), room))) {
            text.append(Width.cut(line, size.columns())).append(TO_LINE_END).append('\n');
        }
        paper.print(text.append(TO_SCREEN_END));
        isFirst = false;
    }

    private static String lines(List<String> troubles) {
        return troubles.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static String seconds(Duration delay) {
        return BigDecimal.valueOf(delay.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
