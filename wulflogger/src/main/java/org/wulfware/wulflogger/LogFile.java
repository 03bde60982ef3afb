package org.wulfware.wulflogger;

import module java.base;
import org.jspecify.annotations.Nullable;

/// A log in a file that is put aside when it has grown, or when its time is over: `load.csv` becomes `load.csv.1`, what was
/// that `load.csv.2`, and the oldest goes. An update is never torn between two files, and each file begins with the headings. A
/// file that is there already is gone on with if it begins with the same ones, and put aside if not.
final class LogFile implements Output {
    private final Path file;
    private final Rotation rotation;
    private final String head;
    private final String foot;
    private final InstantSource clock;
    private @Nullable OutputStream out;
    private long size;
    private long period;

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
        size = Files.size(file);
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

    @Override
    public void write(CharSequence lines) throws IOException {
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
    public void close() throws IOException {
        var stream = out;
        out = null;
        if (stream != null) {
            try (stream) {
                put(stream, foot);
            }
        }
    }
}
