package org.wulfware.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void textInUtf8IsWhatItIs() {
        var text = "müller ☃ \ud83d\ude00 \ufffd";
        assertThat(Utf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
        assertThat(Utf8.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aByteThatIsNoUtf8StandsForItself() {
        var bytes = "m\u00fcller \u00e2\u0098x".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Utf8.decode(bytes)).isEqualTo("m\udcfcller \udce2\udc98x");
        assertThat(Utf8.encode(Utf8.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    void anyBytesComeBackAsTheyWere() {
        var random = new Random(19);
        for (var i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            assertThat(Utf8.encode(Utf8.decode(bytes))).isEqualTo(bytes);
        }
    }
}
