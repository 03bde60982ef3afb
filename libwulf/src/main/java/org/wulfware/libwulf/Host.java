package org.wulfware.libwulf;

import java.util.Optional;

/// One node to be watched.
///
/// @param name how it is shown
/// @param address what is connected to: a name or an address; the name itself unless something else was said
/// @param port of its daemon
/// @param tls how it is asked over TLS, and never in clear; empty for a host that is asked in clear
public record Host(String name, String address, int port, Optional<Tls> tls) {
    /// Where `xmlsysd` listens.
    public static final int DEFAULT_PORT = 7887;

    /// Where it listens for TLS.
    public static final int DEFAULT_TLS_PORT = 7888;

    /// A node to be watched.
    ///
    /// @throws IllegalArgumentException if there is no such port
    public Host {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /// A host that is asked in clear.
    public Host(String name, String address, int port) {
        this(name, address, port, Optional.empty());
    }

    /// A host that is connected to by its own name.
    public static Host named(String name) {
        return new Host(name, name, DEFAULT_PORT);
    }

    /// The same host on another port.
    public Host port(int other) {
        return new Host(name, address, other, tls);
    }

    /// The same host, asked so.
    public Host tls(Optional<Tls> wanted) {
        return new Host(name, address, port, wanted);
    }

    /// The same host, asked over TLS.
    public Host over(Tls wanted) {
        return tls(Optional.of(wanted));
    }

    /// The same host, called by its port too, where others have its name: `gw:7900`, `[2001:db8::1]:7900`.
    Host distinguished() {
        return new Host(HostNames.withPort(this), address, port, tls);
    }

    /// Its name without the port that [#distinguished] put there.
    String plainName() {
        var end = name.length() - (":" + port).length();
        if (end <= 0 || !name.endsWith(":" + port)) {
            return name;
        }
        var rest = name.substring(0, end);
        return rest.startsWith("[") && rest.endsWith("]") ? rest.substring(1, rest.length() - 1)
                : rest.indexOf(':') < 0 ? rest : name;
    }

    /// What its certificate must be for.
    String certifiedName() {
        var plain = plainName();
        return tls.flatMap(Tls::name).orElse(Ipv6.is(plain) ? plain.replaceFirst("%.*", "") : plain);
    }
}
