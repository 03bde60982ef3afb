package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Absences;
import org.wulfware.display.Cell;
import org.wulfware.display.Clean;
import org.wulfware.display.Column;
import org.wulfware.display.Condition;
import org.wulfware.display.DaemonStart;
import org.wulfware.display.Display;
import org.wulfware.display.Line;
import org.wulfware.display.Status;
import org.wulfware.display.Width;
import org.wulfware.libwulf.Folding;
import org.wulfware.wulfstat.screen.Canvas;
import org.wulfware.wulfstat.screen.Style;

/// The window with the list: a line a host or task, a mark before it, the host's name, and as many columns as there is
/// room for.
final class ListView {
    /// A mark and a blank.
    private static final int NAME = 2;
    private static final int LONGEST_NAME = 32;
    /// So much of a long name has to do where columns would be out of sight for the rest.
    private static final int SHORT_NAME = 16;
    private static final int GAP = 2;
    private static final int MOST_GAP = 5;

    /// Before the words about the list: the frame, and the display's number.
    private static final int LEAST_RULE = 12;

    private static final int LEAST_FILTER = 8;

    private final Theme theme;
    private final Model model;
    private final Display display;
    private final Layout layout;
    private final Absences absences;
    private final int top;
    private int[] needed = {};
    private int nameMissing;

    ListView(Theme theme, Model model, Layout layout) {
        this.theme = theme;
        this.model = model;
        this.display = model.display();
        this.layout = layout;
        this.absences = new Absences(display, model.cluster().states(), model.cluster().isRecorded());
        this.top = layout.top(model.top(), model.listing().size());
    }

    void draw(Canvas canvas) {
        var window = canvas.window(1, Layout.HEADINGS, canvas.columns() - 2, layout.listRows() + 1);
        var name = Math.min(model.listing().hostWidth(), Math.min(LONGEST_NAME, window.columns() / 3));
        if (fit(window.columns() - NAME - name - 1, 0).columns.size() < display.columns().size()) {
            name = Math.min(name, SHORT_NAME);
        }
        nameMissing = model.listing().hostWidth() - name;
        var room = window.columns() - NAME - name - 1;
        var fit = fit(room, firstColumn(room));
        var fitted = fit.columns;
        var nameWidth = name + fit.forName;
        title(canvas, fitted);
        headings(window, nameWidth, fitted);
        var lines = model.listing().lines();
        for (var row = 0; row < Math.min(layout.listRows(), lines.size() - top); row++) {
            var line = lines.get(top + row);
            var isAgain = row > 0 && lines.get(top + row - 1).state().host().equals(line.state().host());
            draw(window, row + 1, line, isAgain, nameWidth, fitted);
        }
        for (var row = Math.max(0, lines.size() - top); row < Math.min(layout.listRows(),
                model.listing().size() - top); row++) {
            drawLacking(window, row + 1, model.listing().lacking().get(top + row - lines.size()));
        }
        if (model.listing().size() == 0 && model.listing().filter().isThere()) {
            window.text(NAME, 1, "no line of which this holds", theme.words());
        } else if (model.listing().size() == 0) {
            model.cluster()
                    .origin()
                    .ifPresent(store -> window.text(NAME, 1,
                            Width.cut(Clean.text(store.words()), window.columns() - NAME),
                            store.isAnswering() ? theme.words() : theme.complaint()));
        }
        advise(window);
        scrollBar(canvas);
    }

    /// Below the list, how a daemon is started, where none runs on this machine.
    private void advise(Canvas window) {
        if (model.cluster().isRecorded() || model.cluster().origin().isPresent()) {
            return;
        }
        var missing = DaemonStart.missing(model.cluster().states());
        var lines = missing.map(DaemonStart::lines).orElse(List.of());
        var row = model.listing().size() + 2;
        if (row + lines.size() <= layout.listRows() + 1) {
            for (var line : lines) {
                window.text(NAME, row++, Width.cut(line, window.columns() - NAME), theme.words());
            }
        }
    }

    /// `996 hosts have no InfiniBand: n[005-1000]`.
    private void drawLacking(Canvas window, int row, Listing.Lacking lacking) {
        var words = lacking.why().words(lacking.hosts().size());
        var room = window.columns() - NAME - Width.of(words) - 2;
        var names = room > 0 ? Folding.brief(lacking.hosts(), room) : "";
        window.text(NAME, row, Width.cut(names.isEmpty() ? words : words + ": " + names, window.columns() - NAME),
                theme.words());
    }

    private void title(Canvas canvas, List<Fitted> fitted) {
        canvas.rule(Layout.RULE, "├", "┤", theme.line());
        canvas.text(2, Layout.RULE, " " + (display.hasNumber() ? display.number() + " " : "") + display.title() + " ",
                theme.title());
        var lines = model.listing().size();
        var last = Math.min(lines, top + layout.listRows());
        var filter = model.listing().filter().words();
        var words = " " + model.listing().sorting().words(display) + " · " + (lines == 0 ? 0 : top + 1) + "–" + last
                + " of " + lines + " ";
        var columns = display.columns().size();
        var isAll = fitted.size() == columns;
        var seen = isAll ? ""
                : " columns " + (index(fitted.getFirst()) + 1) + "–" + (index(fitted.getLast()) + 1) + " of " + columns
                        + " ←→ ·";
        canvas.textBefore(canvas.columns() - 2, Layout.RULE, seen + words, theme.words());
        var at = canvas.columns() - 2 - Width.of(seen + words);
        var room = at - LEAST_RULE - Width.of(display.title());
        if (!filter.isEmpty() && room > LEAST_FILTER) {
            canvas.textBefore(at, Layout.RULE, " " + Width.cut(filter, room) + " ·", theme.heading());
        }
    }

    private int index(Fitted column) {
        return display.columns().indexOf(column.column());
    }

    private void headings(Canvas window, int nameWidth, List<Fitted> fitted) {
        var choice = model.listing().sorting().choice();
        var isChoosing = model.mode() instanceof Mode.Choosing;
        window.text(NAME, 0, Width.fit("host", nameWidth, Column.Align.LEFT),
                heading(choice == Sorting.BY_HOST, isChoosing));
        for (var column : fitted) {
            var isChosen = choice > 0 && display.columns().get(choice - 1).equals(column.column());
            var text = Width.fit(column.column().heading(), column.width(), column.column().align());
            window.text(NAME + nameWidth + column.from(), 0, text, heading(isChosen, isChoosing));
        }
    }

    private Style heading(boolean isChosen, boolean isChoosing) {
        return !isChosen ? theme.heading() : isChoosing ? theme.chosen() : theme.heading().inUnderline();
    }

    /// A column, and where it stands.
    ///
    /// @param from the first of its cells, counted from the end of the host's name
    private record Fitted(Column column, int from, int width) {}

    /// @param forName what the hosts' names have of the room, beyond what they have anyway
    private record Fit(List<Fitted> columns, int forName) {}

    /// The room that the values in sight need, for each column.
    private int[] needed() {
        if (needed.length == 0) {
            var columns = display.columns();
            needed = new int[columns.size()];
            var lines = model.listing().lines();
            for (var line : lines.subList(Math.min(top, lines.size()),
                    Math.min(top + layout.listRows(), lines.size()))) {
                for (var i = 0; i < needed.length && line.condition().isUp(); i++) {
                    needed[i] = Math.max(needed[i], Width.of(line.cell(columns.get(i)).text()));
                }
            }
        }
        return needed;
    }

    /// The least room of a column: numbers are never cut, since a part of one is another.
    private int least(int column) {
        var of = display.columns().get(column);
        return of.align() == Column.Align.RIGHT ? Math.max(of.width(), needed()[column]) : of.width();
    }

    /// The column to begin with: what was scrolled to, or further on so that the one to be sorted by is seen.
    private int firstColumn(int room) {
        var first = Math.min(model.firstColumn(), display.columns().size() - 1);
        while (first > 0 && fit(room, first - 1).columns.size() == display.columns().size() - first + 1) {
            // All that follow are seen, and there is room for one more.
            first--;
        }
        var choice = model.listing().sorting().choice() - 1;
        if (model.mode() instanceof Mode.Choosing && choice >= 0) {
            first = Math.min(first, choice);
            while (index(fit(room, first).columns.getLast()) < choice) {
                first++;
            }
        }
        return first;
    }

    /// As many columns from `first` on as fit into `room`. What is left over goes to those that would like more.
    private Fit fit(int room, int first) {
        var columns = display.columns();
        var end = first;
        var left = room;
        while (end < columns.size() && (end == first || left >= GAP + least(end))) {
            left -= GAP + least(end);
            end++;
        }
        var widths = IntStream.range(first, end).map(this::least).toArray();
        for (var i = 0; i < widths.length; i++) {
            var more = Math.clamp(columns.get(first + i).preferred() - widths[i], 0, Math.max(0, left));
            widths[i] += more;
            left -= more;
        }
        var forName = Math.clamp(nameMissing, 0, Math.max(0, left));
        left -= forName;
        for (var i = 0; i < widths.length; i++) {
            var more = Math.clamp(needed()[first + i] - widths[i], 0, Math.max(0, left));
            widths[i] += more;
            left -= more;
        }
        for (var i = widths.length - 1; i >= 0 && left > 0; i--) {
            if (columns.get(first + i).grows()) {
                widths[i] += left;
                left = 0;
            }
        }
        var fitted = new ArrayList<Fitted>();
        var gap = GAP + Math.clamp(left / widths.length, 0, MOST_GAP - GAP);
        var at = 0;
        for (var i = 0; i < widths.length; i++) {
            at += gap;
            fitted.add(new Fitted(columns.get(first + i), at, widths[i]));
            at += widths[i];
        }
        return new Fit(fitted, forName);
    }

    private void draw(Canvas window, int row, Line line, boolean isAgain, int nameWidth, List<Fitted> fitted) {
        var condition = line.condition();
        var cells = fitted.stream().map(column -> line.cell(column.column())).toList();
        var status = condition.isDown() ? Status.DEAD : worst(cells);
        var isOld = line.state().isOld();
        window.text(0, row, isOld ? Theme.OLD : Theme.mark(status), isOld ? theme.words() : theme.style(status));
        var level = model.cluster().alarmed().levels().get(line.state().host());
        if (level != null) {
            window.text(1, row, Theme.ALARM, theme.style(AlarmView.status(level)));
        }
        window.text(NAME, row, Width.middle(line.host(), nameWidth), name(line, condition, isAgain));
        var absence = cells.stream().allMatch(Cell::isAbsent) ? absences.of(line) : Optional.<Absences.Absence>empty();
        if (absence.isPresent()) {
            window.text(NAME + nameWidth + GAP, row,
                    Width.cut(absence.get().words(), window.columns() - NAME - nameWidth - GAP), theme.words());
            return;
        }
        if (condition.isUp()) {
            for (var i = 0; i < cells.size(); i++) {
                var column = fitted.get(i);
                var cell = cells.get(i);
                var isToCome = cell.isAbsent() && line.isToCome(column.column());
                var text = Width.fit(isToCome ? Cell.TO_COME : cell.text(), column.width(), column.column().align());
                window.text(NAME + nameWidth + column.from(), row, text,
                        isOld ? theme.words() : theme.style(cell.status()));
            }
            return;
        }
        var room = window.columns() - NAME - nameWidth - GAP;
        var words = condition.isDown() ? condition.line() + since(line) : "asking…";
        var style = theme.style(condition.isDown() ? Status.DEAD : Status.ABSENT);
        window.text(NAME + nameWidth + GAP, row, Width.cut(words, room), style);
    }

    private Style name(Line line, Condition condition, boolean isAgain) {
        if (model.find().isAt(line)) {
            return theme.chosen();
        }
        var style = condition.isDown() ? theme.style(Status.DEAD) : isAgain ? theme.words() : Style.PLAIN;
        return model.find().matches(line) ? style.inUnderline() : style;
    }

    private String since(Line line) {
        if (line.condition().kind() == Condition.Kind.SILENT) {
            // It says so itself.
            return "";
        }
        var seconds = Math.max(0, Duration.between(line.state().since(), model.now()).toSeconds());
        var words = seconds < 120
                ? seconds + " s"
                : seconds < 7200 ? seconds / 60 + " min"
                        : seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
        return " · for " + words;
    }

    private static Status worst(List<Cell> cells) {
        var worst = Status.NORMAL;
        for (var cell : cells) {
            if (cell.status() == Status.OVERLOADED || (cell.status() == Status.BUSY && worst != Status.OVERLOADED)) {
                worst = cell.status();
            }
        }
        return worst;
    }

    /// On the right edge: which part of the list is seen.
    private void scrollBar(Canvas canvas) {
        var lines = model.listing().size();
        var rows = layout.listRows();
        if (lines <= rows) {
            return;
        }
        var length = Math.max(1, rows * rows / lines);
        var from = Math.ceilDiv((rows - length) * top, Math.max(1, lines - rows));
        for (var row = from; row < from + length; row++) {
            canvas.text(canvas.columns() - 1, layout.list() + row, "┃", Style.PLAIN);
        }
    }
}
