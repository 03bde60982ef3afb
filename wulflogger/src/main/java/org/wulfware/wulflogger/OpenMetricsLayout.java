package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Column;

/// OpenMetrics' text, one exposition an update, which Prometheus' text format reads too. Each column of numbers is a gauge;
/// words that are no label of their own stand in one of the name `…_info`.
/// ```text
/// # HELP wulf_load_load1 Runnable tasks, mean of a minute.
/// # TYPE wulf_load_load1 gauge
/// wulf_load_load1{host="golem"} 0.21
/// # EOF
/// ```
/// No line has a time: what gathers files of these takes its own, and refuses others.
final class OpenMetricsLayout implements Layout {
    /// What a unit is called behind the name of a metric, where that is not what a person reads.
    private static final Map<String, String> UNITS = Map.of(
            "s", "seconds", "%", "percent", "Hz", "hertz", "V", "volts", "A", "amperes", "W", "watts", "J", "joules",
            "1", "");

    private final Headings headings;
    private final List<Column> numbers = new ArrayList<>();
    private final List<Column> words = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    OpenMetricsLayout(Headings headings) {
        this.headings = headings;
        for (var column : headings.columns()) {
            if (!headings.isKey(column)) {
                (column.isText() ? words : numbers).add(column);
            }
        }
    }

    @Override
    public void begin(StringBuilder out) {}

    @Override
    public void entry(Entry entry, StringBuilder out) {
        entries.add(entry);
    }

    @Override
    public void endUpdate(StringBuilder out) {
        if (headings.areHosts()) {
            family(out, "wulf_up", "Whether the host answers.");
            var told = new HashSet<String>();
            for (var entry : entries) {
                if (told.add(entry.subject())) {
                    label(out.append("wulf_up{"), "host", entry.subject());
                    out.append("} ").append(entry.status().equals("up") ? 1 : 0).append('\n');
                }
            }
        }
        var names = new HashSet<>(Set.of("wulf_up"));
        for (var column : numbers) {
            gauge(out, unique(name(column), names), column);
        }
        if (!words.isEmpty()) {
            info(out, unique("wulf_" + plain(headings.display()) + "_info", names));
        }
        out.append("# EOF\n");
        entries.clear();
    }

    private void gauge(StringBuilder out, String name, Column column) {
        var place = headings.columns().indexOf(column);
        var isBegun = false;
        for (var i = 0; i < entries.size(); i++) {
            var exact = column.exact(entries.get(i).cells().get(place));
            if (exact.isPresent()) {
                if (!isBegun) {
                    isBegun = true;
                    family(out, name, column.help());
                }
                identity(out.append(name).append('{'), entries.get(i));
                out.append("} ").append(exact.get()).append('\n');
            }
        }
    }

    private void info(StringBuilder out, String name) {
        family(out, name, "Words, as labels; always 1.");
        var taken = new HashSet<>(List.of(plain(headings.subject()), plain(headings.status())));
        headings.labels().forEach(label -> taken.add(plain(label)));
        var labels = new LinkedHashMap<Column, String>();
        words.forEach(column -> labels.put(column, unique(plain(column.name()), taken)));
        for (var i = 0; i < entries.size(); i++) {
            var said = new StringBuilder();
            for (var column : words) {
                column.exact(entries.get(i).cells().get(headings.columns().indexOf(column)))
                        .ifPresent(text -> label(said.append(','), labels.getOrDefault(column, ""), text));
            }
            if (!said.isEmpty()) {
                identity(out.append(name).append('{'), entries.get(i));
                out.append(said).append("} 1\n");
            }
        }
    }

    /// The labels that tell an entry from all others.
    private void identity(StringBuilder out, Entry entry) {
        label(out, plain(headings.subject()), entry.subject());
        if (!headings.areHosts()) {
            label(out.append(','), plain(headings.status()), entry.status());
        }
        for (var i = 0; i < entry.identity().size(); i++) {
            label(out.append(','), plain(headings.labels().get(i)), entry.identity().get(i));
        }
    }

    private static void family(StringBuilder out, String name, String help) {
        out.append("# HELP ").append(name).append(' ');
        escaped(out, help, false);
        out.append("\n# TYPE ").append(name).append(" gauge\n");
    }

    private String name(Column column) {
        var name = "wulf_" + plain(headings.display()) + "_" + plain(column.name());
        var unit = unit(column.unit());
        return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
    }

    /// `bytes/s` is `bytes_per_second`.
    private static String unit(String shown) {
        var isRate = shown.endsWith("/s");
        var what = isRate ? shown.substring(0, shown.length() - "/s".length()) : shown;
        var plain = UNITS.getOrDefault(what, plain(what));
        return isRate ? (plain.isEmpty() ? "" : plain + "_") + "per_second" : plain;
    }

    private static String unique(String name, Set<String> taken) {
        var unique = name;
        for (var i = 2; !taken.add(unique); i++) {
            unique = name + "_" + i;
        }
        return unique;
    }

    /// A name of letters, digits and underscores that does not begin with a digit.
    private static String plain(String name) {
        var plain = name.replaceAll("[^A-Za-z0-9_]+", "_");
        return !plain.isEmpty() && Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }

    private static void label(StringBuilder out, String name, String value) {
        out.append(name).append("=\"");
        escaped(out, value, true);
        out.append('"');
    }

    private static void escaped(StringBuilder out, String text, boolean quoted) {
        for (var i = 0; i < text.length(); i++) {
            var letter = text.charAt(i);
            if (letter == '\\' || (letter == '"' && quoted)) {
                out.append('\\');
            }
            out.append(letter);
        }
    }
}
