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

    /// How many seconds one record stands for: five minutes where it is what is left of them, else what as a rule lay between
    /// two rounds, and never longer than that.
    long seconds() {
        var most = Duration.ofNanos(Thinning.STEP).toSeconds();
        if (isThinned) {
            return most;
        }
        return period().map(usual -> Math.clamp(usual.toSeconds(), 1, most)).orElse(most);
    }

    /// What as a rule lay between two rounds, to the second; empty where there are no two.
    Optional<Duration> period() {
        if (isThinned) {
            return Optional.of(Duration.ofNanos(Thinning.STEP));
        }
        var gaps = new ArrayList<Long>();
        for (var i = shown.nextSetBit(0); i >= 0 && shown.nextSetBit(i + 1) >= 0; i = shown.nextSetBit(i + 1)) {
            gaps.add(times[shown.nextSetBit(i + 1)] - times[i]);
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.isEmpty() ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Math.max(1, Math.round(gaps.get(gaps.size() / 2) / 1e9))));
    }
}
