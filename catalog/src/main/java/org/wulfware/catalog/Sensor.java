package org.wulfware.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One thing that a node can say: an element of the document, the fields in it, and the sources it is read from.
/// A sensor is declared once, beside its fields (see `org.wulfware.catalog.sensors`); everything else walks it.
public final class Sensor<F extends Enum<F> & Field> {
    /// Reads the text of one source into a table. It sees text, never a path, and never throws for what the text
    /// holds. A small class, not a method reference: the daemon would load a hundred classes of `java.lang.invoke` for the
    /// first of those.
    public interface Parser<F extends Enum<F> & Field> {
        void parse(Cursor text, Table<F> out);
    }

    /// Where a sensor's text comes from.
    ///
    /// @param path below the root directory, without a leading `/`: `proc/loadavg`. Paths below `wulfware/` are no
    ///     files of the kernel: the daemon presents there what it learnt from system calls, one fact a line, and a
    ///     recorded tree holds them as files
    /// @param parser of its text
    /// @param supplies the fields this source is read for; it is left alone when none of them is wanted or all the
    ///     wanted ones came from an earlier source
    /// @param suffices the fields of which, once all are there, nothing wanted can stand further on in the text: what is
    ///     behind them need not be read. Empty where only the text's end tells. Of a source that is not its sensor's first,
    ///     the parser may then be shown the beginning and again the whole
    /// @param shortLines whether no line is longer than [#SHORT]
    /// @param inFull parses the text, from its beginning to its end, in place of `parser` when a field is wanted that is on
    ///     request by itself; null where `parser` sees to all fields
    /// @param inParts whether the text may be large and is never held whole: the parser is shown a part of whole lines after
    ///     another, and adds to the table what each says
    /// @param isBinary whether it is no text of lines; to the parser of any other, the last line ends as all do, whether or not the
    ///     file says so
    public record Source<F extends Enum<F> & Field>(
            String path,
            Parser<F> parser,
            EnumSet<F> supplies,
            EnumSet<F> suffices,
            boolean shortLines,
            @Nullable Parser<F> inFull,
            boolean inParts,
            boolean isBinary) {
        /// The same one, parsed by `inFull` alone.
        public Source<F> alwaysInFull() {
            if (inFull == null) {
                return this;
            }
            var none = EnumSet.copyOf(suffices);
            none.clear();
            return new Source<>(path, inFull, supplies, none, shortLines, null, inParts, isBinary);
        }
    }

    private record Origin<F extends Enum<F> & Field>(String words, EnumSet<F> fields) {}

    /// Half of the least page. A read of a text that the kernel makes line by line ends early only where the next line does
    /// not fit into what is left of a page (fs/seq_file.c). So if all lines are shorter than this, a read that gives less has
    /// met the text's end, and no second one need ask for it.
    public static final int SHORT = 2048;

    /// How long a value keeps: what the sampling path re-reads only after so many seconds.
    public static final int EVERY_SAMPLE = 0;

    /// For what cannot change while the kernel runs.
    public static final int ONCE = Integer.MAX_VALUE;

    /// Nobody has asked for the sensor's place in the catalog yet.
    public static final int NO_PLACE_YET = -2;

    private final String path;
    private final Class<F> type;
    private final F[] fields;
    private final F[] identity;
    private final List<Source<F>> sources = new ArrayList<>(2);
    private boolean stamped = true;
    private boolean byDefault = true;
    private boolean tellsTheSecond;
    private int keepsSeconds = EVERY_SAMPLE;
    private int place = NO_PLACE_YET;
    private final List<Origin<F>> origins = new ArrayList<>(2);
    private @Nullable Survey<F> survey;
    private int surveySeconds;
    private boolean beside;
    private boolean besideAtFirst;

    private Sensor(String path, Class<F> type) {
        this.path = path;
        this.type = type;
        this.fields = type.getEnumConstants();
        this.identity = identity(fields);
    }

    private static <F extends Field> F[] identity(F[] fields) {
        var count = 0;
        for (var field : fields) {
            count += field.spec().isIdentity() ? 1 : 0;
        }
        var identity = Arrays.copyOf(fields, count);
        count = 0;
        for (var field : fields) {
            if (field.spec().isIdentity()) {
                identity[count++] = field;
            }
        }
        return identity;
    }

    /// Declares the sensor at `path` below the document's root (`proc/net/dev`), whose fields are the constants of
    /// `type`.
    public static <F extends Enum<F> & Field> Sensor<F> at(String path, Class<F> type) {
        return new Sensor<>(path, type);
    }

    /// Read from `source`, for all fields.
    public Sensor<F> reads(String source, Parser<F> parser) {
        sources.add(new Source<>(source, parser, EnumSet.allOf(type), EnumSet.noneOf(type), false, null, false, false));
        return this;
    }

    /// Read from `source` too, when one of the fields `first` and `rest` is wanted and still absent.
    @SafeVarargs
    @SuppressWarnings("varargs") // EnumSet.of only reads the array
    public final Sensor<F> reads(String source, Parser<F> parser, F first, F... rest) {
        sources.add(
                new Source<>(source, parser, EnumSet.of(first, rest), EnumSet.noneOf(type), false, null, false, false));
        return this;
    }

    /// Where it comes from, in words for a person, where the paths of its sources do not tell: `libnvidia-ml.so.1`.
    public Sensor<F> from(String words) {
        origins.add(new Origin<>(words, EnumSet.allOf(type)));
        return this;
    }

    /// The same for the fields `first` and `rest` alone; said before what holds for all.
    @SafeVarargs
    @SuppressWarnings("varargs") // EnumSet.of only reads the array
    public final Sensor<F> from(String words, F first, F... rest) {
        origins.add(new Origin<>(words, EnumSet.of(first, rest)));
        return this;
    }

    /// Its rows come from a survey of the node's directories, in place of sources: made when the sensor is first asked
    /// for, again after so many seconds, and when a file has gone that was found.
    public Sensor<F> surveys(Survey<F> survey, int seconds) {
        this.survey = survey;
        surveySeconds = seconds;
        return this;
    }

    /// The source declared last need not be read further once the fields `first` and `rest` are there.
    @SafeVarargs
    @SuppressWarnings("varargs") // EnumSet.of only reads the array
    public final Sensor<F> upTo(F first, F... rest) {
        return upTo(EnumSet.of(first, rest));
    }

    /// The source declared last need not be read further once all fields are there that it supplies, those on request by
    /// themselves left out.
    public Sensor<F> upToAll() {
        var all = EnumSet.noneOf(type);
        for (var field : sources.getLast().supplies()) {
            if (!field.spec().isOnRequest()) {
                all.add(field);
            }
        }
        return upTo(all);
    }

    private Sensor<F> upTo(EnumSet<F> fields) {
        var last = sources.removeLast();
        return source(last, fields, last.shortLines(), last.inFull(), last.inParts());
    }

    /// No line of the source declared last is longer than [#SHORT], and the kernel makes it line by line.
    public Sensor<F> shortLines() {
        var last = sources.removeLast();
        return source(last, last.suffices(), true, last.inFull(), last.inParts());
    }

    /// When a field is wanted that is on request by itself, the source declared last is read whole, and `parser` sees to all
    /// of its fields: so those that are always sent cost nothing for the others' sake.
    public Sensor<F> inFull(Parser<F> parser) {
        var last = sources.removeLast();
        return source(last, last.suffices(), last.shortLines(), parser, last.inParts());
    }

    /// The text of the source declared last is never held whole: see [Source#inParts].
    public Sensor<F> inParts() {
        var last = sources.removeLast();
        return source(last, last.suffices(), last.shortLines(), last.inFull(), true);
    }

    /// The source declared last is no text of lines.
    public Sensor<F> binary() {
        var last = sources.removeLast();
        sources.add(
                new Source<>(last.path(), last.parser(), last.supplies(), last.suffices(), false, null, false, true));
        return this;
    }

    /// The source `like` another, with these properties.
    private Sensor<F> source(
            Source<F> like, EnumSet<F> suffices, boolean shortLines, @Nullable Parser<F> inFull, boolean inParts) {
        sources.add(new Source<>(
                like.path(),
                like.parser(),
                like.supplies(),
                suffices,
                shortLines,
                inFull,
                inParts,
                like.isBinary()));
        return this;
    }

    /// What it reads may hang, as a driver or another program may: the daemon reads it on a thread beside the sample, which
    /// shows what was read last, and when.
    public Sensor<F> beside() {
        beside = true;
        return this;
    }

    /// Its first reading takes long, as that of a library that is to be loaded does; later ones neither do nor hang: the first
    /// is made beside the sample.
    public Sensor<F> besideAtFirst() {
        besideAtFirst = true;
        return beside();
    }

    /// Its element carries no time.
    public Sensor<F> unstamped() {
        stamped = false;
        return this;
    }

    /// What it says depends on the second of the time it is stamped with, and not on its sources alone.
    public Sensor<F> ofTheSecond() {
        tellsTheSecond = true;
        return this;
    }

    /// Off until a client turns it on.
    public Sensor<F> onRequest() {
        byDefault = false;
        return this;
    }

    /// Re-read only after so many seconds; the element then carries the time at which it was read.
    public Sensor<F> keeps(int seconds) {
        keepsSeconds = seconds;
        return this;
    }

    /// `proc/net/dev`.
    public String path() {
        return path;
    }

    /// The element's own name: `dev`.
    public String element() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public Class<F> type() {
        return type;
    }

    /// The fields by slot; a shared array that must not be changed.
    public F[] fields() {
        return fields;
    }

    /// The fields that tell its rows apart, in their order: two rows are about the same thing if and only if all of these are
    /// the same in both, or absent in both. None if it has one row. A shared array that must not be changed.
    public F[] identity() {
        return identity;
    }

    public List<Source<F>> sources() {
        return sources;
    }

    /// Where a field comes from, for a person: `/proc/loadavg`; of many places the one that is asked first stands first.
    public String origin(F field) {
        for (var origin : origins) {
            if (origin.fields.contains(field)) {
                return origin.words;
            }
        }
        var all = new StringBuilder();
        for (var source : sources) {
            if (source.supplies().contains(field)) {
                all.append(all.isEmpty() ? "/" : ", /").append(source.path());
            }
        }
        var found = survey;
        return found == null ? all.toString() : "/" + found.directory();
    }

    /// The place in the catalog's order, as far as the catalog has said.
    public int place() {
        return place;
    }

    /// For the catalog alone.
    public void place(int found) {
        place = found;
    }

    public boolean isStamped() {
        return stamped;
    }

    /// What finds its rows; null where its sources have them.
    public @Nullable Survey<F> survey() {
        return survey;
    }

    /// How long what a survey found holds.
    public int surveySeconds() {
        return surveySeconds;
    }

    /// Whether it is read on a thread beside the sample.
    public boolean isBeside() {
        return beside;
    }

    /// Whether only its first reading is made there.
    public boolean isBesideAtFirst() {
        return besideAtFirst;
    }

    /// Whether the second of its stamp matters; else it says the same while its sources do.
    public boolean tellsTheSecond() {
        return tellsTheSecond;
    }

    public boolean isDefault() {
        return byDefault;
    }

    public int keepsSeconds() {
        return keepsSeconds;
    }

    @Override
    public String toString() {
        return path;
    }
}
