package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UptimeTest {
    @Test
    void bothTimesAreRead() {
        assertThat(parsed("498610.16 494506.08\n")).isEqualTo("UPTIME=49861016 IDLE=49450608\n");
    }

    @Test
    void whatIsCutOffOrNegativeIsAbsent() {
        assertThat(parsed("498610.16 494506.0")).isEqualTo("UPTIME=49861016\n");
        assertThat(parsed("-1.50 3.00\n")).isEqualTo("IDLE=300\n");
        assertThat(parsed("")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(Uptime.SENSOR, "proc/uptime", text);
    }
}
