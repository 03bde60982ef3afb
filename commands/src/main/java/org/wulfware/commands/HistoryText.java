package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Look;
import org.wulfware.display.RowFormat;
import org.wulfware.display.Width;
import org.wulfware.history.Moments;
import org.wulfware.history.Query;
import org.wulfware.history.Question;

/// The answer to a query, as text.
///
/// @param expression as it was typed
/// @param moments how times are written
record HistoryText(String expression, Query.Answer answer, Question question, Moments moments) {
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final char DOWN = '×';
    private static final int TALL = 12;
    private static final int LEAST_WIDTH = 10;
    private static final int MOST_WIDTH = 400;
    private static final List<String> NAMES = List.of("time", "host", "row", "value", "status");
    private static final String NONE = "-";

    /// The series with the greatest means, the greatest first.
    static Query.Answer top(Query.Answer answer, int count) {
        var top = answer.series()
                .stream()
                .filter(series -> Double.isFinite(mean(series)))
                .sorted(Comparator.comparingDouble(HistoryText::mean).reversed())
                .limit(count)
                .toList();
        return new Query.Answer(answer.times(), top, answer.changes(), answer.losses(), answer.period());
    }

    private static double mean(Query.Series series) {
        return Arrays.stream(series.values()).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /// What there is to be told of a time.
    ///
    /// @param number NaN for a text, or where the host was down
    private record Entry(Instant at, String host, String row, double number, String text, boolean isDown) {}

    private void each(Consumer<Entry> entry) {
        for (var change : answer.changes()) {
            entry.accept(new Entry(change.at(), change.host(), change.row(), Double.NaN, change.text(),
                    change.isDown()));
        }
        for (var at = 0; at < answer.times().size(); at++) {
            var time = answer.times().get(at);
            var down = "";
            for (var series : answer.series()) {
                var value = series.values()[at];
                if (!Double.isNaN(value)) {
                    entry.accept(new Entry(time, series.host(), series.row(), value, "", false));
                } else if (series.down().get(at) && !series.host().equals(down)) {
                    // That is said once, however many rows a host has.
                    down = series.host();
                    entry.accept(new Entry(time, series.host(), "", value, "", true));
                }
            }
        }
    }

    /// For a person: a line a time and series that has a value.
    String table() {
        var hasRows = question.rows().isPresent();
        var entries = new ArrayList<Entry>();
        each(entries::add);
        var host = new Padded("host");
        var row = new Padded("row");
        var time = new Padded("#time");
        entries.forEach(entry -> {
            host.sees(Clean.text(entry.host));
            row.sees(said(entry.row));
            time.sees(moments.shown(entry.at));
        });
        var out = new StringBuilder(time.of("#time") + host.of("host") + (hasRows ? row.of("row") : "") + heading()
                + "\n");
        for (var entry : entries) {
            out.append(time.of(moments.shown(entry.at)))
                    .append(host.of(Clean.text(entry.host)))
                    .append(hasRows ? row.of(said(entry.row)) : "")
                    .append(entry.isDown ? "down" : question.isText() ? said(entry.text) : shown(entry.number))
                    .append('\n');
        }
        return out.toString();
    }

    /// A column as wide as its widest word.
    private static final class Padded {
        private int width;

        Padded(String heading) {
            sees(heading);
        }

        void sees(String text) {
            width = Math.max(width, Width.of(text));
        }

        String of(String text) {
            return padded(text, width) + "  ";
        }
    }

    private static String said(String text) {
        return text.isEmpty() ? NONE : Clean.text(text);
    }

    /// In one word, with the unit.
    private String heading() {
        var word = Clean.text(expression)
                .strip()
                .replaceAll("\\s*([-+*/<>=!,()&|])\\s*", "$1")
                .replaceAll("\\s+", "_");
        var unit = question.expression().measure().word();
        return word + (unit.isEmpty() ? "" : "[" + unit + "]");
    }

    private static String name(Query.Series series) {
        return Clean.text(series.host()) + (series.row().isEmpty() ? "" : " " + Clean.text(series.row()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - Width.of(text)));
    }

    private String shown(double value) {
        return Look.USUAL.of(value, question.expression().measure());
    }

    /// For programs: seconds since 1970, host, which of the host's, value, and whether it was up.
    String rows(RowFormat format) {
        var out = new StringBuilder();
        format.begin(NAMES, out);
        each(entry -> {
            if (!Double.isInfinite(entry.number)) {
                format.row(NAMES, List.of(
                        RowFormat.Value.number(seconds(entry.at)),
                        RowFormat.Value.text(Clean.text(entry.host)),
                        text(entry.row),
                        Double.isNaN(entry.number) ? text(entry.text) : RowFormat.Value.number(number(entry.number)),
                        RowFormat.Value.text(entry.isDown ? "down" : "up")), out);
            }
        });
        return out.toString();
    }

    private static RowFormat.Value text(String words) {
        return words.isEmpty() ? RowFormat.Value.ABSENT : RowFormat.Value.text(Clean.text(words));
    }

    private static String seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9))
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /// For a person at a terminal: one series as tall columns, several as a line each, all to one scale.
    String chart(int width) {
        var all = answer.series()
                .stream()
                .flatMapToDouble(series -> Arrays.stream(series.values()))
                .filter(Double::isFinite)
                .summaryStatistics();
        if (all.getCount() == 0) {
            return heading() + ": " + (isDown() ? "down" : "nothing was recorded") + "\n";
        }
        var least = Math.min(0, all.getMin());
        var greatest = all.getMax() > least ? all.getMax() : least + 1;
        var out = new StringBuilder(heading() + "\n");
        var isOne = answer.series().size() == 1;
        var names = isOne
                ? List.of(shown(greatest), shown(least))
                : answer.series().stream().map(HistoryText::name).toList();
        var margin = names.stream().mapToInt(Width::of).max().orElse(0) + 1;
        var columns =
                Math.min(answer.times().size(), Math.clamp(width - margin - (isOne ? 1 : 27), LEAST_WIDTH, MOST_WIDTH));
        if (isOne) {
            tall(answer.series().getFirst(), columns, least, greatest, margin, out);
        } else {
            out.append(" ".repeat(margin + columns)).append("   least    mean  greatest\n");
            for (var i = 0; i < names.size(); i++) {
                var values = answer.series().get(i).values();
                out.append(padded(names.get(i), margin));
                var squeezed = squeezed(values, columns);
                var down = down(answer.series().get(i), columns);
                for (var column = 0; column < columns; column++) {
                    out.append(Double.isNaN(squeezed[column]) && down.get(column)
                            ? DOWN
                            : block((squeezed[column] - least) / (greatest - least)));
                }
                var summary = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
                out.append(summary.getCount() == 0 ? ""
                        : "%8s%8s%10s".formatted(shown(summary.getMin()),
                                shown(summary.getAverage()), shown(summary.getMax())))
                        .append('\n');
            }
        }
        var begin = moments.shown(answer.times().getFirst());
        var end = moments.shown(answer.times().getLast());
        var gap = columns - begin.length() - end.length();
        return out.append(" ".repeat(margin))
                .append(begin)
                .append(gap > 0 ? " ".repeat(gap) : " … ")
                .append(end)
                .append(isDown() ? "  " + DOWN + " down" : "")
                .append('\n')
                .toString();
    }

    private boolean isDown() {
        return answer.series().stream().anyMatch(series -> !series.down().isEmpty());
    }

    private void tall(
            Query.Series series, int columns, double least, double greatest, int margin, StringBuilder out) {
        var values = squeezed(series.values(), columns);
        var down = down(series, columns);
        for (var row = TALL - 1; row >= 0; row--) {
            var label = row == TALL - 1 ? shown(greatest) : row == 0 ? shown(least) : "";
            out.append(" ".repeat(Math.max(0, margin - 1 - Width.of(label)))).append(label).append(' ');
            for (var column = 0; column < columns; column++) {
                out.append(row == 0 && Double.isNaN(values[column]) && down.get(column)
                        ? DOWN
                        : block((values[column] - least) / (greatest - least) * TALL - row));
            }
            out.append('\n');
        }
    }

    /// @param share of the block that is filled; NaN for none
    private static char block(double share) {
        return BLOCKS.charAt(Double.isNaN(share) ? 0 : Math.clamp(Math.round(share * 8), 0, 8));
    }

    /// The greatest of as many as fall into one column: peaks are what is looked for.
    private static double[] squeezed(double[] values, int columns) {
        var squeezed = new double[columns];
        Arrays.fill(squeezed, Double.NaN);
        for (var i = 0; i < values.length; i++) {
            var column = (int) ((long) i * columns / values.length);
            if (Double.isFinite(values[i])) {
                squeezed[column] = Double.isNaN(squeezed[column]) ? values[i] : Math.max(squeezed[column], values[i]);
            }
        }
        return squeezed;
    }

    /// In which columns the host was down at some time.
    private static BitSet down(Query.Series series, int columns) {
        var down = new BitSet();
        series.down().stream().forEach(at -> down.set((int) ((long) at * columns / series.values().length)));
        return down;
    }
}
