package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Absences;
import org.wulfware.display.Cell;
import org.wulfware.display.Column.Align;
import org.wulfware.display.OutputTerminal;
import org.wulfware.display.WallClock;
import org.wulfware.display.Width;
import org.wulfware.libwulf.Folding;

/// The table on a terminal:
/// ```text
/// #time                host     status    load1   load5  load15  cpus  load/cpu
/// 2026-11-30T21:00:00  node001  up        11.71   13.05   11.71     2      5.86
/// 2026-11-30T21:00:00  node003  down    connection refused
/// ```
/// Times are local, headings come again every screenful, and columns are as wide as what stands in them while the line has room; then
/// long words are cut. What hosts have none of is one line for all of them.
final class TerminalLayout implements Layout {
    private static final int TIME_WIDTH = 19;
    private static final int STATUS_WIDTH = 7;
    private static final int LEAST_WORDS = 8;

    /// What a hostile node makes of its clock is no year of four digits.
    private static final long FURTHEST = 200_000_000_000L * 1_000_000;
    private static final String GAP = "  ";
    private static final String TIME = "#time";

    /// A heading, a line, and the one that the cursor is in.
    private static final int LEAST_ROWS = 3;

    private final Headings headings;
    private final OutputTerminal terminal;
    private final ZoneId zone;
    private final List<Entry> entries = new ArrayList<>();

    /// Of the subject and the columns: the room that they would like. It only grows, so that lines stay below each other.
    private final int[] liked;
    private final List<Align> aligns = new ArrayList<>();
    private int[] widths = {};
    private int sinceHeadings = Integer.MAX_VALUE;

    TerminalLayout(Headings headings, OutputTerminal terminal, ZoneId zone) {
        this.headings = headings;
        this.terminal = terminal;
        this.zone = zone;
        liked = new int[headings.columns().size() + 1];
        liked[0] = Math.max(headings.subject().length(), headings.subjectWidth());
        aligns.add(Align.LEFT);
        for (var i = 1; i < liked.length; i++) {
            liked[i] = headings.columns().get(i - 1).preferred();
            aligns.add(headings.columns().get(i - 1).align());
        }
    }

    @Override
    public void begin(StringBuilder out) {
        // The first headings stand above the first line, which says how wide they are.
    }

    @Override
    public void entry(Entry entry, StringBuilder out) {
        entries.add(entry);
    }

    @Override
    public void endUpdate(StringBuilder out) {
        var lacking = new LinkedHashMap<Absences.Absence, List<Entry>>();
        entries.forEach(entry -> entry.absence()
                .filter(Absences.Absence::isFolded)
                .ifPresent(absence -> lacking.computeIfAbsent(absence, _ -> new ArrayList<>()).add(entry)));
        lacking.values().removeIf(alike -> alike.size() == 1);
        var lines = entries.stream()
                .filter(entry -> entry.absence().isEmpty() || !lacking.containsKey(entry.absence().get()))
                .toList();
        print(lines, "", out);
        lacking.forEach((absence, alike) -> {
            var words = new StringBuilder(time(alike.getFirst())).append(GAP).append(absence.words(alike.size()));
            var room = terminal.size().columns() - words.length() - 2;
            var names = Folding.brief(alike.stream().map(Entry::subject).toList(), Math.max(1, room));
            line(names.isEmpty() ? words.toString() : words.append(": ").append(names).toString(), out);
        });
        entries.clear();
    }

    @Override
    public void summary(List<Entry> averages, StringBuilder out) {
        out.append('\n');
        sinceHeadings = Integer.MAX_VALUE;
        print(averages, Averages.WORD, out);
    }

    /// @param time what stands in place of the time; empty for that itself
    private void print(List<Entry> lines, String time, StringBuilder out) {
        lines.forEach(this::measure);
        var fitted = fitted();
        if (!Arrays.equals(fitted, widths)) {
            widths = fitted;
            sinceHeadings = Integer.MAX_VALUE;
        }
        for (var entry : lines) {
            line(text(entry, time.isEmpty() ? time(entry) : time), out);
        }
    }

    private void measure(Entry entry) {
        liked[0] = Math.max(liked[0], Width.of(entry.subject()));
        for (var i = 1; i < liked.length; i++) {
            liked[i] = Math.max(liked[i], Width.of(entry.cells().get(i - 1).text()));
        }
    }

    /// What is too wide for the line is taken from the widest words.
    private int[] fitted() {
        var fitted = liked.clone();
        var over = TIME_WIDTH + GAP.length() + statusWidth() + Arrays.stream(fitted).map(width -> width + 2).sum()
                - terminal.size().columns();
        while (over > 0) {
            var widest = -1;
            for (var i = 0; i < fitted.length; i++) {
                if (aligns.get(i) == Align.LEFT && fitted[i] > LEAST_WORDS
                        && (widest < 0 || fitted[i] > fitted[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break; // numbers are never cut: the line goes on below
            }
            fitted[widest]--;
            over--;
        }
        return fitted;
    }

    private int statusWidth() {
        return Math.max(STATUS_WIDTH, headings.status().length());
    }

    private String text(Entry entry, String time) {
        var line = new StringBuilder(Width.fit(time, TIME_WIDTH, Align.LEFT));
        put(line, Width.middle(joined(entry.subject()), widths[0]), widths[0], Align.LEFT);
        put(line, entry.status(), statusWidth(), Align.LEFT);
        if (entry.why().isEmpty() || entry.cells().stream().anyMatch(cell -> !cell.isAbsent())) {
            for (var i = 1; i < widths.length; i++) {
                var isLast = i == widths.length - 1;
                var text = entry.cells().get(i - 1).text();
                put(line, isLast ? text : joined(text), widths[i], aligns.get(i));
            }
        } else {
            line.append(GAP).append(Width.cut(entry.why(), terminal.size().columns() - line.length() - GAP.length()));
        }
        return line.toString();
    }

    private static void put(StringBuilder line, String text, int width, Align align) {
        line.append(GAP).append(Width.fit(text, align == Align.LEFT ? width : Math.max(width, Width.of(text)), align));
    }

    private static String joined(String text) {
        return text.equals(Cell.DASH) ? text : text.replace(' ', '_');
    }

    private String time(Entry entry) {
        var micros = Math.clamp(entry.micros(), -FURTHEST, FURTHEST);
        return WallClock.iso(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), zone);
    }

    /// One line, below headings that are still to be seen.
    private void line(String text, StringBuilder out) {
        var size = terminal.size();
        var stripped = text.stripTrailing();
        var rows = rows(stripped, size);
        if (sinceHeadings >= Integer.MAX_VALUE - rows
                || sinceHeadings + rows > Math.max(LEAST_ROWS, size.rows()) - 1) {
            var headline = headline();
            out.append(headline).append('\n');
            sinceHeadings = rows(headline, size);
        }
        out.append(stripped).append('\n');
        sinceHeadings += rows;
    }

    /// A longer line goes on below.
    private static int rows(String line, OutputTerminal.Size size) {
        return Math.max(1, Math.ceilDiv(Width.of(line), size.columns()));
    }

    private String headline() {
        var line = new StringBuilder(Width.fit(TIME, TIME_WIDTH, Align.LEFT));
        put(line, headings.subject(), widths[0], Align.LEFT);
        put(line, headings.status(), statusWidth(), Align.LEFT);
        for (var i = 1; i < widths.length; i++) {
            put(line, headings.columns().get(i - 1).heading(), widths[i], aligns.get(i));
        }
        return line.toString().stripTrailing();
    }
}
