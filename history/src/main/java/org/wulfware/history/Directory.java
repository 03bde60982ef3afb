package org.wulfware.history;

import module java.base;
import org.wulfware.libwulf.Host;

/// A block as bytes: whose it is, its texts, which columns there are and how long each is, and then the columns. So one of them
/// is found without reading the others.
final class Directory {
    /// The group of what is told beside the samples; the sensors' are their numbers and one.
    static final int TOLD = 0;

    /// Columns of [#TOLD]; those of [Told]'s numbers stand behind them.
    static final int BASE = 0;
    static final int ROUND = 1;
    static final int FLAGS = 2;
    static final int REASON = 3;
    static final int FIRST_NUMBER = 4;

    /// Columns of a sensor; those of its cells stand behind them, each with room for its aspects.
    static final int CONTROL = 0;
    static final int STAMP = 1;
    static final int AGE = 2;
    static final int ROWS = 3;
    static final int FIRST_CELL = 4;

    /// What is kept of a cell. Of a counter the mean is left out, and the least and greatest are rates.
    static final int LAST = 0;
    static final int MEAN = 1;
    static final int LEAST = 2;
    static final int GREATEST = 3;
    static final int ASPECTS = 4;

    private static final int MOST_GROUPS = 1 << 16;
    private static final int MOST_COLUMNS = 1 << 24;
    private static final int MOST_RECORDS = 1 << 24;

    private final Octets columns = new Octets();
    private final Octets data = new Octets();
    private int groups;
    private int lastGroup = -1;
    private final Octets group = new Octets();
    private int inGroup;
    private int lastCode;

    void clear() {
        columns.clear();
        data.clear();
        groups = 0;
        lastGroup = -1;
    }

    void begin() {
        group.clear();
        inGroup = 0;
        lastCode = -1;
    }

    /// What is appended to this belongs to the column that [#column] then names.
    Octets data() {
        return data;
    }

    /// The column that began at `from` and ends here.
    void column(int code, int from) {
        group.whole(code - lastCode).whole(data.size() - from);
        lastCode = code;
        inGroup++;
    }

    void end(int number) {
        columns.whole(number - lastGroup).whole(inGroup).raw(group);
        lastGroup = number;
        groups++;
    }

    void write(Host host, int count, Texts texts, Octets out) {
        Told.host(host, out);
        out.whole(count);
        texts.write(out);
        out.whole(groups).raw(columns).raw(data);
    }

    /// A block, read as far as is needed to find its columns.
    ///
    /// @param groups of each column its group
    /// @param codes of each column which it is in its group
    /// @param ends where each ends; the next one begins there
    /// @param from where the first begins
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Found(Host host, int count, List<byte[]> texts, int[] groups, int[] codes, int[] ends, int from) {
        int columns() {
            return groups.length;
        }

        int from(int column) {
            return column == 0 ? from : ends[column - 1];
        }
    }

    static Found read(Cursor in) {
        var host = Told.host(in);
        var count = in.count(MOST_RECORDS);
        var texts = Texts.read(in);
        var groups = new int[256];
        var codes = new int[256];
        var ends = new int[256];
        var number = -1;
        var columns = 0;
        for (var left = in.count(MOST_GROUPS); left > 0; left--) {
            number += in.count(MOST_GROUPS);
            var code = -1;
            for (var more = in.count(MOST_COLUMNS); more > 0; more--) {
                if (columns == groups.length) {
                    groups = Arrays.copyOf(groups, columns * 2);
                    codes = Arrays.copyOf(codes, columns * 2);
                    ends = Arrays.copyOf(ends, columns * 2);
                }
                code += in.count(MOST_COLUMNS);
                groups[columns] = number;
                codes[columns] = code;
                ends[columns++] = in.length();
            }
        }
        var from = in.at();
        for (var i = 0; i < columns; i++) {
            in.skip(ends[i]);
            ends[i] = in.at();
        }
        return new Found(host, count, texts, Arrays.copyOf(groups, columns), Arrays.copyOf(codes, columns),
                Arrays.copyOf(ends, columns), from);
    }
}
