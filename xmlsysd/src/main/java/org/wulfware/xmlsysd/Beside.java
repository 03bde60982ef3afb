package org.wulfware.xmlsysd;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// Reads a sensor that may hang on a thread of its own, whenever a sample asks for it. The sample takes what was read last,
/// with the time at which that was. It waits for the answer a moment, since most come at once; not for one that has not
/// come, nor for a sensor that took longer the last time. So a driver that hangs costs that moment once; once it has hung for
/// some time, what it said last is called stale. A sensor of which only the first reading takes long is read with the sample
/// from then on.
///
/// [#take] and [#end] are for the thread that samples.
final class Beside<F extends Enum<F> & Field> {
    private static final long MOMENT_NANOS = 2_000_000;

    /// A sensor of many devices may take as long as this.
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    /// Nothing was asked for, or the answer was taken.
    private static final int AT_REST = 0;

    /// The thread reads into its table.
    private static final int ASKED = 1;

    /// The answer is in the table, and the thread leaves it alone.
    private static final int ANSWERED = 2;

    private final Tree tree;
    private final List<Sensor.Source<F>> sources;
    private final Tree.@Nullable Text[] texts;
    private final @Nullable Surveyed<F> surveyed;
    private final TextBuffer buffer = new TextBuffer();
    private final Cursor cursor = new Cursor();
    private final Table<F> table;
    private final long momentNanos;
    private final long patienceNanos;
    private final boolean isAtFirst;
    private final Thread thread;
    private final Thread sampling = Thread.currentThread();
    private long wanted;
    private long stamp;
    private long now;
    private long askedAt;
    private boolean isPrompt = true;

    /// When the answer that was taken last had been asked for, by the sampler's clock.
    private long takenNow;

    private boolean hasAnswered;
    private volatile int state = AT_REST;
    private volatile boolean ended;
    private final Sensor<F> sensor;
    private final Surveyed.Kept kept;

    /// What the thread waits for, and those before it.
    private final Waits waits;

    /// Begins no reading yet.
    Beside(Sensor<F> sensor, Tree tree, Surveyed.Kept kept) {
        this(sensor, tree, kept, MOMENT_NANOS, PATIENCE_NANOS);
    }

    /// @param momentNanos how long an answer is waited for
    /// @param patienceNanos how long it may be missing
    Beside(Sensor<F> sensor, Tree tree, Surveyed.Kept kept, long momentNanos, long patienceNanos) {
        this(sensor, tree, kept, momentNanos, patienceNanos, new Waits());
    }

    private Beside(
            Sensor<F> sensor, Tree tree, Surveyed.Kept kept, long momentNanos, long patienceNanos, Waits waits) {
        this.sensor = sensor;
        this.kept = kept;
        this.waits = waits;
        this.tree = tree;
        this.momentNanos = momentNanos;
        this.patienceNanos = patienceNanos;
        isAtFirst = sensor.isBesideAtFirst();
        sources = sensor.sources();
        texts = new Tree.Text[sources.size()];
        var survey = sensor.survey();
        surveyed = survey == null ? null : new Surveyed<>(sensor, survey, tree, buffer, cursor, kept, waits);
        table = new Table<>(sensor);
        thread = new Thread(sensor.element()) {
            @Override
            public void run() {
                readUntilEnded();
            }
        };
        thread.setDaemon(true);
        thread.start();
    }

    /// Asks for a new reading, unless the last is still awaited, and takes the newest there is.
    ///
    /// @param wanted the slots of the fields that are wanted, a bit each
    /// @param stamp the time now, in microseconds since 1970
    /// @param now by a clock that is never set, in nanoseconds
    /// @param into becomes what was read, if anything new was; else it stays as it is, and is said to be stale, or to have
    ///     failed if nothing was ever read, once the answer has been missing for too long
    /// @return whether anything was
    boolean take(long wanted, long stamp, long now, Table<F> into) {
        var isNew = takeAnswer(into);
        if (state == AT_REST && hasAnswered && surveyed != null && surveyed.isStill(now)) {
            // The thread would be woken for nothing; and while it is at rest, what it has found may be looked at.
            into.stamp(stamp);
        } else if (state == AT_REST && hasAnswered && isAtFirst) {
            // The thread sleeps until the end.
            this.wanted = wanted;
            this.stamp = stamp;
            this.now = now;
            read();
            takeTable(into);
            isNew = true;
        } else if (state == AT_REST) {
            this.wanted = wanted;
            this.stamp = stamp;
            this.now = now;
            askedAt = System.nanoTime();
            var waits = isPrompt; // from now on the thread may set it
            state = ASKED;
            LockSupport.unpark(thread);
            if (waits) {
                await();
                isPrompt = state == ANSWERED;
                isNew |= takeAnswer(into);
            }
        }
        if (state == ASKED && System.nanoTime() - askedAt > patienceNanos) {
            hangs(now, into);
        }
        return isNew;
    }

    /// Whether the first reading is under way.
    boolean isAwaited() {
        return !hasAnswered && state != AT_REST;
    }

    /// Waits for the first reading until `deadline`, by [System#nanoTime], and takes it.
    ///
    /// @return whether it came
    boolean takeFirst(long deadline, Table<F> into) {
        for (var left = deadline - System.nanoTime(); left > 0 && state == ASKED; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
        return takeAnswer(into);
    }

    /// Where one file of a survey has hung for too long, the thread that waits for it is left to itself, and what comes back reads the
    /// others; else this one. So few may be left that a driver that hangs everywhere costs a few threads.
    Beside<F> successor() {
        if (state != ASKED || surveyed == null || System.nanoTime() - askedAt <= patienceNanos || !waits.giveUp()) {
            return this;
        }
        end();
        return new Beside<>(sensor, tree, kept, momentNanos, patienceNanos, waits.successor());
    }

    private void hangs(long now, Table<F> into) {
        if (hasAnswered) {
            into.stale((now - takenNow) / 1_000_000);
        } else {
            into.clear().stamp(stamp).failed();
        }
    }

    private boolean takeAnswer(Table<F> into) {
        if (state != ANSWERED) {
            return false;
        }
        takeTable(into);
        state = AT_REST;
        return true;
    }

    private void takeTable(Table<F> into) {
        into.setTo(table);
        hasAnswered = true;
        takenNow = now;
    }

    private void await() {
        for (var left = momentNanos; left > 0 && state == ASKED; left = momentNanos - (System.nanoTime() - askedAt)) {
            LockSupport.parkNanos(this, left);
        }
    }

    /// Lets the thread end, once it does not hang.
    void end() {
        ended = true;
        LockSupport.unpark(thread);
    }

    private void readUntilEnded() {
        while (!ended) {
            if (state == ASKED) {
                read();
                if (System.nanoTime() - askedAt < momentNanos) {
                    isPrompt = true;
                }
                state = ANSWERED;
                LockSupport.unpark(sampling);
            } else {
                LockSupport.park(this);
            }
        }
        if (surveyed != null) {
            surveyed.close();
        }
        for (var i = 0; i < texts.length; i++) {
            close(i);
        }
    }

    private void read() {
        table.clear().stamp(stamp);
        if (surveyed != null) {
            surveyed.read(wanted, now);
            surveyed.fill(table);
        }
        for (var i = 0; i < texts.length; i++) {
            read(i);
        }
    }

    private void read(int index) {
        var source = sources.get(index);
        var text = texts[index];
        if (text == null) {
            text = tree.open(source.path());
            texts[index] = text;
        }
        if (text == null) {
            return;
        }
        var length = text.read(buffer);
        if (length < 0) {
            close(index);
            if (length == Tree.Text.FAILED) {
                table.failed();
            }
        } else {
            length = source.isBinary() ? length : buffer.endLine();
            source.parser().parse(cursor.aim(buffer.array(), 0, length), table);
        }
    }

    private void close(int index) {
        var text = texts[index];
        if (text != null) {
            text.close();
            texts[index] = null;
        }
    }
}
