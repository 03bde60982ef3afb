package org.wulfware.libwulf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A node of a cluster: a socket of its own, and something behind it that answers well or badly.
final class TestNode implements AutoCloseable {
    /// What is behind the socket.
    interface Serving {
        void serve(BufferedReader in, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final Serving serving;
    private final Thread listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();
    private final AtomicInteger ended = new AtomicInteger();

    private TestNode(ServerSocket listener, InetSocketAddress address, Serving serving) throws IOException {
        this.serving = serving;
        this.listener = listener;
        listener.setReuseAddress(true);
        listener.bind(address, 200);
        listening = Thread.ofVirtual().start(this::listen);
    }

    /// A node on a port that is free.
    static TestNode serving(Serving serving) throws IOException {
        return on("127.0.0.1", 0, serving);
    }

    /// A node that answers every `send` with this document.
    static TestNode answering(String document) throws IOException {
        return on("127.0.0.1", 0, document);
    }

    static TestNode on(String address, int port, String document) throws IOException {
        return on(address, port, answers(document));
    }

    static TestNode on(String address, int port, Serving serving) throws IOException {
        return new TestNode(new ServerSocket(), new InetSocketAddress(InetAddress.ofLiteral(address), port), serving);
    }

    /// A node behind TLS, or whatever else that listener speaks.
    static TestNode behind(ServerSocket unbound, Serving serving) throws IOException {
        return new TestNode(unbound, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), serving);
    }

    /// What answers every `send` with this document.
    static Serving answers(String document) {
        return (in, out) -> {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("send")) {
                    write(out, packet(document));
                }
            }
        };
    }

    static String packet(String document) {
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
        out.flush();
    }

    Host host() {
        return new Host("node" + port(), listener.getInetAddress().getHostAddress(), port());
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Connections accepted so far.
    int connections() {
        return connections.get();
    }

    /// Conversations that are over.
    int ended() {
        return ended.get();
    }

    /// The lines received so far on all connections.
    List<String> lines() {
        return List.copyOf(lines);
    }

    private void listen() {
        try {
            while (true) {
                var socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().start(() -> converse(socket));
            }
        } catch (IOException _) {
            // The listener was closed: the node is down.
        }
    }

    private void converse(Socket socket) {
        try (socket;
                var in = new Recording(socket)) {
            serving.serve(in, socket.getOutputStream());
        } catch (IOException _) {
            // The poller hung up, or the node is going down.
        } finally {
            ended.incrementAndGet();
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            // The port is free, and nobody is let in any more, only once that thread has left it.
            listening.join();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Recording extends BufferedReader {
        Recording(Socket socket) throws IOException {
            super(new InputStreamReader(socket.getInputStream(), US_ASCII));
        }

        @Override
        public String readLine() throws IOException {
            var line = super.readLine();
            if (line != null) {
                lines.add(line);
            }
            return line;
        }
    }
}
