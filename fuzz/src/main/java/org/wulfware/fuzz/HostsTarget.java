package org.wulfware.fuzz;

import module java.base;
import org.wulfware.libwulf.Folding;
import org.wulfware.libwulf.HostNames;
import org.wulfware.libwulf.SyntaxException;

/// Hosts as a person names them: `node[001-128/2]!node003,login1:7900`.
final class HostsTarget extends Target {
    /// A million hosts are allowed, and take their time: what is tried here are the ways to say them.
    private static final Pattern MANY = Pattern.compile("[0-9]{4}");

    /// A name, or an address of IPv6 with the zone that it may have.
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9._-]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9._-]+)?");

    HostsTarget() {
        super("hosts", 100);
    }

    @Override
    public void run(byte[] input) {
        var text = text(input);
        var mayBeMany = MANY.matcher(text).find() || text.chars().filter(c -> c == '[').count() > 2;
        if (mayBeMany && text.indexOf('-') >= 0) {
            return;
        }
        try {
            var hosts = HostNames.hosts(text);
            for (var host : hosts) {
                if (!NAME.matcher(host.name()).matches()) {
                    throw finding("no name: " + host);
                }
            }
            var folded = Folding.foldHosts(hosts);
            if (!hosts.isEmpty() && !Set.copyOf(HostNames.hosts(folded)).equals(Set.copyOf(hosts))) {
                throw finding("folded it names other hosts: " + folded);
            }
        } catch (SyntaxException e) {
            if (e.problems().stream().anyMatch(problem -> !problem.matches("(?s)\".*\", column [0-9]+: .+"))) {
                throw new AssertionError("a problem without its place", e);
            }
        }
    }

    @Override
    List<byte[]> seeds() {
        return Stream.of("node[001-128],login1", "r[1-2]n[01-16,20]:7900", "[1]", "a[", "a:0", ",", "a[3-1]", "\u00e9",
                "n[1-9/2]!n3&n[01-05]^m", "@rack[1-2]", "@a:*", "@@b", "n*", "n1[9,10][08-11]x ,y:1",
                "::1,[2001:db8::1]:7900,fe80::1%eth0")
                .map(Target::bytes)
                .toList();
    }

    @Override
    List<String> words() {
        return List.of("[", "]", "-", ",", ":", ":7887", "001", "/2", "!", "&", "^", "@", "*", " ");
    }
}
