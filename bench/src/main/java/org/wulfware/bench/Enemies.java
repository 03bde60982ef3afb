package org.wulfware.bench;

import module java.base;

/// Clients that mean harm, each on a thread of its own, and what they saw become of their connections.
final class Enemies {
    private static final Duration CONNECTS = Duration.ofSeconds(10);

    private final int port;

    /// Connections that came about; of them, those that were told they are too many, those that the node ended otherwise
    /// before they asked it to, and those that they ended themselves.
    final LongAdder connected = new LongAdder();

    final LongAdder refused = new LongAdder();
    final LongAdder letGo = new LongAdder();
    final LongAdder left = new LongAdder();

    /// What did not come about at all: nobody listens there, or nobody took it in time.
    final LongAdder unanswered = new LongAdder();

    Enemies(int port) {
        this.port = port;
    }

    /// What one of them does.
    interface Deed {
        /// Does it over and over, or once.
        ///
        /// @param number of the client, from 0
        void run(int number) throws IOException, InterruptedException;
    }

    /// Has so many do a deed at once, each `times` times, and waits for all.
    void all(int count, int times, Deed deed) throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (var i = 0; i < count; i++) {
            var number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (var k = 0; k < times; k++) {
                    try {
                        deed.run(number);
                    } catch (IOException _) { // counted by whoever knows what it means
                    } catch (InterruptedException _) {
                        return;
                    }
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /// `10.77.128.1` and on: an address of a client in the node's own subnet.
    static String address(int number) {
        return "10.77." + (128 + number / 250 % 120) + "." + (1 + number % 250);
    }

    Socket connect(String from) throws IOException {
        return connect(from, port);
    }

    Socket connect(String from, int to) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(Enclosure.NODE), to), (int) CONNECTS.toMillis());
            connected.increment();
            return socket;
        } catch (IOException e) {
            unanswered.increment();
            socket.close();
            throw e;
        }
    }

    /// Sends a byte at each `pace`, without ever ending a line, until `end` or until it is let go.
    void crawl(Socket socket, Duration pace, long end) throws IOException {
        socket.setSoTimeout((int) pace.toMillis());
        try (socket) {
            while (System.nanoTime() - end < 0) {
                try {
                    socket.getOutputStream().write('s');
                    if (socket.getInputStream().read() < 0) {
                        letGo.increment();
                    } else {
                        refusedOrLetGo(socket);
                    }
                    return;
                } catch (SocketTimeoutException _) { // the pace
                } catch (IOException e) {
                    letGo.increment();
                    return;
                }
            }
            left.increment();
        }
    }

    /// What has begun to come is read to its end: `…too many connections…`.
    private void refusedOrLetGo(Socket socket) throws IOException {
        var rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        (rest.contains("too many connections") ? refused : letGo).increment();
    }

    /// Sends bytes, reads what comes for a while at the most, and leaves.
    void send(Socket socket, byte[] bytes, Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        try (socket) {
            try {
                socket.getOutputStream().write(bytes);
                if (socket.getInputStream().readNBytes(64 << 10).length < 64 << 10) {
                    letGo.increment();
                    return;
                }
            } catch (SocketTimeoutException _) { // nothing more comes
            } catch (IOException _) {
                letGo.increment();
                return;
            }
            left.increment();
        }
    }

    @Override
    public String toString() {
        return connected + " connected, " + refused + " refused, " + letGo + " let go, " + left + " left"
                + (unanswered.sum() == 0 ? "" : ", " + unanswered + " not taken");
    }
}
