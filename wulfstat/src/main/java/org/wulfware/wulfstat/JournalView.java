package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Status;
import org.wulfware.display.Width;
import org.wulfware.wulfstat.screen.Canvas;

/// The debug window: what has happened to the polls, the newest below. Above stands what somebody has to see.
record JournalView(Theme theme, ZoneId zone) {
    void draw(Canvas canvas, Journal journal, Layout layout) {
        var rule = layout.log() - 1;
        canvas.rule(rule, "├", "┤", theme.line());
        canvas.text(2, rule, " debug ", theme.title());
        var place = journal.back() == 0 ? "" : journal.back() + " newer below · ";
        canvas.textBefore(canvas.columns() - 2, rule, " " + place + "[ older  ] newer  D close ", theme.words());
        var window = canvas.window(2, layout.log(), canvas.columns() - 4, layout.logRows());
        var kept = journal.unseen().stream().flatMap(entry -> folded(entry, window.columns()).stream()).toList();
        var room = Math.min(kept.size(), window.rows() - 1);
        draw(window, 0, kept.subList(0, room));
        var others = journal.others();
        var end = Math.max(0, others.size() - journal.back());
        var from = Math.max(0, end - window.rows());
        var seen =
                others.subList(from, end).stream().flatMap(entry -> lines(entry, window.columns()).stream()).toList();
        draw(window, room, seen.subList(Math.max(0, seen.size() - (window.rows() - room)), seen.size()));
    }

    private record Line(String clock, String text, Status status) {}

    /// A message may take several lines.
    private List<Line> lines(Journal.Entry entry, int columns) {
        var clock = View.clock(entry.at(), zone);
        return entry.text(columns - clock.length() - 1)
                .lines()
                .map(text -> new Line(clock, text, entry.status()))
                .toList();
    }

    /// The same where all of it is to be read: what is longer than a line goes on in the next.
    private List<Line> folded(Journal.Entry entry, int columns) {
        return lines(entry, columns).stream()
                .flatMap(line -> folded(Clean.text(line.text), columns - line.clock.length() - 1)
                        .map(text -> new Line(line.clock, text, line.status)))
                .toList();
    }

    private static Stream<String> folded(String text, int room) {
        var lines = new ArrayList<String>();
        var rest = text;
        while (Width.of(rest) > room) {
            var most = 1;
            while (most < rest.length() && Width.of(rest.substring(0, most + 1)) <= room) {
                most++;
            }
            var blank = rest.lastIndexOf(' ', most);
            var end = rest.substring(0, Math.max(0, blank)).isBlank() ? most : blank;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines.stream();
    }

    private void draw(Canvas window, int from, List<Line> lines) {
        for (var i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var at = window.text(0, from + i, line.clock, theme.words());
            var text = Width.cut(Clean.text(line.text), window.columns() - at - 1);
            window.text(at + 1, from + i, text, theme.style(line.status));
        }
    }
}
