package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Width;
import org.wulfware.wulfstat.screen.Canvas;

/// The debug window: what has happened to the polls, the newest below.
record JournalView(Theme theme, ZoneId zone) {
    void draw(Canvas canvas, Journal journal, Layout layout) {
        var rule = layout.log() - 1;
        canvas.rule(rule, "├", "┤", theme.line());
        canvas.text(2, rule, " debug ", theme.title());
        var place = journal.back() == 0 ? "" : journal.back() + " newer below · ";
        canvas.textBefore(canvas.columns() - 2, rule, " " + place + "[ older  ] newer  D close ", theme.words());
        var window = canvas.window(2, layout.log(), canvas.columns() - 4, layout.logRows());
        var end = journal.entries().size() - journal.back();
        var from = Math.max(0, end - window.rows());
        for (var i = from; i < end; i++) {
            var entry = journal.entries().get(i);
            var at = window.text(0, i - from, View.clock(entry.at(), zone), theme.words());
            var text = Width.cut(entry.text(), window.columns() - at - 1);
            window.text(at + 1, i - from, text, theme.style(entry.status()));
        }
    }
}
