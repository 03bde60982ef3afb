package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TcpStatesTest {
    @Test
    void aStateIsCountedAndAStateOfNoneIsZero() {
        assertThat(parsed("""
                  sl  local_address rem_address   st tx_queue rx_queue
                   0: 00000000:07E8 00000000:0000 0A 00000000:00000000
                   1: 0100007F:07E8 0100007F:0001 01 00000000:00000000
                   2: 0100007F:07E8 0100007F:0002 01 00000000:00000000
                   3: 0100007F:07E8 0100007F:0003 06 00000000:00000000
                """)).isEqualTo("""
                TCP_ESTABLISHED=2 TCP_SYN_SENT=0 TCP_SYN_RECV=0 TCP_FIN_WAIT1=0 TCP_FIN_WAIT2=0 TCP_TIME_WAIT=1 TCP_CLOSE=0 TCP_CLOSE_WAIT=0 TCP_LAST_ACK=0 TCP_LISTEN=1 TCP_CLOSING=0 TCP_NEW_SYN_RECV=0
                """);
    }

    @Test
    void aTextWithoutItsHeadingSaysNothing() {
        assertThat(parsed("""
                   0: a b 01 c
                """)).isEqualTo("""
                """);
    }

    @Test
    void linesOfNoStateArePassedOver() {
        assertThat(parsed("""
                  sl  local_address
                   0: a b 0D c
                   1: a b G1 c
                   2: a b 1 c
                   3: a
                   4: a b 0c c
                   5: a b 01 c""")).isEqualTo("""
                TCP_ESTABLISHED=0 TCP_SYN_SENT=0 TCP_SYN_RECV=0 TCP_FIN_WAIT1=0 TCP_FIN_WAIT2=0 TCP_TIME_WAIT=0 TCP_CLOSE=0 TCP_CLOSE_WAIT=0 TCP_LAST_ACK=0 TCP_LISTEN=0 TCP_CLOSING=0 TCP_NEW_SYN_RECV=1
                """);
    }

    private static String parsed(String text) {
        return Parsed.of(TcpStates.SENSOR, "proc/net/tcp", text);
    }
}
