package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UdpQueuesTest {
    @Test
    void queuesOfAllSocketsAreSummed() {
        assertThat(Parsed.of(UdpQueues.SENSOR, "proc/net/udp", """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
                   0: 00000000:0016 00000000:0000 07 00000015:00000001 00:00000000 00000000     0        0 2740 1
                   1: 00000000:0017 00000000:0000 07 00000001:00000300 00:00000000 00000000     0        0 2741 1
                   2: 00000000:0018 00000000:0000 07 x:0000000000000000001
                   3: 00000000:0018 00000000:0000 07
                """)).isEqualTo("UDP_SENDING=22 UDP_RECEIVED=769\n");
    }

    @Test
    void withoutAHeadingNothingIsKnown() {
        assertThat(Parsed.of(UdpQueues.SENSOR, "proc/net/udp6", "0: a b 07 1:1 0\n")).isEmpty();
    }
}
