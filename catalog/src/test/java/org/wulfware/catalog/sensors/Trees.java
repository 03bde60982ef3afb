package org.wulfware.catalog.sensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The recorded trees of `fixtures/`.
final class Trees {
    private static final Path ALL = Path.of(System.getProperty("wulfware.fixtures"));

    private Trees() {}

    static List<Path> all() {
        try (var trees = Files.list(ALL)) {
            return trees.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<byte[]> read(Path tree, String path) {
        try {
            var file = tree.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The names of the directories of processes, whatever they are called.
    static List<String> processes(Path tree) {
        try (var directories = Files.list(tree.resolve("proc"))) {
            return directories
                    .map(each -> each.getFileName().toString())
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
