package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;

/// Which hosts are meant, by what a person has typed and by what files say; and what becomes of them when the files change.
public final class Roster {
    private static final int LONGEST_LIST = 300;

    private final Optional<Path> file;
    private final List<String> typed;
    private final Supplier<ClusterShell> shell;
    private Optional<Shard> shard = Optional.empty();

    /// The files of the last reading, as they were then. It belongs to whoever reads.
    private Seen seen = new Seen();

    /// Reads nothing yet.
    ///
    /// @param named the wulfhosts file, where one was named; if not, the first there is of those of [Wulfhosts#find]
    /// @param typed expressions as [HostNames] reads them; none for all hosts of the file
    public Roster(
            Optional<Path> named, List<String> typed, Path directory, Path home, Path etc,
            Map<String, String> environment) {
        this.file = named.or(() -> Wulfhosts.find(directory, home, etc));
        this.typed = List.copyOf(typed);
        this.shell = () -> ClusterShell.of(etc, home, environment);
    }

    /// Of the hosts that are meant only those of this shard, from now on.
    public Roster shard(Optional<Shard> one) {
        shard = one;
        return this;
    }

    /// What was typed names no hosts, or cannot be read.
    public static final class TypedException extends SyntaxException {
        private static final long serialVersionUID = 1;

        private TypedException(SyntaxException cause) {
            super(cause.problems());
        }
    }

    /// The wulfhosts file that is read; empty if there was none.
    public Optional<Path> file() {
        return file;
    }

    /// Reads the files, and finds out which hosts are meant: see [Wulfhosts#chosen].
    ///
    /// @throws IOException if a file cannot be read
    /// @throws TypedException if it is what was typed that cannot be read
    /// @throws SyntaxException with all that is wrong in the files
    public Wulfhosts read() throws IOException, SyntaxException {
        var before = seen;
        var groups = shell.get();
        seen = groups.seen();
        try {
            var said = file.isPresent()
                    ? Optional.of(new WulfhostsReader(file.get(), seen).read(groups))
                    : Optional.<Wulfhosts>empty();
            Wulfhosts chosen;
            try {
                chosen = Wulfhosts.chosen(said, typed, groups);
            } catch (SyntaxException e) {
                throw new TypedException(e);
            }
            if (shard.isPresent()) {
                chosen = chosen.only(shard.get());
            }
            for (var host : chosen.hosts()) {
                host.tls().ifPresent(tls -> seen.look(tls.files()));
            }
            return chosen;
        } catch (IOException | SyntaxException e) {
            seen.look(before.files()); // what will be right again may be in any of them
            throw e;
        }
    }

    /// The hosts that an expression names, which may name the groups of the files, whoever is meant by them; the files are read
    /// for it as they are now.
    ///
    /// @throws IOException if a file cannot be read
    /// @throws SyntaxException if the expression, or a file, cannot be understood
    public List<Host> hosts(String expression) throws IOException, SyntaxException {
        var groups = shell.get();
        var known = Groups.of(groups);
        if (file.isPresent()) {
            known = known.with(new WulfhostsReader(file.get(), new Seen()).read(groups));
        }
        return HostNames.hosts(List.of(expression), known);
    }

    /// Other hosts than before.
    ///
    /// @param cluster that is meant now
    /// @param come those that were not meant before
    /// @param gone those that no longer are
    public record Change(Wulfhosts cluster, List<Host> come, List<Host> gone) {
        static Change of(Wulfhosts before, Wulfhosts after) {
            var were = before.hosts();
            var are = after.hosts();
            var come = new LinkedHashSet<>(are);
            were.forEach(come::remove);
            var gone = new LinkedHashSet<>(were);
            are.forEach(gone::remove);
            return new Change(after, List.copyOf(come), List.copyOf(gone));
        }

        /// In a line for a person.
        public String words() {
            var words = new StringJoiner("; ", "the files of hosts have changed: ", "");
            if (!come.isEmpty()) {
                words.add("new " + named(come));
            }
            if (!gone.isEmpty()) {
                words.add("gone " + named(gone));
            }
            return (come.isEmpty() && gone.isEmpty() ? words.add("the hosts are the same") : words).toString();
        }

        private static String named(List<Host> hosts) {
            return Folding.brief(hosts.stream().map(Host::name).toList(), LONGEST_LIST);
        }
    }

    /// Looks at the files that were read, time and again, on a thread of its own, and reads them again when they have
    /// changed: nothing happens if there are none. Nobody else may [#read] meanwhile.
    ///
    /// @param before what they said
    /// @param every how long it waits before it looks again; what is written may take so long
    /// @param changed gets what they say now
    /// @param troubled gets a line for each thing that is wrong with them, once; what was said before goes on
    public Watch watch(
            Wulfhosts before, Duration every, Consumer<Change> changed, Consumer<List<String>> troubled) {
        var watch = new Watch(before, changed, troubled);
        if (!seen.files().isEmpty()) {
            Thread.ofPlatform().daemon().name("files of hosts").start(() -> watch.run(every));
        }
        return watch;
    }

    /// Looks at the files.
    public final class Watch implements AutoCloseable {
        private final CountDownLatch end = new CountDownLatch(1);
        private final Consumer<Change> changed;
        private final Consumer<List<String>> troubled;
        private Wulfhosts cluster;

        /// The files as they were a look ago, if not as they were read: they may still be being written.
        private @Nullable Seen changing;

        private Watch(Wulfhosts before, Consumer<Change> changed, Consumer<List<String>> troubled) {
            this.cluster = before;
            this.changed = changed;
            this.troubled = troubled;
        }

        private void run(Duration every) {
            try {
                while (!end.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
                    guardedLook();
                }
            } catch (InterruptedException _) {
                // The end.
            }
        }

        /// What files hold never ends the looking; a mistake of this program's goes to the thread's handler of such.
        private void guardedLook() {
            try {
                look();
            } catch (RuntimeException e) {
                var thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
            }
        }

        /// Looks once.
        void look() {
            var now = seen.now();
            if (now.equals(seen)) {
                changing = null;
            } else if (!now.equals(changing)) {
                changing = now;
            } else {
                changing = null;
                readAgain();
            }
        }

        private void readAgain() {
            try {
                var change = Change.of(cluster, read());
                cluster = change.cluster;
                changed.accept(change);
            } catch (SyntaxException e) {
                troubled.accept(e.problems());
            } catch (FileSystemException e) {
                troubled.accept(List.of(IoFailure.message(e)));
            } catch (IOException e) {
                troubled.accept(
                        List.of(file.map(Path::toString).orElse("the files of hosts") + ": " + IoFailure.reason(e)));
            }
        }

        /// Looks no more; what it has begun to read it may still hand on.
        @Override
        public void close() {
            end.countDown();
        }
    }
}
