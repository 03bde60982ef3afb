package org.wulfware.xmlsysd;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;

/// The node daemon's program: `xmlsysd`, and `procstatd` which is the same speaking the older language.
public final class Xmlsysd {
    private final String name;
    private final boolean isAscii;
    private final PrintStream out;
    private final PrintStream err;

    private Xmlsysd(String name, boolean isAscii, PrintStream out, PrintStream err) {
        this.name = name;
        this.isAscii = isAscii;
        this.out = out;
        this.err = err;
    }

    /// Runs `xmlsysd`.
    public static void main(String[] arguments) {
        run("xmlsysd", false, arguments);
    }

    static void run(String name, boolean isAscii, String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true);
        var status = new Xmlsysd(name, isAscii, out, err).run(arguments);
        out.flush();
        // The hook of a running daemon answers SIGTERM with 0; here there is nothing left to end.
        Runtime.getRuntime().halt(status);
    }

    private int run(String[] arguments) {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (Options.UsageException e) {
            err.println(name + ": " + e.getMessage());
            return 2;
        }
        var configuration = new Configuration(options, isAscii);
        switch (options.mode()) {
            case HELP -> {
                out.print(Options.help(name, configuration.defaultPort()));
                return 0;
            }
            case VERSION -> {
                out.println(name + " " + version());
                return 0;
            }
            case DAEMON, INETD, ONCE, CHECK, CAPTURE -> {}
        }
        Settings settings;
        Credentials credentials = null;
        Channel inherited = null;
        try {
            settings = configuration.settings();
            inherited = options.mode() == Options.Mode.INETD ? System.inheritedChannel() : null;
            if (options.mode() == Options.Mode.DAEMON || options.mode() == Options.Mode.CHECK
                    || inherited instanceof ServerSocketChannel) {
                credentials = Configuration.credentials(settings);
            }
        } catch (SettingsFile.BadSettingsException e) {
            for (var error : e.errors()) {
                err.println(name + ": " + error);
            }
            return 2;
        } catch (IOException e) {
            err.println(name + ": what is standard input? " + IoFailure.reason(e));
            return 1;
        }
        if (options.mode() == Options.Mode.CHECK) {
            out.print(settings.inForce());
            if (credentials != null) {
                out.print("# the certificate: " + credentials + "\n");
                for (var warning : credentials.warnings()) {
                    err.println(name + ": " + warning);
                }
            }
            return 0;
        }
        var inForce = new InForce(settings, credentials);
        var log = new Log(err, name, settings.verbosity(), System.getenv("JOURNAL_STREAM") != null);
        var facts = new Facts(options.root());
        var tree = new FileTree(options.root(), facts);
        var ledger = new Ledger();
        // Who asks through a pipe has started the daemon and pays for it; a budget is what clients share.
        var budget = new Budget(inForce, new TaskTimes(), ledger);
        var sampler = new Sampler(tree, Clock.system(), ledger, budget);
        facts.tellOf(ledger, tree);
        facts.tellOf(inForce);
        var conversations = conversations(sampler, tree, log, inForce);
        try {
            if (options.mode() == Options.Mode.CAPTURE) {
                return capture(options, facts, tree);
            }
            if (options.mode() == Options.Mode.ONCE) {
                facts.start();
                once(conversations.begin(true));
            } else if (options.mode() == Options.Mode.INETD && !(inherited instanceof ServerSocketChannel)) {
                facts.start();
                client(inherited, inForce, conversations, budget, ledger, log);
            } else {
                var listeners = listeners(inherited, settings);
                if (listeners == null) {
                    return 1;
                }
                facts.start();
                log.say(Log.Level.WARNING, "listening on " + listeners);
                Hangup.warned(credentials, log);
                new Hangup(configuration, inForce, log).listen();
                serve(listeners.plain(), listeners.tls(), null, inForce, conversations, budget, ledger, log);
            }
            return 0;
        } catch (IOException e) {
            log.say(Log.Level.ERROR, IoFailure.message(e));
            return 1;
        } finally {
            facts.close();
        }
    }

    private int capture(Options options, Facts facts, Tree tree) throws IOException {
        try {
            var sensor = Capture.sensor(String.valueOf(options.sensor()));
            var into = Capture.directory(String.valueOf(options.into()));
            facts.start();
            return Capture.run(sensor, into, options.root(), tree, out, err);
        } catch (Options.UsageException e) {
            err.println(name + ": " + e.getMessage());
            return 2;
        } catch (InterruptedException _) {
            return 1; // nobody interrupts the main thread
        }
    }

    private Conversations conversations(Sampler sampler, Tree tree, Log log, InForce inForce) {
        return new Conversations() {
            @Override
            public Conversation begin(boolean isTrusted) {
                return isAscii
                        ? new AsciiConversation(sampler, tree, log, inForce, isTrusted)
                        : new XmlConversation(sampler, log, inForce, isTrusted);
            }
        };
    }

    /// What the daemon accepts clients from, and in words.
    private record Listeners(ServerSocketChannel plain, @Nullable ServerSocketChannel tls, String words) {
        @Override
        public String toString() {
            return words;
        }
    }

    /// The sockets that systemd passes, or else those that the settings ask for; null, once it is said why, if there are none.
    private @Nullable Listeners listeners(@Nullable Channel inherited, Settings settings) throws IOException {
        var tls = settings.tls();
        var second = Integer.getInteger(PassedSocket.PROPERTY, -1);
        if (inherited instanceof ServerSocketChannel first && second >= 0) {
            if (tls == null) {
                err.println(name
                        + ": systemd passes two sockets, and there is no tls-certificate to speak TLS on the second");
                return null;
            }
            var other = PassedSocket.of(second);
            var isFirst =
                    first.getLocalAddress() instanceof InetSocketAddress address && address.getPort() == tls.port()
                            && other.port() != tls.port();
            var otherPlace = "port " + other.port();
            return isFirst ? new Listeners(other.channel(), first, otherPlace + ", for TLS on " + place(first))
                    : new Listeners(first, other.channel(), place(first) + ", for TLS on " + otherPlace);
        }
        var plain = inherited instanceof ServerSocketChannel passed ? passed
                : listen(settings.bind(), settings.port());
        var secure = plain == null || tls == null ? null : listen(settings.bind(), tls.port());
        return plain == null || (tls != null && secure == null) ? null
                : new Listeners(plain, secure, place(plain) + (secure == null ? "" : ", for TLS on " + place(secure)));
    }

    private @Nullable ServerSocketChannel listen(@Nullable String bind, int port) throws IOException {
        var address = bind == null
                ? new InetSocketAddress(port)
                : new InetSocketAddress(InetAddress.getByName(bind), port);
        var listener = ServerSocketChannel.open();
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.bind(address, 128);
            return listener;
        } catch (IOException e) {
            err.println(name + ": cannot listen on "
                    + (bind == null ? "" : "address " + bind + " ")
                    + "port " + port + ": " + IoFailure.reason(e));
            listener.close();
            return null;
        }
    }

    private static String place(ServerSocketChannel listener) throws IOException {
        var address = listener.getLocalAddress();
        return address instanceof InetSocketAddress internet ? "port " + internet.getPort() : "socket " + address;
    }

    /// Standard input is a client's socket, or else a pipe.
    ///
    /// @param inherited the socket
    private void client(
            @Nullable Channel inherited, InForce inForce, Conversations conversations, Budget budget,
            Ledger ledger, Log log)
            throws IOException {
        if (inherited instanceof SocketChannel client) {
            serve(null, null, client, inForce, conversations, budget, ledger, log);
        } else {
            new Pipe(conversations.begin(true), new FileInputStream(FileDescriptor.in),
                    new FileOutputStream(FileDescriptor.out),
                    Clock.system()).converse();
        }
    }

    private static void serve(
            @Nullable ServerSocketChannel listener,
            @Nullable ServerSocketChannel tlsListener,
            @Nullable SocketChannel client,
            InForce inForce,
            Conversations conversations,
            Budget budget,
            Ledger ledger,
            Log log)
            throws IOException {
        var server = new Server(listener, tlsListener, conversations, inForce, ledger, budget, Clock.system(), log);
        if (client != null) {
            server.adopt(client);
        }
        Runtime.getRuntime().addShutdownHook(new Thread("end") {
            @Override
            public void run() {
                // SIGTERM is how a daemon is meant to end: that is no failure.
                Runtime.getRuntime().halt(0);
            }
        });
        server.run();
    }

    private void once(Conversation conversation) throws IOException {
        new Pipe(conversation, InputStream.nullInputStream(), out, Clock.system())
                .converse("send\n".getBytes(StandardCharsets.US_ASCII));
    }

    /// The release, as `--version` says it.
    static String version() {
        var descriptor = Xmlsysd.class.getModule().getDescriptor();
        if (descriptor != null && descriptor.rawVersion().isPresent()) {
            return descriptor.rawVersion().get();
        }
        var written = Xmlsysd.class.getPackage().getImplementationVersion();
        return written == null ? "(unreleased)" : written;
    }
}
