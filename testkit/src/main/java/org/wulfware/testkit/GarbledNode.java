package org.wulfware.testkit;

import module java.base;

/// A node whose answers nobody can read: each `send` gets the next kind of rubbish.
final class GarbledNode implements AutoCloseable {
    private static final List<String> RUBBISH = List.of(
            packet("<?xml version=\"1.0\"?>\n<xmlsysd>\n  <proc>\n    <loadavg tv_sec=\"1016048061\" tv_u"),
            packet("<?xml version=\"1.0\"?>\n<xmlsysd>\n  <proc>\n    <loadavg>&boom; <load1>\u0001\u001b[2J</proc>\n"),
            "Content-Length: 99999999999999999999\n\n<xmlsysd>\n",
            "\u0016\u0003\u0001\u0002\u0000\u0001\u00fc\u0003\u0003HTTP/1.1 400 Bad Request\r\n\r\n");

    private final ServerSocket listener;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final Thread thread;

    /// @param listener becomes this node's
    GarbledNode(ServerSocket listener) {
        this.listener = listener;
        this.thread = Thread.ofVirtual().name("garbled node").start(this::accept);
    }

    private static String packet(String document) {
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().name("garbled answers").start(() -> answer(client));
            } catch (IOException _) { // closed, or the client has left already
            }
        }
    }

    private void answer(Socket client) {
        try (client;
                var commands = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                var answers = client.getOutputStream()) {
            var next = 0;
            for (var line = commands.readLine(); line != null; line = commands.readLine()) {
                if (line.strip().equals("send")) {
                    answers.write(RUBBISH.get(next++ % RUBBISH.size()).getBytes(StandardCharsets.ISO_8859_1));
                    answers.flush();
                }
            }
        } catch (IOException _) { // the client has had enough of it
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        close(listener);
        clients.forEach(GarbledNode::close);
        try {
            thread.join(Duration.ofSeconds(1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(Closeable open) {
        try {
            open.close();
        } catch (IOException _) { // closing: nothing is left to lose
        }
    }
}
