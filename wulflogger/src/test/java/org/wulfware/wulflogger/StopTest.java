package org.wulfware.wulflogger;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Stop stop = new Stop();

    @TempDir
    Path directory;

    @Test
    void whatWaitsIsInterrupted() throws Exception {
        var waits = new CountDownLatch(1);
        var wasInterrupted = new CompletableFuture<Boolean>();
        var logging = Thread.ofPlatform().start(() -> {
            stop.begin();
            waits.countDown();
            try {
                Thread.sleep(LIMIT);
                wasInterrupted.complete(false);
            } catch (InterruptedException _) {
                wasInterrupted.complete(true);
            } finally {
                stop.end();
            }
        });
        waits.await();
        stop.ask(LIMIT);
        logging.join();
        assertThat(wasInterrupted).isCompletedWithValue(true);
    }

    @Test
    void aFileThatIsBeingWrittenIsWrittenToItsEndAndTheInterruptComesBehindIt() throws Exception {
        var file = directory.resolve("batch");
        var writes = new CountDownLatch(1);
        var wasInterrupted = new CompletableFuture<Boolean>();
        var logging = Thread.ofPlatform().start(() -> {
            stop.begin();
            stop.undisturbed(() -> {
                writes.countDown();
                write(file);
            });
            wasInterrupted.complete(Thread.interrupted());
            stop.end();
        });
        writes.await();
        stop.ask(LIMIT);
        logging.join();
        assertThat(file).hasSize(2);
        assertThat(wasInterrupted).isCompletedWithValue(true);
    }

    /// Once before it is to end, and once after. An interrupt would close the channel.
    private void write(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]));
            while (!stop.isAsked()) {
                Thread.onSpinWait();
            }
            // Where the interrupt came at once, it is there by now or comes within the write.
            LockSupport.parkNanos(50_000_000);
            channel.write(ByteBuffer.wrap(new byte[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anInterruptThatCameBeforeIsKept() {
        stop.begin();
        Thread.currentThread().interrupt();
        var during = new AtomicBoolean(true);
        stop.undisturbed(() -> during.set(Thread.currentThread().isInterrupted()));
        assertThat(during).isFalse();
        assertThat(Thread.interrupted()).isTrue();
    }
}
