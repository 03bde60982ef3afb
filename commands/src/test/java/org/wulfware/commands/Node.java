package org.wulfware.commands;

import module java.base;

/// A daemon of one answer, at an address and port of its own: for each `send` it has heard, what a function makes of the
/// time, in tenths of a second.
final class Node implements AutoCloseable {
    /// What a node says at a time.
    @FunctionalInterface
    interface Answer {
        /// A packet.
        ///
        /// @param tenths of a second since 1970
        /// @param number of the question on this connection, from 1; 0 for none
        String at(long tenths, int number);
    }

    private final ServerSocket listener;
    private final Answer answer;
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final CountDownLatch left = new CountDownLatch(1);

    Node(Answer answer) throws IOException {
        this.answer = answer;
        listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /// Processes, as `wulf ps` is answered.
    ///
    /// @param tasks the elements `task`
    static String document(long tenths, String tasks) {
        return packet(tenths, "<pids STAMP>" + tasks + "</pids>");
    }

    /// A list that the daemon could not make.
    static String failed(long tenths) {
        return packet(tenths, "<pids STAMP state=\"failed\"/>");
    }

    /// @param pids what stands among what is below `proc`
    static String packet(long tenths, String pids) {
        var document = """
                <?xml version="1.0"?>
                <xmlsysd><system><time STAMP>2:34:21 pm</time></system><proc>
                <meminfo STAMP><memory><total>8589934592</total></memory></meminfo>
                <uptime STAMP><seconds>90000.00</seconds></uptime>
                PIDS
                <version STAMP>6.18.5</version></proc></xmlsysd>
                """.replace("PIDS", pids)
                .replace("STAMP", "tv_sec=\"" + tenths / 10 + "\" tv_usec=\"" + tenths % 10 + "00000\"");
        return "Content-Length: " + document.length() + "\n\n" + document;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// All commands that came, in order.
    List<String> heard() {
        return List.copyOf(heard);
    }

    /// Whether the first client has gone within the limit.
    boolean isLeft() throws InterruptedException {
        return left.await(30, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                var client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        var sends = 0;
        try (client;
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                var out = client.getOutputStream()) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.equals("send")) {
                    out.write(answer.at(System.currentTimeMillis() / 100, ++sends).getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (IOException _) {
            // The client is gone: so is its conversation.
        } finally {
            left.countDown();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
