package org.wulfware.wulfstat;

import module java.base;
import java.util.concurrent.ConcurrentHashMap;

/// A node that can be unplugged and plugged in again: it answers each `send` with the document that is on record for
/// the first host of all.
final class Node implements AutoCloseable {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("wulfware.fixtures")).resolve("golem-2.4.9/expected-send.xml");

    private final byte[] packet;
    private final Set<String> heard = ConcurrentHashMap.newKeySet();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final InetSocketAddress address;
    private ServerSocket listener;

    Node() throws IOException {
        var document = Files.readAllBytes(DOCUMENT);
        var header = ("Content-Length: " + document.length + "\n\n").getBytes(StandardCharsets.US_ASCII);
        packet = ByteBuffer.allocate(header.length + document.length).put(header).put(document).array();
        listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        address = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
        listen();
    }

    /// As one names it on a command line.
    String name() {
        return address.getAddress().getHostAddress() + ":" + port();
    }

    int port() {
        return address.getPort();
    }

    /// What it has been told so far, each line once.
    Set<String> heard() {
        return Set.copyOf(heard);
    }

    void unplug() throws IOException {
        listener.close();
        for (var client : clients) {
            client.close();
        }
    }

    void plugIn() throws IOException {
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(address);
        listen();
    }

    @Override
    public void close() throws IOException {
        unplug();
    }

    private void listen() {
        var here = listener;
        Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    var client = here.accept();
                    clients.add(client);
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException _) {
                // Unplugged.
            }
        });
    }

    private void serve(Socket client) {
        try (client;
                var lines = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
                if (line.equals("send")) {
                    client.getOutputStream().write(packet);
                }
            }
        } catch (IOException _) {
            // Unplugged, or hung up on.
        } finally {
            clients.remove(client);
        }
    }
}
