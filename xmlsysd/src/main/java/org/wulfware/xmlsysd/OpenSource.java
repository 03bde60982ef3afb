package org.wulfware.xmlsysd;

import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;

/// A source of this node: opened when it is first needed, read again and again.
final class OpenSource<F extends Enum<F> & Field> {
    private static final long RETRY_NANOS = 30_000_000_000L;

    /// How many bytes more of a text are read at least than sufficed last time: its numbers may have grown.
    private static final int SLACK = 32;

    /// Of a page each, as the kernel hands them out.
    private static final int MOST_PARTS = 1 << 16;

    private final Sampler sampler;
    private final Cursor cursor;
    private final Sensor.Source<F> source;
    final F[] supplies;
    private final F[] suffices;
    private final Sensor.@Nullable Parser<F> inFull;

    /// The fields for which it is parsed in full.
    final F[] onRequest;
    private final boolean isFirst;
    private final TextBuffer buffer;
    private Tree.@Nullable Text text;
    private int enough = TextBuffer.CHUNK;
    private boolean wantsWhole;
    private boolean isEarly;
    private long nextTry;
    private boolean tried;

    /// Whether it is there and could not be read.
    boolean hasFailed;

    /// Whether the sensor's table was filled from it too.
    boolean isUsed;

    /// Whether it is read and parsed in full.
    boolean isInFull;

    /// The sample that it was last read for.
    long round;

    @SuppressWarnings("unchecked") // as many as there are, of the enum's own type
    OpenSource(Sensor.Source<F> source, boolean isFirst, Sampler sampler) {
        this.sampler = sampler;
        this.cursor = sampler.cursor();
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
        this.buffer = new TextBuffer(sampler.shared(), source.shortLines());
        this.wantsWhole = suffices.length == 0;
    }

    /// Reads the text, as much as is known to be enough; true if it is not what it was.
    ///
    /// @param round the sample that it is read for
    boolean read(long now, long round) {
        this.round = round;
        var text = this.text;
        var isNew = false;
        if (text == null) {
            if (tried && now - nextTry < 0) {
                return false;
            }
            tried = true;
            nextTry = now + RETRY_NANOS;
            text = sampler.tree().open(source.path());
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
        isEarly = text.isAwaited();
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
            var length = ended();
            inFull.parse(cursor.aim(buffer.array(), 0, length), into);
            return;
        }
        parse(ended(), into);
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
            parse(ended(), into);
        }
    }

    /// How much of the buffer is parsed: with an end of the last line, if that is in it.
    private int ended() {
        return buffer.isWhole() && !source.isBinary() ? buffer.endLine() : buffer.length();
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
        if (length == 0 && buffer.endLines()) {
            parse(buffer.lines(), into);
        }
        // Of what has no end nothing is told.
        hasFailed = length == Tree.Text.FAILED || length > 0;
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

    /// Whether another thread was still finding out what it says for the first time when it was read last.
    boolean wasEarly() {
        return isUsed && isEarly;
    }

    /// Whether that thread still is.
    boolean isAwaited() {
        var text = this.text;
        return isUsed && text != null && text.isAwaited();
    }

    /// Gives back the room of what was read, if that is more than so many bytes: the table is to be filled anew.
    void giveBack(int most) {
        buffer.giveBack(most);
    }

    void close() {
        if (text != null) {
            text.close();
            text = null;
        }
    }
}
