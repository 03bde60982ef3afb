package org.wulfware.commands;

import module java.base;
import org.wulfware.display.Clean;
import org.wulfware.display.DisplayFiles;
import org.wulfware.display.Line;
import org.wulfware.display.Report;
import org.wulfware.display.TypedOptions;
import org.wulfware.display.Usage;
import org.wulfware.display.UsageException;
import org.wulfware.display.Witness;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.Groups;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Poller;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// `wulf hosts`: folds names of hosts, expands them, counts them.
final class HostsCommand {
    /// A million names of 64 characters.
    private static final int LONGEST_INPUT = 64 << 20;

    /// Between the two samples that rates are formed of.
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    private final InputStream in;
    private final Hosts known;
    private final DisplayFiles displays;
    private final Consumer<String> told;
    private final Progress progress;
    private boolean areSomeDown;

    /// @param told receives lines for standard error
    HostsCommand(InputStream in, Hosts known, DisplayFiles displays, Consumer<String> told, Progress progress) {
        this.in = in;
        this.known = known;
        this.displays = displays;
        this.told = told;
        this.progress = progress;
    }

    static Usage usage() {
        return Usage.plain("wulf hosts", Wulf.version(), "Folds names of hosts, expands them, counts them.", "HOSTS",
                "Which hosts.")
                .mark("--fold",
                        "Fold the names: node[001-017,019]. This is what is done unless another one is asked for.")
                .mark("-e", "--expand", "One name a line.")
                .mark("-c", "--count", "How many hosts they are.")
                .mark("-g", "--groups", "Which groups there are, one a line: @rack1.")
                .hosts()
                .option("--write", "FILE",
                        "Write these hosts as a wulfhosts file; one that is there is left as it is. - for standard"
                                + " output.")
                .shards()
                .where("Only those of which it holds, such as 'load1 / cpus > 1.5' or 'down': they are asked.")
                .verbose("Tell on standard error where the hosts come from, and how they answer.")
                .ends("HOSTS are names in ClusterShell's syntax: node[001-128/2], dc[1-2]n[01-99]; a comma is one and the"
                        + " other, ! without, & both, ^ one of both; @group, @source:group, @* for all hosts; * and ?"
                        + " choose among these. A single - reads names from standard input. Without any, the hosts are"
                        + " those of the wulfhosts file: ./wulfhosts, ~/.wulfhosts or /etc/wulfhosts; without a file,"
                        + " this host.",
                        "Exit status: 0; 2 if what was typed is wrong, 1 if a file cannot be read, 3 if of some hosts it is"
                                + " not known whether --where holds.");
    }

    /// What is to be printed.
    String answer(String... arguments)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var typed = usage().parse(arguments);
        if (typed.answer().isPresent()) {
            return typed.answer().get();
        }
        var manners = Stream.of("--fold", "--expand", "--count", "--groups", "--write").filter(typed::has).toList();
        if (manners.size() > 1) {
            throw new UsageException(String.join(" and ", manners) + " exclude each other");
        }
        var file = typed.value("-f").orElse("");
        if (typed.has("--groups")) {
            return groups(typed.hosts(), file);
        }
        if (typed.has("--write")) {
            return write(typed, file);
        }
        var hosts = typed.has("--where") ? holding(typed, file) : hosts(typed.hosts(), file);
        if (typed.isVerbose() && !typed.has("--where")) {
            told.accept(origin(file));
        }
        var shard = typed.shard();
        if (shard.isPresent()) {
            hosts = hosts.stream().filter(host -> shard.get().has(host.name())).toList();
        }
        if (typed.has("--count")) {
            return hosts.size() + "\n";
        }
        if (typed.has("--expand")) {
            return Folding.sortedHosts(hosts).stream().map(name -> name + "\n").collect(Collectors.joining());
        }
        return hosts.isEmpty() ? "" : Folding.foldHosts(hosts) + "\n";
    }

    /// Whether it is not known of some hosts whether they are meant.
    boolean areSomeDown() {
        return areSomeDown;
    }

    private String origin(String file) throws UsageException {
        return known.file(file)
                .map(path -> "hosts and groups are those of " + path)
                .orElse("there is no wulfhosts file: groups are ClusterShell's alone");
    }

    /// Those of which a condition holds. They are asked for what it is formed from, if for anything.
    private Collection<Host> holding(TypedOptions typed, String file)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var all = known.cluster(file).map(Wulfhosts::asNamed).map(Set::copyOf).orElse(Set.of());
        var chosen = chosen(typed, file).asNamed();
        var known = named(chosen.stream().filter(all::contains).toList());
        return Stream.concat(known.stream(), chosen.stream().filter(host -> !all.contains(host))).toList();
    }

    /// Hosts of a file by their names, which find their ports there wherever they are used; with the ports where several have one
    /// name.
    private static List<Host> named(Collection<Host> hosts) {
        var counts = hosts.stream().collect(Collectors.groupingBy(Host::name, Collectors.counting()));
        return hosts.stream()
                .map(host -> counts.getOrDefault(host.name(), 0L) == 1
                        ? Host.named(host.name())
                        : new Host(host.name(), host.name(), host.port()))
                .toList();
    }

    private Wulfhosts chosen(TypedOptions typed, String file)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        var words = new ArrayList<String>();
        for (var word : typed.hosts()) {
            words.addAll(word.equals("-") ? input().stream().flatMap(line -> words(line).stream()).toList()
                    : List.of(word));
        }
        var cluster = Hosts.part(known.chosen(file, words), typed.shard());
        if (typed.isVerbose()) {
            told.accept(origin(file));
        }
        if (!typed.has("--where")) {
            return cluster;
        }
        var condition = condition(typed);
        var states = states(cluster, condition);
        progress.end();
        new Witness(told, typed.isVerbose()).sees(states);
        if (!condition.tellsStatus() && !condition.fields().isEmpty()) {
            var troubles = Inquiry.troubles(states, state -> state.isUp() ? Optional.empty()
                    : Optional.of(Inquiry.trouble(state)));
            areSomeDown = !troubles.isEmpty();
            if (!typed.isVerbose()) {
                troubles.forEach(told);
            }
        }
        var holding = states.stream()
                .filter(state -> condition.holds(state, Line.WHOLE_HOST))
                .map(HostState::host)
                .collect(Collectors.toSet());
        return cluster.only(holding::contains);
    }

    private Expression condition(TypedOptions typed) throws UsageException {
        var all = displays.read(trouble -> trouble.lines().forEach(told), known.lists(typed.file()));
        try {
            return Report.where(typed.value("--where").orElse(""), all.usual(), all);
        } catch (ExpressionException e) {
            throw new UsageException("--where: " + e.getMessage());
        }
    }

    private List<HostState> states(Wulfhosts cluster, Expression condition)
            throws UnreadableException, InterruptedException {
        if (condition.fields().isEmpty() && !condition.tellsStatus()) {
            var now = Instant.now();
            return cluster.hosts().stream().map(host -> HostState.pending(host, now)).toList();
        }
        var unreadable = Poller.unreadable(cluster.hosts());
        if (!unreadable.isEmpty()) {
            throw new UnreadableException(unreadable);
        }
        var inquiry = new Inquiry("wulf hosts", progress);
        var asking = Asking.of(condition).processes(cluster);
        return condition.needsRates()
                ? inquiry.twice(cluster.hosts(), asking, asking, BETWEEN)
                : inquiry.once(cluster.hosts(), asking);
    }

    /// Writes a file that names these hosts, with all that is known of them.
    ///
    /// @return what is to be printed: the file itself where it has no name
    private String write(TypedOptions typed, String file)
            throws UsageException, UnreadableException, IOException, InterruptedException {
        if (typed.hosts().contains("-")) {
            throw new UsageException("--write takes no hosts from standard input");
        }
        var into = typed.value("--write").orElse("");
        var text = new StringBuilder();
        chosen(typed, file)
                .flat(known.cluster(file).map(Wulfhosts::allGroups).orElse(List.of()))
                .write(text);
        if (into.equals("-")) {
            return text.toString();
        }
        Path path;
        try {
            path = known.directory().resolve(into);
        } catch (InvalidPathException _) {
            throw new UsageException("--write " + Usage.quoted(into) + ": no name of a file");
        }
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException _) {
            throw new UnreadableException(List.of(path + ": there is such a file, and it is left as it is"));
        } catch (NoSuchFileException _) {
            throw new UnreadableException(List.of(path + ": no such directory"));
        } catch (AccessDeniedException _) {
            throw new UnreadableException(List.of(path + ": permission denied"));
        }
        return "";
    }

    private String groups(List<String> typed, String file) throws UsageException, UnreadableException {
        if (!typed.isEmpty()) {
            throw new UsageException("--groups takes no hosts: " + Usage.quoted(typed.getFirst()));
        }
        var cluster = known.cluster(file);
        var groups = Groups.of(known.groups());
        try {
            var names = (cluster.isPresent() ? groups.with(cluster.get()) : groups).names();
            return names.stream().map(name -> Clean.text(name) + "\n").collect(Collectors.joining());
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        }
    }

    private Collection<Host> hosts(List<String> typed, String file)
            throws UsageException, UnreadableException, IOException {
        if (typed.isEmpty()) {
            return named(known.cluster(file).orElseGet(Wulfhosts::thisHost).asNamed());
        }
        var expressions = new ArrayList<String>();
        var lines = new ArrayList<String>();
        for (var word : typed) {
            if (!word.equals("-")) {
                expressions.add(word);
            } else if (lines.isEmpty()) {
                lines.addAll(input());
                lines.forEach(each -> expressions.addAll(words(each)));
            }
        }
        var groups = Groups.of(known.groups());
        if (expressions.stream().anyMatch(HostsCommand::needsGroups)) {
            var cluster = known.cluster(file);
            groups = cluster.isPresent() ? groups.with(cluster.get()) : groups;
        }
        try {
            return HostNames.hosts(expressions, groups);
        } catch (SyntaxException e) {
            throw new UsageException(place(lines, groups) + e.getMessage());
        }
    }

    /// Where nothing is chosen from what a file knows, no file is read.
    private static boolean needsGroups(String expression) {
        return expression.chars().anyMatch(c -> c == '@' || c == '*' || c == '?');
    }

    private List<String> input() throws UsageException, IOException {
        var bytes = in.readNBytes(LONGEST_INPUT + 1);
        if (bytes.length > LONGEST_INPUT) {
            throw new UsageException("standard input: more than " + (LONGEST_INPUT >> 20) + " MB of names");
        }
        return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }

    /// What stands in a line of standard input, up to a `#`.
    private static List<String> words(String line) {
        var end = line.indexOf('#');
        return Stream.of((end < 0 ? line : line.substring(0, end)).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /// The line of standard input that is wrong, if one is.
    private static String place(List<String> lines, Groups groups) {
        var number = 0;
        for (var line : lines) {
            number++;
            try {
                HostNames.hosts(words(line), groups);
            } catch (SyntaxException _) {
                return "standard input, line " + number + ": ";
            }
        }
        return "";
    }
}
