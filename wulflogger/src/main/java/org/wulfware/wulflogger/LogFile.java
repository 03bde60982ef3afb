package org.wulfware.wulflogger;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A log in a file that is put aside when it has grown, or when its time is over: `load.csv` becomes `load.csv.1`, what was
/// that `load.csv.2`, and the oldest goes. An update is never torn between two files, and each file begins with the headings. A
/// file that is there already is gone on with if it begins with the same ones, and put aside if not. A file that others empty
/// begins with the headings again, and one that others move away is left to them by [#reopen].
final class LogFile implements Output {
    private final Path file;
    private final Rotation rotation;
    private final String head;
    private final String foot;
    private final InstantSource clock;
    private @Nullable OutputStream out;
    private long size;
    private long period;
    private Optional<Object> opened = Optional.empty();

    /// @param head what each file begins with
    /// @param foot what each file ends with
    LogFile(Path file, Rotation rotation, String head, String foot, InstantSource clock) throws IOException {
        this.file = file;
        this.rotation = rotation;
        this.head = head;
        this.foot = foot;
        this.clock = clock;
        if (Files.exists(file) && Files.size(file) > 0 && !mayGoOn()) {
            putAside();
        }
        open();
    }

    private boolean mayGoOn() throws IOException {
        if (!foot.isEmpty() || !isOfThisPeriod()) {
            return false;
        }
        return begins();
    }

    /// Whether the file begins with the headings.
    private boolean begins() throws IOException {
        try (var in = Files.newInputStream(file)) {
            var begins = in.readNBytes(head.getBytes(StandardCharsets.UTF_8).length);
            return new String(begins, StandardCharsets.UTF_8).equals(head);
        }
    }

    private boolean isOfThisPeriod() throws IOException {
        return period(Files.getLastModifiedTime(file).toInstant()) == period(clock.instant());
    }

    private long period(Instant at) {
        return rotation.time().isZero() ? 0 : Math.floorDiv(at.toEpochMilli(), rotation.time().toMillis());
    }

    private void open() throws IOException {
        // Not by a channel: that would be closed by the interrupt that ends a log, with a line half written.
        var stream = new FileOutputStream(file.toFile(), true);
        out = stream;
        var found = Files.readAttributes(file, BasicFileAttributes.class);
        size = found.size();
        opened = Optional.ofNullable(found.fileKey());
        period = period(clock.instant());
        if (size == 0) {
            put(stream, head);
        }
    }

    private void put(OutputStream stream, CharSequence text) throws IOException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        stream.write(bytes);
        size += bytes.length;
    }

    /// Leaves the file to whoever has moved it away, and goes on in a new one under its name; in the same if it is still there.
    ///
    /// @throws IOException if that cannot be opened: the log then goes on where it was
    synchronized void reopen() throws IOException {
        var before = out;
        if (before == null) {
            return;
        }
        if (!foot.isEmpty() && isStillThere()) {
            // A document is not begun twice in one file.
            return;
        }
        open();
        try (before) {
            before.write(foot.getBytes(StandardCharsets.UTF_8));
        }
    }

    private boolean isStillThere() throws IOException {
        try {
            var found = Files.readAttributes(file, BasicFileAttributes.class);
            return opened.isPresent() && opened.get().equals(found.fileKey());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// Others may have emptied the file, as `logrotate` does by `copytruncate`: it begins with the headings again.
    private void seeWhetherItWasCut(OutputStream stream) throws IOException {
        if (!isStillThere()) {
            return; // moved away, and written to until it is to be reopened
        }
        var found = Files.size(file);
        if (found < size) {
            size = found;
            if (found == 0 || !begins()) {
                put(stream, head);
            }
        }
    }

    @Override
    public synchronized void write(CharSequence lines) throws IOException {
        if (out != null) {
            seeWhetherItWasCut(out);
        }
        var length = lines.toString().getBytes(StandardCharsets.UTF_8).length + foot.length();
        var isFull = size > head.length() && length > rotation.bytes() - size;
        if (isFull || period(clock.instant()) != period) {
            close();
            putAside();
            open();
        }
        if (out != null) {
            put(out, lines);
        }
    }

    private void putAside() throws IOException {
        if (!Files.exists(file)) {
            return; // somebody has moved it away
        }
        Files.deleteIfExists(aside(rotation.keep()));
        for (var age = rotation.keep() - 1; age >= 1; age--) {
            if (Files.exists(aside(age))) {
                Files.move(aside(age), aside(age + 1), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        if (rotation.keep() > 0) {
            Files.move(file, aside(1), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(file);
        }
    }

    private Path aside(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    @Override
    public synchronized void close() throws IOException {
        var stream = out;
        out = null;
        if (stream != null) {
            try (stream) {
                put(stream, foot);
            }
        }
    }
}
