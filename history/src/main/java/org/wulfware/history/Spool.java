package org.wulfware.history;

import module java.base;
import org.jspecify.annotations.Nullable;

/// Batches on their way, in files of a directory: the first that came is the first that goes, and what has not gone when the
/// program ends goes when it begins again. Together they are never larger than a bound: the oldest are dropped for the newest,
/// and counted. One program at a time has the directory.
final class Spool implements AutoCloseable {
    private static final Pattern NAME = Pattern.compile("([0-9]{12})-([0-9]{1,9})\\.batch");

    /// A batch that waits.
    ///
    /// @param values how many are in it
    /// @param bytes the file's length
    record Batch(Path file, long number, int values, long bytes) {}

    private final Path directory;
    private final long most;
    private final FileChannel lock;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private @Nullable Batch going;
    private long bytes;
    private long next;
    private long dropped;
    private boolean isClosed;

    private Spool(Path directory, long most, FileChannel lock) {
        this.directory = directory;
        this.most = most;
        this.lock = lock;
    }

    /// @param directory made where there is none
    /// @param most bytes that the batches may have together
    static Spool open(Path directory, long most) throws IOException {
        OwnFiles.directory(directory);
        var lock = OwnFiles.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!isFree(lock)) {
                throw new IOException("another program has it");
            }
            var spool = new Spool(directory, most, lock);
            spool.find();
            return spool;
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    @SuppressWarnings("resource") // the lock goes with its channel
    private static boolean isFree(FileChannel lock) throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // it is this program that has it already
        }
    }

    private void find() throws IOException {
        var found = new ArrayList<Batch>();
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Batch(file, Long.parseLong(name.group(1)), Integer.parseInt(name.group(2)),
                            Files.size(file)));
                } else if (file.getFileName().toString().endsWith(".part")) {
                    Files.delete(file); // it ended while it wrote this
                }
            }
        }
        found.sort(Comparator.comparingLong(Batch::number));
        found.forEach(this::add);
        next = found.isEmpty() ? 1 : found.getLast().number() + 1;
    }

    private void add(Batch batch) {
        waiting.add(batch);
        bytes += batch.bytes();
    }

    /// Adds a batch. It is whole on the disk when this returns, or not there at all.
    ///
    /// @param values how many are in it, for the counts
    synchronized void put(byte[] batch, int values) throws IOException {
        var number = next++;
        var part = directory.resolve("%012d.part".formatted(number));
        var whole = directory.resolve("%012d-%d.batch".formatted(number, values));
        try (var out = OwnFiles.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var from = ByteBuffer.wrap(batch);
            while (from.hasRemaining()) {
                out.write(from);
            }
            out.force(false);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(part);
            throw e;
        }
        add(new Batch(whole, number, values, batch.length));
        while (bytes > most) {
            // Not the newest, and not the one that is being sent: nobody knows whether it has arrived.
            var oldest = waiting.stream().filter(one -> !one.equals(going) && one.number() != number).findFirst();
            if (oldest.isEmpty()) {
                break;
            }
            drop(oldest.get());
            dropped += oldest.get().values();
        }
        notifyAll();
    }

    private void drop(Batch batch) throws IOException {
        Files.deleteIfExists(batch.file());
        if (waiting.remove(batch)) {
            bytes -= batch.bytes();
        }
    }

    /// The batch that goes next, once there is one; null once it is closed.
    synchronized @Nullable Batch first() throws InterruptedException {
        while (waiting.isEmpty() && !isClosed) {
            wait();
        }
        going = isClosed ? null : waiting.getFirst();
        return going;
    }

    /// This one has gone.
    synchronized void done(Batch batch) throws IOException {
        drop(batch);
        notifyAll();
    }

    /// Waits until all have gone, for so long at most.
    ///
    /// @return whether they have
    synchronized boolean empties(Duration limit) throws InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        for (var left = limit.toNanos(); !waiting.isEmpty() && left > 0; left = end - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return waiting.isEmpty();
    }

    /// How many values wait.
    synchronized long values() {
        return waiting.stream().mapToLong(Batch::values).sum();
    }

    /// How many values were dropped since it was opened, since there was no room for them.
    synchronized long dropped() {
        return dropped;
    }

    /// Leaves what waits for the next time.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
        lock.close();
    }
}
