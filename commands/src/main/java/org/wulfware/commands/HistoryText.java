package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Look;
import org.wulfware.display.Width;
import org.wulfware.history.Query;
import org.wulfware.libwulf.Measure;

/// The answer to a query, as text.
///
/// @param expression as it was typed
/// @param measure what its values count
/// @param zone in which people live
record HistoryText(String expression, Query.Answer answer, Measure measure, ZoneId zone) {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String BLOCKS = " ▁▂▃▄▅▆▇█";
    private static final int TALL = 12;
    private static final int LEAST_WIDTH = 10;
    private static final int MOST_WIDTH = 400;

    /// For a person: a line a time and series that has a value.
    String table() {
        var names = answer.series().stream().map(HistoryText::name).toList();
        var width = Math.max(4, names.stream().mapToInt(Width::of).max().orElse(0));
        var out = new StringBuilder("#time                " + padded("host", width) + "  " + heading() + "\n");
        for (var at = 0; at < answer.times().size(); at++) {
            for (var i = 0; i < names.size(); i++) {
                var value = answer.series().get(i).values()[at];
                if (!Double.isNaN(value)) {
                    out.append(local(answer.times().get(at)))
                            .append("  ")
                            .append(padded(names.get(i), width))
                            .append("  ")
                            .append(shown(value))
                            .append('\n');
                }
            }
        }
        return out.toString();
    }

    private String heading() {
        return Clean.text(expression) + (measure.word().isEmpty() ? "" : " (" + measure.word() + ")");
    }

    private static String name(Query.Series series) {
        return Clean.text(series.host()) + (series.row().isEmpty() ? "" : " " + Clean.text(series.row()));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - Width.of(text)));
    }

    private String local(Instant time) {
        return LOCAL.format(time.atZone(zone));
    }

    private String shown(double value) {
        return Look.USUAL.of(value, measure);
    }

    /// For programs: seconds since 1970, host, which of the host's, value.
    String csv() {
        var out = new StringBuilder("time,host,row,value\n");
        each((time, series, value) -> out.append(time)
                .append(',')
                .append(quoted(Clean.text(series.host())))
                .append(',')
                .append(quoted(Clean.text(series.row())))
                .append(',')
                .append(value)
                .append('\n'));
        return out.toString();
    }

    private static String quoted(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /// For programs: an object a line.
    String jsonl() {
        var out = new StringBuilder();
        each((time, series, value) -> out.append("{\"time\":")
                .append(time)
                .append(",\"host\":")
                .append(json(series.host()))
                .append(",\"row\":")
                .append(series.row().isEmpty() ? "null" : json(series.row()))
                .append(",\"value\":")
                .append(value)
                .append("}\n"));
        return out.toString();
    }

    private static String json(String text) {
        return '"' + Clean.text(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /// Takes a value.
    private interface Taker {
        void take(String time, Query.Series series, String value);
    }

    private void each(Taker taker) {
        for (var at = 0; at < answer.times().size(); at++) {
            var time = answer.times().get(at);
            var seconds = BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), 9));
            for (var series : answer.series()) {
                var value = series.values()[at];
                if (Double.isFinite(value)) {
                    taker.take(seconds.stripTrailingZeros().toPlainString(), series,
                            BigDecimal.valueOf(value)
                                    .setScale(4, RoundingMode.HALF_UP)
                                    .stripTrailingZeros()
                                    .toPlainString());
                }
            }
        }
    }

    /// For a person at a terminal: one series as tall columns, several as a line each, all to one scale.
    String chart(int width) {
        var all = answer.series()
                .stream()
                .flatMapToDouble(series -> Arrays.stream(series.values()))
                .filter(Double::isFinite)
                .summaryStatistics();
        if (all.getCount() == 0) {
            return heading() + ": nothing was recorded\n";
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
            tall(squeezed(answer.series().getFirst().values(), columns), least, greatest, margin, out);
        } else {
            out.append(" ".repeat(margin + columns)).append("   least    mean  greatest\n");
            for (var i = 0; i < names.size(); i++) {
                var values = answer.series().get(i).values();
                out.append(padded(names.get(i), margin));
                for (var value : squeezed(values, columns)) {
                    out.append(block((value - least) / (greatest - least)));
                }
                var summary = Arrays.stream(values).filter(Double::isFinite).summaryStatistics();
                out.append(summary.getCount() == 0 ? ""
                        : "%8s%8s%10s".formatted(shown(summary.getMin()),
                                shown(summary.getAverage()), shown(summary.getMax())))
                        .append('\n');
            }
        }
        var begin = local(answer.times().getFirst());
        var end = local(answer.times().getLast());
        var gap = columns - begin.length() - end.length();
        return out.append(" ".repeat(margin))
                .append(begin)
                .append(gap > 0 ? " ".repeat(gap) : " … ")
                .append(end)
                .append('\n')
                .toString();
    }

    private void tall(double[] values, double least, double greatest, int margin, StringBuilder out) {
        for (var row = TALL - 1; row >= 0; row--) {
            var label = row == TALL - 1 ? shown(greatest) : row == 0 ? shown(least) : "";
            out.append(" ".repeat(Math.max(0, margin - 1 - Width.of(label)))).append(label).append(' ');
            for (var value : values) {
                out.append(block((value - least) / (greatest - least) * TALL - row));
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
}
