package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Status;
import org.wulfware.display.Width;
import org.wulfware.wulfstat.screen.Canvas;
import org.wulfware.wulfstat.screen.Size;
import org.wulfware.wulfstat.screen.Style;

/// The help, in a window over the list.
final class HelpView {
    private static final int COLUMNS = 92;
    private static final int WORDS = 17;

    /// One line: a heading if it has no words, else what is pressed or seen, and what it does or means.
    ///
    /// @param status what the first part is coloured as
    private record Entry(String what, String words, Status status) {
        Entry(String what, String words) {
            this(what, words, Status.NORMAL);
        }
    }

    private HelpView() {}

    private static List<Entry> entries(Model model) {
        var isPlayed = model.pace().tape().isPresent();
        var entries = new ArrayList<Entry>();
        entries.add(new Entry("Keys", ""));
        entries.add(new Entry("↑ ↓  k j", "one line up, down"));
        entries.add(new Entry("PgUp PgDn", "one page up, down; also Ctrl-B, Ctrl-F"));
        entries.add(new Entry("Home End  g G", "to the first line, to the last"));
        entries.add(new Entry("← →", "to columns that are out of sight"));
        entries.add(new Entry("0-8  Tab S-Tab", "another display; the next, the one before"));
        entries.add(new Entry("/  n N", "find a host by a part of its name; next, before"));
        entries.add(new Entry("s  r", "sort by a column; reverse the order"));
        entries.add(new Entry("w", "only lines for which a condition holds: load1 > 2"));
        if (!isPlayed) {
            entries.add(new Entry("d", "set the seconds between polls"));
        }
        entries.add(new Entry("Space", "pause, and go on"));
        entries.add(new Entry("a", "the alarms that are raised, and for which hosts"));
        if (isPlayed) {
            entries.add(new Entry(".  ,", "pause, and one round on, back"));
            entries.add(new Entry("m  M", "a minute on, back"));
            entries.add(new Entry("t  T", "ten minutes on, back"));
            entries.add(new Entry("o  O", "an hour on, back"));
            entries.add(new Entry("b  e", "to the beginning, to the end"));
            entries.add(new Entry("+  -", "play it faster, slower"));
        }
        entries.add(new Entry("D  [ ]", "debug window; scroll it to older, newer entries"));
        entries.add(new Entry("Esc", "forget what was found, or leave what was begun"));
        entries.add(new Entry("Ctrl-L", "draw everything anew"));
        entries.add(new Entry("q  Ctrl-C", "quit"));
        entries.add(new Entry("", ""));
        entries.add(new Entry("Colours and marks", ""));
        entries.add(new Entry("  idle", "next to nothing is going on", Status.IDLE));
        entries.add(new Entry("  normal", "it works as it should"));
        entries.add(new Entry("+ busy", "the host is well used", Status.BUSY));
        entries.add(new Entry("! overloaded", "more than the host can carry, or an error", Status.OVERLOADED));
        entries.add(new Entry("x dead", "it does not answer, or not in a way that can be read", Status.DEAD));
        entries.add(new Entry(" * alarm", "an alarm is raised for the host; see a"));
        entries.add(new Entry("  -", "the host does not say, or not yet", Status.ABSENT));
        entries.add(new Entry("", ""));
        entries.add(new Entry("Displays", ""));
        for (var display : model.displays().all()) {
            entries.add(new Entry("  " + Tabs.text(display), display.help()));
        }
        return List.copyOf(entries);
    }

    /// How many of its lines are seen at once.
    static int rows(Model model, Size size) {
        return rows(entries(model).size(), size);
    }

    private static int rows(int entries, Size size) {
        return Math.min(entries, size.rows() - 5);
    }

    /// The furthest that it scrolls.
    static int lastTop(Model model, Size size) {
        var entries = entries(model).size();
        return entries - rows(entries, size);
    }

    static void draw(Canvas canvas, Theme theme, Model model, int top) {
        var entries = entries(model);
        var rows = rows(entries.size(), canvas.size());
        var last = entries.size() - rows;
        var from = Math.min(top, last);
        var columns = Math.min(COLUMNS, canvas.columns() - 4);
        var window =
                canvas.window((canvas.columns() - columns) / 2, (canvas.rows() - 1 - rows - 2) / 2, columns, rows + 2);
        window.blank();
        var inside = window.frame(Style.PLAIN);
        window.text(2, 0, " Help ", theme.title());
        if (last > 0) {
            var place = " " + (from + 1) + "–" + (from + rows) + " of " + entries.size() + " ";
            window.textBefore(window.columns() - 2, window.rows() - 1, place, theme.words());
        }
        for (var row = 0; row < rows; row++) {
            var entry = entries.get(from + row);
            inside.text(1, row, entry.what(), style(theme, entry));
            inside.text(1 + WORDS, row, Width.cut(entry.words(), inside.columns() - WORDS - 2), Style.PLAIN);
        }
    }

    private static Style style(Theme theme, Entry entry) {
        if (entry.status() != Status.NORMAL) {
            return theme.style(entry.status());
        }
        return entry.words().isEmpty() ? theme.title() : entry.what().startsWith(" ") ? Style.PLAIN : theme.key();
    }
}
