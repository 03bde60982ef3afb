package org.wulfware.libwulf;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The clock that a poller's limits run by: the steady clock without the time in which the poller's thread did not listen,
/// since it was stopped, starved or busy. A host has its whole limit while somebody listens. It belongs to the poller's thread.
final class ListeningClock {
    /// The thread never waits longer at once: what it was stopped for in the middle of a wait is known to this.
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    /// Whatever the loop does between two waits may take so long; a wait may be over so much later than it was to be.
    private static final long ALLOWED = Duration.ofMillis(250).toNanos();

    /// After more than this, connections may have been lost without a word.
    private static final long ABSENCE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanos;
    private final Clock timeOfDay;
    private long late;
    private long planned;
    private long since;
    private long sinceMillis;
    private int absences;
    private long lastAbsence;

    ListeningClock(LongSupplier nanos, Clock timeOfDay) {
        this.nanos = nanos;
        this.timeOfDay = timeOfDay;
        since = nanos.getAsLong();
        sinceMillis = timeOfDay.millis();
    }

    /// By this clock, in nanoseconds.
    long now() {
        return nanos.getAsLong() - late;
    }

    /// The thread is about to wait, this long at most.
    void waits(long millis) {
        passed(ALLOWED);
        planned = millis * 1_000_000;
    }

    /// The wait is over.
    void wakes() {
        passed(planned + ALLOWED);
    }

    /// All that was ready has been looked at; limits are about to be judged.
    void judges() {
        passed(ALLOWED);
    }

    private void passed(long allowed) {
        var now = nanos.getAsLong();
        var millis = timeOfDay.millis();
        var over = now - since - allowed;
        if (over > 0) {
            late += over;
        }
        // The steady clock stands still while the machine is suspended. The time of day that was set looks the same.
        var asleep = (millis - sinceMillis) * 1_000_000 - (now - since);
        if (Math.max(over, asleep) > ABSENCE) {
            absences++;
            lastAbsence = now();
        }
        since = now;
        sinceMillis = millis;
    }

    /// How many times the thread has been away for so long that connections may have been lost.
    int absences() {
        return absences;
    }

    /// Whether it has been away within the last so many nanoseconds by this clock.
    boolean wasAway(long within) {
        return absences > 0 && now() - lastAbsence < within;
    }
}
