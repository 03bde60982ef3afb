package org.wulfware.xmlsysd;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.NaturalOrder;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.Utf8;

/// A sensor of this node whose rows come from a survey: what was found, and the files of it that are read at each
/// sample. Between surveys it allocates nothing while all files can be read.
final class Surveyed<F extends Enum<F> & Field> {
    /// All fields.
    static final long ALL = -1L;

    /// What has gone is looked for at once, but not more often than this: a device may come and go all the time.
    private static final long LEAST_NANOS = 5_000_000_000L;

    private final Sensor<F> sensor;
    private final Survey<F> survey;
    private final long holdsNanos;
    private final Looking node;
    private final TextBuffer shared;
    private final Cursor cursor;
    private final Kept kept;
    private Plan<F> plan;

    private final Waits waits;

    /// What is read, row by row.
    private Planned<F>[][] rows;

    private long surveyedAt;
    private boolean isSurveyed;
    private boolean hasGone;

    Surveyed(Sensor<F> sensor, Survey<F> survey, Tree tree, TextBuffer shared, Cursor cursor, Kept kept) {
        this(sensor, survey, tree, shared, cursor, kept, new Waits());
    }

    /// @param waits tells others what is being read, and says what is not
    Surveyed(
            Sensor<F> sensor, Survey<F> survey, Tree tree, TextBuffer shared, Cursor cursor, Kept kept, Waits waits) {
        this.waits = waits;
        this.sensor = sensor;
        this.survey = survey;
        this.holdsNanos = sensor.surveySeconds() * 1_000_000_000L;
        this.node = new Looking(tree, new TextBuffer(shared, true), waits);
        this.shared = shared;
        this.cursor = cursor;
        this.kept = kept;
        this.plan = new Plan<>(sensor);
        this.rows = noRows();
    }

    /// Reads again what supplies one of the fields in `wanted`, a bit a slot; true if anything is not what it was.
    boolean read(long wanted, long now) {
        var changed = false;
        var age = now - surveyedAt;
        if (!isSurveyed || age >= holdsNanos || ((hasGone || waits.mayLookAgain()) && age >= LEAST_NANOS)) {
            changed = surveyAgain(now);
        }
        for (var row : rows) {
            for (var planned : row) {
                planned.isUsed = (planned.reading.supplies() & wanted) != 0;
                var wasRead = planned.wasRead;
                if (planned.isUsed && read(planned)) {
                    changed = true;
                    hasGone |= wasRead && planned.length < 0;
                }
            }
        }
        return changed;
    }

    private boolean read(Planned<F> planned) {
        var path = planned.reading.path();
        if (!waits.begins(path)) {
            planned.length = Tree.Text.FAILED;
            return true;
        }
        var changed = planned.read(node.tree, kept);
        waits.ends(path);
        return changed;
    }

    /// Whether a read now would read no file at all: what was found says everything until the next survey.
    boolean isStill(long now) {
        for (var row : rows) {
            if (row.length > 0) {
                return false;
            }
        }
        return isSurveyed && now - surveyedAt < holdsNanos;
    }

    /// Fills `into`, which is empty, with what was read.
    void fill(Table<F> into) {
        var hasRead = false;
        var hasFailed = false;
        for (var row = 0; row < rows.length; row++) {
            plan.begin(row, into);
            for (var planned : rows[row]) {
                if (planned.isUsed && planned.length >= 0) {
                    planned.reading.parser().parse(cursor.aim(planned.buffer.array(), 0, planned.length), into);
                    hasRead = true;
                } else {
                    hasFailed |= planned.isUsed && planned.length == Tree.Text.FAILED;
                }
            }
        }
        if (hasFailed && !hasRead) {
            into.failed(); // one of many costs its own value
        }
    }

    private boolean surveyAgain(long now) {
        isSurveyed = true;
        hasGone = false;
        surveyedAt = now;
        var found = new Plan<>(sensor);
        waits.clear();
        survey.survey(node, found);
        if (found.isLike(plan)) {
            for (var row : rows) {
                for (var planned : row) {
                    planned.isLeftAlone = false;
                }
            }
            return false;
        }
        plan = found;
        var before = new HashMap<String, Planned<F>>();
        for (var row : rows) {
            for (var planned : row) {
                var same = before.put(planned.reading.path(), planned);
                if (same != null) {
                    same.close(kept);
                }
            }
        }
        rows = rowsOf(found, before);
        for (var left : before.values()) {
            left.close(kept);
        }
        return true;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private Planned<F>[][] noRows() {
        return new Planned[0][];
    }

    /// What was open already stays so, and is taken out of `before`.
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic class
    private Planned<F>[][] rowsOf(Plan<F> plan, Map<String, Planned<F>> before) {
        Planned<F>[][] rows = new Planned[plan.rows()][];
        for (var row = 0; row < rows.length; row++) {
            var readings = plan.readings(row);
            rows[row] = new Planned[readings.size()];
            for (var i = 0; i < rows[row].length; i++) {
                var known = before.remove(readings.get(i).path());
                rows[row][i] = known == null
                        ? new Planned<>(readings.get(i), new TextBuffer(shared))
                        : known.meaning(readings.get(i));
            }
        }
        return rows;
    }

    /// Closes all files; a later read surveys anew.
    void close() {
        for (var row : rows) {
            for (var planned : row) {
                planned.close(kept);
            }
        }
        rows = noRows();
        plan = new Plan<>(sensor);
        isSurveyed = false;
    }

    /// How many files all surveys together keep open. A file beyond that is opened for each read.
    static final class Kept {
        /// A process is often allowed 1,024 files, and a daemon's clients need some.
        static final int MOST = 512;

        private final int most;
        private final AtomicInteger count = new AtomicInteger();

        Kept(int most) {
            this.most = most;
        }

        /// Whether there is room for one more, which is taken.
        boolean takes() {
            if (count.incrementAndGet() <= most) {
                return true;
            }
            count.decrementAndGet();
            return false;
        }
    }

    /// A file that is read at each sample. One that cannot be read is left alone until the next survey.
    private static final class Planned<F extends Enum<F> & Field> {
        Plan.Reading<F> reading;
        final TextBuffer buffer;
        Tree.@Nullable Text text;
        boolean wasRead;
        boolean isUsed;
        boolean isLeftAlone;
        /// Of what it said last; [Tree.Text#GONE] or [Tree.Text#FAILED] if it could not be read.
        int length = Tree.Text.GONE;

        Planned(Plan.Reading<F> reading, TextBuffer buffer) {
            this.reading = reading;
            this.buffer = buffer;
        }

        /// The same file, read for what `reading` says.
        Planned<F> meaning(Plan.Reading<F> reading) {
            this.reading = reading;
            isLeftAlone = false;
            return this;
        }

        /// Reads; true if it says something new, or nothing more.
        boolean read(Tree tree, Kept kept) {
            if (isLeftAlone) {
                return false;
            }
            var isNew = !wasRead;
            var open = text;
            if (open == null) {
                open = tree.open(reading.path());
            }
            length = open == null ? Tree.Text.GONE : open.read(buffer);
            wasRead = length >= 0;
            if (wasRead) {
                length = buffer.endLine();
            }
            if (text == null && open != null) {
                if (wasRead && kept.takes()) {
                    text = open;
                } else {
                    open.close();
                }
            }
            if (!wasRead) {
                close(kept);
                isLeftAlone = true;
            }
            return !wasRead || isNew || buffer.hasChanged();
        }

        void close(Kept kept) {
            if (text != null) {
                kept.count.decrementAndGet();
                text.close();
                text = null;
            }
            wasRead = false;
        }
    }

    /// The node's directories, through the tree.
    private static final class Looking implements Node {
        private static final int MOST_BYTES = 4096;
        private static final int MOST_OF_ALL = 1 << 20;

        private static final String[] NONE = {};

        final Tree tree;
        private final TextBuffer buffer;
        private final Waits waits;

        Looking(Tree tree, TextBuffer buffer, Waits waits) {
            this.tree = tree;
            this.buffer = buffer;
            this.waits = waits;
        }

        @Override
        public String[] list(String directory) {
            if (!waits.begins(directory)) {
                return NONE;
            }
            var names = tree.list(directory);
            waits.ends(directory);
            Arrays.sort(names, NaturalOrder.NAMES);
            return names;
        }

        @Override
        public int directories(String directory) {
            if (!waits.begins(directory)) {
                return -1;
            }
            var count = tree.directories(directory);
            waits.ends(directory);
            return count;
        }

        @Override
        public @Nullable String text(String path) {
            if (!waits.begins(path)) {
                return null;
            }
            var length = Tree.Text.GONE;
            var text = tree.open(path);
            if (text != null) {
                length = text.readBeginning(buffer, MOST_BYTES);
                text.close();
            }
            waits.ends(path);
            return length < 0
                    ? null
                    : Utf8.decode(buffer.array(), 0, Math.min(length, MOST_BYTES)).strip();
        }

        @Override
        public @Nullable String whole(String path) {
            if (!waits.begins(path)) {
                return null;
            }
            // What is large has a buffer of its own, which goes when it was read.
            var large = new TextBuffer(buffer, false);
            var length = tree.readOnce(path, large);
            waits.ends(path);
            return length < 0 || length > MOST_OF_ALL
                    ? null
                    : Utf8.decode(large.array(), 0, length);
        }

        @Override
        public @Nullable String real(String path) {
            if (!waits.begins(path)) {
                return null;
            }
            var real = tree.real(path);
            waits.ends(path);
            return real;
        }

        @Override
        public @Nullable String link(String path) {
            if (!waits.begins(path)) {
                return null;
            }
            var target = tree.link(path);
            waits.ends(path);
            return target;
        }
    }
}
