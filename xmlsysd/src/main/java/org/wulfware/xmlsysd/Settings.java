package org.wulfware.xmlsysd;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a site has decided: from the configuration file, or as it is without one.
///
/// @param port to listen on; 0 lets the system choose
/// @param bind the address to listen on; null for all
/// @param connections clients at once
/// @param connectionsPerAddress clients of one address at once, this host's own excepted
/// @param access who may connect
/// @param hosts what else this node may be called in a request over HTTP
/// @param cmdline who is told command lines
/// @param masks what is hidden in them
/// @param lineNanos how long a line, once begun, may take; and an answer of which nothing is read
/// @param idleNanos how long a connection over HTTP is kept between two requests
/// @param tls null where it is not spoken
/// @param budget of a processor, in millionths; 0 for as much as there is
/// @param verbosity 0 quiet, 1 what happens, 2 every command
/// @param answerBytes the longest document that is sent
/// @param textfiles the directory of the site's files of metrics; null for none
record Settings(
        int port,
        @Nullable String bind,
        int connections,
        int connectionsPerAddress,
        Access access,
        List<String> hosts,
        Cmdline cmdline,
        Masks masks,
        long lineNanos,
        long idleNanos,
        @Nullable Tls tls,
        int budget,
        int verbosity,
        int answerBytes,
        @Nullable File textfiles) {
    /// Who is told command lines of processes.
    enum Cmdline {
        /// Nobody.
        NONE,
        /// Clients on this host, and those over TLS.
        OWN,
        /// Everybody who may connect.
        ALL
    }

    /// TLS on a port of its own.
    ///
    /// @param access who may connect to that port
    /// @param certificate the node's, and those above it
    /// @param key the private one that belongs to it
    /// @param clients the authorities of which a client must have a certificate; null if it need have none
    record Tls(int port, Access access, File certificate, File key, @Nullable File clients) {
        private String inForce() {
            return "tls-port = " + port + "\n"
                    + "tls-allow = " + access + "\n"
                    + "tls-certificate = " + certificate + "\n"
                    + "tls-key = " + key + "\n"
                    + (clients == null ? "" : "tls-clients = " + clients + "\n");
        }
    }

    static final int XML_PORT = 7887;
    static final int TLS_PORT = 7888;

    /// More would not find room in the image's small heap.
    static final int MOST_CONNECTIONS = 1000;

    /// The same of clients over TLS, each of which takes some 13 KB, and twice that in the middle of a handshake.
    static final int MOST_SECURED = 200;

    /// Millionths of a processor: the JVM alone, idle, uses some of that.
    static final int LEAST_BUDGET = 1000;

    static final long SECOND = 1_000_000_000;
    static final int MEGABYTE = 1 << 20;

    /// Megabytes that an answer may have at the most: nobody reads longer ones.
    static final int MOST_ANSWER = 1024;

    /// As it is without a configuration file.
    static Settings defaults(int port) {
        return new Settings(
                port,
                null,
                64,
                8,
                Access.DEFAULT,
                List.of(),
                Cmdline.OWN,
                Masks.DEFAULT,
                10 * SECOND,
                60 * SECOND,
                null,
                10_000,
                0,
                64 * MEGABYTE,
                null);
    }

    /// The defaults, open to all, with room for so many clients and as many from one address, and no budget: for simulations.
    static Settings open(int connections) {
        var all = defaults(XML_PORT);
        return new Settings(
                all.port,
                null,
                connections,
                connections,
                Access.ALL,
                all.hosts,
                all.cmdline,
                all.masks,
                all.lineNanos,
                all.idleNanos,
                null,
                0,
                0,
                all.answerBytes,
                null);
    }

    /// Whether a client is told command lines.
    ///
    /// @param isTrusted whether it is on this host or comes over TLS
    boolean tellsCmdline(boolean isTrusted) {
        return cmdline == Cmdline.ALL || (cmdline == Cmdline.OWN && isTrusted);
    }

    /// The same but for what a command line says.
    Settings with(Options options) {
        return new Settings(
                options.port() < 0 ? port : options.port(),
                options.bind() == null ? bind : options.bind(),
                options.connections() < 0 ? connections : options.connections(),
                connectionsPerAddress,
                access,
                hosts,
                cmdline,
                masks,
                lineNanos,
                idleNanos,
                tls,
                budget,
                options.verbosity() < 0 ? verbosity : options.verbosity(),
                answerBytes,
                textfiles);
    }

    /// The settings as a configuration file says them, each with what is in force.
    String inForce() {
        return "port = " + port + "\n"
                + (bind == null ? "# bind: all addresses\n" : "bind = " + bind + "\n")
                + "connections = " + connections + "\n"
                + "connections-per-address = " + connectionsPerAddress + "\n"
                + "allow = " + access + "\n"
                + (hosts.isEmpty() ? "" : "hosts = " + String.join(" ", hosts) + "\n")
                + "cmdline = " + cmdline.name().toLowerCase(java.util.Locale.ROOT) + "\n"
                + "mask = " + masks + "\n"
                + "line-timeout = " + lineNanos / SECOND + " s\n"
                + "idle-timeout = " + idleNanos / SECOND + " s\n"
                + (tls == null ? "# TLS is not spoken: there is no tls-certificate\n" : tls.inForce())
                + "budget = " + (budget == 0 ? "off" : percent(budget)) + "\n"
                + (textfiles == null ? "" : "textfile = " + textfiles + "\n")
                + "answer-limit = " + answerBytes / MEGABYTE + " MB\n"
                + "verbosity = " + verbosity + "\n";
    }

    /// Millionths as `0.1%`.
    private static String percent(int millionths) {
        var rest = Integer.toString(10_000 + millionths % 10_000).substring(1);
        while (rest.endsWith("0")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        return millionths / 10_000 + (rest.isEmpty() ? "" : "." + rest) + "%";
    }

    /// The same, but for TLS.
    Settings with(@Nullable Tls other) {
        return new Settings(port, bind, connections, connectionsPerAddress, access, hosts, cmdline, masks, lineNanos,
                idleNanos, other, budget, verbosity, answerBytes, textfiles);
    }
}
