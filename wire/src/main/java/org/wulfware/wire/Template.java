package org.wulfware.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Trace.Taken;

/// A document that was read, with gaps where its values stood. One that has the same bytes but for what stands in the gaps says
/// the same of other values: it need not be parsed, and a daemon's documents are mostly that.
///
/// It only ever takes what it is sure of: digits where a number stood, and printable characters that mean themselves where a text
/// did. Whatever else comes is for the [XmlReader], which has read the document that this was made of.
final class Template {
    private static final int LONGEST_TEXT = 8192;
    /// A number of more digits may not fit, or is none that a node says.
    private static final int MOST_DIGITS = 18;

    private static final Taken[] TAKEN = Taken.values();

    /// Of each gap the length of the bytes before it, and how what stands there is taken, as [Trace] has it.
    private final int[] gaps;
    /// The bytes before each gap, and those behind the last one.
    private final byte[] fixed;
    /// Of each sensor the rows, -1 if the document does not have it.
    private final int[] rows;
    /// Where the last one recognised it, to tell which may be forgotten.
    long used;

    private Template(int[] gaps, byte[] fixed, int[] rows) {
        this.gaps = gaps;
        this.fixed = fixed;
        this.rows = rows;
    }

    /// Makes one of a document that was read; null if it is not so plain that another could be measured by it.
    ///
    /// @param tables what was read
    static @Nullable Template of(byte[] document, int from, int to, Trace trace, @Nullable Table<?>[] tables) {
        if (trace.isUseless()) {
            return null;
        }
        var marked = new Gaps(document, from, to, trace);
        if (!marked.find()) {
            return null;
        }
        var rows = new int[tables.length];
        for (var i = 0; i < rows.length; i++) {
            var table = tables[i];
            rows[i] = table == null ? -1 : table.rows();
        }
        return new Template(marked.gaps(), marked.fixed(), rows);
    }

    /// Reads a document that is like this one; false if it is not.
    ///
    /// @param tables get what it says: those that it does not have become null there
    boolean read(byte[] document, int from, int to, Tables tables) {
        tables.begin(rows);
        var at = from;
        var known = 0;
        var seconds = 0L;
        for (var gap = 0; gap < gaps.length; gap += Trace.WIDTH + 1) {
            var length = gaps[gap];
            if (to - at < length || !Arrays.equals(document, at, at + length, fixed, known, known + length)) {
                return false;
            }
            at += length;
            known += length;
            var taken = TAKEN[gaps[gap + 1]];
            if (taken == Taken.TEXT || taken == Taken.FREE) {
                var end = textEnd(document, at, to);
                if (end < 0 || end - at > LONGEST_TEXT || (end == at && document[at] == '<')) {
                    return false;
                }
                if (taken == Taken.TEXT) {
                    tables.of(gaps[gap + 2]).text(gaps[gap + 3], gaps[gap + 4], document, at, end - at);
                }
                at = end;
                continue;
            }
            var number = 0L;
            var digits = 0;
            var isNegative = at < to && document[at] == '-';
            at += isNegative ? 1 : 0;
            var begin = at;
            for (; at < to && document[at] >= '0' && document[at] <= '9'; at++) {
                number = number * 10 + document[at] - '0';
            }
            digits = at - begin;
            if (digits == 0 || digits > MOST_DIGITS) {
                return false;
            }
            if (taken == Taken.NUMBER) {
                var decimals = gaps[gap + 5];
                if (at < to && document[at] == '.') {
                    at++;
                    for (; at < to && document[at] >= '0' && document[at] <= '9'; at++) {
                        if (decimals > 0) {
                            number = number * 10 + document[at] - '0';
                            decimals--;
                            digits++;
                        }
                    }
                    if (at - begin > MOST_DIGITS + 1) {
                        return false;
                    }
                }
                if (digits + decimals > MOST_DIGITS) {
                    return false;
                }
                for (; decimals > 0; decimals--) {
                    number *= 10;
                }
                if (isNegative
                        && !Catalog.sensors().get(gaps[gap + 2]).fields()[gaps[gap + 4]].spec().mayBeNegative()) {
                    return false;
                }
                tables.of(gaps[gap + 2]).set(gaps[gap + 3], gaps[gap + 4], isNegative ? -number : number);
            } else if (isNegative) {
                return false;
            } else if (taken == Taken.SECONDS) {
                if (number >= 1L << 40) {
                    return false;
                }
                seconds = number;
            } else {
                if (number >= 1_000_000) {
                    return false;
                }
                tables.of(gaps[gap + 2]).stamp(seconds * 1_000_000 + number);
            }
        }
        return Arrays.equals(document, at, to, fixed, known, fixed.length);
    }

    /// Where a text ends; -1 if it has anything in it that may not mean itself, or begins with a blank.
    static int textEnd(byte[] document, int from, int to) {
        for (var at = from; at < to; at++) {
            switch (document[at]) {
                case '<', '"' -> {
                    return at;
                }
                case '&', '>' -> {
                    return -1;
                }
                default -> {
                    if (document[at] < (at == from ? '!' : ' ') || document[at] == 0x7f) {
                        return -1;
                    }
                }
            }
        }
        return -1;
    }

    /// The tables that documents are read into, one after another.
    static final class Tables {
        private final @Nullable Table<?>[] all =
                new Table<?>[Catalog.sensors().size()];
        private int[] rows = {};

        private void begin(int[] wanted) {
            rows = wanted;
            for (var i = 0; i < wanted.length; i++) {
                if (wanted[i] >= 0) {
                    var table = all[i];
                    if (table == null) {
                        table = new Table<>(Catalog.sensors().get(i));
                        all[i] = table;
                    }
                    table.clear();
                    for (var row = 0; row < wanted[i]; row++) {
                        table.row();
                    }
                }
            }
        }

        private Table<?> of(int sensor) {
            var table = all[sensor];
            if (table == null) {
                throw new IllegalStateException("a gap of a table that the document does not have");
            }
            return table;
        }

        /// What stands in the last document that was read.
        ///
        /// @return in its place in the catalog, null if it is not there
        @Nullable
        Table<?> table(int sensor) {
            return rows[sensor] < 0 ? null : all[sensor];
        }
    }
}
