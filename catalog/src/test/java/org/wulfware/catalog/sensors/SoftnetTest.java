package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoftnetTest {
    @Test
    void eachProcessorIsARow() {
        assertThat(Parsed.of(Softnet.SENSOR, "proc/net/softnet_stat", """
                00049279 00000000 00000001 00000000 00000000 00000000 00000000 00000000 0000000a 00000000 00000003 00000007 00000004
                000dfb82 00000029
                zz fffffffffffffffff 1
                00551c3f 000""")).isEqualTo("""
                CPU=4 PROCESSED=299641 DROPPED=0 SQUEEZED=1 COLLISION=10 RECEIVED_RPS=0 FLOW_LIMIT=3 BACKLOG=7
                CPU=1 PROCESSED=916354 DROPPED=41
                CPU=2 SQUEEZED=1
                CPU=3 PROCESSED=5577791
                """);
    }
}
