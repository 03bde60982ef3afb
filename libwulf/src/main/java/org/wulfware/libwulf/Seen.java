package org.wulfware.libwulf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Files and directories, and how each was just before it was read: by that it is known later whether it has changed.
final class Seen {
    /// @param identity which file it is, where the system says so: one put in another's place is another
    private record Stamp(FileTime changed, long size, Optional<Object> identity) {}

    /// Empty for what is not there, or may not be looked at.
    private final Map<Path, Optional<Stamp>> stamps = new HashMap<>();

    /// Is told before a file is read, or found not to be there.
    void look(Path file) {
        var path = file.toAbsolutePath();
        if (!stamps.containsKey(path)) {
            stamps.put(path, stamp(path));
        }
    }

    /// Looks at these too.
    void look(Iterable<Path> files) {
        files.forEach(this::look);
    }

    Set<Path> files() {
        return Set.copyOf(stamps.keySet());
    }

    /// The same files as they are now.
    Seen now() {
        var now = new Seen();
        now.look(stamps.keySet());
        return now;
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(
                            attributes.lastModifiedTime(), attributes.size(),
                            Optional.ofNullable(attributes.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Seen seen && stamps.equals(seen.stamps);
    }

    @Override
    public int hashCode() {
        return stamps.hashCode();
    }
}
