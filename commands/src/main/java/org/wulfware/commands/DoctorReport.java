package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Column;
import org.wulfware.display.RowFormat;
import org.wulfware.display.RowFormat.Value;
import org.wulfware.display.Width;
import org.wulfware.libwulf.Folding;

/// What was found, printed: for a person a line a kind of trouble, with the hosts that have it folded and the next command
/// below it; for a program a row a host and finding.
///
/// @param findings of each host; none of one that is well
/// @param ofAll what is wrong here rather than with one of them
record DoctorReport(Map<String, List<Finding>> findings, List<Finding> ofAll) {
    private static final List<String> COLUMNS = List.of("host", "cause", "finding", "next");
    private static final String WELL = "all well";
    private static final String WELL_WORD = "well";
    private static final String HERE = "(here)";

    private static final Finding WELL_ROW = new Finding(Cause.HERE, WELL, "");

    /// Names of hosts take no more columns than these.
    private static final int MOST_NAMES = 40;

    private static final String GAP = "  ";

    /// @param hosts that have it
    /// @param first the one among them that the next command is for
    private record Row(List<String> hosts, String first, Finding finding) {
        String names() {
            var brief = Folding.brief(hosts.stream().map(Clean::text).toList(), MOST_NAMES);
            return Width.cut(brief.isEmpty() ? Clean.text(hosts.getFirst()) + ",…" : brief, MOST_NAMES);
        }
    }

    boolean isAllWell() {
        return ofAll.isEmpty() && findings.values().stream().allMatch(List::isEmpty);
    }

    /// The table for a person.
    String table() {
        var well =
                findings.entrySet().stream().filter(host -> host.getValue().isEmpty()).map(Map.Entry::getKey).toList();
        if (isAllWell()) {
            return Folding.fold(well.stream().map(Clean::text).toList()) + GAP + WELL + "\n";
        }
        var rows = new ArrayList<Row>();
        ofAll.forEach(finding -> rows.add(new Row(List.of(HERE), HERE, finding)));
        rows.addAll(rows());
        var width = Stream.concat(rows.stream(), well.isEmpty() ? Stream.of() : Stream.of(new Row(well, "", WELL_ROW)))
                .mapToInt(row -> Width.of(row.names()))
                .max()
                .orElse(0);
        width = Math.max(width, "hosts".length());
        var text = new StringBuilder();
        line("hosts", "finding", width, text);
        if (!well.isEmpty()) {
            line(new Row(well, "", WELL_ROW).names(), WELL, width, text);
        }
        for (var row : rows) {
            line(row.names(), words(row), width, text);
            line("", "next: " + row.finding.next(), width, text);
        }
        return text.toString();
    }

    /// What differs from host to host is said of the first.
    private static String words(Row row) {
        var finding = row.finding;
        return row.hosts.size() == 1 || finding.detail().isEmpty() ? finding.line()
                : finding.words() + "; " + Clean.text(row.first) + ": " + finding.detail();
    }

    private static void line(String hosts, String text, int width, StringBuilder out) {
        out.append(Width.fit(hosts, width, Column.Align.LEFT)).append(GAP).append(text).append('\n');
    }

    private List<Row> rows() {
        record Kind(Cause cause, String words) {}
        var hosts = new TreeMap<Kind, List<String>>(Comparator.comparing(Kind::cause).thenComparing(Kind::words));
        var all = new HashMap<Kind, Map<String, Finding>>();
        findings.forEach((host, found) -> found.forEach(finding -> {
            var kind = new Kind(finding.cause(), finding.words());
            hosts.computeIfAbsent(kind, _ -> new ArrayList<>()).add(host);
            all.computeIfAbsent(kind, _ -> new HashMap<>()).put(host, finding);
        }));
        var rows = new ArrayList<Row>();
        hosts.forEach((kind, names) -> {
            var first = Folding.sorted(names).getFirst();
            var finding = all.getOrDefault(kind, Map.of()).get(first);
            if (finding != null) {
                rows.add(new Row(names, first, finding));
            }
        });
        return rows;
    }

    /// The same for a program.
    String rows(RowFormat format) {
        var text = new StringBuilder();
        format.begin(COLUMNS, text);
        for (var finding : ofAll) {
            row("", finding, format, text);
        }
        findings.forEach((host, found) -> {
            if (found.isEmpty()) {
                format.row(COLUMNS,
                        List.of(Value.text(Clean.text(host)), Value.text(WELL_WORD), Value.text(WELL), Value.ABSENT),
                        text);
            }
            found.forEach(finding -> row(host, finding, format, text));
        });
        return text.toString();
    }

    private static void row(String host, Finding finding, RowFormat format, StringBuilder out) {
        format.row(COLUMNS,
                List.of(host.isEmpty() ? Value.ABSENT : Value.text(Clean.text(host)),
                        Value.text(finding.cause().word()), Value.text(finding.line()), Value.text(finding.next())),
                out);
    }
}
