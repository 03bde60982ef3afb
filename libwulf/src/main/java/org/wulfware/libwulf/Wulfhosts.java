package org.wulfware.libwulf;

import module java.base;

/// A cluster as a `wulfhosts` file describes it: its hosts, and whose processes are of interest. It can be changed and
/// written back; what is read again is the same cluster, ranges still ranges.
///
/// @param root whether root's processes are listed too
/// @param users whose processes are listed whatever they are doing
/// @param tasks names of processes that are listed whatever they are doing
/// @param entries the hosts, in the file's order
public record Wulfhosts(boolean root, List<String> users, List<String> tasks, List<Entry> entries) {
    /// One host, or a range of them.
    public sealed interface Entry {
        /// The hosts that this names.
        Stream<Host> hosts();

        /// How many they are.
        long count();
    }

    /// A host by name, by address, or shown by name and connected to by address.
    public record One(Optional<String> name, Optional<String> ip, int port) implements Entry {
        @Override
        public Stream<Host> hosts() {
            var shown = name.or(() -> ip).orElseThrow();
            return Stream.of(new Host(shown, ip.orElse(shown), port));
        }

        @Override
        public long count() {
            return 1;
        }
    }

    /// Hosts whose names are a pattern with each number from `imin` to `imax` in it.
    public record NameRange(HostPattern hostfmt, int imin, int imax, int port) implements Entry {
        @Override
        public Stream<Host> hosts() {
            return IntStream.rangeClosed(imin, imax).mapToObj(i -> Host.named(hostfmt.name(i)).port(port));
        }

        @Override
        public long count() {
            return (long) imax - imin + 1;
        }
    }

    /// Hosts at each IPv4 address from `ipmin` to `ipmax`, which is what they are called by.
    public record AddressRange(int ipmin, int ipmax, int port) implements Entry {
        @Override
        public Stream<Host> hosts() {
            return LongStream.rangeClosed(Integer.toUnsignedLong(ipmin), Integer.toUnsignedLong(ipmax))
                    .mapToObj(address -> Host.named(dotted((int) address)).port(port));
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

    public Wulfhosts {
        users = List.copyOf(users);
        tasks = List.copyOf(tasks);
        entries = List.copyOf(entries);
    }

    /// The cluster of these hosts alone.
    public static Wulfhosts of(List<Host> hosts) {
        return new Wulfhosts(
                false,
                List.of(),
                List.of(),
                hosts.stream()
                        .<Entry>map(host -> new One(
                                Optional.of(host.name()),
                                Optional.of(host.address()).filter(address -> !address.equals(host.name())),
                                host.port()))
                        .toList());
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

    /// What is watched: the hosts that a person has named, with the addresses and ports that the file has for them;
    /// if none is named, all of the file; without a file, this host. Of which processes is the file's to say.
    ///
    /// @throws SyntaxException as [#read(Path)]
    public static Wulfhosts chosen(List<Host> named, Optional<Path> file) throws IOException, SyntaxException {
        var distinct = named.stream().distinct().toList();
        if (file.isEmpty()) {
            return distinct.isEmpty() ? thisHost() : of(distinct);
        }
        var cluster = read(file.get());
        return distinct.isEmpty() ? cluster : cluster.only(distinct);
    }

    /// A name without a port of its own means the host that the file calls so, if it does.
    private Wulfhosts only(List<Host> named) {
        var known = new HashMap<String, Host>();
        hosts().forEach(host -> known.putIfAbsent(host.name(), host));
        var hosts = named.stream()
                .map(host -> host.port() == Host.DEFAULT_PORT ? known.getOrDefault(host.name(), host) : host)
                .toList();
        return new Wulfhosts(root, users, tasks, of(hosts).entries());
    }

    /// Reads a file.
    ///
    /// @throws SyntaxException with a line for each problem: `FILE:LINE:COLUMN: what is wrong and what was expected`
    public static Wulfhosts read(Path file) throws IOException, SyntaxException {
        try (var in = Files.newInputStream(file)) {
            return read(in, file.toString());
        }
    }

    /// Reads a document that messages call `name`.
    public static Wulfhosts read(InputStream in, String name) throws IOException, SyntaxException {
        return new WulfhostsReader(in, name).read();
    }

    /// All hosts, in order.
    public List<Host> hosts() {
        return entries.stream().flatMap(Entry::hosts).toList();
    }

    /// Writes the file that reads as this cluster.
    public void write(Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\"?>\n<wulfstat>\n");
        if (root) {
            out.append("  <root/>\n");
        }
        for (var user : users) {
            element(out, "  ", "user", user);
        }
        for (var task : tasks) {
            element(out, "  ", "task", task);
        }
        for (var entry : entries) {
            write(entry, out);
        }
        out.append("</wulfstat>\n");
    }

    private static void write(Entry entry, Appendable out) throws IOException {
        switch (entry) {
            case One(var name, var ip, var port) -> {
                out.append("  <host>\n");
                if (name.isPresent()) {
                    element(out, "    ", "name", name.get());
                }
                if (ip.isPresent()) {
                    element(out, "    ", "ip", ip.get());
                }
                port(out, port);
                out.append("  </host>\n");
            }
            case NameRange(var hostfmt, var imin, var imax, var port) -> {
                out.append("  <hostrange>\n");
                element(out, "    ", "hostfmt", hostfmt.text());
                element(out, "    ", "imin", Integer.toString(imin));
                element(out, "    ", "imax", Integer.toString(imax));
                port(out, port);
                out.append("  </hostrange>\n");
            }
            case AddressRange(var ipmin, var ipmax, var port) -> {
                out.append("  <iprange>\n");
                element(out, "    ", "ipmin", AddressRange.dotted(ipmin));
                element(out, "    ", "ipmax", AddressRange.dotted(ipmax));
                port(out, port);
                out.append("  </iprange>\n");
            }
        }
    }

    private static void port(Appendable out, int port) throws IOException {
        if (port != Host.DEFAULT_PORT) {
            element(out, "    ", "port", Integer.toString(port));
        }
    }

    private static void element(Appendable out, String indent, String name, String value) throws IOException {
        var escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        out.append(indent + '<' + name + '>' + escaped + "</" + name + ">\n");
    }
}
