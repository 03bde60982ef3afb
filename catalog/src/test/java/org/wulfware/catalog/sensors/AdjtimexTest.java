package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdjtimexTest {
    @Test
    void aClockInNanosecondsSaysHowWellItKeepsTime() {
        assertThat(parsed("""
                state 0
                status 8193
                offset -271839
                frequency -1073152
                maxerror 163000
                esterror 271
                tick 10000
                tai 37
                constant 7
                ppsfreq -131072
                jitter 1500
                stabil 65536
                jitcnt -1
                """)).isEqualTo("""
                SYNCHRONISED=1 STATE='ok' STATUS=8193 OFFSET=-271839 MAX_ERROR=163000 EST_ERROR=271 FREQUENCY=-16375\
                 TICK=10000 TAI=37 ADJUSTMENT=999983625 TIME_CONSTANT=7 PPS_FREQUENCY=-2000 PPS_JITTER=1500\
                 PPS_STABILITY=1000
                """);
    }

    @Test
    void anOlderClockCountsMicroseconds() {
        assertThat(parsed("offset -153\nstatus 1\n")).isEqualTo("STATUS=1 OFFSET=-153000\n");
    }

    @Test
    void aClockThatNobodyDisciplinesIsNotSynchronised() {
        assertThat(parsed("state 5\nstatus 64\ntai 0\n"))
                .isEqualTo("SYNCHRONISED=0 STATE='error' STATUS=64 TAI=0\n");
    }

    @Test
    void whatIsCutOffTooLargeOrNoNumberIsAbsent() {
        assertThat(parsed("state 6\nstatus -1\noffset 5\nmaxerror x\nfrequency 9223372036854775807\nesterror 27"))
                .isEmpty();
        assertThat(parsed("status 8192\noffset 9223372036854775807\n")).isEqualTo("STATUS=8192\n");
    }

    private static String parsed(String text) {
        return Parsed.of(Adjtimex.SENSOR, "wulfware/adjtimex", text);
    }
}
