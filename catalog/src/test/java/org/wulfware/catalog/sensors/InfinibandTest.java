package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InfinibandTest {
    private static final String PORT = "sys/class/infiniband/mlx5_0/ports/1";

    @Test
    void aPortSaysItsStateAndWhatWentThroughInBytes() {
        var node = Surveying.of(PORT, """
                state: 4: ACTIVE
                phys_state: 5: LinkUp
                rate: 200 Gb/sec (4X HDR)
                link_layer: InfiniBand
                """).with(PORT + "/counters", """
                port_rcv_data: 237159415345822
                port_xmit_data: 2
                port_rcv_packets: 801977655075
                port_xmit_packets: 3
                port_xmit_wait: 4
                port_rcv_errors: 5
                port_xmit_discards: 6
                symbol_error: 7
                link_downed: 8
                VL15_dropped: 9
                """);
        assertThat(node.sampled(Infiniband.SENSOR)).isEqualTo("""
                INFO_ADAPTER='mlx5_0'
                ADAPTER='mlx5_0' PORT=1 STATE='ACTIVE' PHYS_STATE='LinkUp' LINK_LAYER='InfiniBand' RATE=200000\
                 RECEIVED=948637661383288 SENT=8 RECEIVED_PACKETS=801977655075 SENT_PACKETS=3 XMIT_WAIT=4 RCV_ERRORS=5\
                 XMIT_DISCARDS=6 SYMBOL_ERROR=7 LINK_DOWNED=8 VL15_DROPPED=9 STATE_ID=4\
                 PHYS_STATE_ID=5
                """);
    }

    @Test
    void wideCountersAreTakenWhereTheNarrowOnesStandStill() {
        var node = Surveying.of(PORT + "/counters", "port_rcv_data: 4294967295\nport_rcv_packets: 4294967295")
                .with(PORT + "/counters_ext", "port_rcv_data_64: 4294967296\nport_rcv_packets_64: 17");
        assertThat(node.sampled(Infiniband.SENSOR))
                .isEqualTo("""
                        INFO_ADAPTER='mlx5_0'
                        ADAPTER='mlx5_0' PORT=1 RECEIVED=17179869184 RECEIVED_PACKETS=17 EXT_RCV_DATA=17179869184\
                         EXT_RCV_PACKETS=17
                        """);
    }

    @Test
    void aNarrowCounterThatStillCountsIsTaken() {
        var node = Surveying.of(PORT + "/counters", "port_rcv_data: 12\nport_rcv_packets: 3\nport_rcv_discards: 1")
                .with(PORT + "/counters_ext",
                        "port_rcv_data_64: 4294967296\nport_rcv_packets_64: 17\nport_unicast_rcv_packets: 5");
        assertThat(node.sampled(Infiniband.SENSOR)).isEqualTo("""
                INFO_ADAPTER='mlx5_0'
                ADAPTER='mlx5_0' PORT=1 RECEIVED=48 RECEIVED_PACKETS=3 RCV_DISCARDS=1 EXT_RCV_DATA=17179869184\
                 EXT_RCV_PACKETS=17 EXT_UNICAST_RCV=5
                """);
    }

    @Test
    void anAdapterSaysWhatItIs() {
        assertThat(Surveying.of("sys/class/infiniband/mlx5_0", "board_id: MT_08\nfw_ver: 16.31\nhca_type: MT4119")
                .sampled(Infiniband.SENSOR))
                .isEqualTo("INFO_ADAPTER='mlx5_0' BOARD_ID='MT_08' FIRMWARE='16.31' HCA_TYPE='MT4119'\n");
    }

    @Test
    void whatAnAdapterDoesNotCountIsAbsent() {
        var node = Surveying.of(PORT + "/counters", """
                port_rcv_data: N/A (no PMA)
                port_xmit_data: 18446744073709551615
                port_rcv_packets: -1
                """).with(PORT, "rate: 2.5 Gb/sec (1X SDR)\nstate: ACTIVE");
        assertThat(node.sampled(Infiniband.SENSOR))
                .isEqualTo("INFO_ADAPTER='mlx5_0'\nADAPTER='mlx5_0' PORT=1 RATE=2500\n");
    }

    @Test
    void dataThatDoesNotFitInBytesIsAbsent() {
        assertThat(Surveying
                .of(PORT + "/counters", "port_rcv_data: 2305843009213693952\nport_xmit_data: 2305843009213693951")
                .sampled(Infiniband.SENSOR))
                .isEqualTo("INFO_ADAPTER='mlx5_0'\nADAPTER='mlx5_0' PORT=1 SENT=9223372036854775804\n");
    }

    @Test
    void aTextThatIsCutOffIsAbsent() {
        assertThat(Surveying.of(PORT, "link_layer: Ethernet")
                .text(PORT + "/state", "4: ACT")
                .text(PORT + "/rate", "100 Gb")
                .text(PORT + "/counters/port_rcv_data", "12")
                .sampled(Infiniband.SENSOR))
                .isEqualTo("INFO_ADAPTER='mlx5_0'\nADAPTER='mlx5_0' PORT=1 LINK_LAYER='Ethernet' STATE_ID=4\n");
    }
}
