package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.sensors.Version;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;

/// Asks a recording, or a store of metrics, how an expression went over time.
///
/// @param hosts which, by name
/// @param steps a value stands at the end of each
/// @param rows what the expression is about one of, where it is not about a host as a whole
/// @param taken which of the values in a step
/// @param where which of them count; empty for all
public record Query(
        Predicate<String> hosts, Steps steps, Expression expression, Optional<Rows> rows, Taken taken,
        Optional<Expression> where) {
    /// One of which all values count.
    public Query(Predicate<String> hosts, Steps steps, Expression expression, Optional<Rows> rows, Taken taken) {
        this(hosts, steps, expression, rows, taken, Optional.empty());
    }

    /// Which of the values in a step.
    public enum Taken {
        /// As it was at the step's end; of a rate, what it was over the whole step.
        LAST,
        MEAN,
        LEAST,
        GREATEST
    }

    /// One host's values, or those of one of its disks, interfaces and so on.
    ///
    /// @param row which one; empty where it is about the host as a whole
    /// @param values one a time, NaN where there is none
    /// @param down at which of these times there is none since the host was down
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    public record Series(String host, String row, double[] values, BitSet down) {}

    /// What came of it.
    ///
    /// @param times the steps' ends
    /// @param series in the order in which the hosts were watched
    /// @param changes of a text when it changed, in the order of their times, and no series
    /// @param losses what could not be read
    /// @param period what usually lies between two values of a store; empty where that is not known
    public record Answer(
            List<Instant> times, List<Series> series, List<Change> changes, List<Loss> losses,
            Optional<Duration> period) {
        /// How many hosts something is said of.
        public long hosts() {
            return Stream.concat(series.stream().map(Series::host), changes.stream().map(Change::host))
                    .distinct()
                    .count();
        }
    }

    /// Goes through the files.
    ///
    /// @throws IOException if there is nothing to be read; its message is for a person
    public Answer in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IOException(directory + ": no such directory");
        }
        var archive = new Archive(directory);
        var pieces = archive.pieces();
        if (pieces.isEmpty()) {
            throw new IOException(directory + ": nothing has been recorded there");
        }
        var answers = new LinkedHashMap<String, HostAnswer>();
        var losses = new ArrayList<>(archive.strangers());
        for (var i = 0; i < pieces.size(); i++) {
            var end = i + 1 < pieces.size() ? pieces.get(i + 1).from() : Instant.MAX;
            if (end.isBefore(steps.before()) || pieces.get(i).from().isAfter(steps.to())) {
                continue;
            }
            try (var segment = archive.open(pieces.get(i), types(end), losses::add).orElse(null)) {
                if (segment != null) {
                    ask(segment, answers);
                    segment.loss().ifPresent(losses::add);
                }
            }
        }
        return answer(answers.values(), losses, Optional.empty());
    }

    /// Asks a store for the same.
    ///
    /// @param named the hosts that are meant, in their order; empty for all that the store has
    /// @param told what a person should know, a line each
    /// @throws IOException if there is nothing to be read; its message is for a person
    public Answer in(ReadBack.Store store, List<Host> named, Consumer<String> told)
            throws IOException, InterruptedException {
        return new StoredQuery(this, store, named, told).answer();
    }

    /// What came of these hosts.
    Answer answer(Collection<HostAnswer> answers, List<Loss> losses, Optional<Duration> period)
            throws IOException {
        if (!isText()) {
            return new Answer(steps.times(), answers.stream().flatMap(HostAnswer::series).toList(), List.of(), losses,
                    period);
        }
        if (answers.stream().anyMatch(HostAnswer::isFull)) {
            throw new IOException(expression + " changes too often to be listed: ask for less time");
        }
        var changes = answers.stream().flatMap(HostAnswer::changes).sorted(Comparator.comparing(Change::at)).toList();
        return new Answer(steps.times(), List.of(), changes, losses, period);
    }

    /// Whether it is about words, of which is told when they change.
    public boolean isText() {
        return expression.type() == Expression.Type.TEXT;
    }

    /// Whether all records count, and not the last of a step alone.
    boolean isOfAll() {
        return taken != Taken.LAST || isText();
    }

    /// Of steps of which each has a whole number of thinned records, those say the same and are few. The last step may end before
    /// such a record does.
    ///
    /// @param end of the span of time that a file is of
    private List<Archive.Type> types(Instant end) {
        return !isOfAll() && steps.areOf(Thinning.STEP) && !end.isAfter(steps.to())
                ? List.of(Archive.Type.THIN, Archive.Type.EXACT, Archive.Type.LOG)
                : List.of(Archive.Type.values());
    }

    /// Which of what is kept of a thinned-out value is meant; the last where there is no such thing, as of a formula or of a
    /// counter's total.
    private int aspect() {
        var isRate = expression.needsRates();
        var isCounter = expression.plainField().filter(field -> field.spec().kind() == Kind.COUNTER).isPresent();
        if (expression.plainField().isEmpty() || isRate != isCounter || where.isPresent()) {
            return Directory.LAST;
        }
        return switch (taken) {
            case LAST -> Directory.LAST;
            case MEAN -> isRate ? Directory.LAST : Directory.MEAN;
            case LEAST -> Directory.LEAST;
            case GREATEST -> Directory.GREATEST;
        };
    }

    /// Whether what a host says counts.
    ///
    /// @param row as with [Expression#holds]
    boolean counts(HostState state, int row) {
        return where.isEmpty() || where.get().holds(state, row);
    }

    /// By how much what is kept is greater than what it says.
    long finer() {
        return taken == Taken.MEAN || expression.needsRates() ? Thinning.FINER : 1;
    }

    private void ask(Segment segment, Map<String, HostAnswer> answers) {
        var fields = fields();
        var wanted = new BlockReader.Wanted(fields, Directory.LAST, true);
        var ofAll = segment.rounds().isThinned() && aspect() != Directory.LAST
                ? expression.plainField().map(field -> new BlockReader.Wanted(Set.of(field), aspect(), true))
                : Optional.<BlockReader.Wanted>empty();
        segment.order().stream().map(host -> host.name()).filter(hosts).forEach(
                name -> answers.computeIfAbsent(name, _ -> new HostAnswer(this, name)));
        var parts = segment.parts().stream().filter(part -> hosts.test(part.host())).toList();
        parts.forEach(part -> answers.computeIfAbsent(part.host(),
                name -> new HostAnswer(this, name)));
        // Two hosts of one name would meet in one answer.
        var isShared = parts.stream().map(Segment.Part::host).distinct().count() < parts.size();
        var stream = isShared ? parts.stream() : parts.parallelStream();
        stream.forEach(part -> {
            var reader = reader(segment, part, wanted);
            if (reader != null) {
                try {
                    Objects.requireNonNull(answers.get(part.host())).read(reader,
                            ofAll.map(kept -> reader(segment, part, kept)).orElse(null), segment.rounds());
                } catch (DamagedException | IndexOutOfBoundsException _) {
                    // Whole by its sum, and yet not to be understood: the rest of this host's block.
                    segment.lost(1);
                }
            }
        });
    }

    private static @Nullable BlockReader reader(Segment segment, Segment.Part part, BlockReader.Wanted wanted) {
        try {
            return segment.reader(part, wanted);
        } catch (IOException e) {
            segment.lost(part.count());
            return null;
        }
    }

    /// What has to be read: of the sensors that are needed what tells rows apart, too.
    Set<Field> fields() {
        var fields = new HashSet<>(expression.fields());
        where.ifPresent(condition -> fields.addAll(condition.fields()));
        rows.ifPresent(of -> fields.add(of.key()));
        for (var field : List.copyOf(fields)) {
            for (var other : field.sensor().fields()) {
                if (other.spec().isKey() || other.spec().isIdentity()) {
                    fields.add(other);
                }
            }
        }
        fields.add(Version.VERSION);
        return fields;
    }
}
