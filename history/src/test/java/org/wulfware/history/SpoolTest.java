package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SpoolTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatWaitsGoesInTheOrderInWhichItCameAlsoAfterAnEnd() throws Exception {
        try (var spool = Spool.open(directory, 1000)) {
            for (var i = 1; i <= 3; i++) {
                spool.put(new byte[]{(byte) i}, i);
            }
            assertThat(taken(spool)).containsExactly(1);
        }
        Files.writeString(directory.resolve("000000000009.part"), "half");
        Files.writeString(directory.resolve("README"), "of somebody");
        try (var spool = Spool.open(directory, 1000)) {
            assertThat(spool.values()).isEqualTo(5);
            spool.put(new byte[]{4}, 4);
            assertThat(taken(spool)).containsExactly(2);
            assertThat(taken(spool)).containsExactly(3);
            assertThat(taken(spool)).containsExactly(4);
            assertThat(spool.empties(Duration.ZERO)).isTrue();
        }
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("lock", "README");
    }

    @Test
    void theOldestAreDroppedForTheNewestButNotTheOneThatIsBeingSent() throws Exception {
        try (var spool = Spool.open(directory, 100)) {
            spool.put(new byte[40], 1);
            var going = Objects.requireNonNull(spool.first());
            spool.put(new byte[40], 10);
            spool.put(new byte[40], 100);
            assertThat(spool.dropped()).isEqualTo(10);
            spool.done(going);
            spool.put(new byte[400], 1000);
            assertThat(spool.dropped()).isEqualTo(110);
            assertThat(spool.values()).isEqualTo(1000);
        }
    }

    @Test
    void oneProgramAtATimeHasTheDirectory() throws Exception {
        try (var spool = Spool.open(directory, 100)) {
            assertThatThrownBy(() -> Spool.open(directory, 100)).isInstanceOf(IOException.class)
                    .hasMessageContaining("another program");
            assertThat(spool.values()).isZero();
        }
        Spool.open(directory, 100).close();
    }

    @Test
    void whoWaitsForABatchIsToldThatItIsClosed() throws Exception {
        var spool = Spool.open(directory, 100);
        var waiter = new FutureTask<>(spool::first);
        Thread.ofVirtual().start(waiter);
        spool.close();
        assertThat(waiter.get()).isNull();
    }

    private static byte[] taken(Spool spool) throws Exception {
        var batch = Objects.requireNonNull(spool.first());
        var bytes = Files.readAllBytes(batch.file());
        spool.done(batch);
        return bytes;
    }
}
