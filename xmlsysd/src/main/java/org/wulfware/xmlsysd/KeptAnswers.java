package org.wulfware.xmlsysd;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.Sink;

/// The bytes of the last few answers that others may get as well: where many ask for the same at once, or one again and again, it
/// is not sampled and written anew for each. Only what depends on nothing but its key is kept, and only while the budget
/// is pressed: a daemon at ease holds nothing and has each answer sampled.
///
/// It is for one thread.
final class KeptAnswers {
    /// How many: scrapers that ask for different things are few on one node.
    private static final int MOST = 4;

    /// How old the sample of an answer may become that is repeated since the budget wants that: none shall be older than five
    /// seconds when it has come.
    private static final long REPEATS_NANOS = 4_000_000_000L;

    /// How long an answer is repeated at most that is so dear to make that the budget would not allow it more often.
    private static final long LONGEST_REPEATS_NANOS = 10_000_000_000L;

    /// An answer that takes so long to make is dear.
    private static final long DEAR_NANOS = 5_000_000;

    /// The share of the budget that is to suffice for making it, in percent.
    private static final long PAYS = 40;

    /// How long ago an answer was made that is repeated to those who ask at once, whatever the budget wants.
    private static final long AT_ONCE_NANOS = 200_000_000;

    /// How long their room is kept, for the next one.
    private static final long KEEPS_NANOS = 60_000_000_000L;

    /// What it takes to send one, in nanoseconds, beside its bytes.
    private static final long COST = 10_000;

    /// How many bytes are copied and sent in a nanosecond.
    private static final int BYTES_A_NANO = 2;

    /// An answer that is longer than this is not kept: of those that are written piece by piece there is one.
    private static final int LONGEST = 6 << 20;

    private static final byte[] NOTHING = {};

    private final Budget budget;
    private final Clock clock;
    private final Kept[] all = new Kept[MOST];
    private int count;
    private final Kept longOne = new Kept();

    KeptAnswers(Budget budget, Clock clock) {
        this.budget = budget;
        this.clock = clock;
    }

    /// One of them.
    final class Kept {
        private String key = "";
        private byte[] bytes = NOTHING;
        private int length;
        private long writtenAt;
        private long age;
        private long repeats;

        private Kept() {}

        /// How many bytes.
        int length() {
            return length;
        }

        /// How old the oldest part of its sample is by now, in nanoseconds.
        long age() {
            return age(clock.nanos());
        }

        private long age(long now) {
            return age + now - writtenAt;
        }

        /// About how many nanoseconds it takes to repeat it.
        long cost() {
            return COST + length / BYTES_A_NANO;
        }

        /// Writes it behind what is in `answer`.
        void to(Sink answer) {
            answer.raw(bytes, 0, length);
        }
    }

    /// The answer to be repeated for what such a key stands for.
    ///
    /// @param isRepeated whether the budget wants the last sample to be repeated
    /// @return null if it is to be sampled
    @Nullable
    Kept find(String key, boolean isRepeated) {
        if (count == 0 && longOne.length == 0) {
            return null;
        }
        var now = clock.nanos();
        if (!budget.isPressed(now)) {
            return null;
        }
        for (var i = 0; i < count; i++) {
            if (isOf(all[i], key, isRepeated, now)) {
                return all[i];
            }
        }
        return longOne.length > 0 && isOf(longOne, key, isRepeated, now) ? longOne : null;
    }

    private static boolean isOf(Kept kept, String key, boolean isRepeated, long now) {
        var isDear = kept.repeats > 0 && now - kept.writtenAt < kept.repeats;
        var isInTime =
                now - kept.writtenAt < AT_ONCE_NANOS || (isRepeated && (kept.age(now) < REPEATS_NANOS || isDear));
        return isInTime && kept.key.equals(key);
    }

    /// Keeps what was just written and only counted, if that may be of use: it is written once more for that, and is sent from here.
    ///
    /// @param key whatever it depends on
    /// @param through for that; it is cleared
    /// @param again writes it
    /// @param skipped how many bytes at its beginning are told anew each time
    /// @param age of its sample, in nanoseconds
    /// @param began when it began to be made
    /// @return null if it is not kept
    @Nullable
    Kept keepLong(String key, Sink through, Consumer<Sink> again, int skipped, long age, long began) {
        var now = clock.nanos();
        var length = through.length();
        if (!budget.isPressed(now) || length > LONGEST) {
            return null;
        }
        if (longOne.bytes.length < length) {
            longOne.bytes = new byte[length + length / 8];
        }
        longOne.length = 0;
        again.accept(through.clear().drainTo((bytes, from, to) -> {
            System.arraycopy(bytes, from, longOne.bytes, longOne.length, to - from);
            longOne.length += to - from;
        }));
        through.flush();
        System.arraycopy(longOne.bytes, skipped, longOne.bytes, 0, longOne.length - skipped);
        longOne.length -= skipped;
        longOne.key = key;
        longOne.writtenAt = now;
        longOne.age = age;
        longOne.repeats = repeats(now - began);
        return longOne;
    }

    /// Keeps what was just written, if that may be of use and is here as a whole.
    ///
    /// @param key whatever it depends on
    /// @param skipped how many bytes at its beginning are told anew each time
    /// @param age of its sample, in nanoseconds
    void keep(String key, Sink answer, int skipped, long age) {
        var now = clock.nanos();
        if (!budget.isPressed(now) || answer.isCut() || answer.to() - answer.from() != answer.length()) {
            return;
        }
        var place = place(key);
        place.key = key;
        place.length = answer.length() - skipped;
        if (place.bytes.length < place.length) {
            place.bytes = new byte[place.length + place.length / 8];
        }
        System.arraycopy(answer.array(), answer.from() + skipped, place.bytes, 0, place.length);
        place.writtenAt = now;
        place.age = age;
    }

    /// How long an answer is to be repeated that took so long to make, however old its sample is: to make it anew would hardly make that
    /// newer. 0 if that counts.
    private long repeats(long took) {
        var repeats = took * (Budget.WINDOW / Math.max(1, budget.limit() / 100 * PAYS));
        return took < DEAR_NANOS ? 0 : Math.clamp(repeats, REPEATS_NANOS, LONGEST_REPEATS_NANOS);
    }

    /// Its own from before, else a new one, else that of the oldest.
    private Kept place(String key) {
        var oldest = 0;
        for (var i = 0; i < count; i++) {
            if (all[i].key.equals(key)) {
                return all[i];
            }
            oldest = all[i].writtenAt - all[oldest].writtenAt < 0 ? i : oldest;
        }
        if (count == MOST) {
            return all[oldest];
        }
        var place = new Kept();
        all[count++] = place;
        return place;
    }

    /// Gives back the room of what nobody has asked for lately.
    void rest(long now) {
        if (now - longOne.writtenAt > KEEPS_NANOS) {
            longOne.length = 0;
            longOne.bytes = NOTHING;
        }
        for (var i = count - 1; i >= 0; i--) {
            if (now - all[i].writtenAt > KEEPS_NANOS) {
                all[i] = all[--count];
            }
        }
    }
}
