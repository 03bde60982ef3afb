package org.wulfware.testkit;

import module java.base;

/// A store of metrics that answers queries as it is told, one behind the other, and the last one again and again; it keeps what it was asked.
public final class Storehouse implements AutoCloseable {
    /// At the end of an answer: nothing more comes, and the connection stays.
    public static final String STUCK = "\u0000stuck";

    /// At the end of an answer: nothing more comes, and the connection ends.
    public static final String CUT = "\u0000cut";

    private final ServerSocket listener;
    /// Guarded by itself.
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    public Storehouse(String... answers) throws IOException {
        this.answers.addAll(List.of(answers));
        listener = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /// Where it listens.
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /// What was asked: the forms' `query`.
    public List<String> queries() {
        return queries;
    }

    /// The heads of all requests.
    public List<String> heads() {
        return heads;
    }

    /// From now on it answers so.
    public void answer(String other) {
        synchronized (answers) {
            answers.clear();
            answers.add(other);
        }
    }

    private String next() {
        synchronized (answers) {
            var answer = answers.size() > 1 ? answers.poll() : answers.peek();
            return answer == null ? "" : answer;
        }
    }

    /// An answer of status 200, of the time `at` by the store's clock.
    public static String ok(Instant at, String body) {
        var date = DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atZone(ZoneOffset.UTC));
        return "HTTP/1.1 200 OK\r\nDate: " + date + "\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body;
    }

    /// An answer of another status.
    public static String status(String status, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /// A matrix of series, each a line: `name{label="value",…} value@seconds …`.
    public static String matrix(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(Storehouse::series)
                .collect(Collectors.joining(
                        ",", "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[", "]}}"));
    }

    private static String series(String line) {
        var brace = line.indexOf('{');
        var end = line.lastIndexOf('}');
        var labels = line.substring(brace + 1, end).replaceAll("(\\w+)=\"", "\"$1\":\"");
        var values = Stream.of(line.substring(end + 1).strip().split(" "))
                .map(value -> "[" + value.replaceFirst(".*@", "") + ",\"" + value.replaceFirst("@.*", "") + "\"]")
                .collect(Collectors.joining(","));
        return "{\"metric\":{\"__name__\":\"" + line.substring(0, brace) + "\"" + (labels.isEmpty() ? "" : "," + labels)
                + "},\"values\":[" + values + "]}";
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
        try {
            var in = client.getInputStream();
            while (true) {
                var head = new StringBuilder();
                for (var octet = in.read(); octet >= 0 && !head.toString().endsWith("\r\n\r\n"); octet = in.read()) {
                    head.append((char) octet);
                    if (head.toString().endsWith("\r\n\r\n")) {
                        break;
                    }
                }
                if (head.isEmpty()) {
                    break;
                }
                var length = Pattern.compile("(?i)content-length: ([0-9]+)").matcher(head);
                var form = new String(in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0),
                        StandardCharsets.US_ASCII);
                heads.add(head.toString());
                for (var part : form.split("&")) {
                    if (part.startsWith("query=")) {
                        queries.add(URLDecoder.decode(part.substring(6), StandardCharsets.UTF_8));
                    }
                }
                var text = next();
                client.getOutputStream()
                        .write(text.replace(STUCK, "").replace(CUT, "").getBytes(StandardCharsets.UTF_8));
                client.getOutputStream().flush();
                if (text.endsWith(CUT) || (!text.endsWith(STUCK) && !text.contains("Content-Length"))) {
                    break;
                }
            }
            client.close();
        } catch (IOException _) {
            // The client is gone: so is its conversation.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (var client : clients) {
            client.close();
        }
    }
}
