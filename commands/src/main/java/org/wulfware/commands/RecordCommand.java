package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.Delay;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.DisplaySet;
import org.wulfware.display.Kept;
import org.wulfware.display.Past;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.display.Witness;
import org.wulfware.history.Recording;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Roster;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.IoFailure;

/// `wulf record`: polls hosts and keeps what they say, until it is ended.
final class RecordCommand {
    private static final Duration DELAY = Duration.ofSeconds(10);

    /// By then it is known of every host whether it answers.
    private static final Duration LAST =
            Settings.usual().connectLimit().plus(Settings.usual().answerLimit()).multipliedBy(2);

    private static final Pattern SELECTION = Pattern.compile("[\\p{Alnum}_*?/^$()|.\\[\\] -]*");

    private final PrintStream err;
    private final Path directory;
    private final Path home;
    private final Path etc;
    private final Map<String, String> environment;

    RecordCommand(PrintStream err, Path directory, Path home, Path etc, Map<String, String> environment) {
        this.err = err;
        this.directory = directory;
        this.home = home;
        this.etc = etc;
        this.environment = environment;
    }

    static Usage usage(Function<Optional<Path>, DisplaySet> displays) {
        return new Usage("wulf record", Wulf.version(),
                "Polls the daemons of a cluster and keeps what they say, to be shown again, or asked for by wulf history.",
                "From one round to the next; may be a fraction; 10.", "List the types and their columns.")
                .type("Keep what this type shows, in place of all that nodes send unasked")
                .count("How many rounds")
                .displays(displays)
                .option("--columns", "COLUMN,…", "Keep what these need, and expressions, as wulflogger takes them.")
                .option("--hosts", "HOSTS", "Which hosts, as behind the options.")
                .shards()
                .verbose("Tell on standard error what happens.")
                .option("--on", "NAMES", "Keep this, too, as xmlsysd's on takes it: 'sensors disk net'.")
                .option("--dir", "DIR", "Where; " + HistoryOptions.USUAL_DIRECTORY + ".")
                .option("--size", "BYTES", "How large that may become; the oldest goes; 1G.")
                .option("--exact", "TIME", "For how long all of it is kept, such as 48h; 2d.")
                .option("--keep", "TIME", "For how long one record of five minutes is kept; 400d.")
                .footer("It goes on until it is ended, by Ctrl-C or SIGTERM, whatever hosts and disks do.",
                        "Exit status: 0 when it was ended, 2 if what was typed is wrong, 1 if something failed.");
    }

    /// Records.
    ///
    /// @param end is counted down by those who end it
    /// @return what is to be printed instead
    String run(CountDownLatch end, String... arguments)
            throws UsageException, UnreadableException, InterruptedException {
        var typed = usage(file -> DisplayFiles.of(home, environment)
                .read(this::tell, Hosts.of(directory, home, etc, environment).lists(file))).parse(arguments);
        if (typed.answer().isPresent()) {
            return typed.answer().get();
        }
        var delay = typed.value("-d").isEmpty() ? DELAY : delay(typed.value("-d").get());
        var where =
                directory.resolve(Past.directory(typed.value("--dir").orElse(HistoryOptions.USUAL_DIRECTORY), "--dir"));
        var keep = Kept.keep(typed, "--size", "--exact", "--keep");
        var count = typed.count();
        var roster = new Roster(typed.file(), typed.hosts(), directory, home, etc, environment).shard(typed.shard());
        var cluster = read(roster);
        var unreadable = Poller.unreadable(cluster.hosts());
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
        var hosts = new AtomicReference<Optional<Wulfhosts>>(Optional.empty());
        var asking = asking(typed, cluster);
        try (var recording = Recording.open(where, keep, this::say);
                var _ = roster.watch(cluster, Duration.ofSeconds(1), next -> hosts.set(Optional.of(next.cluster())),
                        problems -> problems.forEach(this::say));
                var poller = new Poller(cluster.hosts(), asking, Settings.usual())) {
            if (typed.isVerbose()) {
                say("recording " + cluster.hosts().size()
                        + (cluster.hosts().size() == 1 ? " host into " : " hosts into ") + where);
            }
            var witness = new Witness(this::say, typed.isVerbose());
            poller.pace(delay);
            for (var round = 1L; end.getCount() > 0; round++) {
                hosts.getAndSet(Optional.empty()).ifPresent(next -> poller.hosts(next.hosts()));
                poller.poll();
                var states = round == count
                        ? poller.awaitAll(LAST)
                        : poller.await(round == 1 ? Settings.usual().answerLimit() : delay);
                recording.round(states, Instant.now(), true);
                witness.sees(states);
                if (round == count || end.await(untilNext(delay), TimeUnit.NANOSECONDS)) {
                    break;
                }
            }
            return "";
        } catch (FileAlreadyExistsException e) {
            throw new UnreadableException(List.of("cannot record: " + e.getFile() + ": not a directory"));
        } catch (IOException e) {
            throw new UnreadableException(List.of("cannot record: " + IoFailure.message(e)));
        }
    }

    /// At the multiples of the delay, by this machine's clock.
    private static long untilNext(Duration delay) {
        var now = Instant.now();
        var nanos = now.getEpochSecond() * 1_000_000_000 + now.getNano();
        return delay.toNanos() - Math.floorMod(nanos, delay.toNanos());
    }

    /// All that nodes send unless told otherwise, or what a type's columns need; and what `--on` names.
    private static Asking asking(TypedOptions typed, Wulfhosts cluster) throws UsageException {
        var isChosen = typed.has("-t") || typed.has("--columns");
        var asking = isChosen ? typed.report().unjudged().asking(cluster) : Asking.DEFAULT;
        var on = typed.value("--on");
        if (on.isEmpty()) {
            return asking;
        }
        if (on.get().isBlank() || !SELECTION.matcher(on.get()).matches()) {
            throw new UsageException("--on " + Usage.quoted(on.get()) + ": expected names, as xmlsysd's on takes them");
        }
        var commands = new ArrayList<>(asking.commands());
        commands.add("on " + on.get().strip());
        return new Asking(commands, asking.mask());
    }

    private static Duration delay(String given) throws UsageException {
        return Delay.of(given)
                .orElseThrow(() -> new UsageException("-d " + Usage.quoted(given) + ": " + Delay.EXPECTED));
    }

    private static Wulfhosts read(Roster roster) throws UsageException, UnreadableException {
        try {
            return roster.read();
        } catch (Roster.TypedException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (FileSystemException e) {
            throw new UnreadableException(List.of(IoFailure.message(e)));
        } catch (IOException e) {
            throw new UnreadableException(
                    List.of(roster.file().map(file -> file + ": ").orElse("") + IoFailure.reason(e)));
        }
    }

    private void tell(String trouble) {
        trouble.lines().forEach(this::say);
    }

    private void say(String line) {
        err.print("wulf record: " + Clean.text(line) + "\n");
        err.flush();
    }
}
