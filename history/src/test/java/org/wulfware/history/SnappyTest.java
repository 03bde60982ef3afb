package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.junit.jupiter.api.Test;

class SnappyTest {
    private final Snappy snappy = new Snappy();

    @Test
    void whatIsCompressedIsReadBackByOthers() throws IOException {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++) {
            var bytes = new byte[round < 300 ? round : random.nextInt(200_000 / (1 + round % 50))];
            // From all the same to all different.
            var letters = 1 + random.nextInt(1 << random.nextInt(9));
            for (var i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i > 70_000 && i % 1000 < 900 ? bytes[i - 65_000 - i % 3] : random.nextInt(letters));
            }
            var compressed = snappy.compressed(bytes, bytes.length);
            assertThat(read(compressed)).as("round " + round).isEqualTo(bytes);
            assertThat(compressed.length).isLessThanOrEqualTo(bytes.length + bytes.length / 6 + 32);
        }
    }

    @Test
    void whatRepeatsTakesLittle() throws IOException {
        var text = "node_cpu_seconds_total cpu 0 mode user instance node001 job node ".repeat(5000)
                .getBytes(StandardCharsets.US_ASCII);
        var compressed = snappy.compressed(text, text.length);
        assertThat(compressed.length).isLessThan(text.length / 15);
        assertThat(read(compressed)).isEqualTo(text);
    }

    static byte[] read(byte[] compressed) throws IOException {
        try (var in = new SnappyCompressorInputStream(new ByteArrayInputStream(compressed), 1 << 17)) {
            return in.readAllBytes();
        }
    }
}
