package org.wulfware.wulfstat;

import module java.base;
import org.wulfware.display.Width;
import org.wulfware.wulfstat.screen.Key;
import org.wulfware.wulfstat.screen.Size;

/// What each key does: one model and a key make the next.
final class Keyboard {
    private static final int LONGEST_TEXT = 40;
    private static final int LONGEST_CONDITION = 400;

    private Keyboard() {}

    /// @param size of the terminal, which says how far a page is
    static Model press(Key key, Model model, Size size) {
        if (key.equals(new Key.Control('c'))) {
            return model.over();
        }
        var calm = model.notice("");
        if (!size.holds(Layout.LEAST)) {
            return key.equals(new Key.Letter('q')) ? model.over() : model;
        }
        return switch (model.mode()) {
            case Mode.Browsing _ -> browse(key, calm, Layout.of(size, model.journal().isShown()));
            case Mode.Helping help -> help(key, calm, help, size);
            case Mode.Alarming alarming -> alarms(key, calm, alarming, size);
            case Mode.Finding finding -> find(key, calm, finding, size);
            case Mode.Choosing choosing -> choose(key, calm, choosing);
            case Mode.Filtering filtering -> filter(key, calm, filtering);
            case Mode.Delaying delaying -> delay(key, calm, delaying);
        };
    }

    private static Model browse(Key key, Model model, Layout layout) {
        return switch (key) {
            case Key.Named named -> move(named, model, layout);
            case Key.Control(var letter) -> {
                var page =
                        switch (letter) {
                            case 'f' -> Key.Named.PAGE_DOWN;
                            case 'b' -> Key.Named.PAGE_UP;
                            default -> Key.Named.DELETE;
                        };
                yield move(page, model, layout);
            }
            case Key.Letter(var point) -> letter(point, model, layout);
        };
    }

    private static Model move(Key.Named key, Model model, Layout layout) {
        var lines = model.listing().size();
        var top = layout.top(model.top(), lines);
        var page = Math.max(1, layout.listRows() - 1);
        return switch (key) {
            case UP -> model.top(layout.top(top - 1, lines));
            case DOWN -> model.top(layout.top(top + 1, lines));
            case PAGE_UP -> model.top(layout.top(top - page, lines));
            case PAGE_DOWN -> model.top(layout.top(top + page, lines));
            case HOME -> model.top(0);
            case END -> model.top(layout.top(lines, lines));
            case LEFT -> model.firstColumn(Math.max(0, model.firstColumn() - 1));
            case RIGHT -> model.firstColumn(
                    Math.min(model.display().columns().size() - 1, model.firstColumn() + 1));
            case TAB -> step(model, 1);
            case BACK_TAB -> step(model, -1);
            case ESCAPE -> model.find(Find.NOTHING);
            case ENTER, BACKSPACE, DELETE -> model;
        };
    }

    private static Model step(Model model, int step) {
        var all = model.displays().all();
        return model.show(all.get(Math.floorMod(all.indexOf(model.display()) + step, all.size())));
    }

    private static Model letter(int point, Model model, Layout layout) {
        return switch (point) {
            case 'q' -> model.over();
            case '?', 'h' -> model.mode(new Mode.Helping(0));
            case 'j' -> move(Key.Named.DOWN, model, layout);
            case 'k' -> move(Key.Named.UP, model, layout);
            case 'g' -> move(Key.Named.HOME, model, layout);
            case 'G' -> move(Key.Named.END, model, layout);
            case '/' -> model.mode(new Mode.Finding("", model.find(), layout.top(model.top(), model.listing().size())));
            case 'n' -> findNext(model, layout, 1);
            case 'N' -> findNext(model, layout, -1);
            case 's' -> model.mode(new Mode.Choosing(model.listing().sorting()));
            case 'r' -> model.sort(model.listing().sorting().reverse());
            case 'a' -> model.mode(new Mode.Alarming(0));
            case 'w' -> model.mode(new Mode.Filtering(model.listing().filter().text(), ""));
            case 'd' -> model.pace().tape().isEmpty()
                    ? model.mode(new Mode.Delaying("", ""))
                    : model.notice("what was recorded comes as it was; + and - play it faster, slower");
            case 'D' -> model.journal(model.journal().toggled());
            case '[' -> model.journal(model.journal().scroll(Math.max(1, layout.logRows() - 1)));
            case ']' -> model.journal(model.journal().scroll(-Math.max(1, layout.logRows() - 1)));
            case ' ' -> model.pace(model.pace().pause(!model.pace().isPaused()));
            default -> model.displays()
                    .all()
                    .stream()
                    .filter(display -> display.hasNumber() && display.number() == point - '0')
                    .findFirst()
                    .map(model::show)
                    .orElseGet(() -> model.pace(played(point, model.pace())));
        };
    }

    /// What the keys do to what is played; nothing where hosts are asked.
    private static Pace played(int point, Pace pace) {
        if (pace.tape().isEmpty()) {
            return pace;
        }
        return switch (point) {
            case '.' -> pace.play(tape -> tape.go(Move.rounds(1))).pause(true);
            case ',' -> pace.play(tape -> tape.go(Move.rounds(-1))).pause(true);
            case 'm' -> pace.play(tape -> tape.go(Move.by(Duration.ofMinutes(1))));
            case 'M' -> pace.play(tape -> tape.go(Move.by(Duration.ofMinutes(-1))));
            case 't' -> pace.play(tape -> tape.go(Move.by(Duration.ofMinutes(10))));
            case 'T' -> pace.play(tape -> tape.go(Move.by(Duration.ofMinutes(-10))));
            case 'o' -> pace.play(tape -> tape.go(Move.by(Duration.ofHours(1))));
            case 'O' -> pace.play(tape -> tape.go(Move.by(Duration.ofHours(-1))));
            case 'b' -> pace.play(tape -> tape.go(Move.begin()));
            case 'e' -> pace.play(tape -> tape.go(Move.end()));
            case '+' -> pace.play(Tape::faster);
            case '-' -> pace.play(Tape::slower);
            default -> pace;
        };
    }

    private static Model findNext(Model model, Layout layout, int step) {
        if (model.find().text().isEmpty()) {
            return model.notice("nothing to find yet: / asks for a name");
        }
        var lines = model.listing().lines();
        var at = model.find().next(lines, layout.top(model.top(), lines.size()), step);
        return at < 0
                ? model.notice("no host is called " + model.find().text())
                : found(model, model.find(), at, layout);
    }

    /// Marks the host of a line, and brings it into view.
    private static Model found(Model model, Find find, int line, Layout layout) {
        var lines = model.listing().lines();
        var top = layout.top(model.top(), lines.size());
        var isSeen = line >= top && line < top + layout.listRows();
        return model.find(new Find(find.text(), Optional.of(lines.get(line).state().host())))
                .top(isSeen ? top : layout.top(line - layout.listRows() / 2, lines.size()));
    }

    private static Model help(Key key, Model model, Mode.Helping help, Size size) {
        var page = HelpView.rows(model, size) - 1;
        var last = HelpView.lastTop(model, size);
        var step = step(key, page, help.top(), last);
        return step == 0 ? model.mode(Mode.BROWSING)
                : model.mode(new Mode.Helping(Math.clamp(help.top() + step, 0, last)));
    }

    private static Model alarms(Key key, Model model, Mode.Alarming alarming, Size size) {
        var alarmed = model.cluster().alarmed();
        var last = AlarmView.lastTop(alarmed, size);
        // Some may have been cleared since.
        var top = Math.min(alarming.top(), last);
        var step = step(key, AlarmView.rows(alarmed, size) - 1, top, last);
        return step == 0 ? model.mode(Mode.BROWSING)
                : model.mode(new Mode.Alarming(Math.clamp(top + step, 0, last)));
    }

    /// How far a key scrolls what lies over the list; not at all if it is none of those that do.
    private static int step(Key key, int page, int top, int last) {
        return switch (key) {
            case Key.Named.UP -> -1;
            case Key.Named.DOWN -> 1;
            case Key.Named.PAGE_UP -> -page;
            case Key.Named.PAGE_DOWN -> page;
            case Key.Named.HOME -> -top;
            case Key.Named.END -> last;
            default -> 0;
        };
    }

    private static Model find(Key key, Model model, Mode.Finding finding, Size size) {
        var layout = Layout.of(size, model.journal().isShown());
        return switch (key) {
            case Key.Named.ESCAPE -> model.mode(Mode.BROWSING).find(finding.before()).top(finding.top());
            case Key.Named.ENTER -> {
                var isLost = !finding.text().isEmpty() && model.find().host().isEmpty();
                var next = model.mode(Mode.BROWSING);
                yield isLost ? next.notice("no host is called " + finding.text()) : next;
            }
            case Key.Named.DOWN, Key.Named.TAB -> findNext(model, layout, 1);
            case Key.Named.UP, Key.Named.BACK_TAB -> findNext(model, layout, -1);
            default -> {
                var text = edit(key, finding.text());
                var sought = new Find(text, Optional.empty());
                var next = model.mode(new Mode.Finding(text, finding.before(), finding.top()))
                        .find(sought)
                        .top(finding.top());
                var at = sought.first(model.listing().lines(), finding.top());
                yield at < 0 ? next : found(next, sought, at, layout);
            }
        };
    }

    private static Model choose(Key key, Model model, Mode.Choosing choosing) {
        var sorting = model.listing().sorting();
        return switch (key) {
            case Key.Named.ESCAPE -> model.sort(choosing.before()).mode(Mode.BROWSING);
            case Key.Named.ENTER -> model.mode(Mode.BROWSING);
            case Key.Named.RIGHT, Key.Named.DOWN, Key.Named.TAB -> model.sort(sorting.step(1, model.display()));
            case Key.Named.LEFT, Key.Named.UP, Key.Named.BACK_TAB -> model.sort(sorting.step(-1, model.display()));
            case Key.Letter(var k) when k == 's' -> model.sort(sorting.step(1, model.display()));
            case Key.Letter(var k) when k == 'r' -> model.sort(sorting.reverse());
            case Key.Letter(var k) when k == 'q' -> model.mode(Mode.BROWSING);
            default -> model;
        };
    }

    private static Model filter(Key key, Model model, Mode.Filtering filtering) {
        return switch (key) {
            case Key.Named.ESCAPE -> model.mode(Mode.BROWSING);
            case Key.Named.ENTER -> {
                try {
                    var filter = model.listing().filter().typed(filtering.text(), model.display());
                    yield model.mode(Mode.BROWSING).filter(filter);
                } catch (IllegalArgumentException e) {
                    yield model.mode(new Mode.Filtering(filtering.text(), String.valueOf(e.getMessage())));
                }
            }
            default -> model.mode(new Mode.Filtering(edit(key, filtering.text(), LONGEST_CONDITION), ""));
        };
    }

    private static Model delay(Key key, Model model, Mode.Delaying delaying) {
        return switch (key) {
            case Key.Named.ESCAPE -> model.mode(Mode.BROWSING);
            case Key.Named.ENTER -> {
                if (delaying.text().isBlank()) {
                    yield model.mode(Mode.BROWSING);
                }
                try {
                    yield model.mode(Mode.BROWSING).pace(model.pace().delay(Pace.delay(delaying.text())));
                } catch (IllegalArgumentException e) {
                    yield model.mode(new Mode.Delaying(delaying.text(), String.valueOf(e.getMessage())));
                }
            }
            default -> model.mode(new Mode.Delaying(edit(key, delaying.text()), ""));
        };
    }

    private static String edit(Key key, String text) {
        return edit(key, text, LONGEST_TEXT);
    }

    private static String edit(Key key, String text, int longest) {
        return switch (key) {
            case Key.Letter(var point) ->
                Width.of(text) < longest ? text + Character.toString(point) : text;
            case Key.Named.BACKSPACE ->
                text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1));
            case Key.Control(var k) when k == 'u' -> "";
            case Key.Control _,Key.Named _ -> text;
        };
    }
}
