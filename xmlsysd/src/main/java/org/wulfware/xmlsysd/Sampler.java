package org.wulfware.xmlsysd;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.catalog.sensors.Stat;
import org.wulfware.wire.Cells;
import org.wulfware.wire.DocumentWriter;
import org.wulfware.wire.Query;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;
import org.wulfware.wire.XmlWriter;

/// Takes samples: reads the sources that a request needs, parses them, writes the document. One serves all
/// connections, and it is for one thread. For the default selection it allocates nothing after its first samples.
public final class Sampler {
    private static final long RETRY_NANOS = 30_000_000_000L;

    /// How many bytes more of a text are read at least than sufficed last time: its numbers may have grown.
    private static final int SLACK = 32;

    /// Of a page each, as the kernel hands them out.
    private static final int MOST_PARTS = 1 << 16;

    private static final long SECOND = 1_000_000;

    private final Tree tree;
    private final Clock clock;
    private final TextBuffer shared = new TextBuffer();
    private final Cursor cursor = new Cursor();
    private final Documents documents = new Documents();
    private final Ledger ledger = new Ledger();
    private final int daemonIndex = Catalog.indexOf("system/daemon");
    private @Nullable Compressor compressor;
    private final @Nullable Probe<?>[] probes = new Probe<?>[Catalog.size()];
    private @Nullable Processes processes;
    private final Selection selection = new Selection();
    private final Surveyed.Kept kept = new Surveyed.Kept(Surveyed.Kept.MOST);

    /// Counts the changes of `selection`, from one client's packet to the next's.
    private int selections = 1;

    /// Counts the samples.
    private long rounds;

    private final int pidsIndex = Catalog.indexOf("proc/pids");
    private final int statIndex = Catalog.indexOf("proc/stat");

    /// Whether `selection` holds nothing but what has always been sent.
    private boolean isOld = true;

    /// Samples `tree` at the times that `clock` says.
    public Sampler(Tree tree, Clock clock) {
        this.tree = tree;
        this.clock = clock;
    }

    private Probe<?> probe(int index) {
        var probe = probes[index];
        if (probe == null) {
            probe = new Probe<>(index, Catalog.sensor(index));
            probes[index] = probe;
        }
        return probe;
    }

    /// Samples now and writes one document of what `request` wants into `out`.
    void send(Request request, Sink out) {
        send(request, request.selection, null, out);
    }

    /// The same of what a query asks for, in the form and with the masks of `request`.
    void send(Request request, Query query, Sink out) {
        send(request, query.selection(), query.cells(), out);
    }

    private void send(Request request, Selection wanted, @Nullable Cells cells, Sink out) {
        var before = wanted.wantsAny(daemonIndex) ? threadMicros() : -1;
        begin(wanted);
        var writer = documents.writer(request.format, request.isPretty);
        if (writer instanceof XmlWriter xml) {
            xml.tellsStates(request.isNew || cells != null || !isOld);
        }
        writer.begin(out.clear(), request.init, request.lost);
        request.init = false;
        request.lost = 0;
        var now = clock.nanos();
        for (var i = 0; i < probes.length; i++) {
            if (selection.wantsAny(i)) {
                probe(i).send(request, now, writer, cells);
            }
        }
        writer.end();
        if (processes != null) {
            processes.rest(now);
        }
        ledger.samples++;
        ledger.answerBytes = out.length();
        if (before >= 0) {
            ledger.answerMicros = threadMicros() - before;
        }
    }

    /// CPU time of this thread so far.
    private long threadMicros() {
        var length = tree.readOnce("proc/thread-self/schedstat", shared);
        return length < 0 ? 0 : cursor.aim(shared.array(), 0, length).number() / 1000;
    }

    /// What happens to clients is written down here.
    Ledger ledger() {
        return ledger;
    }

    /// The node that is sampled.
    Tree tree() {
        return tree;
    }

    /// The time, in microseconds since 1970.
    long micros() {
        return clock.micros();
    }

    /// Compresses answers; made when it is first asked for.
    Compressor compressor() {
        var known = compressor;
        if (known == null) {
            known = new Compressor();
            compressor = known;
        }
        return known;
    }

    /// Samples one sensor now, all that `request` wants of it.
    Table<?> sample(Sensor<?> sensor, Request request) {
        begin(request.selection);
        var probe = probe(Catalog.indexOf(sensor));
        probe.sample(request, clock.nanos());
        return probe.table;
    }

    private void begin(Selection wanted) {
        rounds++;
        if (!wanted.equals(selection)) {
            selection.set(wanted);
            selections++;
            isOld = selection.isOld();
        }
    }

    /// Closes all files.
    void close() {
        for (var probe : probes) {
            if (probe != null) {
                probe.close();
            }
        }
        if (processes != null) {
            processes.close();
        }
        tree.close();
    }

    /// One sensor of this node: its table and its open sources. While no source says anything new, the table stays as it
    /// is, and so does its part of the document but for the time in it.
    private final class Probe<F extends Enum<F> & Field> {
        final int index;
        final Sensor<F> sensor;
        final Table<F> table;
        final Open<F>[] sources;
        final @Nullable Survey<F> survey;
        /// What the survey found; null until it is first asked for.
        @Nullable
        Surveyed<F> surveyed;
        /// What reads it on a thread of its own; null until it is first asked for.
        @Nullable
        Beside<F> beside;
        long expires;
        /// Which selection the table was filled for; 0 before the first.
        int filledFor;
        /// Which selection its part of the document was last written for, and by whom; 0 before the first.
        int writtenFor;
        @Nullable
        XmlWriter writtenBy;
        long second = Long.MIN_VALUE;

        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
        Probe(int index, Sensor<F> sensor) {
            this.index = index;
            this.sensor = sensor;
            this.table = new Table<>(sensor);
            this.survey = sensor.survey();
            this.sources = new Open[sensor.sources().size()];
            for (var i = 0; i < sources.length; i++) {
                sources[i] = new Open<>(sensor.sources().get(i), i == 0);
            }
        }

        void send(Request request, long now, DocumentWriter writer, @Nullable Cells cells) {
            var isSame = sample(request, now);
            if (index == statIndex && wantsShares()) {
                request.shares().set(asStat(), now);
                isSame = false;
            }
            if (index == pidsIndex || cells != null || !(writer instanceof XmlWriter xml)) {
                writer.write(index, table, selection, cells);
                writtenBy = null;
                return;
            }
            var isAlike = writtenFor == selections
                    && writtenBy == xml
                    && (isSame ? xml.repeat(index, table) : xml.update(index, table));
            if (!isAlike) {
                xml.write(index, table, selection);
                writtenFor = selections;
                writtenBy = xml;
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
        boolean sample(Request request, long now) {
            var isKept = sensor.keepsSeconds() != Sensor.EVERY_SAMPLE;
            if (isKept && filledFor > 0 && now - expires < 0) {
                return true;
            }
            var stamp = sensor.isStamped() ? clock.micros() : Field.ABSENT;
            if (index == pidsIndex) {
                samplePids(request, stamp, now);
                return false;
            }
            if (sensor.isBeside() && tree.mayHang()) {
                return sampleBeside(stamp, now, isKept);
            }
            if (survey != null) {
                return sampleSurveyed(survey, stamp, now, isKept);
            }
            if (filledFor == selections && !isKept && isUnchanged(stamp, now)) {
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
                    unchanged &= !source.read(now);
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
                    if (source.round != rounds) {
                        source.read(now);
                    }
                    source.parse(table);
                    if (source.hasFailed) {
                        table.failed();
                    }
                }
            }
            filledFor = selections;
            second = sensor.tellsTheSecond() ? Math.floorDiv(stamp, SECOND) * SECOND : 0;
            if (all) {
                keep(now);
            }
        }

        private void keep(long now) {
            expires = now + Math.min(sensor.keepsSeconds(), 1_000_000_000) * 1_000_000_000L;
        }

        /// Samples what a survey has found; true if the table still says what it said, but for its stamp.
        private boolean sampleSurveyed(Survey<F> survey, long stamp, long now, boolean all) {
            var surveyed = this.surveyed;
            if (surveyed == null) {
                surveyed = new Surveyed<>(sensor, survey, tree, shared, cursor, kept);
                this.surveyed = surveyed;
            }
            if (all) {
                keep(now);
            }
            if (!surveyed.read(all ? Surveyed.ALL : wanted(), now) && filledFor == selections) {
                table.stamp(stamp);
                return true;
            }
            surveyed.fill(table.clear().stamp(stamp));
            filledFor = selections;
            return false;
        }

        /// Shows what was read last on the thread beside; true if that is what it was.
        private boolean sampleBeside(long stamp, long now, boolean all) {
            var asked = beside;
            if (asked == null) {
                asked = new Beside<>(sensor, tree, kept);
                beside = asked;
            }
            var isNew = asked.take(all ? Surveyed.ALL : wanted(), stamp, now, table);
            if (isNew && all) {
                keep(now);
            }
            var isSame = !isNew && filledFor == selections;
            filledFor = selections;
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

        @SuppressWarnings("unchecked") // the sensor at this index is Pids'
        private void samplePids(Request request, long stamp, long now) {
            table.clear().stamp(stamp);
            var asked = processes;
            if (asked == null) {
                asked = new Processes(tree, shared, cursor);
                processes = asked;
            }
            asked.sample(request, selection, now, index, (Table<Pids>) (Table<?>) table);
        }

        /// Whether a wanted field of this source did not come from those before it.
        private boolean isNeeded(Open<F> source) {
            for (var field : source.supplies) {
                if (selection.wants(index, field.ordinal()) && !table.hasAny(field)) {
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

    /// A source of this node: opened when it is first needed, read again and again.
    private final class Open<F extends Enum<F> & Field> {
        final Sensor.Source<F> source;
        final F[] supplies;
        final F[] suffices;
        final Sensor.@Nullable Parser<F> inFull;
        /// The fields for which it is parsed in full.
        final F[] onRequest;
        final boolean isFirst;
        final TextBuffer buffer;
        Tree.@Nullable Text text;
        int enough = TextBuffer.CHUNK;
        boolean wantsWhole;
        long nextTry;
        boolean tried;

        /// Whether it is there and could not be read.
        boolean hasFailed;

        /// Whether the sensor's table was filled from it too.
        boolean isUsed;

        /// Whether it is read and parsed in full.
        boolean isInFull;

        /// The sample that it was last read for.
        long round;

        @SuppressWarnings("unchecked") // as many as there are, of the enum's own type
        Open(Sensor.Source<F> source, boolean isFirst) {
            this.source = source;
            this.supplies = (F[]) source.supplies().toArray(new Enum<?>[0]);
            this.suffices = (F[]) source.suffices().toArray(new Enum<?>[0]);
            this.inFull = source.inFull();
            var onRequest = EnumSet.copyOf(source.supplies());
            for (var field : this.supplies) {
                if (inFull == null || !field.spec().isOnRequest()) {
                    onRequest.remove(field);
                }
            }
            this.onRequest = (F[]) onRequest.toArray(new Enum<?>[0]);
            this.isFirst = isFirst;
            this.buffer = new TextBuffer(shared, source.shortLines());
            this.wantsWhole = suffices.length == 0;
        }

        /// Reads the text, as much as is known to be enough; true if it is not what it was.
        boolean read(long now) {
            round = rounds;
            var text = this.text;
            var isNew = false;
            if (text == null) {
                if (tried && now - nextTry < 0) {
                    return false;
                }
                tried = true;
                nextTry = now + RETRY_NANOS;
                text = tree.open(source.path());
                if (text == null) {
                    hasFailed = false;
                    return false;
                }
                this.text = text;
                isNew = true;
            }
            if (source.inParts()) {
                return true;
            }
            var length = wantsWhole || isInFull ? text.read(buffer) : text.readBeginning(buffer, enough);
            hasFailed = length == Tree.Text.FAILED;
            if (length < 0) {
                close();
                return true;
            }
            return isNew || buffer.hasChanged();
        }

        /// Parses what was read; reads on if that was not enough.
        void parse(Table<F> into) {
            var text = this.text;
            if (text == null) {
                return;
            }
            if (source.inParts()) {
                parseParts(text, into);
                return;
            }
            if (isInFull && inFull != null) {
                inFull.parse(cursor.aim(buffer.array(), 0, buffer.length()), into);
                return;
            }
            parse(buffer.length(), into);
            if (suffices.length == 0) {
                return;
            }
            if (hasSufficed(into)) {
                var stepped = cursor.stepped();
                if (wantsWhole || enough < stepped + SLACK || enough > stepped + 4 * SLACK) {
                    enough = stepped + 2 * SLACK;
                }
                wantsWhole = false;
                return;
            }
            if (wantsWhole || buffer.isWhole()) {
                return;
            }
            wantsWhole = true;
            if (isFirst) {
                var stamp = into.stamp();
                into.clear().stamp(stamp);
            }
            var length = text.readOn(buffer);
            if (length < 0) {
                hasFailed = length == Tree.Text.FAILED;
                close();
            } else {
                parse(length, into);
            }
        }

        /// Reads and parses a part after another; all or nothing.
        private void parseParts(Tree.Text text, Table<F> into) {
            var parts = 0;
            var length = text.readPart(buffer, true);
            while (length > 0 && parts < MOST_PARTS) {
                parse(buffer.lines(), into);
                parts++;
                length = text.readPart(buffer, false);
            }
            hasFailed = length == Tree.Text.FAILED;
            if (length < 0) {
                close();
            }
            if (length != 0) {
                var stamp = into.stamp();
                into.clear().stamp(stamp);
            }
        }

        private void parse(int length, Table<F> into) {
            source.parser().parse(cursor.aim(buffer.array(), 0, length), into);
        }

        private boolean hasSufficed(Table<F> table) {
            for (var field : suffices) {
                if (!table.hasAny(field)) {
                    return false;
                }
            }
            return true;
        }

        void close() {
            if (text != null) {
                text.close();
                text = null;
            }
        }
    }
}
