package org.wulfware.xmlsysd;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Cells;
import org.wulfware.wire.DistinctRows;
import org.wulfware.wire.DocumentWriter;
import org.wulfware.wire.Selection;
import org.wulfware.wire.XmlWriter;

/// One sensor of this node: its table and its open sources. While no source says anything new, the table stays as it
/// is, and so does its part of the document but for the time in it.
final class Probe<F extends Enum<F> & Field> {
    private static final long SECOND = 1_000_000;

    /// How much room is kept, and how long more than that, for somebody who asks again.
    private static final int KEEPS_BYTES = 64 << 10;

    private static final long KEEPS_NANOS = 60_000_000_000L;

    /// What is taken to be needed for reading, in nanoseconds, until that is known.
    private static final long LEAST_COST = 10_000;

    /// How often it is looked whether a first reading has come.
    private static final long LOOKS_NANOS = 500_000;

    private static final long UNKNOWN_COST = 200_000;

    /// So often it may have been dear since its code was loaded and compiled.
    private static final int COLD_READS = 10;

    static final int PIDS = Catalog.indexOf("proc/pids");
    private static final int STAT = Catalog.indexOf("proc/stat");

    private final Sampler sampler;
    private final Tree tree;
    private final Clock clock;
    private final Selection selection;
    private final int index;
    private final Sensor<F> sensor;
    private final Table<F> table;
    private final OpenSource<F>[] sources;
    private final @Nullable Survey<F> survey;

    /// Keeps its rows apart where they are shown; null where numbers do that.
    private final @Nullable DistinctRows<F> distinct;

    /// What the survey found; null until it is first asked for.
    private @Nullable Surveyed<F> surveyed;

    /// What reads it on a thread of its own; null until it is first asked for.
    private @Nullable Beside<F> beside;

    /// Whether its first reading was waited for, and in which sample.
    private boolean wasAwaited;

    private long awaitedIn;

    private long expires;

    /// Which selection the table was filled for; 0 before the first.
    private int filledFor;

    /// Which selection its part of the document was last written for, and by whom; 0 before the first.
    private int writtenFor;

    private @Nullable XmlWriter writtenBy;
    private long second = Long.MIN_VALUE;

    /// Whether the table still says what it said before it was last sampled, but for its stamp.
    private boolean isSame;

    /// When the table was last sampled, if it ever was, and what that took.
    private long readAt;

    private boolean isRead;

    /// How often it was.
    private int reads;

    private long takenAt;
    private long cost;

    /// @param sampler whose selection and whose round it samples for
    /// @param index of the sensor in the catalog
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    Probe(Sampler sampler, Clock clock, int index, Sensor<F> sensor) {
        this.sampler = sampler;
        this.tree = sampler.tree();
        this.clock = clock;
        this.selection = sampler.selection();
        this.index = index;
        this.sensor = sensor;
        this.table = new Table<>(sensor);
        this.survey = sensor.survey();
        this.distinct = DistinctRows.isNeeded(sensor) ? new DistinctRows<>(sensor) : null;
        this.cost = unknownCost(index);
        this.sources = new OpenSource[sensor.sources().size()];
        for (var i = 0; i < sources.length; i++) {
            sources[i] = new OpenSource<>(sensor.sources().get(i), i == 0, sampler);
        }
    }

    /// What there is to be told.
    Table<F> table() {
        return table;
    }

    /// Samples, if the budget allows; else what was sampled last is told once more.
    ///
    /// @return how old that is, in nanoseconds, and at least 1; 0 for what is as new as it can be
    long take(Request request, long now) {
        takenAt = now;
        if (isKept() && now - expires < 0) {
            isSame = true;
            return 0;
        }
        if (index == PIDS && sampler.processes().areMany()) {
            isSame = false;
            isRead = true;
            readAt = now;
            return sampler.processes().tell(request, selection, now, index, asPids());
        }
        var budget = sampler.budget();
        var at = clock.nanos();
        var isThere = isRead && (index != PIDS || sampler.processes().isLike(request, selection, index));
        // What nobody has read yet is read whatever is left, and paid for afterwards: there is nothing to be told in its place.
        if (!isThere || (budget.isAtEase() && Catalog.isDefault(index))
                || budget.mayRead(costNow(at), at - readAt, at)) {
            isSame = sample(request, now);
            readAt = now;
            reads++;
            var end = clock.nanos();
            learn(end - at);
            budget.readPart(end - at, isRead);
            isRead = true;
            return 0;
        }
        isSame = true;
        return Math.max(1, now - readAt);
    }

    /// Whether it was ever read.
    boolean isRead() {
        return isRead;
    }

    /// Whether its first reading was under way on another thread when it was sampled, and was not waited for yet.
    boolean isAwaited() {
        if (wasAwaited) {
            return false;
        }
        if (beside != null) {
            return beside.isAwaited();
        }
        for (var i = 0; i < sources.length; i++) {
            if (sources[i].wasEarly()) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnderWay() {
        for (var source : sources) {
            if (source.isAwaited()) {
                return true;
            }
        }
        return false;
    }

    /// Waits for that until `deadline`, by [System#nanoTime], once and never again.
    void await(Request request, long now, long deadline) {
        var asked = beside;
        if (asked != null) {
            if (asked.takeFirst(deadline, table)) {
                keepApart();
                if (isKept()) {
                    keep(now);
                }
                isSame = false;
            }
        } else {
            while (isUnderWay() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(this, LOOKS_NANOS);
            }
            isSame = sample(request, now);
        }
        wasAwaited = true;
        awaitedIn = sampler.round();
    }

    /// Whether that was in the sample at hand.
    boolean wasAwaitedNow() {
        return wasAwaited && awaitedIn == sampler.round();
    }

    /// What reading a sensor is thought to take that was never read, in nanoseconds.
    static long unknownCost(int index) {
        return Catalog.isDefault(index) ? LEAST_COST : UNKNOWN_COST;
    }

    /// What reading is thought to take now, in nanoseconds.
    ///
    /// @param wanted what is wanted
    /// @param isRepeated whether it is read only if there is nothing to be told that was read before
    /// @param cellCost what it takes to write a cell
    long cost(Request request, Selection wanted, boolean isRepeated, long now, long cellCost) {
        if (index == PIDS && sampler.processes().areMany()) {
            return sampler.processes().cost(request, wanted, index, cellCost);
        }
        var hasOld = isRead && (index != PIDS || sampler.processes().isLike(request, wanted, index));
        var isKeptStill = (isRepeated && hasOld) || (isKept() && now - expires < 0);
        return (isKeptStill ? 0 : costNow(now)) + cells() * cellCost;
    }

    /// What was dear once, as when its code was loaded, may be cheap by now: it is tried again after a while, the first times soon.
    private long costNow(long now) {
        var halves = Math.max(0, now - readAt) / (reads < COLD_READS ? SECOND * 1000 : Budget.WINDOW);
        return isRead ? cost >> Math.min(32, halves) : cost;
    }

    /// How many cells there are to be told.
    long cells() {
        return (long) table.rows() * sensor.fields().length;
    }

    /// One that was interrupted by others on its processor shall not count for more than twice what it did.
    private void learn(long took) {
        cost = Math.clamp(took, LEAST_COST / 10, isRead ? 2 * cost : Long.MAX_VALUE);
    }

    private boolean isKept() {
        return sensor.keepsSeconds() != Sensor.EVERY_SAMPLE && filledFor > 0;
    }

    /// Gives back the room of what nobody has asked for lately, if it is much.
    void rest(long now) {
        if (now - takenAt > KEEPS_NANOS && beside == null && table.giveBack(KEEPS_BYTES)) {
            for (var source : sources) {
                source.giveBack(KEEPS_BYTES);
            }
            // As if it had never been read.
            filledFor = 0;
            isRead = false;
        }
    }

    /// Writes its part of the document.
    void write(Request request, DocumentWriter writer, @Nullable Cells cells) {
        if (index == STAT && wantsShares()) {
            request.shares().set(asStat(), readAt);
            isSame = false;
        }
        if (index == PIDS || cells != null || !(writer instanceof XmlWriter xml)) {
            writer.write(index, table, selection, cells);
            writtenBy = null;
            return;
        }
        var isAlike = writtenFor == sampler.selections()
                && writtenBy == xml
                && (isSame ? xml.repeat(index, table) : xml.update(index, table));
        if (!isAlike) {
            xml.write(index, table, selection);
            writtenFor = sampler.selections();
            writtenBy = xml;
        }
    }

    /// Writes once more what [#write] just has.
    void writeAgain(DocumentWriter writer, @Nullable Cells cells) {
        if (writtenBy != writer || !(writer instanceof XmlWriter xml) || !xml.repeat(index, table)) {
            writer.write(index, table, selection, cells);
        }
    }

    private boolean wantsShares() {
        return selection.wants(index, Stat.BUSY_LEAST.ordinal())
                || selection.wants(index, Stat.BUSY_MEDIAN.ordinal())
                || selection.wants(index, Stat.BUSY_GREATEST.ordinal())
                || selection.wants(index, Stat.BUSY_OVER.ordinal());
    }

    @SuppressWarnings("unchecked") // the sensor at this index is Stat's
    private Table<Stat> asStat() {
        return (Table<Stat>) (Table<?>) table;
    }

    /// Samples; true if the table still says what it said, but for its stamp.
    private boolean sample(Request request, long now) {
        var isKept = sensor.keepsSeconds() != Sensor.EVERY_SAMPLE;
        var stamp = sensor.isStamped() ? clock.micros() : Field.ABSENT;
        if (index == PIDS) {
            samplePids(request, stamp, now);
            return false;
        }
        if (sensor.isBeside() && tree.mayHang()) {
            return sampleBeside(stamp, now, isKept);
        }
        if (survey != null) {
            return sampleSurveyed(survey, stamp, now, isKept);
        }
        if (filledFor == sampler.selections() && !isKept && isUnchanged(stamp, now)) {
            table.stamp(stamp);
            return true;
        }
        fill(stamp, now, isKept);
        return false;
    }

    /// Reads again what the table was filled from.
    private boolean isUnchanged(long stamp, long now) {
        var unchanged = true;
        for (var source : sources) {
            if (source.isUsed) {
                unchanged &= !source.read(now, sampler.round());
            }
        }
        return unchanged && (!sensor.tellsTheSecond() || (stamp >= second && stamp - second < SECOND));
    }

    private void fill(long stamp, long now, boolean all) {
        table.clear().stamp(stamp);
        for (var source : sources) {
            source.isUsed = all || isNeeded(source);
            if (source.isUsed) {
                source.isInFull = source.onRequest.length > 0 && (all || wantsAny(source.onRequest));
                if (source.round != sampler.round()) {
                    source.read(now, sampler.round());
                }
                source.parse(table);
                if (source.hasFailed) {
                    table.failed();
                }
            }
        }
        keepApart();
        filledFor = sampler.selections();
        second = sensor.tellsTheSecond() ? Math.floorDiv(stamp, SECOND) * SECOND : 0;
        if (all) {
            keep(now);
        }
    }

    private void keepApart() {
        if (distinct != null) {
            distinct.apply(table);
        }
    }

    private void keep(long now) {
        expires = now + Math.min(sensor.keepsSeconds(), 1_000_000_000) * 1_000_000_000L;
    }

    /// Samples what a survey has found; true if the table still says what it said, but for its stamp.
    private boolean sampleSurveyed(Survey<F> survey, long stamp, long now, boolean all) {
        var surveyed = this.surveyed;
        if (surveyed == null) {
            surveyed = new Surveyed<>(sensor, survey, tree, sampler.shared(), sampler.cursor(), sampler.kept());
            this.surveyed = surveyed;
        }
        if (all) {
            keep(now);
        }
        if (!surveyed.read(all ? Surveyed.ALL : wanted(), now) && filledFor == sampler.selections()) {
            table.stamp(stamp);
            return true;
        }
        surveyed.fill(table.clear().stamp(stamp));
        keepApart();
        filledFor = sampler.selections();
        return false;
    }

    /// Shows what was read last on the thread beside; true if that is what it was.
    private boolean sampleBeside(long stamp, long now, boolean all) {
        var asked = beside;
        if (asked == null) {
            asked = new Beside<>(sensor, tree, sampler.kept());
            beside = asked;
        } else {
            asked = asked.successor();
            beside = asked;
        }
        var isNew = asked.take(all ? Surveyed.ALL : wanted(), stamp, now, table);
        if (isNew) {
            keepApart();
        }
        if (isNew && all) {
            keep(now);
        }
        var isSame = !isNew && filledFor == sampler.selections();
        filledFor = sampler.selections();
        return isSame;
    }

    /// The slots that are wanted, a bit each.
    private long wanted() {
        var wanted = 0L;
        for (var slot = 0; slot < sensor.fields().length; slot++) {
            if (selection.wants(index, slot)) {
                wanted |= 1L << slot;
            }
        }
        return wanted;
    }

    private void samplePids(Request request, long stamp, long now) {
        table.clear().stamp(stamp);
        sampler.processes().sample(request, selection, now, index, asPids());
    }

    @SuppressWarnings("unchecked") // the sensor at this index is Pids'
    private Table<Pids> asPids() {
        return (Table<Pids>) (Table<?>) table;
    }

    /// Whether a wanted field of this source, or what identifies the rows, did not come from those before it.
    private boolean isNeeded(OpenSource<F> source) {
        for (var field : source.supplies) {
            if ((selection.wants(index, field.ordinal()) || field.spec().isIdentity()) && !table.hasAny(field)) {
                return true;
            }
        }
        return false;
    }

    private boolean wantsAny(F[] fields) {
        for (var field : fields) {
            if (selection.wants(index, field.ordinal())) {
                return true;
            }
        }
        return false;
    }

    void close() {
        for (var source : sources) {
            source.close();
        }
        if (surveyed != null) {
            surveyed.close();
        }
        if (beside != null) {
            beside.end();
        }
    }
}
