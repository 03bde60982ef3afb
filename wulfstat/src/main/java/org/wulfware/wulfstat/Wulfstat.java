package org.wulfware.wulfstat;

import module java.base;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.wulfware.display.Alarm;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.Clean;
import org.wulfware.display.CrashReport;
import org.wulfware.display.Declared;
import org.wulfware.display.Delay;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Displays;
import org.wulfware.display.Past;
import org.wulfware.display.UsageException;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Zones;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.wire.IoFailure;
import org.wulfware.wulfstat.screen.SttyTerminal;
import org.wulfware.wulfstat.screen.Terminal;

/// The program: `wulfstat`.
public final class Wulfstat {
    /// The release, as `--version` says it.
    static final String VERSION = version();

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private static final String ELSEWHERE = "; wulflogger prints the same tables anywhere";

    /// Kinds of terminals that nothing can be drawn on.
    private static final Set<String> PLAIN = Set.of("dumb", "unknown");

    /// How often files of hosts are looked at.
    private static final Duration LOOKING = Duration.ofSeconds(1);

    private Wulfstat() {}

    /// The options, for those who complete or describe them.
    public static List<Declared> options() {
        return Arguments.declared();
    }

    /// Runs the program, and ends the machine with its status.
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var home = Path.of(System.getProperty("user.home", "/"));
        var status =
                run(arguments, SttyTerminal::open, Path.of(""), home, DisplayFiles.of(home, System.getenv()), out, err);
        out.flush();
        // Not halt: the way out of a signal that came just now is this one too.
        System.exit(status);
    }

    /// Finds the terminal; empty if there is none.
    @FunctionalInterface
    interface Terminals {
        Optional<Terminal> open() throws IOException;
    }

    /// Runs the program, and returns its status.
    ///
    /// @param directory that the person is in
    /// @param home the person's own
    /// @param files where further displays are
    static int run(
            String[] arguments,
            Terminals terminals,
            Path directory,
            Path home,
            DisplayFiles files,
            PrintStream out,
            PrintStream err) {
        Thread.ofPlatform().daemon().name("prepare").start(Wulfstat::prepare);
        // The terminal takes a moment to be asked, and so do the arguments to be read.
        var terminal = CompletableFuture.supplyAsync(() -> open(terminals), task -> Thread.ofPlatform()
                .daemon()
                .name("terminal")
                .start(task));
        var displays = new Known(files, file -> Watched.lists(file, directory, home));
        try {
            return switch (Arguments.parse(displays, arguments)) {
                case Arguments.Request.Say(var text) -> {
                    out.print(text);
                    yield DONE;
                }
                case Arguments.Request.Show(var options) ->
                    options.past().isPresent()
                            ? replay(options, options.past().get(), displays, directory, home, terminal, err)
                            : options.store().isPresent()
                                    ? fetch(options, options.store().get(), displays, directory, home, terminal, err)
                                    : show(options, displays, Watched.by(options, directory, home), terminal, err);
            };
        } catch (UsageException e) {
            displays.troubles.stream().flatMap(String::lines).forEach(line -> say(err, line));
            tell(err, String.valueOf(e.getMessage()));
            return WRONG_USAGE;
        } catch (SyntaxException e) {
            e.problems().forEach(problem -> say(err, problem));
            return e.isOfFile() ? FAILED : WRONG_USAGE;
        } catch (InterruptedException _) {
            return DONE;
        } catch (IOException | UncheckedIOException e) {
            say(err, IoFailure.message(e));
            return FAILED;
        } catch (RuntimeException e) {
            say(err, CrashReport.of("wulfstat", VERSION, e));
            return FAILED;
        }
    }

    /// Loads what the first frame needs while the arguments are being read; both take their time.
    private static void prepare() {
        var hosts = List.of(Host.named("localhost"));
        var model = Model.first(DisplaySet.BUILT_IN, hosts, Displays.USUAL, Delay.USUAL, Instant.now());
        new View(new Theme(true), Zones.local()).draw(model, Layout.LEAST);
    }

    private static Optional<Terminal> open(Terminals terminals) {
        try {
            return terminals.open();
        } catch (IOException e) {
            throw new UncheckedIOException(IoFailure.message(e), e);
        }
    }

    private static int show(
            Options options,
            Known displays,
            Roster roster,
            CompletableFuture<Optional<Terminal>> terminal,
            PrintStream err)
            throws IOException, SyntaxException, InterruptedException {
        var cluster = Watched.of(roster);
        var unreadable = Poller.unreadable(cluster.hosts());
        if (!unreadable.isEmpty()) {
            unreadable.forEach(trouble -> say(err, trouble));
            return FAILED;
        }
        var found = usable(terminal, err);
        if (found.isEmpty()) {
            return WRONG_USAGE;
        }
        var alarms = displays.alarms(options, roster);
        var shown = cluster.listsRoot() ? options.withRoot() : options;
        var first = first(shown, displays, Cluster.unasked(cluster.hosts(), Instant.now()),
                new Pace(options.delay(), false));
        var view = new View(Theme.of(System.getenv()), Zones.local());
        var polling = new Polling(cluster, Settings.usual(), alarms, options.count());
        var session = new Session(found.get(), polling, view, InstantSource.system(), first, options.count(),
                new AlarmWatch(alarms));
        try (var _ = roster.watch(
                cluster,
                LOOKING,
                change -> {
                    session.note(change.words());
                    polling.hosts(change.cluster(), session::warn);
                },
                problems -> {
                    problems.forEach(session::warn);
                    session.warn("the hosts stay as they were");
                })) {
            sit(session, err);
        }
        return DONE;
    }

    private static int replay(
            Options options,
            Past past,
            Known displays,
            Path directory,
            Path home,
            CompletableFuture<Optional<Terminal>> terminal,
            PrintStream err)
            throws IOException, SyntaxException, InterruptedException {
        var notes = new ArrayList<String>();
        var speed = past.speed().orElse(1);
        var recorded = Watched.recorded(options, past, directory, home, notes::add);
        try (var playing = Playing.open(recorded, past.directory().toString(), speed)) {
            var found = usable(terminal, err);
            if (found.isEmpty()) {
                return WRONG_USAGE;
            }
            var alarms = displays.alarms(options, Watched.by(options, directory, home));
            var first = first(options, displays, playing.first(),
                    new Pace(options.delay(), false, Optional.of(Tape.at(speed))));
            notes.addAll(playing.lost());
            for (var note : notes) {
                first = first.journal(first.journal().add(first.now(), note));
            }
            var view = new View(Theme.of(System.getenv()), Zones.local());
            sit(new Session(found.get(), playing, view, InstantSource.system(), first, options.count(),
                    new AlarmWatch(alarms)), err);
            playing.lost().forEach(words -> say(err, words));
            return playing.lost().isEmpty() ? DONE : FAILED;
        }
    }

    private static int fetch(
            Options options,
            ReadBack.Store from,
            Known displays,
            Path directory,
            Path home,
            CompletableFuture<Optional<Terminal>> terminal,
            PrintStream err)
            throws IOException, SyntaxException, InterruptedException {
        var noted = new AtomicReference<Consumer<String>>(_ -> {});
        var store = Watched.stored(options, from, directory, home,
                line -> Objects.requireNonNull(noted.get()).accept(Clean.text(line)));
        var alarms = displays.alarms(options, Watched.by(options, directory, home));
        try (var fetching = new Fetching(store, from.at().toString(), alarms)) {
            var found = usable(terminal, err);
            if (found.isEmpty()) {
                return WRONG_USAGE;
            }
            var first = first(options, displays, fetching.first(), new Pace(options.delay(), false));
            var view = new View(Theme.of(System.getenv()), Zones.local());
            var session = new Session(found.get(), fetching, view, InstantSource.system(), first, options.count(),
                    new AlarmWatch(alarms));
            noted.set(session::note);
            sit(session, err);
            return DONE;
        }
    }

    private static Model first(Options options, Known all, Cluster cluster, Pace pace) {
        var known = options.displays();
        var typed = options.report();
        // A display with other columns takes the place of the one it was made from.
        var displays = known.and(List.of(typed.display()));
        var display = displays.named(typed.display().name());
        var filter = new Filter(known, options.where().strip(), typed.where());
        var sorting = typed.order()
                .map(order -> Sorting.typed(order, options.sort(), display))
                .orElse(Sorting.UNSORTED);
        var model = Model.first(displays, cluster, display, pace);
        var journal = model.journal();
        for (var trouble : all.troubles) {
            journal = journal.warn(model.now(), trouble);
        }
        return model.listed(Listing.of(display, filter, sorting, cluster))
                .journal(options.verbose() ? journal.toggled() : journal);
    }

    /// The terminal, if there is one that can be drawn on; else a line says why not.
    private static Optional<Terminal> usable(CompletableFuture<Optional<Terminal>> terminal, PrintStream err)
            throws IOException, InterruptedException {
        var found = await(terminal);
        var kind = found.map(Terminal::kind).orElse("");
        if (found.isEmpty()) {
            say(err, "standard input and output are no terminal" + ELSEWHERE);
        } else if (kind.isEmpty()) {
            say(err, "TERM is not set, so what this terminal can show is not known: try TERM=xterm" + ELSEWHERE);
        } else if (PLAIN.contains(kind)) {
            say(err, "TERM is \"" + kind + "\": nothing can be drawn on such a terminal" + ELSEWHERE);
        } else {
            return found;
        }
        return Optional.empty();
    }

    private static Optional<Terminal> await(CompletableFuture<Optional<Terminal>> terminal)
            throws IOException, InterruptedException {
        try {
            return terminal.get();
        } catch (ExecutionException e) {
            throw new IOException("cannot use the terminal: " + e.getCause(), e);
        }
    }

    /// The displays, read when one is needed, the alarms, and what was wrong in their files.
    private static final class Known implements Function<Optional<Path>, DisplaySet> {
        final List<String> troubles = new ArrayList<>();
        private final DisplayFiles files;
        private final Function<Optional<Path>, HostLists> hosts;
        private Optional<DisplaySet> read = Optional.empty();

        Known(DisplayFiles files, Function<Optional<Path>, HostLists> hosts) {
            this.files = files;
            this.hosts = hosts;
        }

        /// @param wulfhosts the file that says which hosts there are, where one was named
        @Override
        public DisplaySet apply(Optional<Path> wulfhosts) {
            if (read.isEmpty()) {
                read = Optional.of(files.read(troubles::add, hosts.apply(wulfhosts)));
            }
            return read.get();
        }

        /// Those that were typed, and those of the files.
        List<Alarm> alarms(Options options, Roster roster) {
            var all = new ArrayList<>(options.alarms());
            all.addAll(AlarmFiles.beside(files)
                    .read(apply(options.wulfhosts()), roster::hosts, troubles::add));
            return all;
        }
    }

    /// Runs the session, and gives the terminal back however it ends. What anybody prints on standard error meanwhile
    /// goes to the debug window: it would spoil the screen. What nobody has seen there is said at the end.
    private static void sit(Session session, PrintStream err) throws IOException, InterruptedException {
        var giveBack = new Thread(session::close, "give the terminal back");
        var before = System.err;
        Runtime.getRuntime().addShutdownHook(giveBack);
        System.setErr(new PrintStream(new Lines(session::note), true, StandardCharsets.UTF_8));
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((_, e) -> session.fail(e));
        try (session) {
            session.run();
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
            System.setErr(before);
            try {
                Runtime.getRuntime().removeShutdownHook(giveBack);
            } catch (IllegalStateException _) {
                // This machine is going down, and the hook has done its work.
            }
        }
        session.unseen().forEach(trouble -> tell(err, trouble));
    }

    /// Hands on each line that is written to it.
    private static final class Lines extends OutputStream {
        private static final int LONGEST = 1000;

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final Consumer<String> told;

        Lines(Consumer<String> told) {
            this.told = told;
        }

        @Override
        public synchronized void write(int octet) {
            if (octet != '\n' && line.size() < LONGEST) {
                line.write(octet);
            } else if (octet == '\n') {
                told.accept(line.toString(StandardCharsets.UTF_8));
                line.reset();
            }
        }
    }

    /// Trouble that may take several lines: an expression, and a caret under the place.
    private static void tell(PrintStream err, String trouble) {
        var lines = trouble.lines().toList();
        say(err, lines.getFirst());
        lines.subList(1, lines.size()).forEach(line -> err.print(Clean.text(line) + "\n"));
        err.flush();
    }

    private static void say(PrintStream err, String trouble) {
        err.print("wulfstat: " + Clean.text(trouble) + "\n");
        err.flush();
    }

    private static String version() {
        var written = Wulfstat.class.getPackage().getImplementationVersion();
        return written == null ? "(unreleased)" : written;
    }
}
