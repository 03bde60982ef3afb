package org.wulfware.fuzz;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.xmlsysd.TextBuffer;
import org.wulfware.xmlsysd.Tree;

/// A recorded tree in memory, of which texts can be laid over with others.
final class Recorded implements Tree {
    private static final Map<String, Recorded> ALL = new ConcurrentHashMap<>();

    private final Map<String, byte[]> texts = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Map<String, Set<String>> directories = new HashMap<>();
    private Map<String, byte[]> laidOver = Map.of();

    /// The paths that were opened, looked into or followed.
    private final Set<String> asked = new HashSet<>();

    /// The tree of this name below the directory that the property `wulfware.fixtures` says.
    static Recorded named(String name) {
        return ALL.computeIfAbsent(name, _ -> {
            var root = Path.of(System.getProperty("wulfware.fixtures", "fixtures")).resolve(name);
            try (var files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                var tree = new Recorded();
                for (var file : (Iterable<Path>) files::iterator) {
                    tree.add(root.relativize(file).toString(), file);
                }
                return tree;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void add(String path, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            links.put(path, Files.readSymbolicLink(file).getFileName().toString());
            enter(path);
        }
        if (Files.isRegularFile(file)) {
            texts.put(path, Files.readAllBytes(file));
            enter(path);
        }
    }

    /// Adds a path to the directories that it is in.
    private void enter(String path) {
        for (var inner = path; !inner.isEmpty();) {
            var slash = inner.lastIndexOf('/');
            var directory = slash < 0 ? "" : inner.substring(0, slash);
            directories.computeIfAbsent(directory, _ -> new TreeSet<>()).add(inner.substring(slash + 1));
            inner = directory;
        }
    }

    Map<String, byte[]> texts() {
        return texts;
    }

    /// What was asked of this tree since the last call.
    Set<String> takeAsked() {
        var taken = Set.copyOf(asked);
        asked.clear();
        return taken;
    }

    /// From now on says these texts in place of its own, and beside them.
    void layOver(Map<String, byte[]> others) {
        laidOver = others;
    }

    private byte @Nullable [] text(String path) {
        var other = laidOver.get(path);
        return other == null ? texts.get(path) : other;
    }

    @Override
    public @Nullable Text open(String path) {
        asked.add(path);
        return text(path) == null ? null : buffer -> {
            var now = text(path);
            return now == null ? -1 : buffer.fill(now);
        };
    }

    @Override
    public int readOnce(String path, TextBuffer buffer) {
        asked.add(path);
        var now = text(path);
        return now == null ? -1 : buffer.fill(now);
    }

    @Override
    public String[] list(String directory) {
        asked.add(directory);
        var names = new TreeSet<>(directories.getOrDefault(directory, Set.of()));
        for (var path : laidOver.keySet()) {
            if (path.startsWith(directory + '/')) {
                names.add(path.substring(directory.length() + 1).split("/", 2)[0]);
            }
        }
        return names.toArray(String[]::new);
    }

    @Override
    public @Nullable String link(String path) {
        asked.add(path);
        return links.get(path);
    }

    @Override
    public long[] pids() {
        return Arrays.stream(list("proc"))
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .mapToLong(Long::parseLong)
                .sorted()
                .toArray();
    }

    @Override
    public @Nullable String userName(long uid, long pid) {
        return uid == 0 ? "root" : null;
    }
}
