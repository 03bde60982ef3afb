package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// What has to be done for a recording beside writing it, on a thread of its own: the disk is told to keep what was written,
/// logs that are finished are sealed, and what is too old or too much is taken away.
final class Upkeep implements AutoCloseable {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final long FREE = 16;
    private static final Duration CLOSING = Duration.ofSeconds(20);

    private final Archive archive;
    private final Keep keep;
    private final Consumer<String> told;
    private final Thread thread;
    /// Two that take away at once would each take too much.
    private final Object shrinking = new Object();

    /// Guarded by this.
    private @Nullable Log log;
    private String stem = "";
    private boolean isDirty;
    private boolean isToSeal;
    private boolean isClosed;
    private final Queue<Log> finished = new ArrayDeque<>();
    private long used;
    private long reserved;

    /// Whether somebody knows that nothing can be sealed.
    private boolean hasTold;
    private boolean hasToldOfDisk;
    private final Set<String> unreadable = new HashSet<>();

    Upkeep(Archive archive, Keep keep, Consumer<String> told) throws IOException {
        this.archive = archive;
        this.keep = keep;
        this.told = told;
        used = archive.size();
        thread = Thread.ofPlatform().daemon().name("history").start(this::run);
    }

    /// Which log is about to be there, and is not to be sealed; empty for none.
    synchronized void begins(String name) {
        stem = name;
    }

    /// It is there.
    void writing(Log current) throws IOException {
        synchronized (this) {
            log = current;
        }
        written(current.length());
    }

    /// So many bytes were written to it.
    void written(long bytes) throws IOException {
        long most;
        synchronized (this) {
            used += bytes;
            most = used;
            if (!isDirty) {
                isDirty = true;
                notifyAll();
            }
        }
        if (most > limit()) {
            shrink(Instant.MIN);
        }
    }

    /// Nothing more is written to it.
    synchronized void finished(Log current) {
        log = null;
        stem = "";
        finished.add(current);
        isToSeal = true;
        notifyAll();
    }

    /// Seals what there is to be sealed.
    ///
    /// @param isKnown whether somebody knows that it may fail
    synchronized void seal(boolean isKnown) {
        hasTold |= isKnown;
        isToSeal = true;
        notifyAll();
    }

    private void run() {
        try {
            while (step()) {
                // There may be more to do.
            }
        } catch (InterruptedException _) {
            // Nobody does that; and it would mean to end.
        }
    }

    /// Waits for something to do, and does it; false once nothing is left to do, ever.
    private boolean step() throws InterruptedException {
        Log dirty = null;
        Log done;
        boolean seals;
        boolean ends;
        synchronized (this) {
            while (!isDirty && !isToSeal && !isClosed) {
                wait();
            }
            done = finished.poll();
            seals = done == null && isToSeal;
            ends = done == null && !isToSeal && isClosed;
            if (seals) {
                isToSeal = false;
            }
            if (isDirty) {
                isDirty = false;
                dirty = log;
            }
        }
        if (done != null) {
            close(done);
        } else if (dirty != null) {
            force(dirty);
        }
        if (seals) {
            sealAll();
        }
        if (done == null && !seals && !ends) {
            pause();
        }
        return !ends;
    }

    private synchronized void pause() throws InterruptedException {
        var until = System.nanoTime() + SECOND.toNanos();
        for (var left = SECOND.toNanos(); left > 0 && !isToSeal && !isClosed; left = until - System.nanoTime()) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private void force(Log dirty) {
        try {
            dirty.force();
            hasToldOfDisk = false;
        } catch (ClosedChannelException _) {
            // It was finished meanwhile, and forced then.
        } catch (IOException e) {
            if (!hasToldOfDisk) {
                hasToldOfDisk = true;
                told.accept("the disk does not keep what is recorded: " + IoFailure.message(e));
            }
        }
    }

    private void close(Log done) {
        force(done);
        try {
            done.close();
        } catch (IOException _) {
            // Closing: what was written is in the file.
        }
    }

    private void sealAll() {
        try {
            for (var piece : archive.pieces()) {
                if (piece.has(Archive.Type.LOG) && !isBeingWritten(piece.stem()) && isReadable(piece)) {
                    sealUnlessGone(piece);
                }
            }
            shrink(Instant.now());
            hasTold = false;
        } catch (IOException e) {
            // The logs stay as they are, and can be read as well.
            if (!hasTold) {
                hasTold = true;
                told.accept("cannot seal what was recorded yet: " + IoFailure.message(e));
            }
        } catch (DamagedException e) {
            told.accept("cannot seal what was recorded: " + e.getMessage());
        }
    }

    /// What is no regular file stays as it is, and is told once.
    private boolean isReadable(Archive.Piece piece) throws IOException {
        var file = archive.file(piece.stem(), Archive.Type.LOG);
        try {
            RegularFile.check(file, Archive.LONGEST);
            return true;
        } catch (NoSuchFileException _) {
            return false; // so much came meanwhile that it had to make room
        } catch (FileSystemException e) {
            if (unreadable.add(piece.stem())) {
                told.accept(Loss.unreadable(String.valueOf(file.getFileName()), e).toString());
            }
            return false;
        }
    }

    private synchronized boolean isBeingWritten(String name) {
        return stem.equals(name);
    }

    private void sealUnlessGone(Archive.Piece piece) throws IOException {
        try {
            seal(piece);
        } catch (NoSuchFileException _) {
            // So much came meanwhile that it had to make room.
        }
    }

    private void seal(Archive.Piece piece) throws IOException {
        var file = archive.file(piece.stem(), Archive.Type.LOG);
        var bytes = RegularFile.read(file, Archive.LONGEST);
        var sealed = Sealer.seal(bytes, true);
        var name = String.valueOf(file.getFileName());
        if (sealed.lost() > 0) {
            told.accept(Loss.records(name, sealed.lost()).toString());
        } else if (sealed.skipped() > 0) {
            told.accept(Loss.bytes(name, sealed.skipped(), bytes.length).toString());
        }
        if (sealed.records() > 0) {
            reserved(sealed.exact().size() + sealed.thinned().size());
            try {
                shrink(Instant.MIN);
                put(sealed.thinned(), archive.file(piece.stem(), Archive.Type.THIN));
                reserved(sealed.exact().size());
                put(sealed.exact(), archive.file(piece.stem(), Archive.Type.EXACT));
            } finally {
                reserved(0);
            }
        }
        if (sealed.lost() > 0 || sealed.skipped() > 0) {
            // Whoever asks later on is told as well; and somebody may find more in it.
            Files.move(file, archive.file(piece.stem(), Archive.Type.DAMAGED), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private void put(Octets bytes, Path file) throws IOException {
        var unfinished = file.resolveSibling(file.getFileName() + Archive.UNFINISHED);
        try (var channel = OwnFiles.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var view = bytes.view(); view.hasRemaining();) {
                channel.write(view);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Takes away what is too old, and as much of the oldest as is too much.
    private void shrink(Instant now) throws IOException {
        synchronized (shrinking) {
            var left = left(reserved(), now);
            synchronized (this) {
                used = left;
            }
        }
    }

    /// There is room for so much to be written elsewhere than to the log.
    private synchronized void reserved(long bytes) {
        reserved = bytes;
    }

    private synchronized long reserved() {
        return reserved;
    }

    /// Something is left free for what is written before it is counted.
    private long limit() {
        return keep.size() - keep.size() / FREE;
    }

    private long left(long more, Instant now) throws IOException {
        var pieces = archive.pieces();
        var size = archive.size() + more;
        for (var i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            var end = i + 1 < pieces.size() ? pieces.get(i + 1).from() : Instant.MAX;
            for (var type : List.of(Archive.Type.DAMAGED, Archive.Type.EXACT, Archive.Type.THIN)) {
                var file = archive.file(piece.stem(), type);
                var isOld = !now.equals(Instant.MIN) && end.isBefore(
                        now.minus(type == Archive.Type.EXACT ? keep.exact() : keep.thinned()));
                if (piece.has(type) && (isOld || size > limit())) {
                    size -= Archive.size(file);
                    Files.deleteIfExists(file);
                }
            }
            if (piece.has(Archive.Type.LOG) && size > limit() && !isBeingWritten(piece.stem())) {
                var file = archive.file(piece.stem(), Archive.Type.LOG);
                size -= Archive.size(file);
                Files.deleteIfExists(file);
            }
        }
        return size;
    }

    /// Does what is left to do, and ends.
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        try {
            thread.join(CLOSING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
