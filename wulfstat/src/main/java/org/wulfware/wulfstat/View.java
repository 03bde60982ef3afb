package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Status;
import org.wulfware.display.Width;
import org.wulfware.libwulf.Folding;
import org.wulfware.wulfstat.screen.Canvas;
import org.wulfware.wulfstat.screen.Size;
import org.wulfware.wulfstat.screen.Style;

/// What a model looks like. The same model at the same size always looks the same.
///
/// @param zone of the clock in the header
record View(Theme theme, ZoneId zone) {
    private static final List<String> BROWSING = List.of(
            "?", "help", "0-8 Tab", "display", "/", "find", "s", "sort", "d", "delay", "D", "debug", "Space", "pause",
            "q", "quit", "w", "where", "a", "alarms");
    private static final List<String> PLAYING = List.of(
            "?", "help", "Space", "pause", ", .", "round", "M m", "minute", "T t", "ten", "O o", "hour", "- +", "speed",
            "b e", "begin, end", "q", "quit", "0-8 Tab", "display", "/", "find", "s", "sort",
            "a", "alarms");
    private static final List<String> FINDING =
            List.of("Enter", "keep", "↑↓", "next", "Esc", "back");
    private static final List<String> CHOOSING =
            List.of("← →", "column", "r", "reverse", "Enter", "keep", "Esc", "back");
    private static final List<String> FILTERING = List.of("Enter", "show these", "Ctrl-U", "empty", "Esc", "back");
    private static final List<String> DELAYING = List.of("Enter", "set", "Esc", "back");
    private static final List<String> HELPING = List.of("↑↓", "scroll", "any other key", "back");

    /// Where the program's name in the header ends.
    private static final int TITLE = 13;

    Canvas draw(Model model, Size size) {
        var canvas = Canvas.of(size);
        if (!size.holds(Layout.LEAST)) {
            tooSmall(canvas);
            return canvas;
        }
        var layout = Layout.of(size, model.journal().isShown());
        canvas.window(0, 0, size.columns(), layout.bottom() + 1).frame(theme.line());
        header(canvas, model);
        new ListView(theme, model, layout).draw(canvas);
        if (model.journal().isShown()) {
            new JournalView(theme, zone).draw(canvas, model.journal(), layout);
        }
        if (model.mode() instanceof Mode.Helping help) {
            HelpView.draw(canvas, theme, model, help.top());
        }
        if (model.mode() instanceof Mode.Alarming(var top)) {
            new AlarmView(theme, zone).draw(canvas, model, top);
        }
        footer(canvas.window(0, layout.footer(), size.columns(), 1), model);
        return canvas;
    }

    private void tooSmall(Canvas canvas) {
        var row = Math.max(0, canvas.rows() / 2 - 1);
        canvas.text(0, row, Width.cut("wulfstat needs " + Layout.LEAST, canvas.columns()), Style.BOLD);
        canvas.text(0, row + 1, Width.cut("here are " + canvas.size() + "; q quits", canvas.columns()), Style.PLAIN);
    }

    private void header(Canvas canvas, Model model) {
        canvas.text(2, 0, " wulfstat ", theme.title());
        if (model.cluster().spot().isPresent()) {
            var time = LocalDate.ofInstant(model.now(), zone) + " " + clock(model.now(), zone);
            canvas.textBefore(canvas.columns() - 2, 0, " replay of " + time + " ", theme.chosen());
        } else {
            var clock = " " + clock(model.now(), zone) + " ";
            canvas.textBefore(canvas.columns() - 2, 0, clock, Style.PLAIN);
            model.cluster().origin().ifPresent(store -> {
                var end = canvas.columns() - 2 - Width.of(clock);
                var words = Width.cut(store.brief(), end - TITLE - 2);
                canvas.textBefore(end, 0, " " + words + " ",
                        store.isAnswering() ? theme.words() : theme.complaint());
            });
        }
        var window = canvas.window(2, Layout.HEADER, canvas.columns() - 4, 2);
        var pace = pace(model);
        counts(window, model, window.columns() - Width.of(pace) - 3);
        window.textBefore(window.columns(), 0, pace, model.pace().isPaused() ? theme.chosen() : Style.PLAIN);
        tabs(window, model);
    }

    private static String pace(Model model) {
        var pace = model.pace();
        if (pace.tape().isEmpty() || model.cluster().spot().isEmpty()) {
            return pace.isPaused() ? "paused" : "every " + pace.words();
        }
        var tape = pace.tape().get();
        var spot = model.cluster().spot().get();
        if (spot.moves() != tape.moves()) {
            return "going there…";
        }
        return spot.next().isEmpty() ? "at the end" : pace.isPaused() ? "paused" : tape.words();
    }

    /// @param end where it ends at the latest
    private void counts(Canvas window, Model model, int end) {
        var counts = model.cluster().counts();
        var at = window.text(0, 0, counts.total() + (counts.total() == 1 ? " host" : " hosts"), Style.BOLD);
        at = window.text(at + 3, 0, counts.up() + " up", counts.up() > 0 ? theme.style(Status.IDLE) : Style.PLAIN);
        at = alarms(window, model.cluster().alarmed(), at);
        at = window.text(
                at + 3,
                0,
                counts.down() + " down",
                counts.down() > 0 ? theme.style(Status.OVERLOADED) : Style.PLAIN);
        var waiting = counts.waiting() > 0 ? counts.waiting() + " asked" : "";
        var room = end - at - 2 - (waiting.isEmpty() ? 0 : 3 + waiting.length());
        var down = room > 0 ? Folding.brief(model.cluster().down().stream().map(Clean::text).toList(), room) : "";
        if (!down.isEmpty()) {
            at = window.text(at, 0, ": " + down, theme.words());
        }
        window.text(at + 3, 0, waiting, theme.words());
    }

    private int alarms(Canvas window, Alarmed alarmed, int at) {
        var worst = alarmed.worst();
        if (worst.isEmpty()) {
            return at;
        }
        var count = alarmed.count();
        var hosts = alarmed.levels().size();
        var words = count + (count == 1 ? " alarm, " : " alarms, ") + hosts + (hosts == 1 ? " host" : " hosts");
        return window.text(at + 3, 0, words,
                theme.style(AlarmView.status(worst.get())));
    }

    private void tabs(Canvas window, Model model) {
        var tabs = Tabs.of(model.displays().all(), model.display(), window.columns());
        var at = 0;
        if (tabs.isCutBefore()) {
            at = window.text(at, 1, Tabs.MORE, theme.words()) + tabs.gap();
        }
        for (var display : tabs.seen()) {
            if (display.equals(model.display())) {
                at = window.text(at, 1, Tabs.text(display), theme.chosen());
            } else {
                if (display.hasNumber()) {
                    at = window.text(at, 1, Integer.toString(display.number()), theme.key()) + 1;
                }
                at = window.text(at, 1, display.name(), theme.words());
            }
            at += tabs.gap();
        }
        if (tabs.isCutBehind()) {
            window.text(at, 1, Tabs.MORE, theme.words());
        }
    }

    private void footer(Canvas window, Model model) {
        switch (model.mode()) {
            case Mode.Browsing _ -> {
                if (model.notice().isEmpty()) {
                    keys(window, unseen(window, model.journal()), model.pace().tape().isEmpty() ? BROWSING : PLAYING);
                } else {
                    window.text(1, 0, model.notice(), theme.complaint());
                }
            }
            case Mode.Helping _,Mode.Alarming _ -> keys(window, 1, HELPING);
            case Mode.Choosing _ -> {
                var at = window.text(1, 0, "sort by " + sorting(model), Style.BOLD);
                keys(window, at + 3, CHOOSING);
            }
            case Mode.Finding finding -> {
                var isLost = !finding.text().isEmpty() && model.find().host().isEmpty();
                var at = prompt(window, "find host: ", finding.text());
                if (isLost) {
                    window.text(at + 2, 0, "no such host", theme.complaint());
                } else {
                    keys(window, at + 2, FINDING);
                }
            }
            case Mode.Filtering filtering -> {
                var at = prompt(window, "only where: ", filtering.text());
                if (filtering.complaint().isEmpty()) {
                    keys(window, at + 2, FILTERING);
                } else {
                    complaint(window, filtering.complaint());
                }
            }
            case Mode.Delaying delaying -> {
                var at = prompt(window, "seconds between polls (now " + model.pace().words() + "): ", delaying.text());
                if (delaying.complaint().isEmpty()) {
                    keys(window, at + 2, DELAYING);
                } else {
                    complaint(window, delaying.complaint());
                }
            }
        }
    }

    /// Says that there is something to be seen in the debug window; where the keys begin.
    private int unseen(Canvas window, Journal journal) {
        var count = journal.unseen().size();
        if (count == 0 || journal.isShown()) {
            return 1;
        }
        var words = count == 1 ? "1 message: D" : count + " messages: D";
        return window.text(1, 0, words, theme.complaint()) + 3;
    }

    private static String sorting(Model model) {
        return model.listing().sorting().words(model.display());
    }

    private void complaint(Canvas window, String words) {
        window.blank(0, Style.PLAIN);
        window.text(1, 0, Width.cut(words, window.columns() - 2), theme.complaint());
    }

    /// The end of a text, as much as there is room for: what is typed last is seen.
    private static String end(String text, int room) {
        var from = 0;
        while (Width.of(text.substring(from)) > room) {
            from = text.offsetByCodePoints(from, 1);
        }
        return text.substring(from);
    }

    /// What has been typed, and a cursor of our own behind it: the terminal's is hidden.
    private int prompt(Canvas window, String question, String typed) {
        var at = window.text(1, 0, question, Style.BOLD);
        at = window.text(at, 0, end(typed, window.columns() - at - 2), Style.PLAIN);
        return window.text(at, 0, " ", theme.chosen());
    }

    private void keys(Canvas window, int from, List<String> keysAndWords) {
        var at = from;
        for (var i = 0; i < keysAndWords.size(); i += 2) {
            var to = at + Width.of(keysAndWords.get(i)) + 1 + keysAndWords.get(i + 1).length();
            if (to > window.columns()) {
                return;
            }
            at = window.text(at, 0, keysAndWords.get(i), theme.key());
            at = window.text(at + 1, 0, keysAndWords.get(i + 1), theme.words()) + 2;
        }
    }

    /// Hours, minutes, seconds.
    static String clock(Instant instant, ZoneId zone) {
        var time = LocalTime.ofInstant(instant, zone);
        return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
