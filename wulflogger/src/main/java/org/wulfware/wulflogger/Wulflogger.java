package org.wulfware.wulflogger;

import module java.base;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.display.AlarmFiles;
import org.wulfware.display.Alarms;
import org.wulfware.display.Clean;
import org.wulfware.display.CrashReport;
import org.wulfware.display.CrashReports;
import org.wulfware.display.DaemonStart;
import org.wulfware.display.Declared;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.OutputTerminal;
import org.wulfware.display.Past;
import org.wulfware.display.UsageException;
import org.wulfware.display.Witness;
import org.wulfware.display.Width;
import org.wulfware.history.ReadBack;
import org.wulfware.history.Recording;
import org.wulfware.history.Zones;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// The program: `wulflogger`.
public final class Wulflogger {
    /// The release, as `--version` says it.
    public static final String VERSION = version();

    /// All hosts were up in the last update, or somebody ended it.
    static final int DONE = 0;

    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    /// Some hosts were not up in the last update.
    static final int SOME_DOWN = 3;

    /// An update of many hosts may be a long write to a slow reader, and what is to be shipped is given its two seconds.
    private static final Duration ENDING = Duration.ofSeconds(5);

    /// How often files of hosts are looked at.
    private static final Duration LOOKING = Duration.ofSeconds(1);

    /// A list of hosts that is longer is cut, and the rest counted.
    private static final int LONGEST_LIST = 1000;

    private final OutputStream out;
    private final PrintStream err;
    private final Path directory;
    private final Path home;
    private final DisplayFiles displays;
    private final AlarmFiles alarms;
    private final Stop stop;
    private final Duration looking;
    private final Optional<OutputTerminal> terminal;

    /// Whether values that should have been shipped were dropped.
    private volatile boolean haveDropped;

    /// @param out where the lines go
    /// @param err where trouble is told
    /// @param directory that the person is in
    /// @param home the person's own
    /// @param displays where further displays are
    /// @param alarms where alarms are
    /// @param stop by which somebody else ends it
    /// @param looking how often files of hosts are looked at
    Wulflogger(
            OutputStream out, PrintStream err, Path directory, Path home, DisplayFiles displays, AlarmFiles alarms,
            Stop stop, Duration looking) {
        this(out, err, directory, home, displays, alarms, stop, looking, Optional.empty());
    }

    /// The same where a person sees the lines.
    ///
    /// @param terminal that `out` is
    Wulflogger(
            OutputStream out, PrintStream err, Path directory, Path home, DisplayFiles displays, AlarmFiles alarms,
            Stop stop, Duration looking, Optional<OutputTerminal> terminal) {
        this.terminal = terminal;
        this.out = out;
        this.err = err;
        this.directory = directory;
        this.home = home;
        this.displays = displays;
        this.alarms = alarms;
        this.stop = stop;
        this.looking = looking;
    }

    /// The options, for those who complete or describe them.
    public static List<Declared> options() {
        return Arguments.declared();
    }

    /// Runs the program, and ends the process with its status.
    public static void main(String[] arguments) {
        var stop = new Stop();
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var home = Path.of(System.getProperty("user.home", "/"));
        var displays = DisplayFiles.of(home, System.getenv());
        var program = new Wulflogger(new FileOutputStream(FileDescriptor.out), err, Path.of(""), home, displays,
                AlarmFiles.of(home, System.getenv()), stop, LOOKING, OutputTerminal.open());
        Runtime.getRuntime().addShutdownHook(new Thread("end") {
            @Override
            public void run() {
                try {
                    stop.ask(ENDING);
                } catch (InterruptedException _) {
                    // Ending anyway.
                }
                // Ctrl-C is how a log without a count is meant to end: that is no failure, unless values were dropped.
                Runtime.getRuntime().halt(program.haveDropped ? FAILED : DONE);
            }
        });
        new CrashReports("wulflogger", VERSION).watchThreads(program::say);
        Runtime.getRuntime().halt(program.run(arguments));
    }

    /// Runs the program, and returns its status.
    int run(String... arguments) {
        stop.begin();
        try {
            var status = ran(arguments);
            return status == WRONG_USAGE || !haveDropped ? status : FAILED;
        } finally {
            stop.end();
        }
    }

    private int ran(String... arguments) {
        try {
            return switch (Arguments.parse(file -> displays.read(this::tell, Hosts.lists(file, directory, home)),
                    arguments)) {
                case Arguments.Request.Say(var text) -> {
                    print(text);
                    yield DONE;
                }
                case Arguments.Request.Log(var options) -> log(options);
            };
        } catch (UsageException e) {
            tell(String.valueOf(e.getMessage()));
            return WRONG_USAGE;
        } catch (InterruptedException _) {
            return DONE;
        } catch (IOException e) {
            if (IoFailure.isReaderGone(e)) {
                return DONE;
            }
            say("cannot write: " + IoFailure.message(e));
            return FAILED;
        } catch (UnreadableException e) {
            e.lines().forEach(this::say);
            return FAILED;
        } catch (RuntimeException e) {
            say(CrashReport.of("wulflogger", VERSION, e));
            return FAILED;
        }
    }

    private int log(Options options) throws UsageException, UnreadableException, IOException, InterruptedException {
        if (options.past().isPresent()) {
            return replay(options, options.past().get());
        }
        return options.store().isPresent() ? fetch(options, options.store().get()) : poll(options);
    }

    private int poll(Options typed) throws UsageException, UnreadableException, IOException, InterruptedException {
        Consumer<String> told = typed.verbose() ? this::say : _ -> {};
        var roster = Hosts.named(typed, directory, home, told);
        var cluster = Hosts.of(roster);
        var options = withAlarms(typed, roster);
        var shown = cluster.listsRoot() ? options.report(options.report().withRoot()) : options;
        var hosts = cluster.hosts();
        var unreadable = Poller.unreadable(hosts);
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
        if (options.verbose()) { // names are not folded for nobody: of a thousand hosts that takes longer than to ask them
            told.accept((hosts.size() == 1 ? "1 host: " : hosts.size() + " hosts: ")
                    + named(hosts.stream().map(Host::name).toList()));
        }
        var witness = new Witness(told, options.verbose());
        var renewal = new Renewal(changed -> asking(options, changed), told);
        try (var shipped = shipped(options);
                var log = new Logging(shown, hosts.stream().map(Host::name).toList(), witness, shipped);
                var _ = roster.watch(cluster, looking, renewal::set, this::keptHosts);
                var poller = new Poller(hosts, asking(options, cluster), Settings.usual())) {
            return log.follow(new Polled(poller, needsRates(options), options.delay(), options.count(), stop,
                    () -> renewal.take(poller, witness)));
        }
    }

    /// The same with the alarms of the files, where they are wanted.
    private Options withAlarms(Options options, Roster roster) throws UsageException {
        if (options.alarmsFor().isEmpty()) {
            return options;
        }
        var all = new ArrayList<>(options.alarms());
        all.addAll(alarms.read(options.alarmsFor().get(), roster::hosts, this::tell));
        if (all.isEmpty()) {
            throw new UsageException("--alarms: there are none in " + alarms);
        }
        return options.alarms(all, Optional.empty());
    }

    private int replay(Options typed, Past past)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var options = withAlarms(typed, Hosts.named(typed, directory, home, _ -> {}));
        Consumer<String> told = options.verbose() ? this::say : _ -> {};
        try (var playback = Hosts.recorded(options, past, directory, home, this::say)) {
            var names = playback.names();
            if (options.verbose()) {
                told.accept((names.size() == 1 ? "1 host: " : names.size() + " hosts: ") + named(names));
            }
            try (var log = new Logging(options, names, new Witness(told, options.verbose()), null)) {
                var status = log.follow(new Replayed(playback, past.speed(), options.typedDelay(), stop));
                for (var loss : playback.losses()) {
                    say(past.directory() + ": " + loss);
                    status = FAILED;
                }
                return status;
            }
        }
    }

    private int fetch(Options typed, ReadBack.Store from)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var options = withAlarms(typed, Hosts.named(typed, directory, home, _ -> {}));
        Consumer<String> told = options.verbose() ? this::say : _ -> {};
        try (var store = Hosts.stored(options, from, directory, home, this::say); var shipped = shipped(options)) {
            var fields = new LinkedHashSet<>(shown(options));
            options.shipping().ifPresent(shipping -> fields.addAll(shipping.fields(Set.of())));
            store.ask(fields);
            var first = store.poll();
            if (!store.hasAnswered()) {
                throw new UnreadableException(List.of()); // why has been said
            }
            if (first.isEmpty()) {
                throw new UnreadableException(List.of("the store " + from.at() + " has no host that is meant"));
            }
            var names = first.stream().map(state -> state.host().name()).toList();
            told.accept((names.size() == 1 ? "1 host: " : names.size() + " hosts: ") + named(names));
            try (var log = new Logging(options, names, new Witness(told, options.verbose()), shipped)) {
                return log.follow(new Fetched(store, first, options.delay(), stop));
            }
        }
    }

    /// One log, from its first line to its last.
    private final class Logging implements AutoCloseable {
        private final Options options;
        private final Witness witness;
        private final Shipping.@Nullable Shipped shipped;
        private final Lines lines;
        private final Output output;
        private final Optional<Recording> recording;

        /// Whether a person has been told how to start a daemon here, or need not be.
        private boolean isAdvised;

        /// @param shipped what hosts say is shipped by; null for nothing
        Logging(Options options, List<String> hosts, Witness witness, Shipping.@Nullable Shipped shipped)
                throws IOException, UnreadableException {
            this.options = options;
            this.witness = witness;
            this.shipped = shipped;
            isAdvised = options.past().isPresent() || options.store().isPresent();
            lines = options.areAlarms()
                    ? new AlarmLines(options.alarms(), options.format())
                    : entries(options, hosts);
            output = options.isQuiet()
                    ? Output.to(OutputStream.nullOutputStream(), "", "")
                    : output(options, lines);
            try {
                recording = recording();
            } catch (UnreadableException e) {
                output.close();
                throw e;
            }
        }

        private Optional<Recording> recording() throws UnreadableException {
            if (options.kept().isEmpty()) {
                return Optional.empty();
            }
            var kept = options.kept().get();
            try {
                return Optional.of(Recording.open(directory.resolve(kept.directory()), kept.keep(),
                        Wulflogger.this::say));
            } catch (IOException e) {
                throw new UnreadableException(List.of("cannot record: " + Hosts.reason(e)));
            }
        }

        /// Writes what comes, until no more does or it is enough.
        int follow(Feed feed) throws IOException, InterruptedException {
            var text = new StringBuilder();
            var areAllUp = true;
            for (var update = 0L; update == 0 || update != options.count();) {
                var next = feed.next();
                if (next.isEmpty()) {
                    return stop.isAsked() || areAllUp ? DONE : SOME_DOWN;
                }
                var round = next.get();
                recording.ifPresent(kept -> kept.round(round.states(), round.at(), round.isShown()));
                if (!round.isShown()) {
                    continue;
                }
                update++;
                witness.sees(round.states());
                text.setLength(0);
                areAllUp = lines.update(round.states(), round.at(), text);
                output.write(text);
                if (!isAdvised) {
                    advise(round.states());
                }
                if (shipped != null) {
                    stop.undisturbed(() -> shipped.update(round.states(), round.at()));
                }
            }
            return areAllUp ? DONE : SOME_DOWN;
        }

        /// The first time that a daemon is missing here, a person may not know that there has to be one.
        private void advise(List<HostState> states) {
            var missing = DaemonStart.missing(states);
            isAdvised = missing.isPresent() || states.stream().anyMatch(HostState::isUp);
            missing.map(DaemonStart::line).ifPresent(Wulflogger.this::say);
        }

        @Override
        public void close() throws IOException {
            try (output) {
                var averages = new StringBuilder();
                lines.summary(averages);
                if (!averages.isEmpty()) {
                    output.write(averages);
                }
            } finally {
                recording.ifPresent(Recording::close);
            }
        }
    }

    /// The files of hosts have changed, and cannot be understood.
    private void keptHosts(List<String> problems) {
        problems.forEach(this::say);
        say("the hosts stay as they were");
    }

    /// Hosts as a line tells them.
    private static String named(List<String> hosts) {
        return Folding.brief(hosts, LONGEST_LIST);
    }

    private static Asking asking(Options options, Wulfhosts cluster) {
        Set<Field> shipped = options.shipping().map(shipping -> shipping.fields(shown(options))).orElse(Set.of());
        return options.areAlarms()
                ? Alarms.asking(options.alarms(), cluster, shipped)
                : options.report().unjudged().asking(cluster, shipped);
    }

    /// What the log is formed from.
    private static Set<Field> shown(Options options) {
        return options.areAlarms()
                ? options.alarms().stream().flatMap(alarm -> alarm.when().fields().stream()).collect(Collectors.toSet())
                : options.report().unjudged().fields();
    }

    private static boolean needsRates(Options options) {
        return options.areAlarms() ? Alarms.needRates(options.alarms()) : options.report().unjudged().needsRates();
    }

    private Shipping.@Nullable Shipped shipped(Options options) throws UnreadableException {
        return options.shipping().isPresent()
                ? options.shipping().get().open(directory, home, System.getenv(), this::say, () -> haveDropped = true)
                : null;
    }

    private Lines entries(Options options, List<String> hosts) {
        var report = options.report().unjudged();
        var headings = Headings.of(report, widest(hosts));
        var isRecorded = options.past().isPresent() || options.store().isPresent();
        return new EntryLines(new Recorder(report, isRecorded), layout(options, headings),
                options.isSummedUp() ? Optional.of(new Averages(headings)) : Optional.empty());
    }

    private Layout layout(Options options, Headings headings) {
        if (terminal.isPresent() && options.format() == Format.TABLE
                && options.destination() instanceof Destination.Standard) {
            return new TerminalLayout(headings, terminal.get(), Zones.local());
        }
        return options.destination() instanceof Destination.Databases(var directory, _)
                ? new RrdLayout(
                        headings, directory.toString(), options.delay().toSeconds(),
                        file -> Files.exists(Path.of(file)))
                : options.format().layout(headings);
    }

    private Output output(Options options, Lines lines) throws IOException, UnreadableException {
        var head = new StringBuilder();
        lines.begin(head);
        var foot = new StringBuilder();
        lines.finish(foot);
        return switch (options.destination()) {
            case Destination.Standard() -> Output.to(out, head.toString(), foot.toString());
            case Destination.Databases(_, var isDry) when isDry -> Output.to(out, "", "");
            case Destination.Databases(var where, _) -> {
                Files.createDirectories(directory.resolve(where));
                yield rrdtool();
            }
            case Destination.InFile(var file, var rotation) -> {
                var log = new LogFile(
                        directory.resolve(file), rotation, head.toString(), foot.toString(), Clock.systemUTC());
                Hangup.reopens(log, stop, this::say);
                yield log;
            }
        };
    }

    private Output rrdtool() throws UnreadableException {
        try {
            return Rrdtool.start("rrdtool", this::say);
        } catch (IOException e) {
            throw new UnreadableException(
                    List.of("--rrd needs rrdtool, which cannot be started (" + IoFailure.message(e)
                            + "): apt-get install rrdtool, or --rrd-commands prints what it would be told"));
        }
    }

    private static int widest(List<String> hosts) {
        return hosts.stream().mapToInt(host -> Width.of(Clean.text(host))).max().orElse(0);
    }

    /// Whole lines, at once.
    private void print(CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Trouble that may take several lines.
    private void tell(String trouble) {
        var lines = trouble.lines().toList();
        say(lines.getFirst());
        lines.subList(1, lines.size()).forEach(line -> err.print(Clean.text(line) + "\n"));
        err.flush();
    }

    private void say(String line) {
        err.print("wulflogger: " + Clean.text(line) + "\n");
        err.flush();
    }

    private static String version() {
        var written = Wulflogger.class.getPackage().getImplementationVersion();
        return written == null ? "(unreleased)" : written;
    }

    /// Hosts that are meant from the next update on, since the files have changed.
    private final class Renewal {
        private final AtomicReference<Roster.@Nullable Change> change = new AtomicReference<>();
        private final Function<Wulfhosts, Asking> asking;
        private final Consumer<String> told;

        Renewal(Function<Wulfhosts, Asking> asking, Consumer<String> told) {
            this.asking = asking;
            this.told = told;
        }

        /// From any thread.
        void set(Roster.Change other) {
            change.set(other);
        }

        void take(Poller poller, Witness witness) {
            var other = change.getAndSet(null);
            if (other != null) {
                told.accept(other.words());
                poller.hosts(other.cluster().hosts());
                poller.ask(asking.apply(other.cluster()));
                poller.unreadable().forEach(Wulflogger.this::say);
                witness.forget(other.gone());
            }
        }
    }
}
