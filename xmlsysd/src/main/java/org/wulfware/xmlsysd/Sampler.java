package org.wulfware.xmlsysd;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Table;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Cells;
import org.wulfware.wire.DocumentWriter;
import org.wulfware.wire.Query;
import org.wulfware.wire.Selection;
import org.wulfware.wire.Sink;
import org.wulfware.wire.XmlWriter;

/// Takes samples: reads the sources that a request needs, parses them, writes the document. One serves all
/// connections, and it is for one thread. For the default selection it allocates nothing after its first samples.
public final class Sampler {
    private static final long USUAL_CELL_COST = 100;

    /// Documents of fewer cells say little about what a cell takes.
    private static final int MANY_CELLS = 500;

    /// What any document takes, however small.
    private static final long LEAST_COST = 20_000;
    /// How long first readings are waited for.
    private static final long FIRST_NANOS = 95_000_000;

    private static final long REST_NANOS = 10_000_000_000L;

    private final Tree tree;
    private final Clock clock;
    private final TextBuffer shared = new TextBuffer();
    private final Cursor cursor = new Cursor();
    private final Documents documents = new Documents();

    /// For one page at a time; what is longer is written twice.
    private final Sink page = new Sink(Answers.MOST_HELD);
    private final Ledger ledger;
    private final Budget budget;
    private final KeptAnswers keptAnswers;
    private final Targets targets = new Targets();
    private final int daemonIndex = Catalog.indexOf("system/daemon");
    private @Nullable Compressor compressor;

    /// What the kernel says of this thread, once somebody has wanted to know what an answer costs.
    private Tree.@Nullable Text thread;

    private boolean isThreadOpen;

    private final @Nullable Probe<?>[] probes = new Probe<?>[Catalog.size()];
    private @Nullable Processes processes;
    private final Selection selection = new Selection();
    private final Surveyed.Kept kept = new Surveyed.Kept(Surveyed.Kept.MOST);

    /// Counts the changes of `selection`, from one client's packet to the next's.
    private int selections = 1;

    /// Counts the samples.
    private long rounds;

    /// What a cell of a large document takes to be written, in nanoseconds.
    private long cellCost = USUAL_CELL_COST;
    private long restedAt;

    /// Whether `selection` holds nothing but what has always been sent.
    private boolean isOld = true;

    /// How the last document began and what was wanted of it, so that it can be written once more.
    private @Nullable DocumentWriter lastWriter;

    private @Nullable Cells lastCells;
    private boolean lastInit;
    private long lastLost;
    private long lastAge;

    /// Samples `tree` at the times that `clock` says.
    public Sampler(Tree tree, Clock clock) {
        this(tree, clock, new Ledger(), Budget.none());
    }

    /// @param ledger is told what happens
    /// @param budget what reading may cost
    Sampler(Tree tree, Clock clock, Ledger ledger, Budget budget) {
        this.tree = tree;
        this.clock = clock;
        this.ledger = ledger;
        this.budget = budget;
        this.keptAnswers = new KeptAnswers(budget, clock);
    }

    private Probe<?> probe(int index) {
        var probe = probes[index];
        if (probe == null) {
            probe = new Probe<>(this, clock, index, Catalog.sensor(index));
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
        var tellsStates = request.isNew || cells != null || !isOld;
        if (writer instanceof XmlWriter xml) {
            xml.tellsStates(tellsStates);
        }
        var now = clock.nanos();
        budget.sample(now);
        var age = take(request, now);
        if (request.isByClock) {
            giveWay();
        }
        lastWriter = writer;
        lastCells = cells;
        lastInit = request.init;
        lastLost = request.lost;
        lastAge = tellsStates ? age : DocumentWriter.NEW;
        var began = clock.nanos();
        var count = 0L;
        request.init = false;
        request.lost = 0;
        writer.begin(out.clear(), lastInit, lastLost, lastAge);
        for (var i = 0; i < probes.length; i++) {
            if (selection.wantsAny(i)) {
                var probe = probe(i);
                probe.write(request, writer, cells);
                count += probe.cells();
            }
        }
        writer.end();
        if (count >= MANY_CELLS) {
            cellCost = (3 * cellCost + Math.clamp((clock.nanos() - began) / count, 1, 2 * cellCost)) / 4;
        }
        if (awaitFirst(request, now)) {
            writeWhatCame(request, writer, out);
        }
        if (processes != null) {
            processes.rest(now);
        }
        if (now - restedAt > REST_NANOS) {
            rest(now);
        }
        ledger.samples++;
        ledger.answerBytes = out.length();
        if (before >= 0) {
            ledger.answerMicros = threadMicros() - before;
        }
    }

    /// What was kept for somebody who might ask again is given back.
    private void rest(long now) {
        restedAt = now;
        keptAnswers.rest(now);
        for (var probe : probes) {
            if (probe != null) {
                probe.rest(now);
            }
        }
    }

    /// Writes the last document once more, byte for byte, behind what is in `out`: nothing else may have been sampled since.
    void again(Sink out) {
        var writer = Objects.requireNonNull(lastWriter);
        writer.begin(out, lastInit, lastLost, lastAge);
        for (var i = 0; i < probes.length; i++) {
            if (selection.wantsAny(i)) {
                probe(i).writeAgain(writer, lastCells);
            }
        }
        writer.end();
    }

    /// The last document is not sent: what only that one said, the next one of `request` says.
    void takeBack(Request request) {
        request.init |= lastInit;
        request.lost += lastLost;
    }

    /// Samples all that is wanted.
    ///
    /// @return how old the oldest is, in milliseconds; [DocumentWriter#NEW] if all was read now
    private long take(Request request, long now) {
        var oldest = 0L;
        for (var i = 0; i < probes.length; i++) {
            if (selection.wantsAny(i)) {
                var probe = probe(i);
                var before = clock.nanos();
                oldest = Math.max(oldest, probe.take(request, now));
                probe.table().took(clock.nanos() - before);
            }
        }
        var end = clock.nanos();
        budget.read(end - now, end);
        ledger.stale += oldest > 0 ? 1 : 0;
        return oldest > 0 ? oldest / 1_000_000 : DocumentWriter.NEW;
    }

    /// Waits a little, all together, for sensors that are read on threads beside this one and were never read before: so the
    /// first document is complete. What hangs is not waited for again. The document is written before: on a new daemon that takes
    /// longer than this, and they have that time, too.
    ///
    /// @return whether there were any
    private boolean awaitFirst(Request request, long now) {
        var deadline = 0L;
        for (var i = 0; i < probes.length; i++) {
            var probe = probes[i];
            if (probe != null && selection.wantsAny(i) && probe.isAwaited()) {
                deadline = deadline == 0 ? System.nanoTime() + FIRST_NANOS : deadline;
                probe.await(request, now, deadline);
            }
        }
        return deadline != 0;
    }

    /// Writes the document anew, with what was waited for.
    private void writeWhatCame(Request request, DocumentWriter writer, Sink out) {
        writer.begin(out.clear(), lastInit, lastLost, lastAge);
        for (var i = 0; i < probes.length; i++) {
            if (selection.wantsAny(i)) {
                var probe = probe(i);
                if (probe.wasAwaitedNow()) {
                    probe.write(request, writer, lastCells);
                } else {
                    probe.writeAgain(writer, lastCells);
                }
            }
        }
        writer.end();
    }

    /// About how many nanoseconds a document takes.
    ///
    /// @param isRepeated whether it would be made of what was read last, as far as that was
    long cost(Request request, Selection wanted, boolean isRepeated) {
        var now = clock.nanos();
        var cost = LEAST_COST;
        for (var i = 0; i < probes.length; i++) {
            if (wanted.wantsAny(i)) {
                var probe = i == Probe.PIDS ? probe(i) : probes[i];
                cost += probe == null
                        ? Probe.unknownCost(i)
                        : probe.cost(request, wanted, isRepeated, now, cellCost);
            }
        }
        return budget.scaled(cost);
    }

    /// Who else on this machine has a sample to take at this instant takes it before this one is written.
    @SuppressWarnings("ThreadPriorityCheck") // a courtesy: nothing depends on whether anybody takes it
    private void giveWay() {
        budget.rest(clock.nanos());
        Thread.yield();
        budget.work(clock.nanos());
    }

    /// CPU time of this thread so far.
    private long threadMicros() {
        var file = thread;
        if (!isThreadOpen) {
            isThreadOpen = true;
            file = tree.open("proc/thread-self/schedstat");
            thread = file;
        }
        var length = file == null ? -1 : file.read(shared);
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

    /// The same by a steady clock, in nanoseconds.
    long nanos() {
        return clock.nanos();
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

    /// Where a page is written to before its head is.
    Sink page() {
        return page;
    }

    /// Answers that may be repeated.
    KeptAnswers keptAnswers() {
        return keptAnswers;
    }

    /// What those who scrape ask for.
    Targets targets() {
        return targets;
    }

    /// How old the oldest part of the last document's sample is, in nanoseconds.
    long lastAge() {
        return lastAge == DocumentWriter.NEW ? 0 : lastAge * 1_000_000;
    }

    /// What reading may cost.
    Budget budget() {
        return budget;
    }

    /// What the sample at hand is for.
    Selection selection() {
        return selection;
    }

    /// How often that has changed.
    int selections() {
        return selections;
    }

    /// The number of the sample at hand.
    long round() {
        return rounds;
    }

    /// Where texts are read into that nobody keeps.
    TextBuffer shared() {
        return shared;
    }

    /// For the parsers, one after another.
    Cursor cursor() {
        return cursor;
    }

    /// How many files the surveys keep open.
    Surveyed.Kept kept() {
        return kept;
    }

    /// What samples processes; made when it is first asked for.
    Processes processes() {
        var known = processes;
        if (known == null) {
            known = new Processes(this, clock);
            processes = known;
        }
        return known;
    }

    /// Reads what was never read before of what is wanted, until so much time is over: the first time costs many times as much as
    /// those after it.
    ///
    /// @return whether all of it is known now
    boolean prepare(Request request, Selection wanted, long nanos) {
        var began = clock.nanos();
        var isBegun = false;
        for (var i = 0; i < probes.length; i++) {
            if (!wanted.wantsAny(i) || (i == Probe.PIDS && processes().areMany()) || probe(i).isRead()) {
                continue;
            }
            if (!isBegun) {
                isBegun = true;
                begin(wanted);
            }
            probe(i).take(request, began);
            if (clock.nanos() - began > nanos) {
                return false;
            }
        }
        return !wanted.wantsAny(Probe.PIDS) || !processes().areMany()
                || processes().prepare(request, wanted, Probe.PIDS, nanos);
    }

    /// A sample begins, of which [#sample] takes the parts.
    void begin() {
        budget.sample(clock.nanos());
    }

    /// Samples one sensor now, all that `request` wants of it.
    Table<?> sample(Sensor<?> sensor, Request request) {
        begin(request.selection);
        var probe = probe(Catalog.indexOf(sensor));
        var now = clock.nanos();
        probe.take(request, now);
        var end = clock.nanos();
        budget.read(end - now, end);
        return probe.table();
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
        if (thread != null) {
            thread.close();
        }
        tree.close();
    }
}
