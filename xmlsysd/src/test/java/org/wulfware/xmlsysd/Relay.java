package org.wulfware.xmlsysd;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.ReentrantLock;

/// Stands between one client and a daemon, and passes on what the client sends in pieces of a size, or holds it back. What it
/// passed on is kept.
final class Relay implements AutoCloseable {
    private final ServerSocket listener;
    private final int piece;
    private final Socket daemon;
    private final ReentrantLock gate = new ReentrantLock();
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();

    Relay(int daemonPort, int piece) throws IOException {
        this.piece = piece;
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        daemon = new Socket(InetAddress.getLoopbackAddress(), daemonPort);
        daemon.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().start(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void serve() {
        try (var client = listener.accept()) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    daemon.getInputStream().transferTo(client.getOutputStream());
                    client.shutdownOutput();
                } catch (IOException _) { // one of both has gone
                }
            });
            var bytes = new byte[piece];
            for (int got; (got = client.getInputStream().read(bytes)) > 0;) {
                gate.lock();
                try {
                    passed.write(bytes, 0, got);
                    daemon.getOutputStream().write(bytes, 0, got);
                } finally {
                    gate.unlock();
                }
            }
            daemon.shutdownOutput();
        } catch (IOException _) { // one of both has gone
        }
    }

    /// Until [#letGo], by the same thread, nothing is passed on.
    void hold() {
        gate.lock();
    }

    void letGo() {
        gate.unlock();
    }

    /// All that was passed on so far.
    byte[] passed() {
        gate.lock();
        try {
            return passed.toByteArray();
        } finally {
            gate.unlock();
        }
    }

    /// Sends the daemon what the client did not say.
    void inject(byte[] bytes) throws IOException {
        daemon.getOutputStream().write(bytes);
    }

    /// Ends what the daemon receives, without a word of TLS.
    void endOutput() throws IOException {
        daemon.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        daemon.close();
    }
}
