package org.wulfware.libwulf;

import module java.base;

/// A cluster as a `wulfhosts` file describes it: its hosts and groups, and whose processes are of interest. It can be
/// changed and written back; what is read again is the same cluster: ranges are still ranges, and included files still
/// files.
///
/// @param root whether root's processes are listed too, as this file itself says it; see [#listsRoot()]
/// @param users whose processes are listed whatever they are doing; see [#listedUsers()]
/// @param tasks names of processes that are listed whatever they are doing; see [#listedTasks()]
/// @param groups names for hosts, whether these are watched or not
/// @param entries the hosts, in the file's order
public record Wulfhosts(
        boolean root, List<String> users, List<String> tasks, List<Group> groups, List<Entry> entries) {
    /// A name for what an expression names: `rack1` can be said as `@rack1`.
    ///
    /// @param place where it is defined, for messages
    public record Group(String name, String expression, String place) {
        /// The place is no part of what a group is.
        @Override
        public boolean equals(Object other) {
            return other instanceof Group group && name.equals(group.name) && expression.equals(group.expression);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, expression);
        }
    }

    /// One host, or many of them.
    public sealed interface Entry {
        /// The hosts that this names.
        Stream<Host> hosts();

        /// How many they are.
        long count();
    }

    /// How the hosts of an entry are asked.
    ///
    /// @param tls empty for those that are asked in clear
    public record Port(int number, Optional<Tls> tls) {
        /// Where a daemon listens unless something else is said.
        public static final Port USUAL = new Port(Host.DEFAULT_PORT, Optional.empty());

        static int usual(boolean tls) {
            return tls ? Host.DEFAULT_TLS_PORT : Host.DEFAULT_PORT;
        }

        private Host of(Host host) {
            return host.port(number).tls(tls);
        }
    }

    /// A host by name, by address, or shown by name and connected to by address.
    public record One(Optional<String> name, Optional<String> ip, Port port) implements Entry {
        /// A host that is asked in clear.
        public One(Optional<String> name, Optional<String> ip, int port) {
            this(name, ip, new Port(port, Optional.empty()));
        }

        @Override
        public Stream<Host> hosts() {
            var shown = name.or(() -> ip).orElseThrow();
            return Stream.of(new Host(shown, ip.orElse(shown), port.number, port.tls));
        }

        @Override
        public long count() {
            return 1;
        }
    }

    /// Hosts whose names are a pattern with each number from `imin` to `imax` in it.
    public record NameRange(HostPattern hostfmt, int imin, int imax, Port port) implements Entry {
        @Override
        public Stream<Host> hosts() {
            return IntStream.rangeClosed(imin, imax).mapToObj(i -> port.of(Host.named(hostfmt.name(i))));
        }

        @Override
        public long count() {
            return (long) imax - imin + 1;
        }
    }

    /// Hosts at each IPv4 address from `ipmin` to `ipmax`, which is what they are called by.
    public record AddressRange(int ipmin, int ipmax, Port port) implements Entry {
        @Override
        public Stream<Host> hosts() {
            return LongStream.rangeClosed(Integer.toUnsignedLong(ipmin), Integer.toUnsignedLong(ipmax))
                    .mapToObj(address -> port.of(Host.named(dotted((int) address))));
        }

        @Override
        public long count() {
            return Integer.toUnsignedLong(ipmax) - Integer.toUnsignedLong(ipmin) + 1;
        }

        /// `192.168.1.140`.
        public static String dotted(int address) {
            return (address >>> 24) + "." + ((address >>> 16) & 0xff) + "." + ((address >>> 8) & 0xff) + "."
                    + (address & 0xff);
        }
    }

    /// Hosts that an expression names, as [HostNames] reads it.
    ///
    /// @param port for those that the expression gives none
    /// @param named what it named when the file was read
    public record Nodes(String expression, Port port, List<Host> named) implements Entry {
        /// The hosts of an expression.
        public Nodes {
            named = List.copyOf(named);
        }

        @Override
        public Stream<Host> hosts() {
            return named.stream()
                    .map(host -> host.port() == Host.DEFAULT_PORT ? port.of(host) : host.tls(port.tls));
        }

        @Override
        public long count() {
            return named.size();
        }
    }

    /// What another file says.
    ///
    /// @param file as it is written: from the directory of the file that includes it
    public record Include(String file, Wulfhosts contents) implements Entry {
        @Override
        public Stream<Host> hosts() {
            return contents.entries.stream().flatMap(Entry::hosts);
        }

        @Override
        public long count() {
            return contents.entries.stream().mapToLong(Entry::count).sum();
        }
    }

    /// A cluster of all that a file may say.
    public Wulfhosts {
        users = List.copyOf(users);
        tasks = List.copyOf(tasks);
        groups = List.copyOf(groups);
        entries = List.copyOf(entries);
    }

    /// A cluster without groups.
    public Wulfhosts(boolean root, List<String> users, List<String> tasks, List<Entry> entries) {
        this(root, users, tasks, List.of(), entries);
    }

    /// The cluster of these hosts alone.
    public static Wulfhosts of(List<Host> hosts) {
        return new Wulfhosts(false, List.of(), List.of(), entries(hosts));
    }

    private static List<Entry> entries(List<Host> hosts) {
        return hosts.stream()
                .<Entry>map(host -> new One(
                        Optional.of(host.name()),
                        Optional.of(host.address()).filter(address -> !address.equals(host.name())),
                        new Port(host.port(), host.tls())))
                .toList();
    }

    /// This host: what is watched when nobody says otherwise.
    public static Wulfhosts thisHost() {
        return of(List.of(Host.named("localhost")));
    }

    /// The first file there is of `wulfhosts` here, `.wulfhosts` in the home directory, and `/etc/wulfhosts`.
    public static Optional<Path> find(Path here, Path home, Path etc) {
        return Stream.of(here.resolve("wulfhosts"), home.resolve(".wulfhosts"), etc.resolve("wulfhosts"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /// Reads a file, and those that it includes.
    ///
    /// @param files the groups that it may name beside its own
    /// @throws IOException if this file cannot be read
    /// @throws SyntaxException with a line for each problem: `FILE:LINE:COLUMN: what is wrong and what was expected`
    public static Wulfhosts read(Path file, ClusterShell files) throws IOException, SyntaxException {
        return new WulfhostsReader(file).read(files);
    }

    /// Reads a document that messages call `name`.
    ///
    /// @throws IOException if it cannot be read
    /// @throws SyntaxException with a line for each problem, as above
    public static Wulfhosts read(InputStream in, String name) throws IOException, SyntaxException {
        return new WulfhostsReader(Path.of(name)).read(in, ClusterShell.none());
    }

    /// What is watched: the hosts that a person has named, with the addresses and ports that the file has for them; if
    /// none is named, all of the file; without a file, this host. Of which processes is the file's to say.
    ///
    /// @param file what was read, if there is a file
    /// @param expressions as [HostNames] reads them; they may name the groups of the file, and those of `groups`
    /// @throws SyntaxException if an expression cannot be read, or they name no host
    public static Wulfhosts chosen(Optional<Wulfhosts> file, List<String> expressions, ClusterShell groups)
            throws SyntaxException {
        if (expressions.isEmpty()) {
            return file.orElseGet(Wulfhosts::thisHost);
        }
        var known = file.isPresent() ? Groups.of(groups).with(file.get()) : Groups.of(groups);
        var named = HostNames.hosts(expressions, known);
        if (named.isEmpty()) {
            throw new SyntaxException(SyntaxException.quoted(String.join(" ", expressions)) + " names no host");
        }
        return file.isPresent() ? file.get().only(named) : of(named);
    }

    /// A name without a port of its own means the hosts that the file calls so, if it does; one with a port the one of these that has it.
    private Wulfhosts only(List<Host> named) {
        var known = new HashMap<String, List<Host>>();
        asNamed().forEach(host -> known.computeIfAbsent(host.name(), _ -> new ArrayList<>(1)).add(host));
        var chosen = named.stream().flatMap(host -> {
            var alike = known.getOrDefault(host.name(), List.of());
            var meant = host.port() == Host.DEFAULT_PORT
                    ? alike
                    : alike.stream().filter(other -> other.port() == host.port()).toList();
            return (meant.isEmpty() ? List.of(host) : meant).stream();
        }).distinct().toList();
        return new Wulfhosts(listsRoot(), listedUsers(), listedTasks(), entries(chosen));
    }

    /// The hosts of one shard.
    ///
    /// @throws SyntaxException if it has none of them
    public Wulfhosts only(Shard shard) throws SyntaxException {
        var all = hosts();
        var chosen = all.stream().filter(host -> shard.has(host.name())).toList();
        if (chosen.isEmpty()) {
            throw new SyntaxException(
                    "of " + all.size() + (all.size() == 1 ? " host" : " hosts") + " none falls in shard " + shard);
        }
        return new Wulfhosts(listsRoot(), listedUsers(), listedTasks(), entries(chosen));
    }

    /// Some of the hosts.
    public Wulfhosts only(Predicate<Host> which) {
        return new Wulfhosts(listsRoot(), listedUsers(), listedTasks(),
                entries(hosts().stream().filter(which).toList()));
    }

    /// All hosts, in order, each once. Where several have one name, it is said with the port.
    public List<Host> hosts() {
        var hosts = asNamed();
        var names = new HashSet<String>();
        var several = new HashSet<String>();
        for (var host : hosts) {
            if (!names.add(host.name())) {
                several.add(host.name());
            }
        }
        return several.isEmpty()
                ? hosts
                : hosts.stream().map(host -> several.contains(host.name()) ? host.distinguished() : host).toList();
    }

    /// The same by their names alone.
    public List<Host> asNamed() {
        return entries.stream().flatMap(Entry::hosts).distinct().toList();
    }

    /// Whether root's processes are listed too, as this file or one that it includes says.
    public boolean listsRoot() {
        return root || included().anyMatch(Wulfhosts::listsRoot);
    }

    /// The users that this file and those that it includes name.
    public List<String> listedUsers() {
        return Stream.concat(users.stream(), included().flatMap(file -> file.listedUsers().stream()))
                .distinct()
                .toList();
    }

    /// The tasks that this file and those that it includes name.
    public List<String> listedTasks() {
        return Stream.concat(tasks.stream(), included().flatMap(file -> file.listedTasks().stream()))
                .distinct()
                .toList();
    }

    /// The groups of this file and of those that it includes.
    public List<Group> allGroups() {
        return Stream.concat(groups.stream(), included().flatMap(file -> file.allGroups().stream())).toList();
    }

    private Stream<Wulfhosts> included() {
        return entries.stream().mapMulti((entry, contents) -> {
            if (entry instanceof Include include) {
                contents.accept(include.contents);
            }
        });
    }

    /// The same hosts in a file of its own, in their order: what other files say stands in it, and names that follow each other are
    /// folded.
    ///
    /// @param named the groups that it has
    public Wulfhosts flat(List<Group> named) {
        var flat = new ArrayList<Entry>();
        var run = new ArrayList<Host>();
        for (var host : asNamed()) {
            if (!run.isEmpty() && !goOn(run.getLast(), host)) {
                addRun(run, flat);
            }
            run.add(host);
        }
        addRun(run, flat);
        return new Wulfhosts(listsRoot(), listedUsers(), listedTasks(), named, flat);
    }

    private static boolean goOn(Host before, Host host) {
        return before.port() == host.port() && before.tls().equals(host.tls())
                && before.address().equals(before.name()) && host.address().equals(host.name());
    }

    private static void addRun(List<Host> run, List<Entry> flat) {
        var names = run.stream().map(Host::name).toList();
        if (run.size() > 1 && Folding.sorted(names).equals(names)) {
            flat.add(new Nodes(Folding.fold(names), new Port(run.getFirst().port(), run.getFirst().tls()),
                    run.stream().map(host -> Host.named(host.name())).toList()));
        } else {
            flat.addAll(entries(run));
        }
        run.clear();
    }

    /// Writes the file that reads as this cluster, in the same directory.
    ///
    /// @throws IOException if `out` does not take it
    public void write(Appendable out) throws IOException {
        new WulfhostsWriter(out).write(this);
    }
}
