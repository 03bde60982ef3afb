package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DiskstatsTest {
    @Test
    void aNewKernelHasSeventeenColumns() {
        assertThat(parsed("""
                 254       0 vda 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17
                """)).isEqualTo("""
                DISK='vda' MAJOR=254 MINOR=0 READS=1 READS_MERGED=2 READ_SECTORS=3 READ_MS=4 WRITES=5 WRITES_MERGED=6 WRITE_SECTORS=7 WRITE_MS=8 IN_FLIGHT=9 BUSY_MS=10 WEIGHTED_MS=11 DISCARDS=12 DISCARDS_MERGED=13 DISCARD_SECTORS=14 DISCARD_MS=15 FLUSHES=16 FLUSH_MS=17
                """);
    }

    @Test
    void anOldOneHasElevenAndFourForAPartition() {
        assertThat(parsed("""
                   8    0 sda 1 2 3 4 5 6 7 8 9 10 11
                   8    1 sda1 12 13 14 15
                """)).isEqualTo("""
                DISK='sda' MAJOR=8 MINOR=0 READS=1 READS_MERGED=2 READ_SECTORS=3 READ_MS=4 WRITES=5 WRITES_MERGED=6 WRITE_SECTORS=7 WRITE_MS=8 IN_FLIGHT=9 BUSY_MS=10 WEIGHTED_MS=11
                DISK='sda1' MAJOR=8 MINOR=1 READS=12 READ_SECTORS=13 WRITES=14 WRITE_SECTORS=15
                """);
    }

    @Test
    void whatIsCutOrNoNumberIsAbsent() {
        assertThat(parsed("""
                   8
                   8 1
                 x y z<& -1 18446744073709551615 3 4 5
                   8 2 sdb 1 2 3""")).isEqualTo("""
                DISK='z<&' READ_SECTORS=3 READ_MS=4 WRITES=5
                DISK='sdb' MAJOR=8 MINOR=2
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(Diskstats.SENSOR, "proc/diskstats", text);
    }
}
