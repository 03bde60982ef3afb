package org.wulfware.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Reads files that others may have written: regular ones only, or links to such, and no more than a limit. A named pipe without a
/// writer, a terminal or a link to `/dev/zero` is refused before it is opened; a file that says nothing of its size, or grows while
/// it is read, fails at the limit.
public final class RegularFile {
    private RegularFile() {}

    /// All bytes of a file.
    ///
    /// @param limit of bytes; more of them are a failure
    /// @throws java.nio.file.NoSuchFileException if there is none
    /// @throws FileSystemException with the file, and `not a regular file` or `larger than 1 MB` for a reason
    /// @throws IOException if it cannot be read
    public static byte[] read(Path file, int limit) throws IOException {
        try (var in = open(file, limit)) {
            return in.readAllBytes();
        }
    }

    /// A file's bytes as they are asked for. Reading fails when there are more than `limit`.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    /// @throws FileSystemException with the file, and `not a regular file` or `larger than 1 MB` for a reason
    /// @throws IOException if it cannot be opened
    public static InputStream open(Path file, long limit) throws IOException {
        check(file, limit);
        return new Limited(Files.newInputStream(file), file, limit);
    }

    /// Sees that a file is a regular one, and not larger than a limit.
    ///
    /// @throws java.nio.file.NoSuchFileException if there is none
    /// @throws FileSystemException with the file, and `not a regular file` or `larger than 1 MB` for a reason
    /// @throws IOException if it cannot be looked at
    public static void check(Path file, long limit) throws IOException {
        var attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null,
                    attributes.isDirectory() ? "is a directory" : "not a regular file");
        }
        if (attributes.size() > limit) {
            throw tooLarge(file, limit);
        }
    }

    private static FileSystemException tooLarge(Path file, long limit) {
        return new FileSystemException(file.toString(), null, "larger than " + size(limit));
    }

    private static String size(long bytes) {
        return bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? (bytes >> 20) + " MB" : bytes + " bytes";
    }

    /// Fails when it is asked for what is behind the limit, and something is there.
    private static final class Limited extends FilterInputStream {
        private final Path file;
        private final long limit;
        private long left;

        Limited(InputStream in, Path file, long limit) {
            super(in);
            this.file = file;
            this.limit = limit;
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            var octet = in.read();
            if (octet >= 0) {
                take(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            var count = in.read(into, offset, length);
            if (count > 0) {
                take(count);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            var skipped = in.skip(count);
            take(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void take(long count) throws IOException {
            left -= count;
            if (left < 0) {
                throw tooLarge(file, limit);
            }
        }
    }
}
