package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessFilesTest {
    private final Numbered node = new Numbered();
    private final TextBuffer buffer = new TextBuffer();
    private final ProcessFiles files = new ProcessFiles(node, buffer);

    /// Processes by number, each with the text of its `stat`; it counts what is opened and what is open.
    private static final class Numbered implements Tree {
        final Map<Long, String> stats = new HashMap<>();
        int opened;
        int open;
        int readOnce;

        @Override
        public @Nullable Text open(String path) {
            var pid = Long.parseLong(path.split("/")[1]);
            var stat = stats.get(pid);
            if (stat == null) {
                return null;
            }
            opened++;
            open++;
            return new Text() {
                @Override
                public int read(TextBuffer buffer) {
                    // What was opened is of that process, not of a later one of its number.
                    return stat.equals(stats.get(pid)) ? buffer.fill(stat.getBytes(StandardCharsets.US_ASCII)) : -1;
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }

        @Override
        public int readOnce(String path, TextBuffer buffer) {
            readOnce++;
            return Tree.super.readOnce(path, buffer);
        }

        @Override
        public long[] pids() {
            return new long[0];
        }

        @Override
        public @Nullable String userName(long uid, long pid) {
            return null;
        }
    }

    @Test
    void aFileIsOpenedOnceForAllSamples() {
        node.stats.put(7L, "seven");
        for (var sample = 0; sample < 5; sample++) {
            files.begin();
            assertThat(stat(7)).isEqualTo("seven");
            files.end();
        }
        assertThat(node.opened).isEqualTo(1);
    }

    @Test
    void aLaterProcessOfTheSameNumberIsRead() {
        node.stats.put(7L, "seven");
        files.begin();
        stat(7);
        files.end();
        node.stats.put(7L, "another");
        files.begin();
        assertThat(stat(7)).isEqualTo("another");
        files.end();
        assertThat(node.open).isEqualTo(1);
    }

    @Test
    void whatHasEndedIsClosed() {
        node.stats.put(7L, "seven");
        node.stats.put(8L, "eight");
        files.begin();
        stat(7);
        stat(8);
        files.end();
        node.stats.remove(7L);
        files.begin();
        assertThat(stat(7)).as("listed, and then gone").isEmpty();
        assertThat(stat(8)).isEqualTo("eight");
        files.end();
        assertThat(node.open).isEqualTo(1);
        files.begin();
        files.end();
        assertThat(node.open).isZero();
    }

    @Test
    void onlySoManyAreKeptOpenAndTheRestIsReadAllTheSame() {
        for (var sample = 0; sample < 3; sample++) {
            files.begin();
            for (var pid = 1L; pid <= 1000; pid++) {
                node.stats.put(pid, "of " + pid);
                assertThat(stat(pid)).isEqualTo("of " + pid);
            }
            files.end();
            assertThat(node.open).isEqualTo(256);
        }
        assertThat(node.readOnce).isEqualTo(3 * (1000 - 256));
        files.close();
        assertThat(node.open).isZero();
    }

    private String stat(long pid) {
        var length = files.read(pid, ProcessFiles.STAT);
        return length < 0 ? "" : new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
    }
}
