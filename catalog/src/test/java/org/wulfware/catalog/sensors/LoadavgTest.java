package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadavgTest {
    @Test
    void threeMeansAreRead() {
        assertThat(parsed("0.20 0.18 0.12 1/80 11206\n")).isEqualTo("LOAD1=20 LOAD5=18 LOAD15=12\n");
        assertThat(parsed("1024.00 99.99 0.00 4000/5000 1\n")).isEqualTo("LOAD1=102400 LOAD5=9999 LOAD15=0\n");
    }

    @Test
    void truncatedLineLeavesLaterFieldsAbsent() {
        assertThat(parsed("0.20 0.18 0.1")).isEqualTo("LOAD1=20 LOAD5=18\n");
        assertThat(parsed("0.20 ")).isEqualTo("LOAD1=20\n");
        assertThat(parsed("")).isEmpty();
    }

    @Test
    void whatIsNoLoadIsAbsent() {
        assertThat(parsed("-1.00 nan 0.12 1/80 11206\n")).isEqualTo("LOAD15=12\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Loadavg.SENSOR, "proc/loadavg", text);
    }

    @Test
    void inFullThreadsAndTheLastProcessAreThereToo() {
        assertThat(inFull("0.20 0.18 0.12 1/80 11206\n"))
                .isEqualTo("LOAD1=20 LOAD5=18 LOAD15=12 RUNNING=1 TOTAL=80 LAST_PID=11206\n");
        assertThat(inFull("0.20 0.18 0.12 1/80 11")).isEqualTo("LOAD1=20 LOAD5=18 LOAD15=12 RUNNING=1 TOTAL=80\n");
        assertThat(inFull("0.20 0.18 0.12 -1/x 7\n")).isEqualTo("LOAD1=20 LOAD5=18 LOAD15=12 LAST_PID=7\n");
        assertThat(inFull("0.20 0.18 0.12 80 7\n")).isEqualTo("LOAD1=20 LOAD5=18 LOAD15=12\n");
    }

    private static String inFull(String text) {
        return Parsed.inFull(Loadavg.SENSOR, "proc/loadavg", text);
    }
}
