package org.wulfware.testkit;

import module java.base;
import org.wulfware.xmlsysd.Facts;
import org.wulfware.xmlsysd.FileTree;
import org.wulfware.xmlsysd.Tree;

/// The recorded trees, by name: `fixtures/` of the source tree.
///
/// @param directory that they lie in
public record Fixtures(Path directory) {
    /// The system property that names the directory.
    public static final String PROPERTY = "wulfware.fixtures";

    /// Those that the system property names.
    ///
    /// @throws IllegalStateException if it names none
    public static Fixtures here() {
        var named = System.getProperty(PROPERTY);
        if (named == null) {
            throw new IllegalStateException("the system property " + PROPERTY + " does not say where the trees are");
        }
        return new Fixtures(Path.of(named));
    }

    /// The names of all.
    public List<String> names() throws IOException {
        try (var trees = Files.list(directory)) {
            return trees.filter(tree -> Files.exists(tree.resolve("ORIGIN")))
                    .map(tree -> tree.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /// The tree of this name.
    ///
    /// @throws NoSuchFileException if there is none
    public Fixture named(String name) throws IOException {
        var root = directory.resolve(name);
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString(), null, "no recorded tree; there are " + names());
        }
        return new Fixture(name, root);
    }

    /// One tree.
    public record Fixture(String name, Path root) {
        /// The file at `path` below the root, a character a byte; empty if there is none.
        public Optional<String> text(String path) throws IOException {
            var file = root.resolve(path);
            return Files.isRegularFile(file)
                    ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        }

        /// All files by their path below the root.
        public SortedMap<String, String> texts() throws IOException {
            var texts = new TreeMap<String, String>();
            try (var files = Files.walk(root)) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    texts.put(root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
            return texts;
        }

        /// When it was taken, in microseconds since 1970; empty for a tree that says so only in words.
        public OptionalLong taken() throws IOException {
            var clock = text("wulfware/clock");
            return clock.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(new BigDecimal(clock.get().strip()).movePointRight(6).longValueExact());
        }

        /// As a daemon sees it that was given this directory for its root.
        public Tree tree() {
            return new FileTree(root.toFile(), new Facts(root.toFile()));
        }
    }
}
