package org.wulfware.libwulf;

import module java.base;

/// Hosts as a person names them on a command line, in the syntax of ClusterShell, each with a port behind it if it is
/// not the usual one.
/// ```text
/// node[001-128],login1        node001 to node128, and login1
/// node[1-9/2]                 every second: node1, node3, node5, node7, node9
/// r[1-2]n[01-16,20]:7900      the same port for all of them
/// node[1-9]!node3             without node3; & keeps what is on both sides, ^ what is on one
/// @rack1,@racks:rack[2-3]     the hosts of groups
/// @*!login*                   all that are known but some
/// ```
/// It is read from left to right. A range counts with as many digits as its first number was written with.
public final class HostNames {
    /// How many hosts one expression, or one file, may name.
    public static final int MOST = 1_000_000;

    private HostNames() {}

    /// The hosts that `text` names, each once, in the order in which it names them first.
    ///
    /// @throws SyntaxException that quotes what cannot be read and says at which column it stands
    public static List<Host> hosts(String text) throws SyntaxException {
        return hosts(List.of(text), Groups.none());
    }

    /// The hosts that several arguments name.
    ///
    /// @param groups that they may name
    /// @throws SyntaxException that quotes what cannot be read and says at which column it stands
    public static List<Host> hosts(List<String> arguments, Groups groups) throws SyntaxException {
        var all = new HostSet();
        for (var argument : arguments) {
            all.union(new HostExpression(argument, "", groups, null).value());
        }
        if (all.size() > MOST) {
            throw new SyntaxException("more than a million hosts are named");
        }
        return List.copyOf(all.hosts());
    }

    /// `node001:7887`, whatever the port; `[2001:db8::1]:7887`.
    static String withPort(Host host) {
        return withPort(host.name(), host.port());
    }

    /// A name and a port as they are typed.
    static String withPort(String name, int port) {
        return (name.indexOf(':') < 0 ? name : '[' + name + ']') + ':' + port;
    }

    static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
                || c == '_';
    }
}
