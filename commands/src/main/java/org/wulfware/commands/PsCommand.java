package org.wulfware.commands;

import module java.base;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.display.DaemonStart;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.OutputTerminal;
import org.wulfware.display.ProcessQuery;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.display.Witness;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.Settings;
import org.wulfware.libwulf.Wulfhosts;
import org.wulfware.wire.Sample;

/// `wulf ps`: the processes of a cluster in one table.
final class PsCommand {
    /// A list that is older was not read for the one who asks.
    private static final Duration LEAST_AGE = Duration.ofSeconds(2);

    private final Hosts known;
    private final DisplayFiles displays;
    private final OutputStream out;
    private final Consumer<String> told;
    private final Progress progress;
    private final Inquiry inquiry;
    private final Optional<OutputTerminal> terminal;

    /// @param told receives lines for standard error
    /// @param terminal that `out` is
    PsCommand(Hosts known, DisplayFiles displays, OutputStream out, Consumer<String> told, Progress progress,
            Optional<OutputTerminal> terminal) {
        this.known = known;
        this.displays = displays;
        this.out = out;
        this.told = told;
        this.progress = progress;
        this.inquiry = new Inquiry("wulf ps", progress);
        this.terminal = terminal;
    }

    static Usage usage() {
        return new Usage(
                "wulf ps",
                Wulf.version(),
                "Lists the processes of a cluster, root's left out unless they are asked for.",
                "Between the two samples of which CPU shares are formed; may be a fraction; 1.",
                "List the columns.")
                .displays(ProcessQuery::columns)
                .lists(ProcessQuery::listed)
                .option("-u", "--user", "USER,…", "Only those of these users, names or numbers.")
                .option("-j", "--job", "JOB,…", "Only those of these jobs of Slurm's, 4711, or of their steps, 4711.0.")
                .option("--state", "S,…", "Only those in these states: R, S, D, Z, T.")
                .mark("--root", "Root's processes too.")
                .where("Only those of which it holds, such as 'cpu > 50 and rss > 1G'.")
                .option("--sort", "[-+]COLUMN,…",
                        "By what to sort, columns or expressions: numbers from the greatest, words from A; + for the least"
                                + " first, - for the greatest.")
                .option("--limit", "NUMBER", "No more lines than these.")
                .option("--top", "NUMBER",
                        "The same, of those that use most CPU time if --sort does not say otherwise.")
                .option("--columns", "COLUMN,…",
                        "Which columns (-l lists them), and expressions: 'pid,vsize - rss as rest'.")
                .mark("--command-line", "The whole command line in place of the name.")
                .mark("--tree", "Processes below those that began them.")
                .mark("--watch", "Again and again, every -d seconds, until Ctrl-C.")
                .option("--sum", "user|job|host|name",
                        "What all processes of a user, a job, a host or a name come to.")
                .units()
                .option("--format", "FORMAT", PsTable.formats() + "; table.")
                .hosts()
                .shards()
                .verbose("Tell on standard error what happens.")
                .footer("Exit status: 0 if all hosts answered, 3 if some did not, 2 if the command line is wrong, 1 if"
                        + " something failed. 0 too if whoever read its output went away.");
    }

    /// Lists them, and returns the status.
    int run(String... arguments) throws UsageException, UnreadableException, IOException, InterruptedException {
        var typed = usage().parse(arguments);
        if (typed.answer().isPresent()) {
            print(typed.answer().get());
            return Wulf.DONE;
        }
        var cluster = Hosts.part(known.chosen(typed.value("-f").orElse(""), typed.hosts()), typed.shard());
        var unreadable = Poller.unreadable(cluster.hosts());
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
        var options = PsOptions.of(typed, cluster.listsRoot());
        var query = ProcessQuery.of(options.wanted(), displays.read(told, known.lists(typed.file())))
                .scaled(typed.scale());
        var table = new PsTable(query, options);
        var witness = new Witness(told, typed.isVerbose());
        if (typed.isVerbose()) {
            told.accept(Inquiry.named(cluster.hosts()));
        }
        if (options.isWatched()) {
            watch(cluster, query, options, table, witness);
            return Wulf.DONE;
        }
        var states = asked(cluster, query, options.delay());
        progress.end();
        witness.sees(states.stream().filter(HostState::isUp).toList()); // the others are told of anyway
        var lines = query.lines(states);
        table.print(lines, this::print);
        if (!told(states, query)) {
            return Wulf.SOME_DOWN;
        }
        if (lines.isEmpty() && options.wanted().isAll()) {
            told.accept("only root's processes run there; --root shows them");
        }
        return Wulf.DONE;
    }

    /// Lists them again and again, until somebody ends it.
    private void watch(Wulfhosts cluster, ProcessQuery query, PsOptions options, PsTable table, Witness witness)
            throws IOException {
        var watch = new PsWatch(terminal, this::print);
        try (var poller = new Poller(cluster.hosts(), query.asking(), Settings.usual())) {
            var isShown = !query.needsRates();
            while (true) {
                var began = System.nanoTime();
                poller.poll();
                var states = inquiry.awaited(poller::await, cluster.hosts().size());
                progress.end();
                if (terminal.isEmpty()) { // it would stand in the table
                    witness.sees(states);
                }
                if (isShown) {
                    var page = new StringBuilder();
                    table.print(query.lines(states), page::append);
                    watch.show(page.toString(), troubles(states, query), states, options.delay());
                }
                isShown = true;
                TimeUnit.NANOSECONDS.sleep(options.delay().toNanos() - (System.nanoTime() - began));
            }
        } catch (InterruptedException _) {
            // That is how it ends.
        }
    }

    private List<HostState> asked(Wulfhosts cluster, ProcessQuery query, Duration delay) throws InterruptedException {
        return query.needsRates()
                ? inquiry.twice(cluster.hosts(), query.first(), query.asking(), delay)
                : inquiry.once(cluster.hosts(), query.asking());
    }

    /// Tells which hosts said nothing, or not what they were asked; whether there were none of the former.
    private boolean told(List<HostState> states, ProcessQuery query) {
        troubles(states, query).forEach(told);
        DaemonStart.missing(states).map(DaemonStart::line).ifPresent(told);
        return states.stream().allMatch(PsCommand::hasAnswered);
    }

    private static boolean hasAnswered(HostState state) {
        return state.isUp() && !hasFailed(state);
    }

    private static boolean hasFailed(HostState state) {
        return state.current().isPresent() && state.current().get().hasFailed(Pids.SENSOR);
    }

    private static List<String> troubles(List<HostState> states, ProcessQuery query) {
        return Inquiry.troubles(states, state -> {
            if (!hasAnswered(state)) {
                return Optional.of(hasFailed(state)
                        ? "up, but its process list did not arrive"
                                + (Inquiry.isLate(state) ? ": its daemon keeps to its budget, ask again later" : "")
                        : Inquiry.trouble(state));
            }
            var age = state.current().map(Sample::age).orElse(OptionalLong.empty());
            if (age.isPresent() && lists(state) && age.getAsLong() >= LEAST_AGE.toMillis()) {
                return Optional.of("a list that is " + age.getAsLong() / 1000
                        + " s old: its daemon keeps to its budget" + (query.needsRates() ? "; no CPU shares" : ""));
            }
            return query.needsRates() && state.previous().isPresent() && lists(state)
                    && state.elapsed(Pids.SENSOR).isEmpty()
                            ? Optional.of("no CPU shares: its daemon keeps to its budget, or its clock was set")
                            : Optional.empty();
        });
    }

    /// Whether there is a process of which there could be a share.
    private static boolean lists(HostState state) {
        return state.current().isPresent() && state.current().get().rows(Pids.SENSOR) > 0;
    }

    private void print(CharSequence text) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
