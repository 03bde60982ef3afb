package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsTest {
    @Test
    void passwdNamesUsersByNumberAndWhatIsNoLineIsPassedOver() {
        assertThat(Users.parse("""
                root:x:0:0:root:/root:/bin/bash
                toor:x:0:0:second of that number:/root:/bin/sh

                +::::::
                rgb:x:500
                josh:x:501:501::/home/josh:/bin/sh
                """)).isEqualTo(Map.of(0L, "root", 501L, "josh"));
    }

    @Test
    void thisSystemsFactsAreLinesOfWords() {
        try (var facts = new Facts(new File("/")).start()) {
            assertThat(text(facts, Facts.UTC_OFFSET)).matches("-?\\d+( [A-Za-z0-9+-]+)?\n");
            assertThat(text(facts, Facts.ADDRESSES)).contains("lo 127.0.0.1");
            assertThat(text(facts, "wulfware/nothing")).isEmpty();
        }
    }

    @Test
    void theClockSaysTheTimeInMicroseconds() {
        var clock = Clock.system();
        for (var i = 0; i < 1000; i++) {
            var now = Instant.now();
            var micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
            assertThat(clock.micros()).isBetween(micros - 5_000, micros + 1_000_000);
        }
    }

    private static String text(Facts facts, String path) {
        var buffer = new TextBuffer();
        var length = facts.text(path).read(buffer);
        return new String(buffer.array(), 0, length, StandardCharsets.US_ASCII);
    }
}
