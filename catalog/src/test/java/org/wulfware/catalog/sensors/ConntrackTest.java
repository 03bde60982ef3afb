package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConntrackTest {
    private static final String HEADING =
            "entries  clashres found new invalid ignore delete chainlength insert insert_failed "
                    + "drop early_drop icmp_error  expect_new expect_create expect_delete search_restart\n";

    @Test
    void processorsAreSummed() {
        assertThat(Parsed.of(Conntrack.SENSOR, "proc/net/stat/nf_conntrack", HEADING + """
                00000021  00000000 00000001 00000000 00000003 0000588a 0 0 00000002 00000004 00000005 00000006 0 0 0 0 00000007
                00000021  00000000 00000001 00000000 00000002 000056a4 0 0 00000002 00000004 00000005 00000006 0 0 0 0 00000001
                """)).isEqualTo(
                "FOUND=2 INVALID=5 IGNORE=44846 INSERT=4 INSERT_FAILED=8 DROP=10 EARLY_DROP=12 SEARCH_RESTART=8\n");
    }

    @Test
    void aSumThatLacksAPartIsAbsent() {
        assertThat(Parsed.of(Conntrack.SENSOR, "proc/net/stat/nf_conntrack", HEADING + """
                0 0 1 0 3 4 0 0 x 7 8 9 0 0 0 0 9
                0 0 1 0 3
                """)).isEqualTo("FOUND=2 INVALID=6\n");
    }
}
