package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogRateTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void someLinesAreLoggedAtOnceThenFiveASecondAndTheRestIsCounted() {
        var rate = new LogRate();
        var logged = 0;
        for (var i = 0; i < 1000; i++) {
            logged += rate.lines(7) >= 0 ? 1 : 0;
        }
        assertThat(logged).isEqualTo(LogRate.AT_ONCE);
        assertThat(rate.lines(7 + SECOND / 5)).isEqualTo(1000 - LogRate.AT_ONCE);
        assertThat(rate.lines(7 + SECOND / 5)).isEqualTo(-1);
        assertThat(rate.lines(7 + 100 * SECOND)).isEqualTo(1);
    }

    @Test
    void theLogSaysHowManyLinesItLeftOut() {
        var said = new ByteArrayOutputStream();
        var log = new Log(new PrintStream(said, true, StandardCharsets.US_ASCII), "xmlsysd", 1, false);
        for (var i = 0; i < 1000; i++) {
            log.say(Log.Level.INFO, "line", 0);
        }
        log.say(Log.Level.INFO, "late", SECOND);
        assertThat(said.toString(StandardCharsets.US_ASCII).lines()).hasSize(LogRate.AT_ONCE + 2)
                .endsWith("xmlsysd: 950 lines were left out", "xmlsysd: late");
    }
}
