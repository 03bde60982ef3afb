package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileNrTest {
    @Test
    void threeNumbersStandOnALine() {
        assertThat(parsed("""
                2125	0	9223372036854775807
                """)).isEqualTo("""
                ALLOCATED=2125 UNUSED=0 MOST=9223372036854775807
                """);
    }

    @Test
    void whatIsCutOrNoNumberIsAbsent() {
        assertThat(parsed("""
                -1	<&	5""")).isEqualTo("""
                """);
    }

    @Test
    void aFileOfOneNumberIsThatNumber() {
        assertThat(Parsed.of(Entropy.SENSOR, "proc/sys/kernel/random/entropy_avail", "256\n"))
                .isEqualTo("AVAILABLE=256\n");
        assertThat(Parsed.of(Conntrack.SENSOR, "proc/sys/net/ipv4/netfilter/ip_conntrack_max", "65536\n"))
                .isEqualTo("MOST=65536\n");
        assertThat(Parsed.of(Conntrack.SENSOR, "proc/sys/net/netfilter/nf_conntrack_count", "12")).isEmpty();
    }

    private static String parsed(String text) {
        return Parsed.of(FileNr.SENSOR, "proc/sys/fs/file-nr", text);
    }
}
