package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.Field;

/// How a column of numbers becomes bytes: one of a few ways, whichever is shortest for it. Numbers that do not change cost
/// nothing, those that grow evenly next to nothing.
final class Packing {
    /// One value, whenever.
    static final int CONSTANT = 0;
    /// Each from the one before.
    static final int STEPS = 1;
    /// Each from where the two before point to.
    static final int BENDS = 2;

    static final int WAYS = 3;
    /// Some are absent: lengths of runs follow, present and absent by turns.
    static final int GAPS = 4;
    /// All steps are multiples of a power of two, whose exponent follows.
    static final int SHIFTED = 8;

    private static final int LEAST_SHIFT = 3;

    private Packing() {}

    static void constant(long value, Octets out) {
        out.octet(CONSTANT).signed(value);
    }

    /// @param values of which the first `count` are written; ABSENT ones among them
    static void write(long[] values, int count, Octets out) {
        var present = 0;
        var first = 0L;
        var last = 0L;
        var lastStep = 0L;
        var any = 0L;
        var steps = 0L;
        var bends = 0L;
        for (var i = 0; i < count; i++) {
            var value = values[i];
            if (value == Field.ABSENT) {
                continue;
            }
            if (present++ == 0) {
                first = value;
            } else {
                var step = value - last;
                any |= step;
                steps += step == 0 ? 0 : Octets.sizeOfSigned(step);
                bends += step == lastStep ? 0 : Octets.sizeOfSigned(step - lastStep);
                lastStep = step;
            }
            last = value;
        }
        if (present == 0) {
            constant(Field.ABSENT, out);
            return;
        }
        var shift = any == 0 ? 0 : Long.numberOfTrailingZeros(any);
        shift = shift < LEAST_SHIFT ? 0 : shift;
        var way = any == 0 ? CONSTANT : bends < steps ? BENDS : STEPS;
        out.octet(way | (present < count ? GAPS : 0) | (shift > 0 ? SHIFTED : 0));
        if (shift > 0) {
            out.octet(shift);
        }
        if (present < count) {
            gaps(values, count, out);
        }
        out.signed(first);
        if (way != CONSTANT) {
            steps(values, count, way, shift, out);
        }
    }

    private static void gaps(long[] values, int count, Octets out) {
        var isPresent = true;
        for (var from = 0; from < count;) {
            var to = from;
            while (to < count && values[to] != Field.ABSENT == isPresent) {
                to++;
            }
            out.whole(to - from);
            isPresent = !isPresent;
            from = to;
        }
    }

    private static void steps(long[] values, int count, int way, int shift, Octets out) {
        var isFirst = true;
        var last = 0L;
        var lastStep = 0L;
        var zeros = 0;
        for (var i = 0; i < count; i++) {
            var value = values[i];
            if (value == Field.ABSENT) {
                continue;
            }
            if (!isFirst) {
                var step = (value - last) >> shift;
                var said = way == BENDS ? step - lastStep : step;
                lastStep = step;
                if (said == 0) {
                    zeros++;
                } else {
                    zeros(zeros, out);
                    zeros = 0;
                    out.signed(said);
                }
            }
            isFirst = false;
            last = value;
        }
        zeros(zeros, out);
    }

    /// A zero, and how many more of them follow.
    private static void zeros(int count, Octets out) {
        if (count > 0) {
            out.octet(0).whole(count - 1);
        }
    }

    /// The values of a column, one after the other.
    static final class Unpacked {
        private final Cursor in;
        private final int way;
        private final int shift;
        /// The present run, and which kind it is; the runs themselves stand before the values.
        private final @org.jspecify.annotations.Nullable Cursor runs;
        private long run;
        private boolean isPresent;
        private boolean isFirst = true;
        private long last;
        private long step;
        private long zeros;

        /// @param count of the values
        Unpacked(byte[] bytes, int from, int to, int count) {
            in = new Cursor(bytes, from, to);
            var head = in.octet();
            way = head & WAYS;
            shift = (head & SHIFTED) == 0 ? 0 : in.octet() & 63;
            if ((head & GAPS) == 0) {
                runs = null;
                run = Long.MAX_VALUE;
                isPresent = true;
            } else {
                runs = new Cursor(bytes, in.at(), to);
                for (var seen = 0L; seen < count;) {
                    seen += in.count(count);
                }
                run = 0;
                isPresent = false;
            }
            last = in.signed();
        }

        /// The next value; behind the last one anything.
        long next() {
            while (run == 0 && runs != null) {
                run = runs.isAtEnd() ? Long.MAX_VALUE : runs.whole();
                isPresent = !isPresent;
            }
            run--;
            if (!isPresent) {
                return Field.ABSENT;
            }
            if (isFirst || way == CONSTANT) {
                isFirst = false;
                return last;
            }
            var said = 0L;
            if (zeros > 0) {
                zeros--;
            } else {
                said = in.signed();
                if (said == 0) {
                    zeros = in.whole();
                }
            }
            step = way == BENDS ? step + said : said;
            last += step << shift;
            return last;
        }
    }
}
