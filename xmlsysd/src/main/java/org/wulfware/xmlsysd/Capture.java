package org.wulfware.xmlsysd;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.wire.Sink;

/// Copies what one sensor reads, as a tree that `--root` reads again: what a contributor needs
/// to fix a sensor for a machine that is not at hand. Command lines of processes are never in it.
final class Capture {
    /// What is found out beside a sample takes no longer, or is given up.
    private static final long BESIDE_MILLIS = 2200;

    private static final int MOST_LINKS = 40;

    private static final String RELEASE = "proc/sys/kernel/osrelease";

    private final Path root;
    private final Path into;
    private final WatchedTree tree;
    private final TextBuffer buffer = new TextBuffer();

    /// What was written and how many bytes, and what is there and may not be read.
    private final TreeMap<String, Integer> written = new TreeMap<>();

    private final TreeSet<String> unreadable = new TreeSet<>();

    private Capture(File root, Path into, Tree tree) {
        this.root = root.toPath();
        this.into = into;
        this.tree = new WatchedTree(tree);
    }

    /// The sensor that is called so, by its path or by its element's name.
    ///
    /// @throws Options.UsageException names those that are called alike, or all
    static Sensor<?> sensor(String called) throws Options.UsageException {
        var name = called.startsWith("/xmlsysd/") ? called.substring("/xmlsysd/".length()) : called;
        var near = new TreeSet<String>();
        var all = new TreeSet<String>();
        for (var place = 0; place < Catalog.size(); place++) {
            var path = Catalog.path(place);
            var element = path.substring(path.lastIndexOf('/') + 1);
            if (name.equals(path) || name.equals(element)) {
                return Catalog.sensor(place);
            }
            all.add(element);
            if (!name.isEmpty()
                    && (distance(name, element) <= 2 || distance(name, path) <= 2 || element.contains(name))) {
                near.add(element);
            }
        }
        throw new Options.UsageException("no sensor is called \"" + called + "\"; "
                + (near.isEmpty() ? "there are " : "like it are called ")
                + String.join(", ", near.isEmpty() ? all : near));
    }

    /// How many letters are to be changed, put in or left out.
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var above = row[j];
                var isSame = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(diagonal + (isSame ? 0 : 1), Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }

    /// Where a capture may go to: a directory that is empty or not there yet.
    static Path directory(String named) throws Options.UsageException {
        var directory = Path.of(named);
        var inside = directory.toFile().list();
        if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS) && (inside == null || inside.length > 0)) {
            throw new Options.UsageException(
                    "--capture wants a directory that is empty or not there yet, and \"" + named
                            + "\" is neither");
        }
        return directory;
    }

    /// Samples, and writes down what that took.
    ///
    /// @param node whose facts have been started
    /// @return the exit status
    static int run(Sensor<?> sensor, Path into, File root, Tree node, PrintStream out, PrintStream err)
            throws IOException, InterruptedException {
        var capture = new Capture(root, into, node);
        capture.sample(sensor);
        capture.write();
        if (capture.written.isEmpty() && capture.unreadable.isEmpty()) {
            err.println("xmlsysd: this node has nothing that " + sensor.path() + " reads; nothing was written");
            return 1;
        }
        capture.origin(sensor);
        for (var entry : capture.written.entrySet()) {
            out.println(entry.getKey() + ", " + entry.getValue() + " bytes");
        }
        for (var path : capture.unreadable) {
            err.println("xmlsysd: not captured, since it may not be read or gives an error: /" + path);
        }
        out.println("\n" + capture.written.size() + " files of " + sensor.path() + " are in " + into
                + ", and with links to them "
                + "all that the sensor looks at.\nTo see what it makes of them: printf 'off all\\non "
                + sensor.element()
                + "\\nsend\\n' | xmlsysd -i --root " + into
                + "\nRead them before you send them: names of hosts and users, addresses and serial numbers are in them as this\n"
                + "node has them. Command lines of processes are never captured.");
        return 0;
    }

    private void sample(Sensor<?> sensor) throws InterruptedException {
        var sampler = new Sampler(tree, Clock.system());
        sampler.send(request(sensor), new Sink());
        var waits = sensor.isBeside() || sensor.isBesideAtFirst() || tree.texts.toString().contains("wulfware/");
        if (waits && tree.mayHang()) {
            Thread.sleep(BESIDE_MILLIS);
            sampler.send(request(sensor), new Sink());
        }
    }

    /// All that it can say, of all processes, but for their command lines.
    private static Request request(Sensor<?> sensor) {
        var request = new Request();
        request.selection.clear();
        for (Field field : sensor.fields()) {
            if (!field.spec().isKey()) {
                request.selection.on(field);
            }
        }
        request.root = true;
        request.all = true;
        return request;
    }

    private void write() throws IOException {
        for (var directory : tree.directories) {
            directory(place(directory), directory);
        }
        for (var path : tree.places) {
            var name = path.lastIndexOf('/') + 1;
            var above = place(path.substring(0, Math.max(0, name - 1)));
            if (above != null) {
                entry(above, path.substring(name));
            }
            place(path);
        }
        for (var path : tree.texts) {
            text(path);
        }
        var users = new StringBuilder(); // of bytes
        for (var user : tree.users().entrySet()) {
            users.append(user.getValue()).append(":x:").append(user.getKey()).append(":0:::\n");
        }
        if (!users.isEmpty()) {
            put(into.resolve("etc/passwd"), "etc/passwd", users.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /// What a directory has in it: links, directories without what is in those, and no files.
    private void directory(@Nullable Path at, String directory) throws IOException {
        if (at == null || !Files.isDirectory(root.resolve(at))) {
            return;
        }
        Files.createDirectories(into.resolve(at));
        for (var name : tree.list(directory)) {
            entry(at, name);
        }
    }

    /// Where `path` is once no link is in it, below the root; the links on the way are made. Null if nothing is there.
    private @Nullable Path place(String path) throws IOException {
        var ahead = new ArrayDeque<String>();
        push(ahead, path);
        var at = Path.of("");
        for (var links = 0; !ahead.isEmpty();) {
            var name = ahead.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (name.equals("..")) {
                at = at.getParent() == null ? Path.of("") : at.getParent();
                continue;
            }
            var next = at.resolve(OddNames.name(name));
            if (!Files.exists(root.resolve(next), LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            entry(at, name);
            if (!isKept(next)) {
                at = next;
            } else if (++links > MOST_LINKS) {
                return null;
            } else {
                var target = OddNames.words(Files.readSymbolicLink(root.resolve(next)));
                at = target.startsWith("/") ? Path.of("") : at;
                push(ahead, target);
            }
        }
        return at;
    }

    private static void push(ArrayDeque<String> ahead, String path) {
        var names = path.split("/");
        for (var i = names.length - 1; i >= 0; i--) {
            ahead.push(names[i]);
        }
    }

    /// Whether it is a link and stays one. Those below `/proc` lead to the process that reads them.
    private boolean isKept(Path path) {
        return !path.startsWith("proc") && Files.isSymbolicLink(root.resolve(path));
    }

    /// Makes a link or a directory as the node has it.
    private void entry(Path above, String name) throws IOException {
        var path = above.resolve(OddNames.name(name));
        var copy = into.resolve(path);
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (isKept(path)) {
            Files.createDirectories(into.resolve(above));
            Files.createSymbolicLink(copy, Files.readSymbolicLink(root.resolve(path)));
        } else if (Files.isDirectory(root.resolve(path))) {
            Files.createDirectories(copy);
        }
    }

    private void text(String path) throws IOException {
        var isFact = path.startsWith("wulfware/");
        var at = isFact ? Path.of(path) : place(path);
        if (at == null || written.containsKey(path)) {
            return;
        }
        var length = tree.readOnce(path, buffer);
        if (length >= 0 && !(isFact && length == 0)) {
            put(into.resolve(at), path, Arrays.copyOf(buffer.array(), length));
        } else if (!isFact && Files.exists(root.resolve(at)) && !Files.isDirectory(root.resolve(at))) {
            unreadable.add(path);
        }
    }

    private void put(Path file, String path, byte[] text) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, text);
        written.put(path, text.length);
    }

    /// Of which kernel it is, when it was taken and by what.
    private void origin(Sensor<?> sensor) throws IOException {
        text(RELEASE);
        var length = tree.readOnce(RELEASE, buffer);
        var release = length < 0 ? "an unknown release"
                : new String(buffer.array(), 0, length, StandardCharsets.UTF_8).strip();
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        put(into.resolve("wulfware/clock"), "wulfware/clock",
                (now.getEpochSecond() + "\n").getBytes(StandardCharsets.US_ASCII));
        put(into.resolve("ORIGIN"), "ORIGIN",
                ("Captured by xmlsysd " + Xmlsysd.version() + " on " + now + ": what " + sensor.path()
                        + " reads on Linux\n" + release
                        + (tree.mayHang() ? ", " + System.getProperty("os.arch", "").toLowerCase(Locale.ROOT) : "")
                        + ".\n")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
