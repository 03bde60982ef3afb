package org.wulfware.history;

import module java.base;

/// Directories and files of recordings and queues: what hosts say is for whoever records, and for that group to read.
final class OwnFiles {
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY = permissions("rwxr-x---");
    private static final FileAttribute<Set<PosixFilePermission>> FILE = permissions("rw-r-----");

    private OwnFiles() {}

    private static FileAttribute<Set<PosixFilePermission>> permissions(String written) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(written));
    }

    /// Makes a directory, and those that it is in, where there are none.
    static void directory(Path directory) throws IOException {
        Files.createDirectories(directory, DIRECTORY);
    }

    /// Opens a file, which is made so that nobody else may read it if that is among the options.
    static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), FILE);
    }

    /// Whether all others on the machine may do so; false where nobody knows.
    static boolean mayOthers(Path path, PosixFilePermission permission) {
        try {
            return Files.getPosixFilePermissions(path).contains(permission);
        } catch (IOException | UnsupportedOperationException _) {
            return false; // whoever then uses it says what is wrong with it
        }
    }

    /// What is to be said of a directory that others may write to; empty for nothing.
    static Optional<String> warning(Path directory) {
        return mayOthers(directory, PosixFilePermission.OTHERS_WRITE)
                ? Optional.of(directory + " can be written to by everybody on this machine: what is in it may be forged"
                        + " (chmod o-w)")
                : Optional.empty();
    }
}
