package org.wulfware.libwulf;

import module java.base;

/// Knows which hosts an expression as [HostNames] reads it names, and the groups that it may name.
@FunctionalInterface
public interface HostLists {
    /// Where no groups are known.
    HostLists WITHOUT_GROUPS = expression -> HostNames.hosts(List.of(expression), Groups.none());

    /// The hosts that an expression names.
    ///
    /// @throws IOException if a file that says which groups there are cannot be read
    /// @throws SyntaxException if the expression, or a file, cannot be understood
    List<Host> named(String expression) throws IOException, SyntaxException;

    /// Whether a host is one of those that an expression names: one of the name, on whatever port if none was said.
    ///
    /// @throws IOException if a file that says which groups there are cannot be read
    /// @throws SyntaxException if the expression, or a file, cannot be understood
    default Predicate<Host> holding(String expression) throws IOException, SyntaxException {
        var names = new HashSet<String>();
        for (var host : named(expression)) {
            names.add(host.port() == Host.DEFAULT_PORT ? host.name() : host.name() + ':' + host.port());
        }
        return host -> names.contains(host.plainName()) || names.contains(host.plainName() + ':' + host.port());
    }
}
