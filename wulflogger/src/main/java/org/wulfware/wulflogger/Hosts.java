package org.wulfware.wulflogger;

import module java.base;
import org.wulfware.display.UsageException;
import org.wulfware.libwulf.Host;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// Finds out which hosts are meant.
final class Hosts {
    private static final Path ETC = Path.of("/etc");

    private Hosts() {}

    /// The hosts named on the command line, with the addresses and ports that the wulfhosts file has for them; without
    /// any, all of the file; without a file, this host.
    ///
    /// @param told what was found
    /// @throws UsageException if what was typed names no hosts
    /// @throws UnreadableException if the file cannot be read or understood
    static Wulfhosts of(Options options, Path directory, Path home, Consumer<String> told)
            throws UsageException, UnreadableException {
        var named = named(options.hosts());
        var file = options.wulfhosts().or(() -> Wulfhosts.find(directory, home, ETC));
        if (file.isPresent()) {
            told.accept("reading " + file.get());
            var cluster = read(file.get());
            return named.isEmpty() ? cluster : chosen(named, cluster);
        }
        if (named.isEmpty()) {
            told.accept("no wulfhosts file: this host");
            return Wulfhosts.thisHost();
        }
        return Wulfhosts.of(named);
    }

    private static List<Host> named(List<String> lists) throws UsageException {
        try {
            return HostNames.hosts(lists).stream().distinct().toList();
        } catch (SyntaxException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static Wulfhosts read(Path file) throws UnreadableException {
        try {
            return Wulfhosts.read(file);
        } catch (SyntaxException e) {
            throw new UnreadableException(e.problems());
        } catch (NoSuchFileException _) {
            throw new UnreadableException(List.of(file + ": no such file"));
        } catch (AccessDeniedException _) {
            throw new UnreadableException(List.of(file + ": permission denied"));
        } catch (IOException e) {
            throw new UnreadableException(List.of(file + ": " + e.getMessage()));
        }
    }

    /// A name typed without a port means the host that the file calls so, if it does.
    private static Wulfhosts chosen(List<Host> named, Wulfhosts cluster) {
        var known = new HashMap<String, Host>();
        cluster.hosts().forEach(host -> known.putIfAbsent(host.name(), host));
        var hosts = named.stream()
                .map(host -> host.port() == Host.DEFAULT_PORT ? known.getOrDefault(host.name(), host) : host)
                .toList();
        return new Wulfhosts(cluster.root(), cluster.users(), cluster.tasks(), Wulfhosts.of(hosts).entries());
    }
}
