package org.wulfware.history;

import module java.base;

/// When the rounds of a sealed file were.
///
/// @param times of each, in nanoseconds since 1970
/// @param shown whether each was one that was shown: the first one of those who need rates is not
/// @param isThinned whether few of many are left
@SuppressWarnings("ArrayRecordComponent") // nobody compares two
record Rounds(long[] times, BitSet shown, boolean isThinned) {
    private static final int MOST = 1 << 24;

    static Octets write(long[] times, boolean[] shown, boolean isThinned) {
        var out = new Octets().octet(isThinned ? 1 : 0).whole(times.length);
        var before = 0L;
        for (var i = 0; i < times.length; i++) {
            out.signed(times[i] - before).octet(shown[i] ? 1 : 0);
            before = times[i];
        }
        return out;
    }

    static Rounds read(Cursor in) {
        var isThinned = in.octet() != 0;
        var times = new long[in.count(MOST)];
        var shown = new BitSet();
        var before = 0L;
        for (var i = 0; i < times.length; i++) {
            times[i] = before + in.signed();
            before = times[i];
            shown.set(i, in.octet() != 0);
        }
        return new Rounds(times, shown, isThinned);
    }

    int count() {
        return times.length;
    }
}
