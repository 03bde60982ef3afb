package org.wulfware.wulflogger;

import module java.base;

/// A daemon of one answer, on a port of its own: for each `send` it has heard, what a function makes of how many there
/// were.
final class Node implements AutoCloseable {
    private static final Path GOLEM =
            Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9", "expected-send.xml");

    private final ServerSocket listener;
    private final IntFunction<String> answer;
    private final AtomicInteger sends = new AtomicInteger();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> clients = new ConcurrentLinkedQueue<>();

    /// @param answer the bytes of the answer to the first, second … `send`; empty for none
    Node(IntFunction<String> answer) throws IOException {
        this.answer = answer;
        listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /// The host in the notes, whose clock and counters go on: a second, and some traffic, from one packet to the next.
    static Node golem() throws IOException {
        var recorded = Files.readString(GOLEM);
        return new Node(count -> packet(recorded
                .replace("\"1016048061\"", "\"" + (System.currentTimeMillis() / 1000) + "\"")
                .replaceAll("tv_usec=\"[0-9]+\"", "tv_usec=\"" + micros() + "\"")
                .replace("<bytes>762887796<", "<bytes>" + (762_887_796 + 100_000 * count) + "<")));
    }

    private static String micros() {
        return Long.toString(1_000_000 + System.currentTimeMillis() % 1000 * 1000).substring(1);
    }

    static String packet(String document) {
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// All commands that came, in order.
    List<String> heard() {
        return List.copyOf(heard);
    }

    /// Ends all conversations; whoever comes again is let in.
    void hangUp() throws IOException {
        for (var client = clients.poll(); client != null; client = clients.poll()) {
            client.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                clients.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                var out = client.getOutputStream()) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.equals("send")) {
                    out.write(answer.apply(sends.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (IOException _) {
            // The client is gone: so is its conversation.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
