package org.wulfware.xmlsysd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;

/// A real server on a free loopback port, on a thread of its own.
final class TestDaemon implements AutoCloseable {
    final int port;

    /// For TLS; 0 if that is not spoken.
    final int tlsPort;

    private final Server server;
    private final Thread thread;

    TestDaemon(Tree tree, Clock clock, int most) throws IOException {
        this(xml(tree, clock), clock, most);
    }

    TestDaemon(Conversations conversations, Clock clock, int most) throws IOException {
        this(conversations, new InForce(Settings.open(most)), new Ledger(), clock);
    }

    TestDaemon(Conversations conversations, InForce inForce, Ledger ledger, Clock clock) throws IOException {
        this(conversations, inForce, ledger, Budget.none(), clock);
    }

    TestDaemon(Conversations conversations, InForce inForce, Ledger ledger, Budget budget, Clock clock)
            throws IOException {
        var listener = listener();
        port = listener.socket().getLocalPort();
        var tlsListener = inForce.credentials() == null ? null : listener();
        tlsPort = tlsListener == null ? 0 : tlsListener.socket().getLocalPort();
        server = new Server(listener, tlsListener, conversations, inForce, ledger, budget, clock, quiet());
        thread = Thread.ofPlatform().start(() -> {
            try {
                server.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static ServerSocketChannel listener() throws IOException {
        var listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
        return listener;
    }

    static Log quiet() {
        return new Log(new PrintStream(OutputStream.nullOutputStream()), "xmlsysd", 0, false);
    }

    static Conversations xml(Tree tree, Clock clock) {
        var sampler = new Sampler(tree, clock);
        return _ -> conversation(sampler);
    }

    /// A trusted client's, with the settings as they are without a file.
    static XmlConversation conversation(Sampler sampler) {
        return new XmlConversation(sampler, quiet(), defaults(), true);
    }

    static InForce defaults() {
        return new InForce(Settings.defaults(Settings.XML_PORT));
    }

    /// A client whose every wait ends, in failure if need be.
    Socket connect() throws IOException {
        return connect("127.0.0.1");
    }

    /// @param from the client's own address
    Socket connect(String from) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(20_000);
        return socket;
    }

    /// Sends all of `commands`, and returns all that comes until the daemon closes.
    String talk(String commands) throws IOException {
        try (var socket = connect()) {
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.ISO_8859_1));
            return rest(socket);
        }
    }

    static String rest(Socket socket) throws IOException {
        var all = new ByteArrayOutputStream();
        socket.getInputStream().transferTo(all);
        return all.toString(StandardCharsets.US_ASCII);
    }

    /// Waits until the server holds its clients back.
    void awaitHeld() throws InterruptedException {
        var end = System.nanoTime() + 20_000_000_000L;
        while (!server.isHolding()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("clients are not held back");
            }
            Thread.sleep(1);
        }
    }

    /// Reads one packet, header and all.
    static String packet(Socket socket) throws IOException {
        var in = socket.getInputStream();
        var header = new StringBuilder();
        while (header.indexOf("\n\n") < 0) {
            var octet = in.read();
            if (octet < 0) {
                throw new IOException("closed in the header: " + header);
            }
            header.append((char) octet);
        }
        var length = Integer.parseInt(header.substring("Content-Length: ".length(), header.length() - 2));
        return header + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        server.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the server did not end");
        }
    }
}
