package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.wire.IoFailure;

/// Keeps what hosts say, round by round, in a directory of its own. A round is in the file once [#round] returns, so that
/// whatever ends the program takes nothing with it; within a second it is on the disk.
///
/// Where the disk fails or is full, recording stops, says so once, and begins again when there is room: whoever records goes
/// on. All is kept under a limit, whatever comes.
public final class Recording implements AutoCloseable {
    private static final long MOST_LOG = 32 << 20;
    private static final Duration LONGEST_LOG = Duration.ofHours(1);
    /// A log is no larger than this part of all there is room for.
    private static final int PARTS = 8;
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Archive archive;
    private final Keep keep;
    private final Consumer<String> told;
    private final FileChannel lock;
    private final Upkeep upkeep;
    private @Nullable Log log;
    private Instant sealAt = Instant.MIN;
    private long number;
    private List<HostState> known = List.of();
    private Instant retry = Instant.MIN;
    private boolean hasStopped;
    private long missed;

    private Recording(Archive archive, Keep keep, Consumer<String> told, FileChannel lock) throws IOException {
        this.archive = archive;
        this.keep = keep;
        this.told = told;
        this.lock = lock;
        var pieces = archive.pieces();
        number = pieces.isEmpty() ? 0 : pieces.getLast().number();
        upkeep = new Upkeep(archive, keep, told);
        upkeep.seal(false);
    }

    /// Begins to record into a directory, which is made if there is none.
    ///
    /// @param told gets lines for a person about what goes wrong, on any thread
    /// @throws IOException if that cannot be; its message is for a person
    public static Recording open(Path directory, Keep keep, Consumer<String> told) throws IOException {
        OwnFiles.directory(directory);
        OwnFiles.warning(directory).ifPresent(told);
        var lock =
                OwnFiles.open(directory.resolve(Archive.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (isTaken(lock)) {
                throw new IOException(directory + " is being recorded into by another program");
            }
            return new Recording(new Archive(directory), keep, told, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static boolean isTaken(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() == null;
        } catch (OverlappingFileLockException _) {
            return true;
        }
    }

    /// Keeps the states that a round has come to.
    ///
    /// @param states of all hosts, in their order
    /// @param at when, by this machine's clock
    /// @param isShown whether it is one that is shown: the first of those who need rates is not
    public void round(List<HostState> states, Instant at, boolean isShown) {
        if (hasStopped && at.isBefore(retry) && !at.isBefore(retry.minus(RETRY))) {
            missed += states.size();
            return;
        }
        try {
            var isNew = prepare(states, at);
            var current = Objects.requireNonNull(log);
            var before = current.length();
            current.round(states, known, isNew, at, isShown);
            upkeep.written(current.length() - before);
            known = List.copyOf(states);
            if (hasStopped) {
                hasStopped = false;
                told.accept("recording again; " + missed + " records were not kept");
                missed = 0;
            }
        } catch (IOException e) {
            stopped(e, states.size(), at);
        }
    }

    /// Sees to it that there is a log for these hosts; says whether it is a new one.
    private boolean prepare(List<HostState> states, Instant at) throws IOException {
        var current = log;
        var most = Math.min(MOST_LOG, keep.size() / PARTS);
        if (current != null && (!at.isBefore(sealAt) || at.isBefore(sealAt.minus(LONGEST_LOG))
                || current.length() >= most || !areSame(current.hosts(), states))) {
            finish();
        }
        if (log != null) {
            return false;
        }
        var hosts = new ArrayList<Host>(states.size());
        states.forEach(state -> hosts.add(state.host()));
        if (!known.isEmpty() && !areSame(known.stream().map(HostState::host).toList(), states)) {
            known = List.of();
        }
        var stem = Archive.stem(++number, at);
        upkeep.begins(stem);
        var opened = new Log(archive.file(stem, Archive.Type.LOG), hosts);
        log = opened;
        upkeep.writing(opened);
        sealAt = at.truncatedTo(ChronoUnit.HOURS).plus(LONGEST_LOG);
        return true;
    }

    private static boolean areSame(List<Host> hosts, List<HostState> states) {
        if (hosts.size() != states.size()) {
            return false;
        }
        for (var i = 0; i < hosts.size(); i++) {
            if (!hosts.get(i).equals(states.get(i).host())) {
                return false;
            }
        }
        return true;
    }

    private void stopped(IOException why, int records, Instant at) {
        missed += records;
        retry = at.plus(RETRY);
        if (!hasStopped) {
            hasStopped = true;
            told.accept("recording stops until it works again: " + IoFailure.message(why));
        }
        finish();
        upkeep.begins("");
        upkeep.seal(true);
    }

    /// Leaves the log to be sealed.
    private void finish() {
        var current = log;
        log = null;
        if (current != null) {
            upkeep.finished(current);
        }
    }

    /// Ends it; all that was recorded is in files then.
    @Override
    public void close() {
        finish();
        upkeep.close();
        try {
            lock.close();
        } catch (IOException _) {
            // Closing: nothing is left to lose.
        }
    }
}
