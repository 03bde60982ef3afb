package org.wulfware.history;

import module java.base;

/// Takes remote-write in, and answers as it is told: the statuses one by one, then 204.
final class Receiver implements AutoCloseable {
    /// A request: its head's lines, and the values in it, `name{labels} value @millis`.
    record Request(List<String> head, List<String> values) {}

    /// In place of an answer: the connection ends.
    static final String CLOSED = "closed";

    /// In place of an answer: none comes.
    static final String SILENT = "silent";

    private final ServerSocket listener;
    private final Deque<String> answers = new ConcurrentLinkedDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /// @param answers such as `429 Too Many\r\nRetry-After: 1`; to one that ends in `Stuck` the text never comes
    Receiver(String... answers) throws IOException {
        this.answers.addAll(List.of(answers));
        listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/api/v1/write");
    }

    List<Request> requests() {
        return requests;
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
        try (client; var in = client.getInputStream(); var out = client.getOutputStream()) {
            while (true) {
                var head = new ArrayList<String>();
                for (var line = line(in); !line.isEmpty(); line = line(in)) {
                    head.add(line);
                }
                var length = head.stream()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length: "))
                        .mapToInt(line -> Integer.parseInt(line.substring(16)))
                        .sum();
                requests.add(new Request(head, values(SnappyTest.read(in.readNBytes(length)))));
                var answer = answers.poll();
                if (CLOSED.equals(answer)) {
                    return;
                }
                if (SILENT.equals(answer)) {
                    continue;
                }
                out.write(("HTTP/1.1 " + (answer == null ? "204 No Content" : answer)
                        + (answer == null ? "" : "\r\nContent-Length: 7") + "\r\n\r\n"
                        + (answer == null || answer.endsWith("Stuck") ? "" : "too bad"))
                        .getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException _) {
            // The client is gone: so is its conversation.
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException();
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /// Reads the message as its definition says.
    static List<String> values(byte[] message) {
        var values = new ArrayList<String>();
        var in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            var series = part(in, 1);
            var labels = new StringJoiner(",", "{", "}");
            while (series.get(series.position()) == (1 << 3 | 2)) {
                var label = part(series, 1);
                var name = StandardCharsets.UTF_8.decode(part(label, 1));
                labels.add(name + "=" + StandardCharsets.UTF_8.decode(part(label, 2)));
            }
            var sample = part(series, 2);
            expect(sample.get(), 1 << 3 | 1);
            var value = sample.getDouble();
            expect(sample.get(), 2 << 3);
            values.add(labels + " " + value + " @" + number(sample));
            expect(series.remaining() + sample.remaining(), 0);
        }
        return values;
    }

    private static ByteBuffer part(ByteBuffer in, int field) {
        expect(in.get(), field << 3 | 2);
        var length = (int) number(in);
        var part = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        return part;
    }

    private static long number(ByteBuffer in) {
        var number = 0L;
        for (var shift = 0;; shift += 7) {
            var octet = in.get();
            number |= (octet & 0x7fL) << shift;
            if (octet >= 0) {
                return number;
            }
        }
    }

    private static void expect(int found, int expected) {
        if (found != expected) {
            throw new AssertionError(found + " where " + expected + " was expected");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
