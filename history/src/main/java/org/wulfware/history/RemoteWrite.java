package org.wulfware.history;

import java.net.http.HttpResponse;
import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.wire.IoFailure;
import org.wulfware.wire.RegularFile;

/// Sends batches to whoever takes Prometheus' remote-write 1.0 in, one behind the other, so that values arrive in the order of
/// their times. What is not taken in for now is sent again, later and later; what is refused for good is dropped, counted and
/// told. Nobody waits for it: [#put] returns once the batch is on the disk.
public final class RemoteWrite implements AutoCloseable {
    private static final Duration ANSWERING = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(5);
    private static final Duration ENDING = Duration.ofSeconds(2);
    private static final Map<String, String> HEADERS = Map.of("Content-Type", "application/x-protobuf",
            "Content-Encoding", "snappy", "X-Prometheus-Remote-Write-Version", "0.1.0");

    /// So much of what a server says against a batch is told.
    private static final int LONGEST_REASON = 200;

    /// Batches are much smaller: others are not of this program.
    private static final int LONGEST_BATCH = 1 << 26;

    /// How it stands.
    ///
    /// @param sent values that were taken in
    /// @param refused values that were refused for good
    /// @param dropped values that were dropped, since no more may wait
    /// @param waiting values that wait
    public record Counts(long sent, long refused, long dropped, long waiting) {}

    /// What came of an attempt.
    private sealed interface Outcome {
        record Taken() implements Outcome {}

        record Refused(String why) implements Outcome {}

        /// @param pause that the server asked for; null if it asked for none
        record Later(String why, @Nullable Duration pause) implements Outcome {}
    }

    private final URI to;
    private final Spool spool;
    private final Consumer<String> told;
    private final StoreClient client;
    private final Duration answering;
    private final Thread thread;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private long toldDropped;
    private volatile String trouble = "";

    private RemoteWrite(
            URI to, Spool spool, StoreClient client, Consumer<String> told, Duration answering) {
        this.to = to;
        this.answering = answering;
        this.spool = spool;
        this.client = client;
        this.told = told;
        this.thread = Thread.ofPlatform().daemon().name("remote write").unstarted(this::run);
    }

    /// Begins with what waits since the last time.
    ///
    /// @param to such as `https://metrics:9090/api/v1/write`
    /// @param credentials the file that they are in; it is read anew for each batch, so that they can be changed
    /// @param queue the directory in which batches wait
    /// @param most bytes that may wait; the oldest are dropped then
    /// @param told what a person should know, a line each
    public static RemoteWrite start(
            URI to, Optional<Path> credentials, Path queue, long most, Consumer<String> told) throws IOException {
        return start(to, credentials, queue, most, told, ANSWERING);
    }

    /// @param answering how long an answer may take, and its text as long again
    static RemoteWrite start(
            URI to, Optional<Path> credentials, Path queue, long most, Consumer<String> told, Duration answering)
            throws IOException {
        var client = new StoreClient(credentials);
        client.warnings(to).forEach(told);
        OwnFiles.warning(queue).ifPresent(told);
        var write = new RemoteWrite(to, Spool.open(queue, most), client, told, answering);
        write.thread.start();
        return write;
    }

    /// Adds a batch.
    ///
    /// @param values how many it has
    void put(byte[] batch, int values) throws IOException {
        spool.put(batch, values);
        var dropped = spool.dropped();
        if (dropped > toldDropped) {
            if (toldDropped == 0) {
                told.accept("remote write: no more may wait to be sent; the oldest values are dropped for the newest");
            }
            toldDropped = dropped;
        }
    }

    private void run() {
        try {
            var pause = FIRST_PAUSE;
            for (var batch = spool.first(); batch != null; batch = spool.first()) {
                switch (attempt(batch)) {
                    case Outcome.Taken() -> {
                        sent.addAndGet(batch.values());
                        spool.done(batch);
                        say("", batch);
                        pause = FIRST_PAUSE;
                    }
                    case Outcome.Refused(var why) -> {
                        refused.addAndGet(batch.values());
                        spool.done(batch);
                        say("refused, and not sent again: " + why, batch);
                        pause = FIRST_PAUSE;
                    }
                    case Outcome.Later(var why, var asked) -> {
                        if (client.isClosed()) {
                            return; // it waits for the next time
                        }
                        say("not taken in, and sent again later: " + why, batch);
                        // A random part keeps many senders from coming back all at once.
                        var random = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
                        Thread.sleep(asked == null ? Duration.ofMillis((long) (pause.toMillis() * random)) : asked);
                        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
                    }
                }
            }
        } catch (InterruptedException _) {
            // It is being closed: what waits, waits for the next time.
        } catch (IOException e) {
            told.accept("remote write: cannot read or remove what waits, and sends no more: " + IoFailure.message(e));
        }
    }

    /// Tells trouble when it begins, when it is another one, and when it is over.
    private void say(String now, Spool.Batch batch) {
        if (!now.equals(trouble)) {
            told.accept("remote write: "
                    + (now.isEmpty() ? "values are taken in again"
                            : batch.values() + (batch.values() == 1 ? " value " : " values ") + now));
            trouble = now;
        }
    }

    private Outcome attempt(Spool.Batch batch) throws IOException, InterruptedException {
        byte[] body;
        try {
            body = RegularFile.read(batch.file(), LONGEST_BATCH);
        } catch (FileSystemException e) {
            return new Outcome.Refused("it cannot be read: " + IoFailure.reason(e));
        }
        try {
            var answer = client.post(to, answering, HEADERS, body);
            try (var in = answer.body()) {
                return outcome(answer, in);
            }
        } catch (IOException e) {
            return new Outcome.Later(StoreClient.reason(e), null);
        }
    }

    private Outcome outcome(HttpResponse<?> answer, InputStream in) {
        var status = answer.statusCode();
        if (status / 100 == 2) {
            return new Outcome.Taken();
        }
        var said = said(in);
        var why = "status " + status + (said.isEmpty() ? "" : ", " + said);
        return status / 100 == 5 || status == 429
                ? new Outcome.Later(why, retryAfter(answer.headers().firstValue("Retry-After").orElse("")))
                : new Outcome.Refused(why);
    }

    /// The first line of what it says. The request's own limit ends with the head of the answer: whoever does not send the rest
    /// is not waited for either.
    private String said(InputStream in) {
        var limit = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(answering);
                in.close();
            } catch (InterruptedException | IOException _) {
                // It was there in time; or it is closed as well as can be.
            }
        });
        try {
            var text = new String(in.readNBytes(LONGEST_REASON), StandardCharsets.UTF_8);
            return text.strip().lines().findFirst().orElse("");
        } catch (IOException _) {
            return ""; // the status says enough
        } finally {
            limit.interrupt();
        }
    }

    /// Seconds, or a date.
    static @Nullable Duration retryAfter(String said) {
        try {
            if (said.matches("[0-9]{1,9}")) {
                return min(Duration.ofSeconds(Long.parseLong(said)), LONGEST_RETRY_AFTER);
            }
            var until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from);
            var wait = Duration.between(Instant.now(), until);
            return wait.isNegative() ? null : min(wait, LONGEST_RETRY_AFTER);
        } catch (DateTimeException _) {
            return null; // it says nothing that can be kept to
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// How it stands now.
    public Counts counts() {
        return new Counts(sent.get(), refused.get(), spool.dropped(), spool.values());
    }

    /// Waits a moment for what is to be sent; the rest waits on the disk for the next time.
    @Override
    public void close() throws IOException {
        try {
            if (trouble.isEmpty()) {
                spool.empties(ENDING);
            }
            client.close();
            thread.interrupt();
            thread.join(ENDING);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        spool.close();
    }
}
