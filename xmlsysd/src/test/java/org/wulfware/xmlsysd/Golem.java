package org.wulfware.xmlsysd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// The host of the first golden document: its recorded tree, and the readings that its clock gave in turn.
final class Golem {
    static final Path TREE = Path.of(System.getProperty("wulfware.fixtures"), "golem-2.4.9");

    private static final int[] MICROS = {
        788933, 789442, 789464, 790457, 798104, 799216, 799388, 799554, 799947,
    };

    private Golem() {}

    static String expected() throws IOException {
        return "Content-Length: 4028\n\n"
                + Files.readString(TREE.resolve("expected-send.xml"), StandardCharsets.US_ASCII);
    }

    static FileTree tree() {
        return new FileTree(TREE.toFile(), new Facts(TREE.toFile()));
    }

    /// Gives the recorded readings, then goes on by a second each.
    static final class ThatClock implements Clock {
        final AtomicLong nanos = new AtomicLong();
        private int next;

        @Override
        public long micros() {
            var micros = next < MICROS.length ? MICROS[next] : (next - MICROS.length + 1) * 1_000_000L;
            next++;
            return 1_016_048_061_000_000L + micros;
        }

        @Override
        public long nanos() {
            return nanos.get();
        }
    }
}
