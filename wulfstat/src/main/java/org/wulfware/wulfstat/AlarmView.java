package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Alarm;
import org.wulfware.display.Column;
import org.wulfware.display.Status;
import org.wulfware.display.Width;
import org.wulfware.wulfstat.screen.Canvas;
import org.wulfware.wulfstat.screen.Size;
import org.wulfware.wulfstat.screen.Style;

/// The alarms that are raised, over the list: since when, how bad, for how many hosts, what, and for which.
record AlarmView(Theme theme, ZoneId zone) {
    private static final int SINCE = 11;
    private static final int LEVEL = 8;
    private static final int COUNT = 5;
    private static final int NAME = 22;
    private static final int GAP = 2;

    /// The frame, and two lines of the list on each side.
    private static final int AROUND = 6;

    /// How many alarms are seen at once.
    static int rows(Alarmed alarmed, Size size) {
        return Math.clamp(alarmed.groups().size(), 1, size.rows() - AROUND);
    }

    /// The furthest that it scrolls.
    static int lastTop(Alarmed alarmed, Size size) {
        return Math.max(0, alarmed.groups().size() - rows(alarmed, size));
    }

    void draw(Canvas canvas, Model model, int top) {
        var alarmed = model.cluster().alarmed();
        var rows = rows(alarmed, canvas.size());
        var last = lastTop(alarmed, canvas.size());
        var from = Math.min(top, last);
        var window = canvas.window(2, (canvas.rows() - 1 - rows - 3) / 2, canvas.columns() - 4, rows + 3);
        window.blank();
        var inside = window.frame(Style.PLAIN);
        window.text(2, 0, " Alarms ", theme.title());
        if (last > 0) {
            var place = " " + (from + 1) + "–" + (from + rows) + " of " + alarmed.groups().size() + " ";
            window.textBefore(window.columns() - 2, window.rows() - 1, place, theme.words());
        }
        if (alarmed.groups().isEmpty()) {
            inside.text(1, 0, Width.cut(quiet(alarmed), inside.columns() - 2), Style.PLAIN);
            return;
        }
        row(inside, 0, List.of("since", "level", "hosts", "alarm", "which"), theme.heading(), theme.heading());
        for (var row = 0; row < rows; row++) {
            var group = alarmed.groups().get(from + row);
            row(inside, row + 1, List.of(since(group.since(), model.now()), group.alarm().level().word(),
                    Integer.toString(group.count()), group.alarm().name(), group.hosts()),
                    theme.style(status(group.alarm().level())), Style.PLAIN);
        }
    }

    private static String quiet(Alarmed alarmed) {
        return switch (alarmed.watched()) {
            case 0 -> "there are no alarms: --alarm, and wulfware-alarms(5), say what they are";
            case 1 -> "the alarm that there is is not raised";
            default -> "none of the " + alarmed.watched() + " alarms is raised";
        };
    }

    private static void row(Canvas inside, int row, List<String> words, Style loud, Style plain) {
        var at = 1;
        inside.text(at, row, words.getFirst(), plain);
        at += SINCE + GAP;
        inside.text(at, row, words.get(1), loud);
        at += LEVEL + GAP;
        inside.text(at, row, Width.fit(words.get(2), COUNT, Column.Align.RIGHT), plain);
        at += COUNT + GAP;
        inside.text(at, row, Width.cut(words.get(3), NAME), plain);
        at += NAME + GAP;
        inside.text(at, row, Width.cut(words.getLast(), inside.columns() - at - 1), plain);
    }

    /// `12:00:05`; of another day `11-24 12:00`.
    private String since(Instant since, Instant now) {
        if (Duration.between(since, now).abs().compareTo(Duration.ofDays(1)) < 0) {
            return View.clock(since, zone);
        }
        return LocalDateTime.ofInstant(since, zone).toString().substring(5, 16).replace('T', ' ');
    }

    /// How the screen shows a level.
    static Status status(Alarm.Level level) {
        return switch (level) {
            case WARNING -> Status.BUSY;
            case CRITICAL -> Status.OVERLOADED;
        };
    }
}
