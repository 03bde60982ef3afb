package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.Cell;
import org.wulfware.display.Column;

/// What a log's values were on average, for each host, or each of its disks, processes and so on. Of a text there is no average: it
/// stands there where it never changed.
final class Averages {
    /// What stands in place of a time.
    static final String WORD = "average";

    /// Processes come and go: not more than these are kept.
    private static final int MOST = 100_000;

    /// What is the same in all lines of an average.
    private record Key(String subject, String kind, List<String> rows) {}

    private final Headings headings;
    private final Map<Key, Sums> all = new LinkedHashMap<>();
    private int updates;

    Averages(Headings headings) {
        this.headings = headings;
    }

    void add(Entry entry) {
        var key = new Key(entry.subject(), headings.areHosts() ? "" : entry.status(), rows(entry));
        var sums = all.get(key);
        if (sums == null && all.size() < MOST) {
            sums = new Sums(headings.columns().size());
            all.put(key, sums);
        }
        if (sums != null) {
            sums.add(entry);
        }
    }

    void endUpdate() {
        updates++;
    }

    private List<String> rows(Entry entry) {
        var rows = new ArrayList<String>();
        for (var i = 0; i < headings.columns().size(); i++) {
            if (headings.isKey(headings.columns().get(i))) {
                rows.add(entry.cells().get(i).text());
            }
        }
        return rows;
    }

    /// A line each, in the order in which they first came. In place of the status stands in how many of all updates there was a
    /// value: `11/12`.
    List<Entry> entries() {
        var named = new HashSet<String>();
        all.forEach((key, sums) -> {
            if (sums.values > 0) {
                named.add(key.subject);
            }
        });
        var entries = new ArrayList<Entry>();
        all.forEach((key, sums) -> {
            if (sums.values > 0 || !named.contains(key.subject)) {
                var status = headings.areHosts() ? sums.values + "/" + updates : key.kind;
                entries.add(new Entry(0, key.subject, status, "", sums.cells(headings.columns())));
            }
        });
        return entries;
    }

    /// What has come together of one.
    private static final class Sums {
        private final double[] sums;
        private final int[] counts;
        private final Cell[] texts;
        private int values;

        Sums(int columns) {
            sums = new double[columns];
            counts = new int[columns];
            texts = new Cell[columns];
        }

        void add(Entry entry) {
            var isThere = false;
            for (var i = 0; i < sums.length; i++) {
                var cell = entry.cells().get(i);
                if (cell.isAbsent()) {
                    continue;
                }
                isThere = true;
                if (cell.value().isPresent()) {
                    sums[i] += cell.value().getAsDouble();
                    counts[i]++;
                }
                texts[i] = texts[i] == null || texts[i].text().equals(cell.text()) ? cell : Cell.ABSENT;
            }
            values += isThere ? 1 : 0;
        }

        List<Cell> cells(List<Column> columns) {
            var cells = new ArrayList<Cell>();
            for (var i = 0; i < sums.length; i++) {
                if (columns.get(i).isText()) {
                    cells.add(Objects.requireNonNullElse(texts[i], Cell.ABSENT));
                } else {
                    cells.add(counts[i] == 0 ? Cell.ABSENT : columns.get(i).cell(sums[i] / counts[i]));
                }
            }
            return cells;
        }
    }
}
