package org.wulfware.catalog.sensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.NaturalOrder;
import org.wulfware.catalog.Node;

/// The recorded trees of `fixtures/`.
final class Trees {
    private static final Path ALL = Path.of(System.getProperty("wulfware.fixtures"));

    private Trees() {}

    static List<Path> all() {
        try (var trees = Files.list(ALL)) {
            return trees.filter(tree -> Files.exists(tree.resolve("ORIGIN"))).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sensors that tests of all of them are about: all, or the one that the property `sensor` names by its path or element.
    static List<Sensor<?>> sensors() {
        var named = System.getProperty("sensor", "");
        var sensors = Catalog.sensors()
                .stream()
                .filter(each -> named.isEmpty() || named.equals(each.path()) || named.equals(each.element()))
                .toList();
        if (sensors.isEmpty()) {
            throw new IllegalArgumentException("there is no sensor " + named);
        }
        return sensors;
    }

    static Optional<byte[]> read(Path tree, String path) {
        try {
            var file = tree.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a survey looks around in it.
    static Node node(Path tree) {
        return new Node() {
            @Override
            public String[] list(String directory) {
                var names = tree.resolve(directory).toFile().list();
                var sorted = names == null ? new String[0] : names;
                Arrays.sort(sorted, NaturalOrder.NAMES);
                return sorted;
            }

            @Override
            public @Nullable String text(String path) {
                return read(tree, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()).orElse(null);
            }

            @Override
            public @Nullable String whole(String path) {
                return read(tree, path).map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse(null);
            }

            @Override
            public @Nullable String link(String path) {
                try {
                    return Files.readSymbolicLink(tree.resolve(path)).getFileName().toString();
                } catch (IOException _) { // no link
                    return null;
                }
            }
        };
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
