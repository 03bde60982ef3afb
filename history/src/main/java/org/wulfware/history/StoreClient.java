package org.wulfware.history;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;

/// Speaks HTTP to a store of metrics, as whom a file of credentials says. A request that is lost with its connection is sent again
/// over a fresh one: queries change nothing, and a store keeps the same value of the same time once. Redirects are followed on the
/// same host alone.
final class StoreClient implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 3;
    private static final int MOST_REDIRECTS = 5;
    private static final int TEMPORARY_REDIRECT = 307;
    private static final int PERMANENT_REDIRECT = 308;
    private static final int LONGEST_PLACE = 200;

    /// The store is somewhere else, and nobody has said that it may be.
    static final class MovedException extends IOException {
        private static final long serialVersionUID = 1;

        MovedException(int status, String place) {
            super("status " + status + ", it has moved to " + place
                    + ", which is not followed: name that place if it is right");
        }
    }

    private final @Nullable Path credentials;
    private final SSLContext context;
    private volatile HttpClient client;
    private volatile boolean isClosed;

    /// @param credentials the file that they are in; it is read anew for each request
    StoreClient(Optional<Path> credentials) throws IOException {
        this.credentials = credentials.orElse(null);
        context = known().context();
        client = fresh();
    }

    private Credentials known() throws IOException {
        return credentials == null ? Credentials.NONE : Credentials.read(credentials);
    }

    private HttpClient fresh() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECTING)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(context)
                .build();
    }

    /// What a person should know before anything is sent there, a line each.
    List<String> warnings(URI to) throws IOException {
        var warnings = new ArrayList<String>();
        if (credentials != null && OwnFiles.mayOthers(credentials, PosixFilePermission.OTHERS_READ)) {
            warnings.add(
                    credentials + " can be read by everybody on this machine: chmod 600 keeps what it holds to you");
        }
        if ("http".equals(to.getScheme()) && !known().header().isEmpty() && !isLoopback(to.getHost())) {
            warnings.add(
                    "who one is goes to " + to.getHost() + " in clear, for everybody on the way to read: use https");
        }
        return warnings;
    }

    /// Names are not looked up for that: who answers for one may change.
    static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false; // a name
        }
    }

    /// Posts, and returns the answer once its head is there.
    ///
    /// @param limit for the head to come
    /// @throws MovedException if the answer is that the place is another, of another host
    HttpResponse<InputStream> post(URI to, Duration limit, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        var place = to;
        for (var redirects = 0;; redirects++) {
            var answer = send(place, end, headers, body);
            var status = answer.statusCode();
            if (status / 100 != 3) {
                return answer;
            }
            var next = target(place, answer.headers().firstValue("Location").orElse(""));
            if (next == null) {
                return answer; // it does not say to where
            }
            answer.body().close();
            var isFollowed = (status == TEMPORARY_REDIRECT || status == PERMANENT_REDIRECT) && isSameHost(place, next);
            if (!isFollowed || redirects == MOST_REDIRECTS) {
                throw new MovedException(status, place(next));
            }
            place = next;
        }
    }

    private static @Nullable URI target(URI from, String location) {
        try {
            var to = from.resolve(location.strip());
            return location.isBlank() || to.getHost() == null ? null : to;
        } catch (IllegalArgumentException _) {
            return null; // no place
        }
    }

    /// Nothing goes on in clear that began in cipher.
    private static boolean isSameHost(URI from, URI to) {
        var isScheme = "https".equals(to.getScheme())
                || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()));
        return isScheme && from.getHost().equalsIgnoreCase(to.getHost());
    }

    private static String place(URI to) {
        var place = to.toString().replaceFirst("//.*@", "//…@");
        return place.length() > LONGEST_PLACE ? place.substring(0, LONGEST_PLACE) + "…" : place;
    }

    private HttpResponse<InputStream> send(URI to, long end, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        for (var attempt = 1;; attempt++) {
            var left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
            var request = HttpRequest.newBuilder(to)
                    .timeout(left)
                    .header("User-Agent", "wulfware")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body));
            headers.forEach(request::header);
            var header = known().header();
            if (!header.isEmpty()) {
                request.header("Authorization", header);
            }
            var used = client;
            try {
                return used.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            } catch (IOException e) {
                if (attempt == ATTEMPTS || isClosed || !isCut(e)) {
                    throw e;
                }
                renew();
            }
        }
    }

    /// Whether it was the connection that ended, and another one may do better.
    static boolean isCut(IOException e) {
        return !(e instanceof HttpTimeoutException || e instanceof ConnectException || e instanceof SSLException
                || e instanceof ProtocolException
                || e instanceof FileSystemException || e instanceof MovedException || e instanceof StoreException);
    }

    /// From now on over fresh connections: those that were kept may have been closed by the other side, too.
    void renew() {
        var old = client;
        client = fresh();
        old.shutdownNow();
        if (isClosed) {
            client.shutdownNow();
        }
    }

    boolean isClosed() {
        return isClosed;
    }

    /// Why nothing came, for a person.
    static String reason(IOException e) {
        var message = String.valueOf(e.getMessage());
        return switch (e) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _,FileSystemException _ -> IoFailure.message(e);
            case SSLException _ when message.contains("PKIX path") ->
                "its certificate is signed by none of the authorities that are believed";
            case SSLException _ when message.contains("plaintext connection") -> "it does not speak TLS there";
            default -> cut(e, message);
        };
    }

    private static String cut(IOException e, String message) {
        var lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("content-length") || lower.contains("chunked")) {
            return "its answer was cut short";
        }
        var isEnd = e instanceof EOFException || e instanceof ClosedChannelException || e.getMessage() == null
                || Stream.of("received no bytes", "eof", "closed", "shutdown", "broken pipe").anyMatch(lower::contains);
        return isEnd ? "it closed the connection"
                : lower.contains("reset") ? "it reset the connection" : IoFailure.message(e);
    }

    @Override
    public void close() {
        isClosed = true;
        client.shutdownNow();
    }
}
