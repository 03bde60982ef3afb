package org.wulfware.libwulf;

/// One node to be watched.
///
/// @param name how it is shown
/// @param address what is connected to: a name or an address; the name itself unless something else was said
/// @param port of its daemon
/// @param tls whether it is to be asked over TLS, and never in clear
public record Host(String name, String address, int port, boolean tls) {
    /// Where `xmlsysd` listens.
    public static final int DEFAULT_PORT = 7887;

    /// Where it listens for TLS.
    public static final int DEFAULT_TLS_PORT = 7888;

    public Host {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port);
        }
    }

    /// A host that is asked in clear.
    public Host(String name, String address, int port) {
        this(name, address, port, false);
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
    public Host tls(boolean wanted) {
        return new Host(name, address, port, wanted);
    }
}
