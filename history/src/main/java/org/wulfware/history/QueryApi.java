package org.wulfware.history;

import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import module java.base;

/// Asks whoever answers as Prometheus' HTTP API does: Prometheus itself, VictoriaMetrics, Mimir, Thanos.
final class QueryApi implements AutoCloseable {
    private static final int LONGEST_REASON = 1 << 16;
    private static final int ATTEMPTS = 3;
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json");

    /// An answer, whole.
    ///
    /// @param at what time it is by the store's clock
    /// @param warning what the store wants known; empty for nothing
    record Answer(List<Series> series, Instant at, String warning) {}

    private final URI base;
    private final StoreClient client;
    private final Duration answering;
    private final long longest;

    /// @param base such as `https://metrics:9090`
    /// @param credentials the file that they are in; it is read anew for each query
    /// @param answering how long a whole answer may take
    /// @param longest bytes that an answer may have
    QueryApi(URI base, Optional<Path> credentials, Duration answering, long longest) throws IOException {
        this.base = URI.create(base.toString().replaceFirst("/+$", ""));
        this.answering = answering;
        this.longest = longest;
        this.client = new StoreClient(credentials);
    }

    /// What a person should know before the store is asked, a line each.
    List<String> warnings() throws IOException {
        return client.warnings(base);
    }

    /// The values themselves, with their own times: those of a last span of time.
    Answer last(String selector, Duration window) throws StoreException, InterruptedException {
        return ask(Map.of("query", selector + "[" + Math.max(1, window.toSeconds()) + "s]",
                // One of the stores else shows nothing of the last half minute.
                "nocache", "1"));
    }

    /// Those of a span of time that ends then, by its own seconds.
    Answer span(String selector, long endSeconds, long seconds) throws StoreException, InterruptedException {
        return ask(Map.of("query", selector + "[" + seconds + "s]", "time", Long.toString(endSeconds), "nocache", "1"));
    }

    private Answer ask(Map<String, String> form) throws StoreException, InterruptedException {
        var body = form.entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
        var end = System.nanoTime() + answering.toNanos();
        for (var attempt = 1;; attempt++) {
            try {
                return ask(body, end);
            } catch (StoreException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || client.isClosed() || !StoreClient.isCut(e)) {
                    throw failed(e);
                }
                client.renew();
            }
        }
    }

    private Answer ask(byte[] form, long end) throws IOException, InterruptedException {
        var left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
        var answer = client.post(URI.create(base + "/api/v1/query"), left, HEADERS, form);
        try (var in = answer.body(); var limit = new Limit(in, end)) {
            return answer(answer, in, limit);
        }
    }

    private Answer answer(HttpResponse<?> head, InputStream in, Limit limit) throws IOException {
        try {
            if (head.statusCode() != 200) {
                throw refused(head, in);
            }
            var series = new ArrayList<Series>();
            var reader = new SeriesReader(longest, series::add);
            reader.read(in);
            return new Answer(series, now(head.headers().firstValue("Date").orElse("")), reader.warning());
        } catch (StoreException e) {
            throw e;
        } catch (IOException e) {
            throw limit.isOver() ? new StoreException("no whole answer within " + answering.toSeconds() + " s",
                    StoreException.Kind.LATE, null)
                    : e;
        }
    }

    private static Instant now(String date) {
        try {
            return DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
        } catch (DateTimeException _) {
            return Instant.now(); // it does not say
        }
    }

    /// Statuses of errors come with the API's own words, or with anybody else's.
    private static StoreException refused(HttpResponse<?> head, InputStream in) throws IOException {
        var status = head.statusCode();
        var said = in.readNBytes(LONGEST_REASON);
        var why = "";
        try {
            new SeriesReader(LONGEST_REASON, _ -> {}).read(new ByteArrayInputStream(said));
        } catch (StoreException e) {
            why = String.valueOf(e.getMessage());
        }
        var isApi = said.length > 0 && said[0] == '{';
        if (!isApi) {
            why = new String(said, StandardCharsets.UTF_8).strip().lines().findFirst().orElse("");
            why = why.startsWith("<") ? "" : why.substring(0, Math.min(why.length(), 200));
        }
        var hint = switch (status) {
            case 401, 403 -> ": who one is there stands in the file of --from-auth";
            case 404 -> ": is that where its HTTP API is?";
            default -> "";
        };
        return new StoreException("status " + status + (why.isEmpty() ? "" : ", " + why) + hint,
                status == 413 || status == 422 ? StoreException.Kind.TOO_MUCH : StoreException.Kind.OTHER,
                RemoteWrite.retryAfter(head.headers().firstValue("Retry-After").orElse("")));
    }

    private StoreException failed(IOException e) throws InterruptedException {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                throw new InterruptedException();
            }
        }
        return e instanceof HttpTimeoutException
                ? new StoreException("no answer within " + answering.toSeconds() + " s", StoreException.Kind.LATE, null)
                : new StoreException(StoreClient.reason(e));
    }

    /// A request's own limit ends with the head of the answer: whoever does not send the rest in time is not waited for either.
    private static final class Limit implements AutoCloseable {
        private final Thread thread;
        private volatile boolean isOver;

        Limit(InputStream in, long end) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
                    isOver = true;
                    in.close();
                } catch (InterruptedException | IOException _) {
                    // It was there in time; or it is closed as well as can be.
                }
            });
        }

        boolean isOver() {
            return isOver;
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
