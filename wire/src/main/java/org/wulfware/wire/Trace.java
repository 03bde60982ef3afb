package org.wulfware.wire;

import java.util.Arrays;

/// What a reader has made of each attribute and of what stands before each end of an element, in a document's order.
final class Trace {
    /// How a part of a document was taken.
    enum Taken {
        /// Not at all, and it may be anything.
        FREE,
        /// In a way that another value there would change: it has to be the very same.
        FIXED,
        NUMBER,
        TEXT,
        /// The seconds of a time stamp, whose microseconds are next.
        SECONDS,
        MICROSECONDS
    }

    /// Integers of each entry.
    static final int WIDTH = 5;

    private int[] entries = new int[64 * WIDTH];
    private int count;
    private boolean isUseless;

    void clear() {
        count = 0;
        isUseless = false;
    }

    void add(Taken taken) {
        add(taken, 0, 0, 0, 0);
    }

    /// @param sensor the place of the table in the catalog
    void add(Taken taken, int sensor, int row, int slot, int decimals) {
        var at = count * WIDTH;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, at * 2);
        }
        entries[at] = taken.ordinal();
        entries[at + 1] = sensor;
        entries[at + 2] = row;
        entries[at + 3] = slot;
        entries[at + 4] = decimals;
        count++;
    }

    /// Something was said that no other document is to be measured by.
    void useless() {
        isUseless = true;
    }

    boolean isUseless() {
        return isUseless;
    }

    int count() {
        return count;
    }

    int get(int entry, int part) {
        return entries[entry * WIDTH + part];
    }
}
