package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AdjtimexTest {
    @Test
    void thisSystemsClockSaysHowItKeepsTime() {
        var buffer = new TextBuffer();
        var length = new Adjtimex().read(buffer);
        assertThat(new String(buffer.array(), 0, length, StandardCharsets.US_ASCII)).matches("""
                state [0-5]
                status \\d+
                offset -?\\d+
                frequency -?\\d+
                maxerror \\d+
                esterror \\d+
                tick (9|1[01])\\d{3,4}
                tai -?\\d+
                constant \\d+
                ppsfreq -?\\d+
                jitter -?\\d+
                shift \\d+
                stabil -?\\d+
                jitcnt \\d+
                calcnt \\d+
                errcnt \\d+
                stbcnt \\d+
                """);
    }
}
